"""Compressed bodies opened within bounds (trust: S2). A small body that swells is refused at the bound, not after it.

Bounds: 20 MB as received, 50 MB opened, at most 200 times larger, at most two codings. Measured elsewhere: 1,658 bytes of
brotli made a popular client use 6 GB.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator

from isnad.model.errors import InputRefused

MOST_RECEIVED = 20_000_000
MOST_OPENED = 50_000_000
MOST_RATIO = 200
MOST_CODINGS = 2
_STEP = 256 * 1024
_SLACK = 1_000_000
"""Under this many bytes no ratio is a bomb: a blank page compresses very well."""


def open_body(body: bytes, codings: str) -> bytes:
    """`body` with its Content-Encoding undone. Raises InputRefused `too-large`, `unreadable`, `unsupported-coding`."""
    if len(body) > MOST_RECEIVED:
        raise InputRefused("too-large", f"the body is over {MOST_RECEIVED // 1_000_000} MB")
    names = [name.strip().lower() for name in codings.split(",") if name.strip()]
    names = [name for name in names if name != "identity"]
    if len(names) > MOST_CODINGS:
        raise InputRefused("unsupported-coding", "a body wrapped in more than two codings is not opened")
    for name in reversed(names):
        body = _open_one(body, name)
    return body


def _open_one(body: bytes, name: str) -> bytes:
    opener = _OPENERS.get(name)
    if opener is None:
        raise InputRefused("unsupported-coding", f"it came packed as {name[:20]!r}, which is not opened; it is kept as it came")
    most = min(MOST_OPENED, max(_SLACK, MOST_RATIO * len(body)))
    out = bytearray()
    try:
        for piece in opener(body):
            out += piece
            if len(out) > most:
                raise InputRefused("too-large", f"{len(body):,} bytes open to more than {most:,}: refused as a bomb")
    except zlib.error as why:
        raise InputRefused("unreadable", f"the {name} coding of the body is broken: {why}") from None
    return bytes(out)


def _open_gzip(body: bytes) -> Iterator[bytes]:
    """All members of a gzip body."""
    rest = body
    while rest:
        inflate = zlib.decompressobj(31)
        yield from _inflate(inflate, rest)
        if not inflate.eof:
            raise zlib.error("the body ends too early")
        rest = inflate.unused_data.lstrip(b"\0")


def _open_deflate(body: bytes) -> Iterator[bytes]:
    """`deflate` as the standard means it, or bare as some servers send it."""
    wrapped = body[:1] == b"\x78"
    inflate = zlib.decompressobj(15 if wrapped else -15)
    yield from _inflate(inflate, body)
    if not inflate.eof:
        raise zlib.error("the body ends too early")


def _inflate(inflate: "zlib._Decompress", body: bytes) -> Iterator[bytes]:
    pending = body
    while pending and not inflate.eof:
        yield inflate.decompress(pending, _STEP)
        pending = inflate.unconsumed_tail


def _open_brotli(body: bytes) -> Iterator[bytes]:
    try:
        import brotli
    except ModuleNotFoundError:
        raise InputRefused("not-installed", "A brotli body is opened only with the extra: pip install 'isnad[fetch]'.") from None
    try:
        opened = brotli.Decompressor()
        yield opened.process(body, output_buffer_limit=_STEP)
        while not opened.is_finished():
            if opened.can_accept_more_data():
                raise InputRefused("unreadable", "the br coding of the body is broken: the body ends too early")
            yield opened.process(b"", output_buffer_limit=_STEP)
    except brotli.error as why:
        raise InputRefused("unreadable", f"the br coding of the body is broken: {why}") from None


_OPENERS: dict[str, Callable[[bytes], Iterable[bytes]]] = {
    "gzip": _open_gzip,
    "x-gzip": _open_gzip,
    "deflate": _open_deflate,
    "br": _open_brotli,
}
