"""One input on this machine → what it brings, its form told by content and never by its name."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from isnad.model.capture import Beside
from isnad.model.errors import InputRefused, IsnadError
from isnad.sources.arrivals import Arrival
from isnad.sources.files import Input, merge_beside, read_input, show_path
from isnad.sources.tables import Row, is_csv, is_json_lines, read_csv, read_json_lines
from isnad.sources.telegram import Post, is_telegram_export, read_telegram
from isnad.sources.warc import is_warc
from isnad.sources.webarchives import is_wacz, read_wacz_file, read_warc_file

_SNIFFED = 16_000
MOST_EXPORT = 300_000_000
"""Bytes of a Telegram export; it is read as one piece."""
Opener = Callable[[Path, Beside, Mapping[str, str]], Iterator[Arrival]]


def read_arrivals(given: Input, options: Beside, columns: Mapping[str, str]) -> Iterator[Arrival]:
    """What `given` brings; never raises for what is in it. `columns` maps our fields to those of a table."""
    opener = _find_opener(given.path, columns)
    try:
        if opener is None or given.path is None:
            yield Arrival("file", given.shown, read_input(given, options))
        else:
            yield from _something(given, opener(given.path, options, columns))
    except IsnadError as refused:
        yield Arrival("file", given.shown, refused=refused)
    except OSError as fault:
        why = f"It could not be read to its end ({fault.strerror or fault}); check the disk it is on."
        yield Arrival("file", given.shown, refused=InputRefused("unreadable", why))


def _something(given: Input, arrivals: Iterator[Arrival]) -> Iterator[Arrival]:
    """The reports of a file of many; one of none is told of too."""
    none = True
    for arrival in arrivals:
        none = False
        yield arrival
    if none:
        yield Arrival("file", given.shown, refused=InputRefused("empty", "It is a file for many reports, and holds none."))


def _find_opener(path: Path | None, columns: Mapping[str, str]) -> Opener | None:
    """How to open a file of many reports; None for a file that is one report, or none at all."""
    head = _read_head(path)
    if path is None or not head:
        return None
    if head.startswith(b"PK\x03\x04") and is_wacz(path):
        return lambda path, options, _: _with_options(read_wacz_file(path), options)
    if is_warc(head):
        return lambda path, options, _: _with_options(read_warc_file(path), options)
    if is_telegram_export(head):
        return _read_export
    if is_json_lines(head, columns):
        return _read_json_table
    return _read_csv_table if is_csv(head, columns) else None


def _read_head(path: Path | None) -> bytes:
    """The beginning of a regular file; "" for what cannot be read, which reading it in earnest will explain."""
    try:
        if path is None or not path.is_file():
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
    if path.stat().st_size > MOST_EXPORT:
        raise InputRefused("too-large", f"An export over {MOST_EXPORT // 1_000_000} MB is not taken; export chat by chat.")
    body = path.read_bytes()
    container = {"name": path.name, "sha256": hashlib.sha256(body).hexdigest()}
    posts = list(read_telegram(body))
    arrivals = (replace(_posted(post, path, container), done=n / len(posts)) for n, post in enumerate(posts, 1))
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
        container = {"name": path.name, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
        file.seek(0)
        size = path.stat().st_size
        for row in read(file, columns, name=path.name):
            yield replace(_tabled(row, path, container), done=_done(file, size))


def _tabled(row: Row, path: Path, container: dict[str, str]) -> Arrival:
    transport: dict[str, Any] = {"container": container, "row": row.number, "others": dict(row.others)}
    url = row.capture.beside.url if row.capture else None
    return Arrival("table", f"{show_path(path)}:{row.number}", row.capture, row.refused, url=url, transport=transport)


def _done(file: BinaryIO, size: int) -> float:
    return min(1.0, file.tell() / size) if size else 1.0
