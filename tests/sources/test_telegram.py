"""Telegram exports as they come: one chat or all, text in pieces, forwards kept."""

import io
import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest

from isnad.archive.store import Origin, open_archive
from isnad.model.capture import Beside, lay_beside, read_beside
from isnad.model.errors import InputRefused
from isnad.model.page import Relay
from isnad.reading import read_capture
from isnad.sources.telegram import is_telegram_export, read_telegram
from tests.sources.made import STORY, TITLE, telegram_chat, telegram_post

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
    return list(read_telegram(io.BytesIO(json.dumps(export, ensure_ascii=False).encode())))


def test_a_posts_text_is_put_together_from_its_pieces():
    assert _posts(CHAT)[0].capture.body.decode() == "قصف على كفر النور #إدلب"


def test_the_time_is_the_unix_time_in_utc_never_the_local_one():
    assert _posts(CHAT)[0].capture.beside.published == "2016-03-09"


def test_a_forward_keeps_whom_it_came_from():
    assert _posts(CHAT)[0].forwarded_from == "مرصد السهل"


@pytest.mark.parametrize(
    ("said", "via"),
    [
        ({}, []),
        ({"forwarded_from": "مرصد السهل", "forwarded_from_id": "channel12"}, [("مرصد السهل", "channel12", None, "telegram.forwarded_from")]),
        ({"forwarded_from": None}, [(None, None, None, "telegram.forwarded_from")]),
        ({"forwarded_from": "مرصد السهل", "forwarded_date_unixtime": "1457300000"}, [("مرصد السهل", None, "2016-03-06", "telegram.forwarded_from")]),
        ({"forwarded_from": "مرصد السهل", "forwarded_date": "soon"}, [("مرصد السهل", None, None, "telegram.forwarded_from")]),
        ({"saved_from": "مرصد السهل", "forwarded_from": "مرصد السهل"}, [("مرصد السهل", None, None, "telegram.forwarded_from")]),
        (
            {"saved_from": "أخبار الوادي", "forwarded_from": "مرصد السهل"},
            [("أخبار الوادي", None, None, "telegram.saved_from"), ("مرصد السهل", None, None, "telegram.forwarded_from")],
        ),
    ],
)  # fmt: skip
def test_whom_a_post_was_forwarded_from_is_a_link_of_its_chain_nearest_first(said, via):
    (post,) = _posts(telegram_chat(telegram_post(1, STORY[0], **said)))
    assert [(r.name, r.id, r.published, r.rule) for r in post.capture.beside.via] == via


def test_the_chain_stands_in_the_record_and_is_the_same_when_read_anew(tmp_path):
    (post,) = _posts(telegram_chat(telegram_post(1, "\n".join((TITLE, *STORY)), forwarded_from="مرصد السهل")))
    record = read_capture(post.capture)
    assert record.report.outlet == "راصد الشمال"
    assert record.report.via == (Relay(name="مرصد السهل", rule="telegram.forwarded_from"),)
    archive = open_archive(tmp_path)
    with archive.writing() as connection:
        archive.add_read(connection, post.capture, Origin("telegram"), record)
    assert read_capture(archive.fetch_capture(post.capture.sha256)) == record
    archive.engine.dispose()


@pytest.mark.parametrize(
    "beside", [Beside(), Beside("الرابية", fed="2016-03-10T09:00:00+03:00", via=(Relay(name="x", rule="y"),))]
)
def test_what_came_beside_a_report_is_kept_and_comes_back(beside):
    assert read_beside(json.loads(json.dumps(lay_beside(beside)))) == beside


def test_chats_that_were_left_are_read_too():
    assert len(_posts({"about": "x", "chats": {"list": [CHAT]}, "left_chats": {"about": "y", "list": [CHAT, 7]}})) == 2


def test_a_chat_whose_name_stands_behind_its_messages_has_it_all_the_same():
    other = {**CHAT, "name": "أخبار الوادي"}
    for export in (CHAT, {"chats": {"list": [other, CHAT]}}):
        body = json.dumps(export, ensure_ascii=False, sort_keys=True).encode()
        assert [p.chat for p in read_telegram(body)] == ["أخبار الوادي", "راصد الشمال"][-1 if export is CHAT else 0 :]


def test_saved_messages_have_no_name_and_are_told_by_their_number():
    saved = {"type": "saved_messages", "id": 5, "messages": [POST]}
    assert _posts({"chats": {"list": [saved]}})[0].chat == "5"


def test_a_broken_message_is_told_of_and_the_next_is_read():
    body = json.dumps(telegram_chat(telegram_post(1, "x"), telegram_post(2, "y"))).encode().replace(b'"x"', b'"\xff"')
    first, second = read_telegram(body)
    assert (first.refused.code, first.capture) == ("unreadable", None)
    assert second.capture.body == b"y"


def test_a_number_beyond_a_double_breaks_its_message_and_no_other():
    body = json.dumps({**CHAT, "messages": [POST | {"views": "?"}, POST]}).replace('"?"', "1e999").encode()
    broken, read = read_telegram(body)
    assert (broken.refused.code, read.refused) == ("unreadable", None)


def test_half_letters_and_nuls_in_names_are_mended():
    said = {"from": "a\0b", "forwarded_from": "\udfff", "forwarded_from_id": "\ud800", "author": "\ud83d"}
    (post,) = read_telegram(json.dumps({**CHAT, "name": "\ud800\0", "messages": [POST | said]}).encode())
    assert (post.chat, post.author, post.forwarded_from) == ("\ufffd\ufffd", "a\ufffdb", "\ufffd")
    assert (post.capture.name, post.capture.beside.author) == ("\ufffd\ufffd/7", "\ufffd")
    assert post.capture.beside.via == (Relay(name="\ufffd", id="\ufffd", rule="telegram.forwarded_from"),)


def test_a_message_too_long_is_told_of_and_the_next_is_read():
    long = telegram_post(1, "x", reactions=["x" * 900 for _ in range(6_000)])
    first, second = _posts(telegram_chat(long, telegram_post(2, "y")))
    assert (first.refused.code, second.capture.body) == ("too-large", b"y")


def test_control_characters_as_telegram_writes_them_are_read_and_noted():
    body = (
        json.dumps(telegram_chat(telegram_post(1, "a@b"), telegram_post(2, "a\\x0Bb"))).encode().replace(b"a@b", b"a\\\\\\x0Bb")
    )
    first, second = read_telegram(body)
    assert (first.capture.body, [n.code for n in first.capture.notes]) == (b"a\\\x0bb", ["mended-json"])
    assert (second.capture.body, second.capture.notes) == (b"a\\x0Bb", ())


def test_an_export_that_breaks_off_gives_what_stood_before_that():
    body = json.dumps(telegram_chat(*(telegram_post(n, "x") for n in range(3)))).encode()
    posts = read_telegram(body[:-40])
    assert [next(posts).number for _ in range(2)] == [0, 1]
    with pytest.raises(InputRefused, match="character"):
        next(posts)


MEASURE = """
import resource, sys
from isnad.sources.telegram import read_telegram
count, first = 0, 0
with open(sys.argv[1], "rb") as file:
    for count, _ in enumerate(read_telegram(file), 1):
        first = first or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - first)
"""


def _write_export(path: Path, size: int, *, account: bool) -> int:
    """An export of about `size` bytes, written as Telegram Desktop lays it out; how many messages it holds."""
    posts = [
        json.dumps(telegram_post(n, " ".join(STORY), forwarded_from="مرصد السهل"), ensure_ascii=False, indent=1)
        for n in range(100)
    ]
    some = ",\n".join(posts).encode()
    times = size // len(some) + 1
    with path.open("wb") as file:
        file.write(b'{"about": "x", "contacts": {"list": []}, "chats": {"list": [' if account else b"")
        file.write('{"name": "راصد الشمال", "type": "public_channel", "id": 1, "messages": ['.encode())
        file.writelines(itertools.chain([some], itertools.repeat(b",\n" + some, times - 1)))
        file.write(b"]}" + (b"]}}" if account else b""))
    return 100 * times


def _measured(path: Path) -> tuple[int, int]:
    """Messages read, and by how much the process grew after the first (KiB)."""
    shown = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True).stdout
    count, grown = map(int, shown.split())
    return count, grown


@pytest.mark.parametrize("account", [False, True])
def test_twenty_megabytes_are_read_in_the_memory_of_one_message(tmp_path, account):
    count = _write_export(tmp_path / "result.json", 20_000_000, account=account)
    read, grown = _measured(tmp_path / "result.json")
    assert read == count
    assert grown < 8_000


@pytest.mark.soak
@pytest.mark.parametrize("account", [False, True])
def test_a_gibibyte_is_read_in_the_memory_of_one_message(tmp_path, account):
    count = _write_export(tmp_path / "result.json", 1 << 30, account=account)
    read, grown = _measured(tmp_path / "result.json")
    assert read == count
    assert grown < 8_000


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
