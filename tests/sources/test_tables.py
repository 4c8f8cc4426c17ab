"""Tables of reports, under whatever names their columns have."""

from isnad.sources.tables import read_csv, read_json_lines

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
