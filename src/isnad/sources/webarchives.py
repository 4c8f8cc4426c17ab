"""WARC and WACZ files → arrivals: every archived page with the headers, address and time its record gives.

Names inside an archive are never used as paths (trust: S9); nothing is unpacked to disk.
"""

import base64
import hashlib
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused
from isnad.model.note import Note
from isnad.model.strings import escape_string
from isnad.sources.arrivals import Arrival
from isnad.sources.exchange import read_headers, read_response
from isnad.sources.files import show_path
from isnad.sources.strict_json import read_strict_json
from isnad.sources.warc import BrokenRecord, WarcRecord, read_warc

MOST_RATIO = 200
MOST_ENTRIES = 100_000
MOST_PACKAGE = 20_000_000
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, NotImplementedError, RuntimeError,
    ValueError, OverflowError,
)  # fmt: skip
"""What Python's zip and its decompressors raise for packages that are broken, locked or packed in a way it does not know."""
_REPORTS = frozenset(("response", "resource", "conversion", "revisit"))
_FURNITURE = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript", "application/font")


@dataclass
class _Reading:
    """One WARC being read: who it is, and what its records said that belongs to later ones."""

    name: str
    sha256: str
    size: int
    extra: dict[str, Any] = field(default_factory=dict)
    software: str = ""
    request: tuple[str, dict[str, str]] | None = None


def read_warc_file(path: Path) -> Iterator[Arrival]:
    """The reports of the WARC at `path`."""
    with path.open("rb") as file:
        reading = _Reading(show_path(path), hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)
        file.seek(0)
        yield from _read(file, reading)


def read_wacz_file(path: Path) -> Iterator[Arrival]:
    """The reports of every WARC in the WACZ at `path`, each WARC checked against the digest the package gives.

    Raises InputRefused `unreadable` or `hostile-markup` where the zip itself is broken or a trap.
    """
    try:
        with zipfile.ZipFile(path) as package:
            entries = _checked_entries(package)
            digests = _digests(package)
            for at, entry in enumerate(entries):
                for arrival in _read_entry_whole(package, entry, path, digests):
                    yield replace(arrival, done=(at + arrival.done) / len(entries))
    except _DAMAGE as why:
        raise InputRefused("unreadable", f"It is a web archive (WACZ) whose zip is broken or locked: {why}") from None


def is_wacz(path: Path) -> bool:
    """Whether the zip at `path` holds WARC files where a WACZ does."""
    try:
        with zipfile.ZipFile(path) as package:
            return any(_is_archive(entry) for entry in package.infolist())
    except _DAMAGE:
        return False


def _is_archive(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.startswith("archive/") and entry.filename.endswith((".warc", ".warc.gz"))


def _checked_entries(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The WARC entries. Refuses what no honest package has: entries that overlap, or swell (trust: S2)."""
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES:
        raise InputRefused("too-large", f"It is a zip of more than {MOST_ENTRIES:,} entries.")
    end = -1
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            raise InputRefused("hostile-markup", "It is a zip whose entries lie over one another, as in a bomb.")
        end = entry.header_offset + entry.compress_size
    found = [entry for entry in entries if _is_archive(entry)]
    if any(entry.file_size > 1_000_000 and entry.file_size > MOST_RATIO * max(1, entry.compress_size) for entry in found):
        raise InputRefused("too-large", f"It is a zip with an entry that opens to more than {MOST_RATIO} times its size: a bomb.")
    return found


def _digests(package: zipfile.ZipFile) -> dict[str, str]:
    """What datapackage.json says of each resource: path → SHA-256 in hex. Empty where it says nothing usable."""
    entry = package.NameToInfo.get("datapackage.json")
    if entry is None or entry.file_size > MOST_PACKAGE:
        return {}
    try:
        found = read_strict_json(package.read(entry))
    except _DAMAGE:
        return {}
    resources = found.get("resources") if isinstance(found, dict) else None
    kept = [r for r in resources if isinstance(r, dict)] if isinstance(resources, list) else []
    return {str(r.get("path")): str(r.get("hash", "")).removeprefix("sha256:").lower() for r in kept}


def _read_entry_whole(package: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, digests: dict[str, str]) -> Iterator[Arrival]:
    """The reports of one WARC; where it breaks off, what came before it stands and the next WARC is read."""
    try:
        yield from _read_entry(package, entry, path, digests)
    except _DAMAGE as why:
        broken = InputRefused("unreadable", f"this part of the web archive is broken or locked: {why}")
        yield Arrival("warc", f"{show_path(path)}#{entry.filename}", refused=broken)


def _read_entry(package: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, digests: dict[str, str]) -> Iterator[Arrival]:
    with package.open(entry) as opened:
        sha256 = hashlib.file_digest(cast(Any, opened), "sha256").hexdigest()
    told = digests.get(entry.filename, "")
    kept = "none" if not told else "holds" if told == sha256 else "differs"
    extra = {"package": {"name": escape_string(path.name), "digest": kept}}
    with package.open(entry) as opened:
        yield from _read(cast(BinaryIO, opened), _Reading(f"{show_path(path)}#{entry.filename}", sha256, entry.file_size, extra))


def _read(file: BinaryIO, reading: _Reading) -> Iterator[Arrival]:
    for record in read_warc(file):
        done = min(1.0, file.tell() / reading.size) if reading.size else 1.0
        if isinstance(record, BrokenRecord):
            yield Arrival("warc", f"{reading.name}@{record.offset}", refused=record.refused, done=done)
        elif record.kind in _REPORTS:
            yield replace(_arrival(record, reading), done=done)
        else:
            _remember(record, reading)


def _remember(record: WarcRecord, reading: _Reading) -> None:
    """Records that are no reports but say how reports came."""
    if record.kind == "request":
        reading.request = (record.headers.get("warc-target-uri", ""), read_headers(record.block.partition(b"\r\n\r\n")[0]))
    elif record.kind == "warcinfo":
        reading.software = read_headers(b"\n" + record.block[:10_000]).get("software", "")


def _arrival(record: WarcRecord, reading: _Reading) -> Arrival:
    url = record.headers.get("warc-target-uri", "").strip("<>") or None
    name = f"{reading.name}@{record.offset}"
    transport = _transport(record, reading, url)
    if record.kind == "revisit":
        return Arrival("warc", name, url=url, transport=transport, again=True)
    try:
        capture, said, unopened = _capture(record, name, url)
    except InputRefused as refused:
        return Arrival("warc", name, refused=refused, url=url, transport=transport)
    return Arrival("warc", name, capture, unopened, url=url, final_url=url, transport=transport | said)


def _transport(record: WarcRecord, reading: _Reading, url: str | None) -> dict[str, Any]:
    kept = ("warc-record-id", "warc-date", "warc-ip-address", "warc-type", "warc-payload-digest", "warc-block-digest")
    request = reading.request[1] if reading.request and reading.request[0].strip("<>") == (url or "") else {}
    return {
        "warc": {name: record.headers[name] for name in kept if name in record.headers},
        "container": {"name": Path(reading.name).name, "sha256": reading.sha256, "offset": record.offset},
        "software": reading.software,
        "digest": _check_digest(record),
        "peer": record.headers.get("warc-ip-address"),
        "started": record.headers.get("warc-date"),
        "request": request,
        **reading.extra,
    }


def _capture(record: WarcRecord, name: str, url: str | None) -> tuple[Capture, dict[str, Any], InputRefused | None]:
    """The record's page, what its headers say, and why its body is still packed, where it is. Raises InputRefused."""
    notes = _notes(record)
    if record.kind != "response" or not record.block.startswith(b"HTTP/"):
        _refuse_furniture(record.headers.get("content-type", ""), record.block)
        return Capture(record.block, name=name, beside=Beside(url=url), notes=notes), {}, None
    response = read_response(record.block)
    if response.status != 200:
        raise InputRefused("not-a-report", f"the site answered {response.status} when this was archived")
    _refuse_furniture(response.kind, response.body)
    said = {"status": response.status, "response": response.headers}
    capture = Capture(response.body, name=name, beside=Beside(url=url), charset=response.charset, notes=notes)
    return capture, said, response.refused


def _refuse_furniture(kind: str, body: bytes) -> None:
    """Pictures, styles and programs of a page are no reports; what calls itself one and holds a page is read all the same."""
    if kind.lower().startswith(_FURNITURE) and not body[:500].lstrip().lower().startswith((b"<!doctype", b"<html")):
        raise InputRefused("not-a-report", f"it is a part of a page ({kind[:40]}), not a report")


def _notes(record: WarcRecord) -> tuple[Note, ...]:
    if _check_digest(record) != "differs":
        return ()
    return (Note(code="digest-differs", message="The web archive's own digest of this record does not fit its bytes."),)


def _check_digest(record: WarcRecord) -> str:
    """`holds`, `differs`, or `none` where the record gives no block digest of a kind we know."""
    kind, _, value = record.headers.get("warc-block-digest", "").partition(":")
    if kind.lower() not in ("sha1", "sha256"):
        return "none"
    found = hashlib.new(kind.lower(), record.block, usedforsecurity=False).digest()
    given = value.strip()
    return "holds" if given.upper() in (base64.b32encode(found).decode(), found.hex().upper()) else "differs"
