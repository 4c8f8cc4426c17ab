"""Markup that means harm: a clear error or a page with a note, each within twenty seconds, and the next page reads as ever."""

import time

import pytest

from isnad.model.capture import Capture
from isnad.model.errors import InputRefused
from isnad.page import parsing
from isnad.page.layout import read_page
from tests.corpus.pages import BODY, TITLE
from tests.corpus.pages_html import PAGE

HEAD = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in BODY)
BOMBS = {
    "80,000 attributes": HEAD + "<p " + " ".join(f'a{i}="1"' for i in range(80_000)) + ">",
    "attributes without values": HEAD + "<p " + " ".join(f"a{i}" for i in range(300_000)) + ">",
    "200,000 open paragraphs": HEAD + "<p>" * 200_000,
    "200,000 open boxes": HEAD + "<div>" * 200_000 + BODY[0],
    "deep bold": HEAD + "<b><i><u>" * 30_000 + BODY[0],
    "a million entities": HEAD + "<p>" + "&amp;" * 1_000_000,
    "a giant comment": HEAD + "<!--" + "x" * 15_000_000 + "-->",
    "an open quote": HEAD + '<p a="' + "x" * 5_000_000,
    "a million brackets": HEAD + "<" * 1_000_000,
    "NULs": HEAD + "\0" * 1_000_000,
    "tables in tables": HEAD + "<table>" * 3_000,
    "a doctype of entities": "<!DOCTYPE html [" + '<!ENTITY a "b">' * 10_000 + "]>" + HEAD,
    "billion laughs": '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + HEAD + "&b;",
}
CODES = {"hostile-markup", "too-large", "unreadable"}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_ends_in_a_code_or_a_page_in_time(bomb):
    began = time.monotonic()
    try:
        outcome = read_page(Capture(body=BOMBS[bomb].encode())).value.report.title
    except InputRefused as refused:
        outcome = refused.code
    assert outcome in CODES | {TITLE}
    assert time.monotonic() - began < 20


def test_what_the_parser_cut_off_is_noted():
    found = read_page(Capture(body=BOMBS["200,000 open boxes"].encode()))
    assert "partial-parse" in {n.code for n in found.notes}


def test_a_page_that_takes_too_long_is_refused_and_the_next_one_is_read(monkeypatch):
    monkeypatch.setattr(parsing, "WALL_SECONDS", 0.0)
    with pytest.raises(InputRefused) as refused:
        read_page(Capture(body=PAGE.encode()))
    assert refused.value.code == "hostile-markup"
    monkeypatch.undo()
    assert read_page(Capture(body=PAGE.encode())).value.report.title == TITLE


def test_a_worker_that_was_killed_is_replaced():
    read_page(Capture(body=PAGE.encode()))
    (worker,) = parsing._POOL._idle
    worker.end()
    assert read_page(Capture(body=PAGE.encode())).value.report.title == TITLE


def test_many_pages_share_one_worker():
    read_page(Capture(body=PAGE.encode()))
    (first,) = parsing._POOL._idle
    read_page(Capture(body=PAGE.encode()))
    assert parsing._POOL._idle == [first]
