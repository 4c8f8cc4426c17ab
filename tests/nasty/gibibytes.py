"""Bombs of a gibibyte and more, valid to the last checksum, made without ever holding one (trust: S2)."""

import gzip
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import brotli

from tests.nasty.packed import zipped
from tests.sources import made

GIB = 1 << 30
_UNIT = 1 << 24


@dataclass(frozen=True, slots=True)
class Deflated:
    """A raw deflate stream, and the CRC and size of what it opens to."""

    stream: bytes
    crc: int
    size: int


def deflated(unit: bytes, times: int, first: bytes = b"") -> Deflated:
    """`first` and `times` times `unit`. Each unit is packed alone, so that one packing serves for all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(first) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = zlib.crc32(first)
    for _ in range(times):
        crc = zlib.crc32(unit, crc)
    return Deflated(head + block * times + packer.flush(), crc, len(first) + len(unit) * times)


def as_gzip(packed: Deflated) -> bytes:
    """The stream as a gzip file."""
    return b"\x1f\x8b\x08" + bytes(7) + packed.stream + struct.pack("<II", packed.crc, packed.size & 0xFFFFFFFF)


def as_zip(name: str, packed: Deflated) -> bytes:
    """The stream as the one entry of a zip."""
    title = name.encode()
    said = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, packed.crc, len(packed.stream), packed.size, len(title), 0)
    local = b"PK\x03\x04" + said + title + packed.stream
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + said + struct.pack("<HHHII", 0, 0, 0, 0, 0) + title
    return local + entry + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)


@cache
def _zeros() -> Deflated:
    return deflated(bytes(_UNIT), GIB // _UNIT)


@cache
def _brotli() -> bytes:
    packer = brotli.Compressor(quality=5, lgwin=24)
    return b"".join(packer.process(bytes(_UNIT)) for _ in range(GIB // _UNIT)) + packer.finish()


def _record_head(size: int) -> bytes:
    """The beginning of a WARC record whose page is `size` bytes long."""
    block = made.http(b"")
    return made.warc_record("response", block + b"x", url="https://raseed.example/1").partition(block)[0].replace(
        f"Content-Length: {len(block) + 1}".encode(), f"Content-Length: {len(block) + size}".encode()
    ) + block  # fmt: skip


def _warc_member() -> bytes:
    return as_gzip(deflated(bytes(_UNIT), GIB // _UNIT, _record_head(GIB)))


def _warc_body(body: bytes, codings: str) -> bytes:
    return made.packed(made.response(body, Content_Encoding=codings))


def _wacz() -> bytes:
    return as_zip("archive/data.warc", deflated(bytes(_UNIT), GIB // _UNIT, _record_head(GIB)))


def _page() -> bytes:
    return as_gzip(deflated(b"<div><p>" * (_UNIT // 8), GIB // _UNIT, b"<!DOCTYPE html><html><body>"))


BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip": lambda: as_gzip(_zeros()),
    "gzip in gzip": lambda: gzip.compress(as_gzip(_zeros()), mtime=0),
    "gzip of members": lambda: as_gzip(_zeros()) * 10,
    "page in gzip": _page,
    "zip": lambda: as_zip("a.txt", _zeros()),
    "zip in zip": lambda: zipped({f"{n}.zip": as_zip("a.txt", _zeros()) for n in range(10)}),
    "WARC member": _warc_member,
    "WARC of gzip": lambda: _warc_body(as_gzip(_zeros()), "gzip"),
    "WARC of double gzip": lambda: _warc_body(gzip.compress(as_gzip(_zeros()), mtime=0), "gzip, gzip"),
    "WARC of brotli": lambda: _warc_body(_brotli(), "br"),
    "WARC of brotli in gzip": lambda: _warc_body(gzip.compress(_brotli(), mtime=0), "br, gzip"),
    "WACZ": _wacz,
    "WACZ of gzip": lambda: made.wacz(_warc_member()),
    "WACZ in WACZ": lambda: made.wacz(more={"archive/inner.warc": _wacz()}),
}
"""Each opens to a gibibyte, those of ten parts to ten."""
