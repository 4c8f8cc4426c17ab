"""Every hostile form but HTML is parsed in a process that can be killed: what goes wrong there ends there, and the next is read."""

import gzip
import json
import os
import signal
import subprocess
import time

import pytest

from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused
from isnad.reading import read_capture
from isnad.sources import apart
from isnad.sources.arriving import open_arrivals, read_arrivals
from isnad.sources.files import Input
from isnad.workers import Pool
from tests.sources.made import STORY, TITLE, html, mhtml, packed, response, telegram_chat, telegram_post, wacz

CHAT = json.dumps(telegram_chat(telegram_post(1, STORY[0], forwarded_from="مرصد السهل"), telegram_post(2, ""))).encode()
FORMS = {
    "warc": packed(response(html()), response(b"x", number=2, status=404), response(b"raw", number=3, Content_Encoding="zstd")),
    "wacz": wacz(response(html())), "chat": CHAT, "broken chat": CHAT[:-9], "json lines": b'{"text": "x"}\n{"text": ""}\n', "csv": "title,text\nأ,ب\n".encode(),
}  # fmt: skip


@pytest.fixture
def pool(monkeypatch):
    """A pool of the test's own."""
    made = Pool("isnad.sources.apart")
    monkeypatch.setattr(apart, "_POOL", made)
    yield made
    made.close()


def _arrivals(path):
    return list(read_arrivals(Input(path, "x"), Beside(outlet="المنارة"), {}))


def _here(path):
    """The same without a process of its own."""
    found = []
    try:
        found.extend(open_arrivals(path, Beside(outlet="المنارة"), {}))
    except InputRefused as refused:
        return found, refused.code
    return found, None


def _children():
    listed = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "pid=,args="], capture_output=True, text=True, check=True
    ).stdout
    return {int(line.split()[0]) for line in listed.splitlines() if "isnad.sources.apart" in line}


@pytest.mark.parametrize("form", FORMS)
def test_what_comes_back_from_the_process_is_what_was_found_there(tmp_path, form):
    (tmp_path / "x").write_bytes(FORMS[form])
    here, code = _here(tmp_path / "x")
    there = _arrivals(tmp_path / "x")
    if code:
        assert there.pop().refused.code == code
    for ours, theirs in zip(here, there, strict=True):
        assert (ours.refused and ours.refused.code) == (theirs.refused and theirs.refused.code)
        assert ours.capture == theirs.capture
        assert (ours.how, ours.name, ours.url, ours.transport, ours.done) == (
            theirs.how,
            theirs.name,
            theirs.url,
            theirs.transport,
            theirs.done,
        )


def test_one_process_serves_many(tmp_path, pool):
    (tmp_path / "x").write_bytes(FORMS["warc"])
    _arrivals(tmp_path / "x")
    (worker,) = pool._idle
    assert apart.ask_apart("mhtml", mhtml())[1] == html()
    _arrivals(tmp_path / "x")
    assert pool._idle == [worker]


def test_a_process_that_dies_is_told_of_and_another_goes_on(tmp_path, pool):
    (tmp_path / "x").write_bytes(packed(*(response(html(number=n), number=n) for n in range(300))))
    arrivals = read_arrivals(Input(tmp_path / "x", "x"), Beside(), {})
    before = _children()
    first = next(arrivals)
    (pid,) = _children() - before
    os.kill(pid, signal.SIGKILL)
    *others, last = arrivals
    assert first.capture is not None
    assert last.refused.code == "hostile-markup"
    assert len(others) < 299
    assert len(_arrivals(tmp_path / "x")) == 300


def test_a_process_that_is_late_is_killed(tmp_path, pool, monkeypatch):
    monkeypatch.setattr(apart, "WALL_SECONDS", 0.001)
    (tmp_path / "x").write_bytes(FORMS["csv"])
    began = time.monotonic()
    assert [a.refused.code for a in _arrivals(tmp_path / "x")] == ["hostile-markup"]
    assert time.monotonic() - began < 5
    assert pool._idle == []


def test_a_process_left_in_the_middle_is_ended(tmp_path, pool):
    (tmp_path / "x").write_bytes(FORMS["warc"])
    arrivals = read_arrivals(Input(tmp_path / "x", "x"), Beside(), {})
    next(arrivals)
    arrivals.close()
    assert pool._idle == []


def test_two_are_read_in_turns(tmp_path):
    (tmp_path / "x").write_bytes(FORMS["warc"])
    for arrival in read_arrivals(Input(tmp_path / "x", "x"), Beside(), {}):
        assert arrival.url
        assert read_capture(Capture(mhtml(), beside=Beside(published="2016-03-10"))).report.title == TITLE


NESTED = b"".join(b'Content-Type: multipart/related; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(100_000))
HEAD = b"MIME-Version: 1.0\r\nContent-Location: https://x.example/\r\n"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("mhtml", HEAD + NESTED),
        ("mhtml", HEAD + b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=" * 19_000_000),
        ("mhtml", HEAD + b'Content-Type: multipart/related; boundary="b"\r\n\r\n' + b"--b\r\n\r\n" * 2_000_000),
        ("mhtml", HEAD + b"Content-Type: text/html\r\n" + b"X-A: " + b"a\r\n " * 4_000_000 + b"\r\n\r\n<html>"),
        ("feed", b"<rss>" * 1_000_000),
    ],
    ids=["nested", "quoted", "parts", "folded", "deep feed"],
)  # fmt: skip
def test_a_hostile_document_is_refused_or_read_in_time_and_the_next_is_read(pool, kind, body):
    began = time.monotonic()
    assert _outcome(kind, body) in {"found", "hostile-markup", "too-large", "unreadable"}
    assert time.monotonic() - began < 20
    assert _outcome("mhtml", mhtml()) == "found"


def _outcome(kind, body):
    try:
        apart.ask_apart(kind, body)
    except InputRefused as refused:
        return refused.code
    return "found"


def test_a_table_that_swells_is_refused_in_the_process_and_not_here(tmp_path):
    (tmp_path / "x").write_bytes(b"title,text\n" + b'"' + b"x" * 6_000_000 + b'",y\n')
    assert _arrivals(tmp_path / "x")[-1].refused.code == "unreadable"
    (tmp_path / "y").write_bytes(gzip.compress(b"WARC/1.0\r\n" + b"a: b\r\n" * 20_000_000))
    assert {a.refused.code for a in _arrivals(tmp_path / "y")} <= {"unreadable", "too-large"}
