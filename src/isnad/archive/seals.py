"""Seals: the digest of a protected row, kept in the log entry of the change that wrote it."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from isnad.archive import tables as t

PROTECTED = (t.documents, t.captures, t.quarantine, t.records, t.judgements, t.erasures)
"""The tables whose rows are evidence or a person's decision. Flattened rows are made anew from records at will."""


_write = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
"""Made once: `json.dumps` would make an encoder for each of a hundred thousand rows."""


def row_key(table: Table, row: Row[Any]) -> str:
    """`table/primary key` of a row."""
    return "/".join([table.name, *(str(row._mapping[column.name]) for column in table.primary_key)])


def row_seal(row: Row[Any]) -> str:
    """SHA-256 over the row's values, in their columns' order."""
    return hashlib.sha256(_write(tuple(row)).encode()).hexdigest()


def seal_rows(table: Table, rows: Iterable[Row[Any]]) -> Iterator[tuple[str, str]]:
    """The key and the seal of each whole row of `table`."""
    at = [n for n, column in enumerate(table.c) if column.primary_key]
    for row in rows:
        yield "/".join([table.name, *(str(row[n]) for n in at)]), row_seal(row)


def seal_document(connection: Connection, digest: str) -> dict[str, str]:
    """The seals of every protected row of one document as they stand now."""
    return dict(_seals(connection, (table for table in PROTECTED if "sha256" in table.c), digest))


def _seals(connection: Connection, tables: Iterable[Table], digest: str) -> Iterable[tuple[str, str]]:
    for table in tables:
        yield from seal_rows(table, connection.execute(select(table).where(table.c.sha256 == digest)))
