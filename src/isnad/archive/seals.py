"""Seals: the digest of a protected row, kept in the log entry of the change that wrote it."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from isnad.archive import tables as t

PROTECTED = (t.documents, t.captures, t.quarantine, t.records, t.judgements, t.erasures)
"""The tables whose rows are evidence or a person's decision. Flattened rows are made anew from records at will."""


def row_key(table: Table, row: Row[Any]) -> str:
    """`table/primary key` of a row."""
    return "/".join([table.name, *(str(row._mapping[column.name]) for column in table.primary_key)])


def row_seal(row: Row[Any]) -> str:
    """SHA-256 over the row's values, in their columns' order."""
    values = list(row._mapping.values())
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def seal_document(connection: Connection, digest: str) -> dict[str, str]:
    """The seals of every protected row of one document as they stand now."""
    return dict(_seals(connection, (table for table in PROTECTED if "sha256" in table.c), digest))


def _seals(connection: Connection, tables: Iterable[Table], digest: str) -> Iterable[tuple[str, str]]:
    for table in tables:
        for row in connection.execute(select(table).where(table.c.sha256 == digest)):
            yield row_key(table, row), row_seal(row)
