"""Tables of reports, under whatever names their columns have."""

import pytest

from isnad.sources.tables import is_csv, is_json_lines, parse_mapping, read_csv, read_json_lines

COLUMNS = {"text": "body", "title": "headline", "published": "day"}


def test_a_json_line_is_a_report():
    body = '{"headline": "قصف على إدلب", "body": "قصفت مدفعية البلدة.", "day": "2016-03-10"}\n'.encode()
    row = next(read_json_lines(body, COLUMNS, name="t"))
    assert row.capture.body.decode() == "قصف على إدلب\n\nقصفت مدفعية البلدة."
    assert row.capture.beside.published == "2016-03-10"
    assert row.capture.name == "t:1"


def test_a_broken_line_is_named_and_the_next_one_read():
    rows = list(read_json_lines('{"body": NaN}\n[1]\n{"body": "نص"}\n'.encode(), COLUMNS))
    assert [row.refused and row.refused.code for row in rows] == ["unreadable", "unreadable", None]


def test_a_csv_may_be_parted_by_semicolons():
    rows = list(read_csv("headline;body;day\nقصف;قصفت البلدة، ثم هدأت;2016\n".encode("utf-8-sig"), COLUMNS))
    assert rows[0].capture.body.decode() == "قصف\n\nقصفت البلدة، ثم هدأت"


def test_a_row_without_text_is_refused_by_number():
    rows = list(read_csv(b"headline,body\nA,\n", COLUMNS))
    assert rows[0].refused.code == "empty"
    assert "row 2" in rows[0].refused.message


def test_a_row_keeps_what_its_other_columns_say():
    (row,) = read_csv("body,day,village\nقصفت البلدة,2016,كفر النور\n".encode(), COLUMNS)
    assert row.others == {"village": "كفر النور"}


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_a_table_is_read_in_the_charset_it_was_written_in(charset):
    body = "headline\tbody\nقصف\tقصفت مدفعية البلدة مساء أمس\n".encode(charset)
    assert is_csv(body, COLUMNS)
    assert next(read_csv(body, COLUMNS)).capture.body.decode() == "قصف\n\nقصفت مدفعية البلدة مساء أمس"


def test_a_cell_in_quotes_may_hold_lines_and_separators():
    (row,) = read_csv('headline,body\nقصف,"سطر، أول\nسطر ""ثان"""\n'.encode(), COLUMNS)
    assert row.capture.body.decode().endswith('سطر، أول\nسطر "ثان"')


def test_a_page_in_a_cell_stays_a_page():
    (row,) = read_json_lines('{"headline": "قصف", "body": "<html><p>نص</p></html>"}'.encode(), COLUMNS)
    assert row.capture.body.startswith(b"<html>")


def test_a_doubled_key_is_noted_and_its_last_value_counts():
    (row,) = read_json_lines('{"body": "أول", "body": "ثان"}'.encode(), COLUMNS)
    assert row.capture.body.decode() == "ثان"
    assert [note.code for note in row.capture.notes] == ["doubled-key"]


def test_an_endless_line_is_refused_and_the_next_one_read():
    body = b'{"body": "' + b"x" * 6_000_000 + b'"}\n{"body": "y"}\n'
    assert [row.refused and row.refused.code for row in read_json_lines(body, COLUMNS)] == ["too-large", None]


def test_a_broken_table_is_named():
    rows = list(read_csv(b'headline,body\nA,"B" x\n', COLUMNS))
    assert [row.refused and row.refused.code for row in rows] == ["unreadable"]


@pytest.mark.parametrize(
    ("body", "is_one"),
    [
        (b"headline,body\nx,y", True), (b"headline;body\n", True), (b'"body"\t"day"\n', True), (b"body\nx", False), (b"a,b\nx,y", False), (b"", False),
        ("مقتل مدنيين، بحسب ناشطين, body\n".encode(), True), ("قال مصدر, إن\n".encode(), False),
    ],
)  # fmt: skip
def test_a_table_is_told_by_a_header_that_names_the_text(body, is_one):
    assert is_csv(body, COLUMNS) is is_one


@pytest.mark.parametrize(
    ("body", "are"),
    [
        (b'{"body": "x"}\n{"body": "y"}', True),
        (b'{"text": "x"}\n', False),
        (b"[1]\n", False),
        (b'{"body": "' + b"x" * 99, True),
        (b"{\n", False),
        (b"", False),
    ],
)
def test_json_lines_are_told_by_a_first_object_that_has_the_text(body, are):
    assert is_json_lines(body, COLUMNS) is are


def test_a_mapping_is_written_field_by_field():
    assert parse_mapping("text=body, title = headline") == {"text": "body", "title": "headline"}


@pytest.mark.parametrize("written", ["body", "body=text", "text=", "=x", ","])
def test_a_mapping_of_what_we_do_not_have_is_refused(written):
    with pytest.raises(ValueError, match="FIELD=COLUMN"):
        parse_mapping(written)
