"""Telegram Desktop exports (`result.json`, one chat or the full account) → captures, a post each.

Every message is accounted for: one without words, or of the service ("pinned a message"), comes with the reason why it is no
report. Media are named and never opened; their paths are the export's words, not ours (trust: S9).

The form: core.telegram.org/import-export. Text is put together from `text_entities`, times are `date_unixtime` (UTC; the local
`date` is never trusted), a forwarded post keeps whom it was forwarded from: one more link of the chain of sources.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused
from isnad.model.strings import mend_string
from isnad.sources.strict_json import read_strict_json


@dataclass(frozen=True, slots=True)
class Post:
    """One post: its capture or why there is none, and what the export says of how it came about."""

    capture: Capture | None
    chat: str
    number: int
    refused: InputRefused | None
    author: str | None
    posted: str | None
    forwarded_from: str | None
    edited: str | None
    media: str | None


_CHAT = re.compile(rb'"messages"\s{0,20}:\s{0,20}\[')
_ACCOUNT = re.compile(rb'\{\s{0,20}"(?:about|personal_information|profile_pictures|frequent_contacts|chats|contacts)"\s{0,20}:')


def is_telegram_export(body: bytes) -> bool:
    """Whether `body` begins as Telegram Desktop's exports do: an object whose first keys are those of a chat or an account."""
    head = body[:4_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head[:1] == b"{" and bool(_CHAT.search(head) or _ACCOUNT.match(head))


def read_telegram(body: bytes) -> Iterator[Post]:
    """The messages of an export, in its order.

    Raises InputRefused `unreadable` for what is no such export.
    """
    try:
        export = read_strict_json(body)
    except ValueError as why:
        raise InputRefused("unreadable", f"this is no Telegram export: {why}") from None
    chats = _chats(export)
    if chats is None:
        raise InputRefused("unreadable", "this JSON holds no Telegram chat")
    for chat in chats:
        messages = chat.get("messages")
        for at, message in enumerate(messages if isinstance(messages, list) else []):
            yield _post(chat, message if isinstance(message, dict) else {}, at)


def _chats(export: object) -> list[dict[str, Any]] | None:
    if not isinstance(export, dict):
        return None
    if isinstance(export.get("messages"), list):
        return [export]
    nested = export.get("chats")
    if isinstance(nested, dict) and isinstance(nested.get("list"), list):
        return [chat for chat in nested["list"] if isinstance(chat, dict)]
    return None


def _post(chat: dict[str, Any], message: dict[str, Any], at: int) -> Post:
    text = _text(message)
    given = message.get("id")
    title, number = mend_string(str(chat.get("name") or chat.get("id") or "-")), given if isinstance(given, int) else -1 - at
    when = _time(message.get("date_unixtime"))
    beside = Beside(outlet=title, published=when and when[:10], author=_said(message.get("author")))
    refused = _why_no_report(message, text)
    return Post(
        capture=None if refused else Capture(text.encode("utf-8", "replace"), name=f"{title}/{number}", beside=beside),
        chat=title,
        number=number,
        refused=refused,
        author=_said(message.get("from")),
        posted=when,
        forwarded_from=_said(message.get("forwarded_from")),
        edited=_time(message.get("edited_unixtime")),
        media=_said(message.get("file") or message.get("photo")),
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
