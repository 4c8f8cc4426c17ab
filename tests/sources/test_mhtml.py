"""A page saved whole is read as the page it is, with where it was saved from."""

import pytest

from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused
from isnad.reading import read_capture
from isnad.sources.mhtml import is_mhtml, read_mhtml
from isnad.sources.wrapped import open_wrapped
from tests.sources.made import STORY, TITLE, html, mhtml


def test_the_page_is_found_among_its_parts():
    page = read_mhtml(mhtml())
    assert page.body == html()
    assert (page.charset, page.url) == ("utf-8", "https://raseed.example/2016/1")


@pytest.mark.parametrize("encoding", ["base64", "8bit", "binary"])
def test_each_way_of_packing_a_part_is_undone(encoding):
    assert TITLE.encode() in read_mhtml(mhtml(encoding=encoding)).body


def test_a_saved_page_is_read_like_the_page():
    record = read_capture(Capture(mhtml(), beside=Beside(published="2016-03-10")))
    assert record.report.title == TITLE
    assert record.report.url == "https://raseed.example/2016/1"
    assert record.report.source_sha256 == Capture(mhtml()).sha256
    assert STORY[0] in record.text


def test_the_address_given_beside_it_beats_its_own():
    opened = open_wrapped(Capture(mhtml(), beside=Beside(url="https://raseed.example/other"))).value
    assert opened.beside.url == "https://raseed.example/other"


@pytest.mark.parametrize(
    "body", [b"", html(), b"Title: x\n\ntext", "العنوان: كذا\nنص".encode(), b"Subject: x\r\nMIME-Version: 1.0\r\n\r\nx"]
)
def test_what_is_no_saved_page_is_not_taken_for_one(body):
    assert not is_mhtml(body)


def test_a_saved_page_without_a_page_is_refused():
    with pytest.raises(InputRefused) as refused:
        read_mhtml(mhtml().replace(b"text/html; charset", b"image/gif; charset"))
    assert refused.value.code == "unreadable"


def test_parts_without_end_are_refused():
    head = b"MIME-Version: 1.0\r\nContent-Location: https://x.example/\r\n"
    nested = b"".join(b'Content-Type: multipart/related; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(3_000))
    with pytest.raises(InputRefused):
        read_mhtml(head + nested)


def test_an_address_that_is_none_of_the_web_is_not_taken():
    assert read_mhtml(mhtml(url="file:///home/someone/a.html")).url is None
