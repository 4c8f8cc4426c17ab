"""Proving that nothing was changed: every blob against its digest, every row against the log, the log against its signatures."""

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select
from sqlalchemy.exc import DBAPIError

from isnad.archive import audit as log
from isnad.archive import tables as t
from isnad.archive.blobs import BlobDamaged
from isnad.archive.seals import PROTECTED, row_key, row_seal, seal_rows
from isnad.archive.store import Archive

_HANDS = 2
"""Threads that hash: hashing leaves Python to other threads, and a laptop has two cores at least."""
_AT_ONCE = 200
_ROWS = 500
"""Rows held at a time: a record may be long."""


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
        seals: dict[str, str] = {}
        broken = list(_log_faults(archive, connection, seals))
        others = [*_row_faults(connection, seals), *broken]
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


def _log_faults(archive: Archive, connection: Connection, seals: dict[str, str]) -> Iterator[Fault]:
    """Go through the log once: what in it does not hold, and into `seals` the last seal of every protected row."""
    entries = _noting(log.read_entries(connection), seals)
    try:
        if (archive.folder / "signing.pub").exists():
            points, key = log.read_checkpoints(archive.folder), log.load_public_key(archive.folder)
            found = log.find_tampering(entries, points, key)
            if found:
                yield Fault(f"audit entry {found.seq}", found.why)
        deque(entries, maxlen=0)  # the seals after what was tampered with, or of an archive that signs nothing yet
    except (ValueError, DBAPIError):
        yield Fault("audit", "entries of the log can no longer be read")


def _noting(entries: Iterable[log.Entry], seals: dict[str, str]) -> Iterator[log.Entry]:
    for entry in entries:
        _note_seals(entry, seals)
        yield entry


def _note_seals(entry: log.Entry, seals: dict[str, str]) -> None:
    """Take up the seals of an entry of the log; an erased row's seal is null and leaves. An entry past reading has none."""
    try:
        written = json.loads(entry.detail).get("seals", {})
    except (ValueError, AttributeError):
        return  # the chain names it as changed
    seals.update(written)
    for key in [key for key, seal in written.items() if seal is None]:
        del seals[key]


def _row_faults(connection: Connection, sealed: dict[str, str]) -> Iterator[Fault]:
    """Each protected row's seal stands in the log entry that was written with it; `sealed` is used up."""
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
        rows = connection.execute(select(table).execution_options(yield_per=_ROWS))
        yield from [seal for part in rows.partitions() for seal in seal_rows(table, part)]
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
