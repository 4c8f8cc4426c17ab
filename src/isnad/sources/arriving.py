"""One input on this machine → what it brings, its form told by content and never by its name."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from isnad.model.capture import Beside, lay_beside, read_beside
from isnad.model.errors import InputRefused, IsnadError
from isnad.model.strings import escape_string
from isnad.sources.apart import read_apart
from isnad.sources.arrivals import Arrival, lay_arrival, read_arrival
from isnad.sources.files import Input, merge_beside, read_input, show_path
from isnad.sources.tables import Row, is_csv, is_json_lines, read_csv, read_json_lines
from isnad.sources.telegram import Post, is_telegram_export, read_telegram
from isnad.sources.warc import is_warc
from isnad.sources.webarchives import is_wacz, read_wacz_file, read_warc_file

_SNIFFED = 16_000
Opener = Callable[[Path, Beside, Mapping[str, str]], Iterator[Arrival]]


class _OneReport(Exception):
    """A file that looked as if it held many reports, and does not."""


def read_arrivals(given: Input, options: Beside, columns: Mapping[str, str]) -> Iterator[Arrival]:
    """What `given` brings; never raises for what is in it. `columns` maps our fields to those of a table.

    A file of many reports is parsed in a process of its own.
    """
    try:
        yield from _read_any(given, options, columns)
    except IsnadError as refused:
        yield Arrival("file", given.shown, refused=refused)
    except OSError as fault:
        why = f"It could not be read to its end ({fault.strerror or fault}); check the disk it is on."
        yield Arrival("file", given.shown, refused=InputRefused("unreadable", why))


def _read_any(given: Input, options: Beside, columns: Mapping[str, str]) -> Iterator[Arrival]:
    if given.path is not None and _find_opener(_read_head(given.path), columns):
        try:
            yield from _something(given, _read_apart(given.path, options, columns))
            return
        except _OneReport:
            pass
    yield Arrival("file", given.shown, read_input(given, options))


def _something(given: Input, arrivals: Iterator[Arrival]) -> Iterator[Arrival]:
    """The reports of a file of many; one of none is told of too."""
    none = True
    for arrival in arrivals:
        none = False
        yield arrival
    if none:
        yield Arrival("file", given.shown, refused=InputRefused("empty", "It is a file for many reports, and holds none."))


def _read_apart(path: Path, options: Beside, columns: Mapping[str, str]) -> Iterator[Arrival]:
    request = {"path": str(path), "options": lay_beside(options), "columns": dict(columns)}
    try:
        size = path.stat().st_size
    except OSError as why:
        raise InputRefused("unreadable", f"It cannot be opened ({why.strerror}).") from None
    for answer, body in read_apart(request, size):
        if "alone" in answer:
            raise _OneReport
        yield read_arrival(answer, body)


def answer_arrivals(request: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The process of its own: each arrival as it is found, or that the file is one report after all."""
    path, columns = Path(request["path"]), request["columns"]
    try:
        for arrival in open_arrivals(path, read_beside(request["options"]), columns):
            yield lay_arrival(arrival)
    except _OneReport:
        yield {"alone": True}, b""


def open_arrivals(path: Path, options: Beside, columns: Mapping[str, str]) -> Iterator[Arrival]:
    """What the file of many reports at `path` brings. Raises InputRefused, `unreadable` where it cannot be opened."""
    opener = _find_opener(_read_head(path), columns)
    if opener is None:
        raise _OneReport
    try:
        yield from opener(path, options, columns)
    except OSError as why:
        raise InputRefused("unreadable", f"It cannot be read to its end ({why.strerror or why}).") from None


def _find_opener(head: bytes, columns: Mapping[str, str]) -> Opener | None:
    """How to open a file of many reports that begins with `head`; None for a file that is one report, or none at all."""
    if not head:
        return None
    if head.startswith(b"PK\x03\x04"):
        return _read_zip
    if is_warc(head):
        return lambda path, options, _: _with_options(read_warc_file(path), options)
    if is_telegram_export(head):
        return _read_export
    if is_json_lines(head, columns):
        return _read_json_table
    return _read_csv_table if is_csv(head, columns) else None


def _read_zip(path: Path, options: Beside, _columns: Mapping[str, str]) -> Iterator[Arrival]:
    if not is_wacz(path):
        raise _OneReport
    yield from _with_options(read_wacz_file(path), options)


def _read_head(path: Path) -> bytes:
    """The beginning of a regular file; "" for what cannot be read, which reading it in earnest will explain."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_SNIFFED)
    except (OSError, ValueError):
        return b""


def _with_options(arrivals: Iterator[Arrival], options: Beside) -> Iterator[Arrival]:
    for arrival in arrivals:
        if arrival.capture is None:
            yield arrival
        else:
            beside = merge_beside(options, arrival.capture.beside)
            yield replace(arrival, capture=replace(arrival.capture, beside=beside))


def _read_export(path: Path, options: Beside, _columns: Mapping[str, str]) -> Iterator[Arrival]:
    with path.open("rb") as file:
        container = {"name": escape_string(path.name), "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
        size = path.stat().st_size
        arrivals = (replace(_posted(post, path, container), done=_done(file, size)) for post in read_telegram(file))
        yield from _with_options(arrivals, options)


def _posted(post: Post, path: Path, container: dict[str, str]) -> Arrival:
    """Whom a post was forwarded from is one more link of the chain, kept with the sighting."""
    said = {"chat": post.chat, "number": post.number, "posted": post.posted, "from": post.author, "edited": post.edited}
    said |= {"forwarded_from": post.forwarded_from, "media": post.media}
    transport: dict[str, Any] = {"container": container, "telegram": {k: v for k, v in said.items() if v is not None}}
    return Arrival("telegram", f"{show_path(path)}#{post.chat}/{post.number}", post.capture, post.refused, transport=transport)


def _read_json_table(path: Path, options: Beside, columns: Mapping[str, str]) -> Iterator[Arrival]:
    yield from _with_options(_read_table(path, columns, read_json_lines), options)


def _read_csv_table(path: Path, options: Beside, columns: Mapping[str, str]) -> Iterator[Arrival]:
    yield from _with_options(_read_table(path, columns, read_csv), options)


def _read_table(path: Path, columns: Mapping[str, str], read: Callable[..., Iterator[Row]]) -> Iterator[Arrival]:
    with path.open("rb") as file:
        container = {"name": escape_string(path.name), "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
        file.seek(0)
        size = path.stat().st_size
        for row in read(file, columns, name=container["name"]):
            yield replace(_tabled(row, path, container), done=_done(file, size))


def _tabled(row: Row, path: Path, container: dict[str, str]) -> Arrival:
    transport: dict[str, Any] = {"container": container, "row": row.number, "others": dict(row.others)}
    url = row.capture.beside.url if row.capture else None
    return Arrival("table", f"{show_path(path)}:{row.number}", row.capture, row.refused, url=url, transport=transport)


def _done(file: BinaryIO, size: int) -> float:
    return min(1.0, file.tell() / size) if size else 1.0
