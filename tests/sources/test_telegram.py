"""Telegram exports as they come: one chat or all, text in pieces, forwards kept."""

import json

import pytest

from isnad.model.errors import InputRefused
from isnad.sources.telegram import is_telegram_export, read_telegram

POST = {
    "id": 7,
    "type": "message",
    "date": "2016-03-10T03:00:00",
    "date_unixtime": "1457566200",
    "from": "راصد الشمال",
    "forwarded_from": "مرصد السهل",
    "text": "x",
    "text_entities": [
        {"type": "plain", "text": "قصف على "},
        {"type": "bold", "text": "كفر النور"},
        {"type": "hashtag", "text": " #إدلب"},
    ],
}
CHAT = {"name": "راصد الشمال", "type": "public_channel", "id": 1, "messages": [POST]}


def _posts(export):
    return list(read_telegram(json.dumps(export, ensure_ascii=False).encode()))


def test_a_posts_text_is_put_together_from_its_pieces():
    assert _posts(CHAT)[0].capture.body.decode() == "قصف على كفر النور #إدلب"


def test_the_time_is_the_unix_time_in_utc_never_the_local_one():
    assert _posts(CHAT)[0].capture.beside.published == "2016-03-09"


def test_a_forward_keeps_whom_it_came_from():
    assert _posts(CHAT)[0].forwarded_from == "مرصد السهل"


def test_a_full_account_holds_its_chats_in_a_list():
    assert len(_posts({"chats": {"list": [CHAT, CHAT]}})) == 2


def test_older_exports_hold_text_as_a_list_of_strings_and_pieces():
    old = {**POST, "text_entities": [], "text": ["قصف ", {"type": "bold", "text": "جديد"}]}
    assert _posts({**CHAT, "messages": [old]})[0].capture.body.decode() == "قصف جديد"


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({**POST, "type": "service"}, "not-a-report"),
        ({**POST, "text_entities": [], "text": ""}, "empty"),
        ({**POST, "text_entities": 7}, "empty"),
        (5, "not-a-report"),
        (None, "not-a-report"),
        ({}, "not-a-report"),
    ],
)
def test_what_is_no_post_with_words_comes_with_the_reason(message, code):
    (post,) = _posts({**CHAT, "messages": [message]})
    assert post.capture is None
    assert post.refused.code == code


def test_posts_without_a_number_are_told_apart():
    assert len({post.number for post in _posts({**CHAT, "messages": [{**POST, "id": None}, {**POST, "id": "x"}]})}) == 2


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"messages": 3}', b"{", "نص".encode()])
def test_what_is_no_export_is_refused(body):
    with pytest.raises(InputRefused) as refused:
        list(read_telegram(body))
    assert refused.value.code == "unreadable"


def test_an_export_is_told_by_its_beginning():
    assert is_telegram_export(json.dumps(CHAT).encode())
    assert not is_telegram_export(b"<html>")


def test_a_time_that_is_none_is_none():
    assert _posts({**CHAT, "messages": [{**POST, "date_unixtime": "soon"}]})[0].capture.beside.published is None
