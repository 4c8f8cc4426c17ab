"""PDFs come out in the order they are read in, page after page, and no PDF takes the program along."""

import time

import pytest

from isnad.model.capture import Capture
from isnad.model.errors import InputRefused
from isnad.sources.pdf import join_lines, mend_brackets, mend_ligatures
from isnad.sources.wrapped import open_wrapped
from tests.sources.made import STORY, TITLE, pdf


def _text(body: bytes) -> str:
    return open_wrapped(Capture(body)).value.content.decode()


def test_letters_digits_ligatures_and_brackets_come_in_reading_order():
    assert _text(pdf((TITLE, *STORY))) == "\n".join((TITLE, *STORY))


def test_the_bytes_received_stay_the_documents_identity():
    body = pdf((TITLE, *STORY))
    assert open_wrapped(Capture(body)).value.sha256 == Capture(body).sha256


def test_a_page_without_text_is_noted():
    found = open_wrapped(Capture(pdf((TITLE, *STORY), ())))
    assert [note.code for note in found.notes] == ["page-without-text"]
    assert "2" in found.notes[0].message


def test_a_scan_is_refused_with_what_to_do():
    with pytest.raises(InputRefused) as refused:
        _text(pdf((), ()))
    assert refused.value.code == "empty"


@pytest.mark.parametrize("body", [b"%PDF-1.4", b"%PDF-1.7\n" + bytes(5000), pdf((TITLE,))[:300], b"%PDF-" + b"<<" * 50_000])
def test_a_broken_pdf_is_refused(body):
    with pytest.raises(InputRefused) as refused:
        _text(body)
    assert refused.value.code in {"unreadable", "empty", "hostile-markup"}


def test_a_book_is_refused():
    with pytest.raises(InputRefused) as refused:
        _text(pdf(*([(TITLE,)] * 201)))
    assert refused.value.code == "too-large"


def test_pages_that_contain_themselves_end_in_time():
    body = pdf((TITLE,)).replace(b"/Kids [6 0 R] /Count 1", b"/Kids [2 0 R] /Count 9")
    began = time.monotonic()
    with pytest.raises(InputRefused):
        _text(body)
    assert time.monotonic() - began < 20


def test_letters_of_one_box_are_one_glyph_and_come_reversed():
    assert mend_ligatures(list("الأ"), [(0,), (1,), (1,)]) == "األ"


def test_a_latin_ligature_is_left_as_it_is():
    assert mend_ligatures(list("fi"), [(1,), (1,)]) == "fi"


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("قال )لواء الحق( إن", "قال (لواء الحق) إن"),
        ("قال (لواء الحق) إن", "قال (لواء الحق) إن"),
        ("he said )so(", "he said )so("),
        ("1) أول", "1) أول"),
    ],
)
def test_brackets_are_mirrored_only_where_that_makes_them_pair(drawn, read):
    assert mend_brackets(drawn) == read


def test_a_full_line_goes_on_in_the_next_and_a_short_one_does_not():
    assert (
        join_lines(["عنوان قصير", "سطر طويل جدا يبلغ الهامش", "وينتهي هنا.", "فقرة"])
        == "عنوان قصير\nسطر طويل جدا يبلغ الهامش وينتهي هنا.\nفقرة"
    )
