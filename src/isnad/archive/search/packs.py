"""What all documents count for, packed: a question over 100,000 of them reads some thousand rows in place of millions.

A shelf holds what is known of `SHELF` documents that follow each other, apart for each project and sensitivity, so that who
asks is given only the shelves that access opens. One document is put in, or taken out, by writing its shelves anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, and_, delete, false, insert, or_, select, update

from isnad.archive import derived as d
from isnad.archive.access import Access

SHELF = 64
"""Documents a shelf: few enough that adding one rewrites little, enough that all are read fast (`bench/archive.py`)."""
NEVER = date.max.toordinal()
"""Stands for an open end, and as the first day of what has no day at all, whose last day is 0: it meets nothing."""
_DAYS = [("first", "<i4"), ("last", "<i4")]
FORMS = {
    "card": np.dtype([("slot", "u1"), ("outlet", "<i4"), *_DAYS, ("mask", "<i8")]),
    "month": np.dtype([("slot", "u1"), ("month", "<u2")]),
    "event": np.dtype([("slot", "u1"), ("type", "u1"), ("status", "u1"), ("number", "<i4"), *_DAYS]),
}
"""What is packed. Days are proleptic ordinals, outlets keys (0 none), months since year 0, types and statuses places in
`flat.FACET_BITS`, an event's number its place in the document."""
FEW = 500
"""Shelves that are fetched one by one; more of them, and all are."""
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows of one kind, and the document of each. Millions may stand here, so no column is copied before it is asked for."""

    rows: NDArray[Any]
    shelves: NDArray[np.int64]
    sizes: NDArray[np.int64]
    """Rows on each shelf."""

    @property
    def docs(self) -> NDArray[np.int64]:
        """The document of every row."""
        docs: NDArray[np.int64] = np.repeat(self.shelves * SHELF, self.sizes) + self.rows["slot"]
        return docs

    def column(self, name: str) -> NDArray[np.int64]:
        """One column of every row."""
        return self.rows[name].astype(np.int64)

    def only(self, kept: NDArray[np.bool_]) -> "Packed":
        """The rows that are `kept`."""
        at = np.flatnonzero(kept)
        return Packed(self.rows[at], self.shelves, np.diff(np.searchsorted(at, np.cumsum(self.sizes)), prepend=0))


def pack_days(earliest: str | None, latest: str | None) -> tuple[int, int]:
    """First and last ordinal of two ISO days, an open end reaching anywhere; what has neither day meets nothing."""
    first, last = parse_day(earliest), parse_day(latest)
    if not first and not last:
        return NEVER, 0
    return first or 1, last or NEVER


def parse_day(day: str | None) -> int | None:
    """The ordinal of an ISO day; None for none, or for what is no day of the calendar."""
    try:
        return date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None


def store_packed(
    connection: Connection, doc: int, project: str, level: int, rows: Mapping[str, Sequence[tuple[Any, ...]]]
) -> None:
    """Put rows by kind, tuples without their slot, on the document's shelves of one project and level."""
    for kind, some in rows.items():
        if some:
            place = {"kind": kind, "project": project, "level": level, "shelf": doc // SHELF}
            _put(connection, place, np.array([(doc % SHELF, *row) for row in some], FORMS[kind]).tobytes())


def _put(connection: Connection, place: dict[str, Any], more: bytes) -> None:
    here = and_(*(d.packs.c[name] == value for name, value in place.items()))
    before = connection.execute(select(d.packs.c.packed).where(here)).scalar()
    if before is None:
        connection.execute(insert(d.packs).values(**place, packed=more))
    else:
        connection.execute(update(d.packs).where(here).values(packed=before + more))


def forget_packed(connection: Connection, doc: int) -> None:
    """Take a document off its shelves."""
    c = d.packs.c
    for row in connection.execute(select(d.packs).where(c.kind.in_(FORMS), c.shelf == doc // SHELF)).all():
        here = and_(c.kind == row.kind, c.project == row.project, c.level == row.level, c.shelf == row.shelf)
        packed = np.frombuffer(row.packed, FORMS[row.kind])
        left = packed[packed["slot"] != doc % SHELF].tobytes()
        connection.execute(update(d.packs).where(here).values(packed=left) if left else delete(d.packs).where(here))


def fetch_packed(connection: Connection, access: Access, kind: str, docs: NDArray[np.int64] | None = None) -> Packed:
    """All rows of a kind that `access` may see, none where nothing was granted; of `docs`, where their shelves are few."""
    c = d.packs.c
    seen = [and_(c.project == g.project, c.level < len(g.levels)) for g in access.grants]
    asked = select(c.shelf, c.packed).where(c.kind == kind, or_(*seen) if seen else false())
    wanted = np.flatnonzero(np.bincount(docs // SHELF)).tolist() if docs is not None else []
    if docs is not None and len(wanted) <= FEW:
        asked = asked.where(c.shelf.in_(wanted))
    shelves: list[int] = []
    contents: list[bytes] = []
    # Rows are let go a few at a time: the thousands of one question would make Python look for garbage through all it holds.
    for some in connection.execute(asked).partitions(_AT_ONCE):
        shelves += [shelf for shelf, _ in some]
        contents += [packed for _, packed in some]
    sizes = _numbers(len(packed) // FORMS[kind].itemsize for packed in contents)
    return Packed(np.frombuffer(b"".join(contents), FORMS[kind]), _numbers(shelves), sizes)


def _numbers(values: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(values, np.int64)
