"""What a web archive recorded of one HTTP exchange: the response's block → status, headers and opened body."""

import re
from dataclasses import dataclass

from isnad.model.errors import InputRefused
from isnad.sources.bounded import MOST_RECEIVED, open_body

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")
MOST_HEADERS = 200


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP response as archived: the headers by lower-case name, the body with its codings undone.

    Where they cannot be undone, `refused` says why and the body is as it was archived.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    refused: InputRefused | None = None

    @property
    def kind(self) -> str:
        """The media type it declares, "" where it declares none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        return parse_charset(self.headers.get("content-type", ""))


def read_response(block: bytes) -> Response:
    """The response in the block of a WARC response record. Raises InputRefused where there is none, or a huge one."""
    found = _STATUS.match(block)
    if not found:
        raise InputRefused("unreadable", "the archived record holds no HTTP response")
    head, _, body = block.partition(b"\r\n\r\n") if b"\r\n\r\n" in block else block.partition(b"\n\n")
    headers = read_headers(head)
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = join_chunks(body)
    try:
        return Response(int(found.group(1)), headers, _opened(body, headers.get("content-encoding", "")))
    except InputRefused as refused:
        if len(body) > MOST_RECEIVED:
            raise
        return Response(int(found.group(1)), headers, body, refused)


def read_headers(head: bytes) -> dict[str, str]:
    """The headers below a start line, by lower-case name."""
    lines = head.decode("latin-1").splitlines()[1 : MOST_HEADERS + 1]
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def join_chunks(body: bytes) -> bytes:
    """A chunked body as one; some writers archive it joined already, then it is left as it is."""
    out, at = bytearray(), 0
    while chunk := _CHUNK.match(body, at):
        size = int(chunk.group(1), 16)
        if size == 0:
            return bytes(out)
        out += body[chunk.end() : chunk.end() + size]
        at = chunk.end() + size + 2
    return bytes(out) if out and at >= len(body) else body


def _opened(body: bytes, codings: str) -> bytes:
    """Some writers archive the body opened and keep the header: what is not packed at all is left as it is."""
    try:
        return open_body(body, codings)
    except InputRefused as refused:
        if refused.code == "unreadable" and body.lstrip()[:1] in (b"<", b"{", b"["):
            return body
        raise


def parse_charset(content_type: str) -> str | None:
    """The charset a Content-Type header declares."""
    for part in content_type.split(";")[1:]:
        name, _, value = part.strip().partition("=")
        if name.lower() == "charset":
            return value.strip("\"' ") or None
    return None
