"""Proving that nothing was changed: every blob against its digest, every row against the log, the log against its signatures."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select
from sqlalchemy.exc import DBAPIError

from isnad.archive import audit as log
from isnad.archive import tables as t
from isnad.archive.blobs import BlobDamaged
from isnad.archive.seals import PROTECTED, row_key, row_seal
from isnad.archive.store import Archive

_HANDS = 2
"""Threads that hash: hashing leaves Python to other threads, and a laptop has two cores at least."""
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold: what, and why."""

    subject: str
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification saw: how many of each, and every fault."""

    blobs: int
    entries: int
    rows: int
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        return not self.faults


def verify(archive: Archive) -> Verdict:
    """Look at everything. Reads the whole archive once; memory stays flat. Blobs are hashed beside the rows and the log."""
    with archive.engine.connect() as connection, ThreadPoolExecutor(_HANDS) as hands:
        entries = connection.execute(select(func.count()).select_from(t.audit)).scalar_one()
        named = connection.execute(select(t.documents.c.sha256).where(t.documents.c.outcome != "erased")).scalars().all()
        batches = [named[at : at + _AT_ONCE] for at in range(0, len(named), _AT_ONCE)]
        hashed = hands.map(lambda batch: list(_blob_faults(archive, batch)), batches)
        others = [*_row_faults(connection), *_log_faults(archive, connection)]
        faults = [*chain.from_iterable(hashed), *others]
        rows = sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in PROTECTED)
    return Verdict(len(named), entries, rows, tuple(faults))


def _blob_faults(archive: Archive, named: Sequence[str]) -> Iterator[Fault]:
    for digest in named:
        try:
            archive.blobs.fetch(digest)
        except KeyError:
            yield Fault(f"blob {digest}", "the bytes are gone")
        except BlobDamaged:
            yield Fault(f"blob {digest}", "the bytes have changed")


def _log_faults(archive: Archive, connection: Connection) -> Iterator[Fault]:
    if not (archive.folder / "signing.pub").exists():
        return
    points, key = log.read_checkpoints(archive.folder), log.load_public_key(archive.folder)
    found = log.find_tampering(log.read_entries(connection), points, key)
    if found:
        yield Fault(f"audit entry {found.seq}", found.why)


def _row_faults(connection: Connection) -> Iterator[Fault]:
    """Each protected row's seal stands in the log entry that was written with it."""
    sealed = read_seals(connection)
    for table in PROTECTED:
        for key, seal in _row_seals(connection, table):
            want = sealed.pop(key, None)
            if want is None:
                yield Fault(key, "the log knows no such row")
            elif want != seal:
                yield Fault(key, "the row was changed outside isnad")
    for key in sealed:
        yield Fault(key, "the row is gone")


def _row_seals(connection: Connection, table: Table) -> Iterator[tuple[str, str]]:
    """The key and the seal of each row as it stands; a row whose values cannot even be read has an empty one."""
    try:
        yield from [(row_key(table, row), row_seal(row)) for row in connection.execute(select(table))]
    except (ValueError, DBAPIError):
        keys = list(table.primary_key)
        for one in connection.execute(select(*keys)).all():
            mine = select(table).where(*(column == value for column, value in zip(keys, one, strict=True)))
            yield row_key(table, one), _seal_or_none(connection, mine)


def _seal_or_none(connection: Connection, asked: Select[Any]) -> str:
    try:
        return row_seal(connection.execute(asked).one())
    except (ValueError, DBAPIError):
        return ""


def read_seals(connection: Connection) -> dict[str, str]:
    """The last seal the log holds of every protected row; an erased row's seal is null and leaves the table."""
    seals: dict[str, str] = {}
    for entry in log.read_entries(connection):
        for key, seal in json.loads(entry.detail).get("seals", {}).items():
            if seal is None:
                seals.pop(key, None)
            else:
                seals[key] = seal
    return seals


def content_digest(archive: Archive) -> str:
    """What the archive holds, whatever the order and number of deliveries: documents, sightings, readings, judgements."""
    asked = (
        select(t.documents.c.sha256, t.documents.c.outcome),
        select(t.captures.c.sha256, t.captures.c.how, t.captures.c.name, t.captures.c.url).distinct(),
        select(t.quarantine.c.sha256, t.quarantine.c.code),
        select(t.records.c.sha256, t.records.c.reader, t.records.c.body, t.records.c.current),
        select(t.judgements.c.sha256, t.judgements.c.subject, t.judgements.c.verdict),
    )
    total = hashlib.sha256()
    with archive.engine.connect() as connection:
        for query in asked:
            for row in sorted(map(str, connection.execute(query))):
                total.update(row.encode())
    return total.hexdigest()
