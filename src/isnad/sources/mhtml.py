"""Pages saved whole by a browser (MHTML, RFC 2557): the page among its parts, and where it was saved from."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from isnad.model.errors import InputRefused

MOST_PARTS = 5_000
_HEAD = re.compile(rb"(?:[!-9;-~]{1,60}:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,50}){1,60}", re.ASCII)
_MARKS = (b"multipart/related", b"snapshot-content-location:", b"content-location:", b"saved by")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The page inside: its bytes and the charset its part declares; `url` is where the browser had it from."""

    body: bytes
    charset: str | None
    url: str | None


def is_mhtml(body: bytes) -> bool:
    """Whether `body` begins with the headers of a saved page: a MIME message that says it is one."""
    head = _HEAD.match(body[:16_000].lstrip(b"\xef\xbb\xbf\r\n"))
    if head is None:
        return False
    said = head.group().lower()
    return b"mime-version:" in said and any(mark in said for mark in _MARKS)


def read_mhtml(body: bytes) -> SavedPage:
    """The page saved in `body`. Called in a process of its own (`apart`).

    Raises InputRefused `unreadable` where there is none, `too-large` for endless parts.
    """
    if body.count(b"\n--") > 4 * MOST_PARTS:
        raise InputRefused("too-large", f"It is a saved page of more than {MOST_PARTS:,} parts.")
    try:
        message = message_from_bytes(body, policy=policy.compat32)
    except RecursionError:
        raise InputRefused("hostile-markup", "It is a saved page whose parts nest without end.") from None
    parts = [part for part, _ in zip(message.walk(), range(MOST_PARTS + 1), strict=False) if not part.is_multipart()]
    if len(parts) > MOST_PARTS:
        raise InputRefused("too-large", f"It is a saved page of more than {MOST_PARTS:,} parts.")
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    texts = [part for part in parts if part.get_content_type() == "text/plain"]
    root = _root_url(message)
    chosen = next((p for p in pages if root and _header(p, "Content-Location") == root), None) or next(iter(pages or texts), None)
    if chosen is None:
        raise InputRefused("unreadable", "It is a saved page archive (MHTML) without a page in it.")
    found = chosen.get_payload(decode=True)
    url = _web(root or _header(chosen, "Content-Location"))
    return SavedPage(found if isinstance(found, bytes) else b"", _charset(chosen), url)


def _root_url(message: Message) -> str | None:
    return _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")


def _header(part: Message, name: str) -> str | None:
    value = part.get(name)
    return "".join(str(value).split()) or None if value is not None else None


def _charset(part: Message) -> str | None:
    value = part.get_param("charset")
    return value if isinstance(value, str) and value else None


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
