"""Telegram Desktop exports (`result.json`, one chat or the full account) → captures, a post each.

The form: core.telegram.org/import-export. Text is put together from `text_entities`, times are `date_unixtime` (UTC; the local
`date` is never trusted), a forwarded post keeps whom it was forwarded from: one more link of the chain of sources.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused
from isnad.sources.strict_json import read_strict_json


@dataclass(frozen=True, slots=True)
class Post:
    """One post: its capture, and what the export says of how it came about."""

    capture: Capture
    chat: str
    number: int
    forwarded_from: str | None
    edited: str | None
    media: str | None


def is_telegram_export(body: bytes) -> bool:
    """Whether `body` begins as Telegram Desktop's exports do."""
    head = body[:4_000]
    return head.lstrip()[:1] == b"{" and any(key in head for key in (b'"messages"', b'"personal_information"', b'"chats"'))


def read_telegram(body: bytes) -> Iterator[Post]:
    """The posts of an export, in its order; service messages and posts without words are no reports and are left out.

    Raises InputRefused `unreadable` for what is no such export.
    """
    try:
        export = read_strict_json(body)
    except (ValueError, UnicodeDecodeError) as why:
        raise InputRefused("unreadable", f"this is no Telegram export: {why}") from None
    chats = _chats(export)
    if chats is None:
        raise InputRefused("unreadable", "this JSON holds no Telegram chat")
    for chat in chats:
        for message in chat.get("messages", []):
            post = _post(chat, message) if isinstance(message, dict) else None
            if post is not None:
                yield post


def _chats(export: object) -> list[dict[str, Any]] | None:
    if not isinstance(export, dict):
        return None
    if isinstance(export.get("messages"), list):
        return [export]
    nested = export.get("chats")
    if isinstance(nested, dict) and isinstance(nested.get("list"), list):
        return [chat for chat in nested["list"] if isinstance(chat, dict)]
    return None


def _post(chat: dict[str, Any], message: dict[str, Any]) -> Post | None:
    text = _text(message)
    if message.get("type") != "message" or not text.strip():
        return None
    title, number = str(chat.get("name") or chat.get("id") or "-"), int(message.get("id") or 0)
    when = _time(message.get("date_unixtime"))
    beside = Beside(outlet=title, published=when and when[:10], author=_said(message.get("author")))
    return Post(
        capture=Capture(text.encode(), name=f"{title}/{number}", beside=beside),
        chat=title,
        number=number,
        forwarded_from=_said(message.get("forwarded_from")),
        edited=_time(message.get("edited_unixtime")),
        media=_said(message.get("file") or message.get("photo")),
    )


def _text(message: dict[str, Any]) -> str:
    """`text_entities` where there are any; older exports have the same in `text`, as a string or a list of pieces."""
    pieces = message.get("text_entities") or message.get("text") or ""
    if isinstance(pieces, str):
        return pieces
    return "".join(p if isinstance(p, str) else str(p.get("text", "")) for p in pieces if isinstance(p, str | dict))


def _time(unix: object) -> str | None:
    try:
        return datetime.fromtimestamp(int(str(unix)), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _said(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
