"""Whatever lies in a folder: its form is told by content, and every part of it comes with how it came or why it did not."""

import json
import random

import pytest

from isnad.model.capture import Beside
from isnad.sources.arriving import read_arrivals
from isnad.sources.files import Input, find_inputs
from tests.sources.made import STORY, TITLE, html, mhtml, packed, pdf, response, telegram_chat, telegram_post, wacz

EXPORT = telegram_chat(
    telegram_post(7, STORY[0], forwarded_from="مرصد السهل", media_type="photo", photo="../../../etc/passwd"),
    telegram_post(8, ""),
    telegram_post(9, STORY[1], edited_unixtime="1457566300"),
)
FORMS = {
    "page": (html(), ["file"]), "text": (STORY[0].encode(), ["file"]), "saved page": (mhtml(), ["file"]), "pdf": (pdf((TITLE,)), ["file"]),
    "warc": (response(html()), ["warc"]), "packed warc": (packed(response(html()), response(html(number=2))), ["warc"] * 2), "wacz": (wacz(response(html())), ["warc"]),
    "chat": (json.dumps(EXPORT).encode(), ["telegram"] * 3), "account": (json.dumps({"about": "x", "chats": {"list": [EXPORT, EXPORT]}}).encode(), ["telegram"] * 6),
    "json lines": (b'{"text": "x"}\n{"text": "y"}\n', ["table"] * 2), "csv": (b"title,text\na,b\n", ["table"]), "empty": (b"", ["file"]),
    "json of something else": (b'{"a": [1, 2]}', ["file"]),
}  # fmt: skip


def _arrivals(tmp_path, body: bytes, name: str = "x", columns=None):
    (tmp_path / name).write_bytes(body)
    return list(read_arrivals(Input(tmp_path / name, "x"), Beside(), columns or {}))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["x", "x.txt", "x.warc.gz", "result.json", "a.csv"])
def test_a_form_is_told_by_content_whatever_its_name(tmp_path, form, name):
    body, hows = FORMS[form]
    assert [a.how for a in _arrivals(tmp_path, body, name)] == hows


def test_a_post_keeps_whom_it_was_forwarded_from_and_when(tmp_path):
    first, second, third = _arrivals(tmp_path, FORMS["chat"][0])
    assert first.transport["telegram"]["forwarded_from"] == "مرصد السهل"
    assert first.transport["telegram"]["posted"] == "2016-03-09T23:30:00+00:00"
    assert first.capture.beside.outlet == "راصد الشمال"
    assert second.refused.code == "empty"
    assert third.transport["telegram"]["edited"] == "2016-03-09T23:31:40+00:00"
    assert third.done == 1.0


def test_the_media_of_an_export_are_named_and_never_opened(tmp_path):
    (first, *_) = _arrivals(tmp_path, FORMS["chat"][0])
    assert first.transport["telegram"]["media"] == "../../../etc/passwd"
    assert b"root:" not in first.capture.body


def test_a_table_is_read_under_its_own_names(tmp_path):
    body = json.dumps({"headline": TITLE, "body": STORY[0], "link": "https://raseed.example/1", "page": 3}, ensure_ascii=False)
    (row,) = _arrivals(tmp_path, body.encode(), columns={"text": "body", "title": "headline", "url": "link"})
    assert row.capture.body.decode() == f"{TITLE}\n\n{STORY[0]}"
    assert (row.url, row.transport["others"], row.transport["row"]) == ("https://raseed.example/1", {"page": "3"}, 1)


def test_what_the_command_says_beats_what_an_export_says(tmp_path):
    (tmp_path / "x").write_bytes(FORMS["chat"][0])
    first, *_ = read_arrivals(Input(tmp_path / "x", "x"), Beside(outlet="المنارة"), {})
    assert first.capture.beside.outlet == "المنارة"


@pytest.mark.parametrize(
    "body",
    [
        b"title,text\n",
        json.dumps(telegram_chat()).encode(),
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
    ],
)
def test_a_file_for_many_reports_that_holds_none_is_told_of(tmp_path, body):
    (arrival,) = _arrivals(tmp_path, body)
    assert arrival.refused.code == "empty"


def test_nothing_in_a_folder_is_lost_and_nothing_raises(tmp_path):
    rng = random.Random(7)
    for n, (body, _) in enumerate(FORMS.values()):
        cut = bytearray(body[: rng.randrange(1, len(body) + 1)] if body else b"")
        for _ in range(3 if cut else 0):
            cut[rng.randrange(len(cut))] = rng.randrange(256)
        (tmp_path / f"{n}").write_bytes(cut)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for given in find_inputs([str(tmp_path)]):
        arrivals = list(read_arrivals(given, Beside(), {}))
        assert arrivals
        assert all(a.capture is not None or a.refused is not None for a in arrivals)
