"""An archive of 100,000 reports in minutes: real records varied one by one, and copies of these with other keys and days."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

import numpy as np
from sqlalchemy import Connection, insert, select, text

from isnad.archive import derived as d
from isnad.archive.search.packs import FORMS, NEVER, SHELF
from isnad.archive.store import Archive, Origin
from isnad.archive.tables import METADATA
from isnad.model.capture import Capture
from isnad.model.record import Record

OUTLETS = [f"صحيفة {name}" for name in "الأفق الشاهد المنارة النهر السهل الجسر الضفة المدى البيان الراوي".split()]
AT_ONCE = 500
"""Reports of one transaction where only search is measured."""
_KEYED = ("records", "actors", "happenings", "claims")
_LONGEST = 31 * 12
"""Months over which copies are spread, so that no day leaves the calendar."""


def vary(records: list[Record], count: int) -> Iterator[tuple[Capture, Record]]:
    """`count` reports made of real ones: offsets stay right, because a paragraph of another is only added at the end."""
    draw = random.Random(7)
    for n in range(count):
        record, other = draw.choice(records), draw.choice(records)
        paragraph = draw.choice([line for line in other.text.splitlines() if line.strip()] or [""])
        title = " ".join([*(record.report.title or "").split()[:6], *(other.report.title or "").split()[:4]])
        yield _varied(record, f"{record.text}\n{paragraph}\n{n}", title, draw)


def _varied(record: Record, body: str, title: str, draw: random.Random) -> tuple[Capture, Record]:
    shift = timedelta(days=draw.randrange(3_000))
    published = (date(2011, 3, 1) + shift).isoformat()
    report = record.report.model_copy(update={"title": title, "outlet": draw.choice(OUTLETS), "published": published})
    events = tuple(e.model_copy(update={"time": _shifted(e.time, shift)}) for e in record.events)
    return Capture(body.encode()), record.model_copy(update={"text": body, "report": report, "events": events})


def _shifted(when: object, shift: timedelta) -> object:
    earliest, latest = getattr(when, "earliest", None), getattr(when, "latest", None)
    if when is None or not earliest or not latest:
        return when
    days = {k: (date.fromisoformat(v) + shift).isoformat() for k, v in (("earliest", earliest), ("latest", latest))}
    return when.model_copy(update=days)  # type: ignore[attr-defined]


def fill(archive: Archive, reports: Iterable[tuple[Capture, Record]]) -> None:
    """Put reports in as they always are, many in a transaction."""
    left = iter(reports)
    while some := list(islice(left, AT_ONCE)):
        with archive.writing() as connection:
            for capture, record in some:
                archive.add_read(connection, capture, Origin(), record)


_OTHER_PARTS = "CASE parts WHEN '' THEN '' ELSE '-' || (doc + :doc) || substr(parts, instr(parts, ',')) END"
_COPIED = {
    "documents": {"sha256": "substr(sha256, 1, 60) || :n"},
    "records": {"id": "id + :key", "sha256": "substr(sha256, 1, 60) || :n"},
    "reports": {"doc": "doc + :doc", "sha256": "substr(sha256, 1, 60) || :n"},
    "actors": {"id": "id + :key", "doc": "doc + :doc"},
    "called": {"actor": "actor + :key", "doc": "doc + :doc", "parts": _OTHER_PARTS},
    "located": {"actor": "actor + :key", "doc": "doc + :doc", "parts": _OTHER_PARTS},
    "happenings": {
        "id": "id + :key",
        "doc": "doc + :doc",
        "earliest": "date(earliest, :later)",
        "latest": "date(latest, :later)",
    },
    "claims": {"id": "id + :key", "doc": "doc + :doc"},
    "claimed": {"claim": "claim + :key", "happening": "happening + :key"},
    "shadow": {"rowid": "rowid + :doc", "title": "title", "body": "body", "names": "names"},
}
"""What is other in a copy; all other columns stay as they were."""


def multiply(archive: Archive, times: int) -> None:
    """Lay `times - 1` copies of everything beside it, with other keys and days, by SQL (SQLite only)."""
    with archive.writing() as connection:
        for name in _COPIED:
            row = "rowid, *" if name == "shadow" else "*"
            connection.execute(text(f"CREATE TEMP TABLE first_{name} AS SELECT {row} FROM {name}"))
        packed = connection.execute(select(d.packs)).mappings().all()
        size = (connection.execute(text("SELECT max(doc) FROM reports")).scalar_one() // SHELF + 1) * SHELF
        keys = 1 + max(connection.execute(text(f"SELECT max(id) FROM {name}")).scalar() or 0 for name in _KEYED)
        for n in range(1, times):
            given = {"doc": n * size, "key": n * keys, "n": f"x{n:03x}", "months": n % _LONGEST}
            _copy_rows(connection, {**given, "later": f"{31 * given['months']} days"})
            connection.execute(insert(d.packs), [_copied(dict(row), doc=n * size, months=n % _LONGEST) for row in packed])


def _copy_rows(connection: Connection, given: dict[str, object]) -> None:
    columns = {table.name: table.c.keys() for of in (METADATA, d.DERIVED) for table in of.sorted_tables} | {"shadow": []}
    for name, changed in _COPIED.items():
        values = {column: column for column in columns[name]} | changed
        used = {key: value for key, value in given.items() if any(f":{key}" in v for v in values.values())}
        into = f"INSERT INTO {name} ({', '.join(values)}) SELECT {', '.join(values.values())} FROM first_{name}"
        connection.execute(text(into), used)


def _copied(row: dict[str, object], *, doc: int, months: int) -> dict[str, object]:
    """A shelf as it stands in a copy."""
    kind, packed = str(row["kind"]), row["packed"]
    assert isinstance(packed, bytes)
    rows = np.frombuffer(packed, FORMS[kind]).copy()
    if kind == "month":
        rows["month"] += months
    if "first" in (rows.dtype.names or ()):
        dated = (rows["first"] > 1) & (rows["last"] > 0) & (rows["last"] < NEVER)
        for column in ("first", "last"):
            rows[column][dated] += 31 * months
    return {**row, "shelf": int(str(row["shelf"])) + doc // SHELF, "packed": rows.tobytes()}
