"""Web archives: every record accounted for, whatever is broken in them, and nothing of theirs written anywhere (S2, S9)."""

import gzip
import os
import random
import resource
import time
import zipfile

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.model.capture import Beside
from isnad.sources.arriving import read_arrivals
from isnad.sources.files import Input
from tests.sources.made import TITLE, html, http, packed, response, wacz, warc_record

INFO = warc_record("warcinfo", b"software: Made/1.0\r\nformat: WARC\r\n")
REQUEST = warc_record("request", b"GET /1 HTTP/1.1\r\nUser-Agent: x\r\n\r\n", url="https://raseed.example/1")


def _arrivals(tmp_path, body: bytes, name: str = "a.bin"):
    (tmp_path / name).write_bytes(body)
    return list(read_arrivals(Input(tmp_path / name, "a"), Beside(), {}))


def _codes(arrivals) -> list[str]:
    return [a.refused.code if a.refused else "again" if a.again else "page" for a in arrivals]


@pytest.mark.parametrize("join", [b"".join, lambda records: packed(*records), lambda records: gzip.compress(b"".join(records))])
def test_a_web_archive_is_told_by_content_packed_or_not(tmp_path, join):
    arrivals = _arrivals(tmp_path, join([INFO, response(html(), number=1), response(html(number=2), number=2)]))
    assert [a.capture.body for a in arrivals] == [html(), html(number=2)]
    assert [a.how for a in arrivals] == ["warc", "warc"]
    assert arrivals[-1].done > 0.99


def test_a_page_keeps_what_its_record_says_of_it(tmp_path):
    (arrival,) = _arrivals(tmp_path, packed(INFO, REQUEST, response(html(), number=1, Last_Modified="Thu")))
    said = arrival.transport
    assert (said["peer"], said["started"], said["software"]) == ("203.0.113.7", "2016-03-10T09:00:00Z", "Made/1.0")
    assert (said["status"], said["request"]["user-agent"], said["response"]["last-modified"]) == (200, "x", "Thu")
    assert (arrival.url, arrival.capture.charset, said["digest"]) == ("https://raseed.example/1", "utf-8", "holds")
    assert len(said["container"]["sha256"]) == 64


def test_a_record_that_does_not_fit_its_own_digest_is_noted(tmp_path):
    (arrival,) = _arrivals(tmp_path, response(html(), number=1).replace("قصف".encode(), "قصد".encode()))
    assert arrival.transport["digest"] == "differs"
    assert [note.code for note in arrival.capture.notes] == ["digest-differs"]


@pytest.mark.parametrize(
    ("coding", "body"), [("gzip", gzip.compress(html())), ("br", brotli.compress(html())), ("identity", html()), ("gzip", html())]
)
def test_a_packed_body_is_opened_and_one_that_was_opened_already_is_left(tmp_path, coding, body):
    (arrival,) = _arrivals(tmp_path, response(body, Content_Encoding=coding))
    assert arrival.capture.body == html()


@pytest.mark.parametrize(("coding", "code"), [("zstd", "unsupported-coding"), ("gzip", "unreadable")])
def test_a_body_that_cannot_be_opened_comes_as_it_was_archived_with_the_reason(tmp_path, coding, code):
    first, second = _arrivals(
        tmp_path, packed(response(b"\x28\xb5\x2f\xfd raw", Content_Encoding=coding), response(html(), number=2))
    )
    assert (first.refused.code, first.capture.body) == (code, b"\x28\xb5\x2f\xfd raw")
    assert first.transport["response"]["content-encoding"] == coding
    assert second.refused is None


def test_a_body_in_chunks_is_joined(tmp_path):
    body = html()
    chunked = b"%x\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n" % (100, body[:100], len(body) - 100, body[100:])
    (arrival,) = _arrivals(tmp_path, response(chunked, Transfer_Encoding="chunked"))
    assert arrival.capture.body == body


def test_every_kind_of_record_ends_somewhere(tmp_path):
    records = [
        response(html(), number=1), response(b"gone", number=2, status=404), response(b"\x89PNG", number=3, Content_Type="image/png"),
        warc_record("resource", html(number=4), url="https://raseed.example/4", Content_Type="text/html"),
        warc_record("revisit", b"HTTP/1.1 200 OK\r\n\r\n", url="https://raseed.example/1"), warc_record("response", b"no http", url="https://x.example/"),
        response(html(number=5), number=5, Content_Type="image/jpeg"), warc_record("metadata", b"x: y"),
    ]  # fmt: skip
    codes = _codes(_arrivals(tmp_path, packed(*records)))
    assert codes == ["page", "not-a-report", "not-a-report", "page", "again", "page", "page"]


def test_a_broken_record_is_named_and_the_next_one_found(tmp_path):
    good, bad = gzip.compress(response(html(), number=1)), bytearray(gzip.compress(response(html(number=2), number=2)))
    bad[len(bad) // 2] ^= 0xFF
    assert _codes(_arrivals(tmp_path, good + bytes(bad) + good)) == ["page", "unreadable", "page"]
    plain = response(html(), number=1)
    lost = response(html(number=2), number=2).replace(b"Content-Length: ", b"Content-Lenght: ", 1)
    assert _codes(_arrivals(tmp_path, plain + lost + plain)) == ["page", "unreadable", "page"]


def test_a_file_that_ends_too_early_says_so(tmp_path):
    for body in (response(html())[:-900], packed(response(html(), number=1))[:-30]):
        assert _codes(_arrivals(tmp_path, b"" + body)) == ["unreadable"]


def test_a_record_longer_than_is_taken_is_passed_over(tmp_path):
    long = warc_record("response", http(b"x"), url="https://x.example/").replace(
        b"Content-Length: ", b"Content-Length: 999999", 1
    )
    assert _codes(_arrivals(tmp_path, long + response(html(), number=1))) == ["too-large", "page"]


BOMBS = {
    "gzip member": lambda: gzip.compress(response(bytes(1 << 28))),
    "gzip body": lambda: packed(response(gzip.compress(bytes(1 << 28)), Content_Encoding="gzip")),
    "double gzip": lambda: packed(response(gzip.compress(gzip.compress(bytes(1 << 28))), Content_Encoding="gzip, gzip")),
    "brotli body": lambda: packed(response(brotli.compress(bytes(1 << 28)), Content_Encoding="br")),
    "deflated zip": lambda: wacz(response(bytes(1 << 26)), kind=zipfile.ZIP_DEFLATED),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_soon_and_small_and_its_neighbour_read(tmp_path, name):
    bomb = BOMBS[name]()
    body = bomb if name == "deflated zip" else bomb + gzip.compress(response(html(), number=1))
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    codes = _codes(_arrivals(tmp_path, body))
    assert codes == (["too-large"] if name == "deflated zip" else ["too-large", "page"])
    assert time.monotonic() - began < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_a_wacz_gives_the_pages_of_all_its_warcs(tmp_path):
    body = wacz(packed(INFO, response(html(), number=1)), response(html(number=2), number=2))
    arrivals = _arrivals(tmp_path, body)
    assert [a.capture.body for a in arrivals] == [html(), html(number=2)]
    assert [a.transport["package"]["digest"] for a in arrivals] == ["holds", "holds"]
    assert arrivals[-1].done > 0.99


def test_a_wacz_that_does_not_fit_its_digests_says_so(tmp_path):
    (arrival,) = _arrivals(tmp_path, wacz(response(html()), tell="0" * 64))
    assert arrival.transport["package"]["digest"] == "differs"


def test_a_zip_of_something_else_is_one_input(tmp_path):
    (arrival,) = _arrivals(tmp_path, wacz(more={"word/document.xml": b"<x/>"}))
    assert arrival.how == "file"


def test_a_zip_whose_entries_lie_over_one_another_is_refused(tmp_path):
    body = wacz(response(html()), response(html(number=2)))
    first, second = (body.index(b"PK\x01\x02", at) for at in (0, body.index(b"PK\x01\x02") + 1))
    place = body[first + 42 : first + 46]
    body = body[: second + 42] + place + body[second + 46 :]
    assert _codes(_arrivals(tmp_path, body)) == ["hostile-markup"]


@pytest.mark.parametrize("cut", [30, 200, 700, -40, -10])
def test_a_broken_zip_ends_in_a_reason(tmp_path, cut):
    arrivals = _arrivals(tmp_path, wacz(response(html()))[:cut])
    assert len(arrivals) == 1


@pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_package_with_bytes_changed_never_raises_however_it_is_packed(tmp_path, kind):
    whole = wacz(response(html(), number=1), response(html(number=2), number=2), kind=kind)
    for seed in range(250):
        draw, body = random.Random(seed), bytearray(whole)
        for _ in range(draw.randint(1, 4)):
            body[draw.choice((draw.randrange(len(body)), len(body) - draw.randrange(1, 300)))] = draw.randrange(256)
        assert _arrivals(tmp_path, bytes(body))


@pytest.mark.parametrize("kind", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_a_broken_part_of_a_package_is_named_and_the_others_are_read(tmp_path, kind):
    body = bytearray(wacz(response(html(), number=1), response(html(number=2), number=2), kind=kind))
    at = body.index(b"archive/data-0.warc") + 60
    body[at : at + 40] = bytes(40)
    first, second = _arrivals(tmp_path, bytes(body))
    assert (first.refused.code, first.name) == ("unreadable", f"{tmp_path / 'a.bin'}#archive/data-0.warc")
    assert second.capture.body == html(number=2)


NAMES = [
    "archive/../../out.warc", "archive/..\\..\\out.warc", "archive//etc/out.warc", "archive/C:\\out.warc", "archive/CON.warc", "archive/\u202egpj.warc",
    "archive/" + "a" * 240 + ".warc", "archive/~/out.warc", "archive/%2e%2e/out.warc", "/archive/out.warc", "archive/out.warc/../../../x.warc",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_name_inside_an_archive_becomes_a_path(tmp_path, name):
    inside = tmp_path / "deep" / "er"
    inside.mkdir(parents=True)
    body = wacz(response(html(), number=1), more={name: response(html(number=2), number=2)})
    before = sorted(os.walk(tmp_path))
    arrivals = _arrivals(inside, body)
    (inside / "a.bin").unlink()
    assert sorted(os.walk(tmp_path)) == before
    assert 1 <= len(arrivals) <= 2
    assert all(a.capture.body for a in arrivals)


def test_a_link_inside_a_zip_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text(TITLE)
    link = zipfile.ZipInfo("archive/link.warc")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as made:
        made.writestr(link, str(tmp_path / "secret"))
    (arrival,) = list(read_arrivals(Input(tmp_path / "a.wacz", "a"), Beside(), {}))
    assert arrival.refused.code == "unreadable"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_a_web_archive_with_bytes_changed_never_raises(tmp_path_factory, seed):
    rng = random.Random(seed)
    records = [INFO, response(html(), number=1), response(gzip.compress(html(number=2)), number=2, Content_Encoding="gzip")]
    body = bytearray(rng.choice((b"".join(records), packed(*records), wacz(packed(*records)))))
    for _ in range(rng.randint(1, 20)):
        body[rng.randrange(len(body))] = rng.randrange(256)
    arrivals = _arrivals(tmp_path_factory.mktemp("warc"), bytes(body))
    assert all(a.capture is not None or a.refused is not None or a.again for a in arrivals)
