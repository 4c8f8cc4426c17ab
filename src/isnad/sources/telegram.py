"""Telegram Desktop exports (`result.json`, one chat or the full account) → captures, a post each, read as a stream.

Every message is accounted for: one without words, or of the service ("pinned a message"), comes with the reason why it is no
report, and so does one that is broken or too long; the next is read all the same. Media are named and never opened; their paths
are the export's words, not ours (trust: S9).

The form: core.telegram.org/import-export. Text is put together from `text_entities`, times are `date_unixtime` (UTC; the local
`date` is never trusted), a forwarded post keeps whom it was forwarded from: one more link of the chain of sources.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any, BinaryIO

from isnad.model.capture import Beside, Capture
from isnad.model.edtf import is_edtf
from isnad.model.errors import InputRefused
from isnad.model.note import Note
from isnad.model.page import Relay
from isnad.model.strings import mend_string
from isnad.sources.json_walk import BrokenValue, JsonWalk, LongValue


@dataclass(frozen=True, slots=True)
class Post:
    """One post: its capture or why there is none, and what the export says of how it came about."""

    capture: Capture | None
    chat: str
    number: int
    refused: InputRefused | None
    author: str | None = None
    posted: str | None = None
    forwarded_from: str | None = None
    edited: str | None = None
    media: str | None = None


_LISTS = ("chats", "left_chats")
_HEAD = ("name", "type", "id")
_CONTROL = re.compile(r"((?<!\\)(?:\\\\)*)\\x([01][0-9A-F])")
_MENDED = (Note(code="mended-json", message="Control characters stood as no JSON has them (\\x0B); they were read."),)
_CHAT = re.compile(rb'"messages"\s{0,20}:\s{0,20}\[')
_ACCOUNT = re.compile(rb'\{\s{0,20}"(?:about|personal_information|profile_pictures|frequent_contacts|chats|contacts)"\s{0,20}:')


def is_telegram_export(body: bytes) -> bool:
    """Whether `body` begins as Telegram Desktop's exports do: an object whose first keys are those of a chat or an account."""
    head = body[:4_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head[:1] == b"{" and bool(_CHAT.search(head) or _ACCOUNT.match(head))


def read_telegram(source: bytes | BinaryIO) -> Iterator[Post]:
    """The messages of an export (a seekable file, or its bytes), in its order; one is in memory at a time.

    Raises InputRefused `unreadable` for what is no such export, or breaks off: behind the messages that stood before that.
    """
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    found, heads = False, cache(partial(_find_heads, file))
    try:
        walk = _walk_from_start(file)
        for nth, chat in enumerate(_find_chats(walk)):
            found = True
            yield from _read_messages(walk, chat if chat.keys() & {"name", "type"} else heads()[nth])
        walk.finish()
    except ValueError as why:
        raise InputRefused("unreadable", f"this is no Telegram export, or a broken one: {why}") from None
    if not found:
        raise InputRefused("unreadable", "this JSON holds no Telegram chat")


def _walk_from_start(file: BinaryIO) -> JsonWalk:
    file.seek(0)
    if file.read(3) != b"\xef\xbb\xbf":
        file.seek(0)
    return JsonWalk(file, mend=_mend_controls)


def _mend_controls(text: str) -> str:
    """Telegram Desktop writes control characters as \\x0B, which is no JSON, and means \\u000B (its export_output_json.cpp)."""
    return _CONTROL.sub(r"\1\\u00\2", text)


def _find_chats(walk: JsonWalk) -> Iterator[dict[str, Any]]:
    """The head of each chat where the walk comes to its messages; what of it stands behind them is added as the walk goes on."""
    head: dict[str, Any] = {}
    for key in walk.members():
        if key in _LISTS and walk.opens("{"):
            yield from _find_listed(walk)
        elif key == "messages" and walk.opens("["):
            yield head
        elif key in _HEAD:
            head[key] = walk.value()


def _find_listed(walk: JsonWalk) -> Iterator[dict[str, Any]]:
    for key in walk.members():
        for _ in walk.items() if key == "list" and walk.opens("[") else ():
            if walk.opens("{"):
                yield from _find_chats(walk)


def _find_heads(file: BinaryIO) -> list[dict[str, Any]]:
    """The heads of all chats, whole, by a walk of their own: where another program has sorted the keys, names come too late."""
    place = file.tell()
    heads = list(_find_chats(_walk_from_start(file)))
    file.seek(place)
    return heads


def _read_messages(walk: JsonWalk, chat: dict[str, Any]) -> Iterator[Post]:
    for at, _ in enumerate(walk.items()):
        try:
            message = walk.value()
        except BrokenValue as why:
            yield _unread(chat, at, InputRefused("unreadable", f"It is a message that is no JSON: {why}."))
        except LongValue as why:
            yield _unread(chat, at, InputRefused("too-large", f"It is no message but {why}."))
            walk.skip()
        else:
            yield _post(chat, message if isinstance(message, dict) else {}, at, _MENDED if walk.mended else ())


def _title(chat: dict[str, Any]) -> str:
    return mend_string(str(chat.get("name") or chat.get("id") or "-"))


def _unread(chat: dict[str, Any], at: int, refused: InputRefused) -> Post:
    return Post(None, _title(chat), -1 - at, refused)


def _post(chat: dict[str, Any], message: dict[str, Any], at: int, notes: tuple[Note, ...]) -> Post:
    text, title, given = _text(message), _title(chat), message.get("id")
    number = given if isinstance(given, int) else -1 - at
    when, via = _time(message.get("date_unixtime")), _find_relays(message)
    beside = Beside(outlet=title, published=when and when[:10], author=_said(message.get("author")), via=via)
    refused = _why_no_report(message, text)
    body = text.encode("utf-8", "replace")
    return Post(
        capture=None if refused else Capture(body, name=f"{title}/{number}", beside=beside, notes=notes),
        chat=title,
        number=number,
        refused=refused,
        author=_said(message.get("from")),
        posted=when,
        forwarded_from=_said(message.get("forwarded_from")),
        edited=_time(message.get("edited_unixtime")),
        media=_said(message.get("file") or message.get("photo")),
    )


def _find_relays(message: dict[str, Any]) -> tuple[Relay, ...]:
    """Whom the post was forwarded from; before that, where it was saved from, if that is another.

    A forward whose first sender is hidden or gone has a null for a name. Telegram Desktop gives no date of the first post; where
    another program does, its day is kept.
    """
    keys = [key for key in ("saved_from", "forwarded_from") if key in message]
    if len(keys) > 1 and message["saved_from"] in (message["forwarded_from"], None):
        keys.remove("saved_from")
    first = _time(message.get("forwarded_date_unixtime")) or _said(message.get("forwarded_date")) or ""
    day = first[:10] if is_edtf(first[:10]) else None
    return tuple(
        Relay(
            name=_said(message[key]),
            id=_said(message.get(f"{key}_id")),
            published=day if key == "forwarded_from" else None,
            rule=f"telegram.{key}",
        )
        for key in keys
    )


def _why_no_report(message: dict[str, Any], text: str) -> InputRefused | None:
    if message.get("type") != "message":
        return InputRefused("not-a-report", "It is a message of the service, not a post.")
    return None if text.strip() else InputRefused("empty", "It is a post without words (a picture, a film or a file alone).")


def _text(message: dict[str, Any]) -> str:
    """`text_entities` where there are any; older exports have the same in `text`, as a string or a list of pieces."""
    pieces = message.get("text_entities") or message.get("text") or ""
    if isinstance(pieces, str):
        return pieces
    known = [p for p in pieces if isinstance(p, str | dict)] if isinstance(pieces, list) else []
    return "".join(p if isinstance(p, str) else str(p.get("text", "")) for p in known)


def _time(unix: object) -> str | None:
    try:
        return datetime.fromtimestamp(int(str(unix)), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _said(value: object) -> str | None:
    return mend_string(value) if isinstance(value, str) and value else None
