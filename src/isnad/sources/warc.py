"""WARC files read record by record, within bounds and whatever is broken in them (ISO 28500; trust: S2).

Framing is our own: the usual library cannot open brotli bodies with today's brotli, opens without bounds, and would be one more
package (docs/decisions). A record that is broken or too large is named and the next one found; memory stays flat.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from isnad.model.errors import InputRefused

MOST_BLOCK = 50_000_000
MOST_HEAD = 64_000
MOST_RATIO = 200
MOST_SCANNED = 64_000_000
_SLACK = 1_000_000
_STEP = 64 * 1024
_GZIP = b"\x1f\x8b\x08"
_VERSION = re.compile(rb"WARC/[01]\.\d+\s*\Z")


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record: its headers by lower-case name, its block as it stands, and where in the file it begins."""

    headers: dict[str, str]
    block: bytes
    offset: int

    @property
    def kind(self) -> str:
        return self.headers.get("warc-type", "").lower()


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A stretch of the file that gave no record, and why."""

    refused: InputRefused
    offset: int


class _Stream(Protocol):
    began: int
    """Where the record in hand begins."""

    def begin(self) -> bool: ...
    def read(self, size: int) -> bytes: ...
    def read_line(self) -> bytes: ...
    def find_next(self) -> bool: ...


def is_warc(head: bytes) -> bool:
    """Whether a file that begins with `head` is a WARC, packed or not."""
    if head.startswith(_GZIP[:2]):
        try:
            head = zlib.decompressobj(31).decompress(head, 16)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def read_warc(file: BinaryIO) -> Iterator[WarcRecord | BrokenRecord]:
    """The records of a seekable `file` in order, gzip members opened; what is broken comes as BrokenRecord."""
    packed = file.read(2) == _GZIP[:2]
    file.seek(0)
    stream: _Stream = _Packed(file) if packed else _Plain(file)
    while True:
        try:
            if not stream.begin():
                return
            yield _read_record(stream)
        except InputRefused as refused:
            yield BrokenRecord(refused, stream.began)
            if not stream.find_next():
                return


def _read_record(stream: _Stream) -> WarcRecord:
    """The record at the stream's place. Raises InputRefused `unreadable` or `too-large`."""
    if not _VERSION.fullmatch(stream.read_line()):
        raise InputRefused("unreadable", "no WARC record begins here")
    headers = _read_headers(stream)
    length = headers.get("content-length", "")
    if not length.isdecimal() or len(length) > 15:
        raise InputRefused("unreadable", "a WARC record does not say how long it is")
    if int(length) > MOST_BLOCK:
        raise InputRefused("too-large", f"a WARC record of {int(length):,} bytes is more than the {MOST_BLOCK:,} that are taken")
    block = stream.read(int(length))
    if len(block) < int(length):
        raise InputRefused("unreadable", "the WARC file ends within a record")
    return WarcRecord(headers, block, stream.began)


def _read_headers(stream: _Stream) -> dict[str, str]:
    """The lines up to a blank one; a line that begins with a blank goes on the one before it."""
    headers: dict[str, str] = {}
    taken, last = 0, ""
    while line := stream.read_line().rstrip(b"\r\n"):
        taken += len(line)
        if taken > MOST_HEAD:
            raise InputRefused("unreadable", "a WARC record's headers have no end")
        text = line.decode("utf-8", "replace")
        if text[0] in " \t" and last:
            headers[last] += f" {text.strip()}"
            continue
        name, _, value = text.partition(":")
        last = name.strip().lower()
        headers.setdefault(last, value.strip())
    return headers


class _Plain:
    """A WARC that is not packed."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.began = 0

    def begin(self) -> bool:
        """Pass over the blank lines between records; False at the end of the file."""
        while (byte := self.file.read(1)) in (b"\r", b"\n"):
            pass
        self.began = self.file.tell() - len(byte)
        self.file.seek(self.began)
        return bool(byte)

    def read(self, size: int) -> bytes:
        return self.file.read(size)

    def read_line(self) -> bytes:
        return self.file.readline(MOST_HEAD)

    def find_next(self) -> bool:
        return _seek_to(self.file, self.began + 1, b"WARC/1.", lambda at: True)


class _Packed:
    """A WARC of gzip members, usually one a record. Each member is held to its bounds."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self._enter(0, b"")

    def _enter(self, at: int, first: bytes) -> None:
        """Begin the member at `at`, whose bytes `first` have been read."""
        self.member = self.began = at
        self.inflate = zlib.decompressobj(31)
        self.ready, self.place = b"", 0
        self.pending, self.taken, self.opened = first, len(first), 0

    def begin(self) -> bool:
        """Pass over blank lines; `began` is the member's place, the finest a packed file has."""
        while self._fill():
            while self.place < len(self.ready) and self.ready[self.place] in b"\r\n":
                self.place += 1
            if self.place < len(self.ready):
                self.began = self.member
                return True
        return False

    def read(self, size: int) -> bytes:
        out = bytearray()
        while len(out) < size and self._fill():
            piece = self.ready[self.place : self.place + size - len(out)]
            self.place += len(piece)
            out += piece
        return bytes(out)

    def read_line(self) -> bytes:
        out = bytearray()
        while len(out) < MOST_HEAD and not out.endswith(b"\n") and self._fill():
            end = self.ready.find(b"\n", self.place) + 1 or len(self.ready)
            out += self.ready[self.place : end]
            self.place = end
        return bytes(out)

    def _fill(self) -> bool:
        """Have bytes ready: more of this member, or of the next; False at the end of the file."""
        while self.place >= len(self.ready):
            if not self.pending and not self.inflate.eof:
                self.pending = self.file.read(_STEP)
                self.taken += len(self.pending)
            if self.inflate.eof:
                self._enter(self.file.tell() - len(self.pending), self.pending)
            elif self.pending:
                self._open()
            elif self.taken:
                raise InputRefused("unreadable", "the WARC file ends within a record")
            else:
                return False
        return True

    def _open(self) -> None:
        try:
            self.ready, self.place = self.inflate.decompress(self.pending, _STEP), 0
        except zlib.error as why:
            raise InputRefused("unreadable", f"a gzip member of the WARC is broken: {why}") from None
        self.pending = self.inflate.unused_data if self.inflate.eof else self.inflate.unconsumed_tail
        self.opened += len(self.ready)
        if self.opened > max(_SLACK, MOST_RATIO * self.taken):
            raise InputRefused("too-large", f"a gzip member of the WARC opens to more than {MOST_RATIO} times its size: a bomb")

    def find_next(self) -> bool:
        if not _seek_to(self.file, self.member + 1, _GZIP, self._is_record):
            return False
        self._enter(self.file.tell(), b"")
        return True

    def _is_record(self, at: int) -> bool:
        self.file.seek(at)
        return is_warc(self.file.read(512))


def _seek_to(file: BinaryIO, start: int, mark: bytes, check: Callable[[int], bool]) -> bool:
    """Put `file` where `mark` next stands and `check` agrees, looking at no more than MOST_SCANNED bytes."""
    at, kept = start, b""
    while at - start < MOST_SCANNED:
        file.seek(at)
        piece = kept + file.read(_STEP)
        if len(piece) <= len(kept):
            return False
        base = at - len(kept)
        for found in re.finditer(re.escape(mark), piece):
            if check(base + found.start()):
                file.seek(base + found.start())
                return True
        kept = piece[-(len(mark) - 1) :]
        at = base + len(piece)
    return False
