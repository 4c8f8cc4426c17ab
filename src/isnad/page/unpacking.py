"""A page kept as gzip, unpacked within bounds: all its members, and a note where it breaks off."""

import zlib

from isnad.model.errors import InputRefused
from isnad.model.note import Note

MAX_UNPACKED = 50_000_000
MAX_RATIO = 200
_GZIP = b"\x1f\x8b"


def unpack(body: bytes) -> tuple[bytes, tuple[Note, ...]]:
    """The content of a gzip body and what could not be had of it; any other body as it is.

    Raises InputRefused: too-large for a bomb, unreadable for one that is broken, unsupported-format for gzip within gzip.
    """
    if not body.startswith(_GZIP):
        return body, ()
    most = min(MAX_UNPACKED, MAX_RATIO * len(body))
    out, whole = bytearray(), True
    rest = body
    while rest.startswith(_GZIP) and whole:
        stream = zlib.decompressobj(wbits=31)
        out += _member(stream, rest, most + 1 - len(out))
        if len(out) > most:
            raise InputRefused(
                "too-large", f"It is a gzip file that unpacks to more than {most:,} bytes; unpack it and give its parts."
            )
        whole, rest = stream.eof, stream.unused_data.lstrip(b"\0")
    if out.startswith(_GZIP):
        raise InputRefused("unsupported-format", "It is a gzip file inside another; unpack it and give the page.")
    return bytes(out), _notes(whole, rest if whole else b"")


def _member(stream: "zlib._Decompress", body: bytes, most: int) -> bytes:
    try:
        return stream.decompress(body, most)
    except zlib.error as broken:
        raise InputRefused("unreadable", f"It is a gzip file that is broken ({broken}); fetch it again.") from broken


def _notes(whole: bool, after: bytes) -> tuple[Note, ...]:
    """A page without its end still reads as one: that something is missing has to be said."""
    if not whole:
        return (Note(code="cut-short", message="The gzip file breaks off; what came after is not in the text."),)
    if after:
        return (Note(code="bytes-after-gzip", message=f"{len(after):,} bytes after the gzip file's end were not read."),)
    return ()
