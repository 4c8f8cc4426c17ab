"""Laying a record out into the derived tables, taking it out again, and laying all of them out anew."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, insert, inspect, select, text

from isnad.archive import derived as d
from isnad.archive import tables as t
from isnad.archive.flat import PLACE_OF, ROLE_OF, Flat, flatten
from isnad.archive.levels import Decided
from isnad.archive.search.index import create_index, forget_shadow, store_shadow
from isnad.archive.search.packs import forget_packed, pack_days, store_packed
from isnad.model.record import Record

Row = dict[str, Any]

_NO_MORE = ("cards", "parts")
"""Derived tables of earlier versions, dropped with the others."""


def lay_out(connection: Connection, digest: str, record: Record) -> None:
    """Put a document's current reading into the derived tables, in place of an earlier one. Its small key stays."""
    document = connection.execute(
        select(t.documents.c.sensitivity, t.documents.c.project).where(t.documents.c.sha256 == digest)
    ).one()
    flat = flatten(record, digest, level=document.sensitivity, decided=fetch_decided(connection, digest))
    known = forget(connection, digest)
    row = {**flat.report, "project": document.project, **({} if known is None else {"doc": known})}
    doc = connection.execute(insert(d.reports).values(**row).returning(d.reports.c.doc)).scalar_one()
    _insert_rows(connection, doc, document.project, flat)
    store_shadow(connection, doc, record)


def _insert_rows(connection: Connection, doc: int, project: str, flat: Flat) -> None:
    of = {"doc": doc}
    wanted = {*(c["words"] for c in flat.claims), *(w for ws in flat.names.values() for w in ws)}
    names = _keys(connection, d.names, d.names.c.words, wanted)
    actor = _insert_keyed(connection, d.actors, [{**row, **of} for row in flat.actors])
    happening = _insert_keyed(connection, d.happenings, [{**row, **of} for row in flat.happenings])
    said = [{**{k: v for k, v in row.items() if k != "words"}, "name": names[row["words"]], **of} for row in flat.claims]
    claim = _insert_keyed(connection, d.claims, said)
    rows: dict[Table, list[Row]] = {
        d.called: [
            {"name": name, "actor": actor[row["local_id"]], "sensitivity": row["sensitivity"], **of}
            for row in flat.actors
            for name in {names[words] for words in flat.names[row["local_id"]]}
        ],
        d.claimed: [{"claim": claim[c["claim"]], "happening": happening[c["happening"]]} for c in flat.claimed],
    }
    for table, some in rows.items():
        if some:
            connection.execute(insert(table), some)
    for card in flat.cards:
        outlet = _keys(connection, d.outlets, d.outlets.c.name, {card["outlet"]})[card["outlet"]] if card["outlet"] else 0
        store_packed(connection, doc, project, card["level"], _packed(card, outlet, happening))
    for level, parts in _parts(flat, actor, happening).items():
        store_packed(connection, doc, project, level, {"part": parts})


def _packed(card: Row, outlet: int, keys: dict[str, int]) -> dict[str, list[Any]]:
    """A card and what stands on it as rows to be packed; `keys` are the database's, of its happenings."""
    events = [(*_event_codes(h), keys[h["local_id"]], *pack_days(h["earliest"], h["latest"])) for h in card["happenings"]]
    whole = (outlet, *pack_days(*card["published"]), card["mask"])
    return {"card": [whole], "month": [(month,) for month in card["months"]], "event": events}


def _parts(flat: Flat, actor: dict[str, int], happening: dict[str, int]) -> dict[int, list[tuple[int, int, int]]]:
    """Who takes part in what, as rows to be packed, by the sensitivity of who it is."""
    out: dict[int, list[tuple[int, int, int]]] = {}
    levels = {row["local_id"]: t.SENSITIVITIES.index(row["sensitivity"]) for row in flat.actors}
    for part in flat.parts:
        if part["actor"] in actor:
            row = (ROLE_OF[part["role"]], actor[part["actor"]], happening[part["happening"]])
            out.setdefault(levels[part["actor"]], []).append(row)
    return out


def _event_codes(happening: Row) -> tuple[int, int]:
    return PLACE_OF["event_type", happening["type"]], PLACE_OF["status", happening["status"]]


def forget(connection: Connection, digest: str) -> int | None:
    """Take a document out of the derived tables; the small key it had, None where it was not there."""
    doc: int | None = connection.execute(select(d.reports.c.doc).where(d.reports.c.sha256 == digest)).scalar()
    if doc is None:
        return None
    happenings = select(d.happenings.c.id).where(d.happenings.c.doc == doc)
    connection.execute(delete(d.claimed).where(d.claimed.c.happening.in_(happenings)))
    for table in (d.called, d.claims, d.happenings, d.actors, d.reports):
        connection.execute(delete(table).where(table.c.doc == doc))
    forget_packed(connection, doc)
    forget_shadow(connection, doc)
    return doc


def forget_lost_names(connection: Connection) -> None:
    """Take out names and outlets that no document bears any more."""
    told = select(d.reports.c.outlet).where(d.reports.c.outlet.is_not(None))
    connection.execute(delete(d.outlets).where(d.outlets.c.name.not_in(told)))
    borne = select(d.called.c.name).union(select(d.claims.c.name))
    connection.execute(delete(d.names).where(d.names.c.id.not_in(borne)))


def fetch_decided(connection: Connection, digest: str) -> Decided:
    """The sensitivities people have set inside a document: subject → the last one."""
    asked = select(t.judgements.c.subject, t.judgements.c.value).where(t.judgements.c.sha256 == digest)
    rows = connection.execute(asked.order_by(t.judgements.c.id))
    return {subject: value["sensitivity"] for subject, value in rows if isinstance(value, dict) and "sensitivity" in value}


def layout_version(connection: Connection) -> int | None:
    """The version the derived tables were laid out by; None where there are none of this kind."""
    if not inspect(connection).has_table(d.layout.name):
        return None
    return connection.execute(select(d.layout.c.version)).scalar()


def lay_out_anew(connection: Connection) -> None:
    """Drop the derived tables, whatever their form, make them as they are today and fill them from the current readings."""
    for name in ["shadow", *_NO_MORE, *(table.name for table in reversed(d.DERIVED.sorted_tables))]:
        connection.execute(text(f"DROP TABLE IF EXISTS {name}{'' if connection.dialect.name == 'sqlite' else ' CASCADE'}"))
    d.DERIVED.create_all(connection)
    create_index(connection)
    connection.execute(insert(d.layout).values(version=d.VERSION))
    asked = select(t.records.c.sha256).where(t.records.c.current).order_by(t.records.c.id)
    for digest in connection.execute(asked).scalars().all():
        body = connection.execute(select(t.records.c.body).where(t.records.c.sha256 == digest, t.records.c.current)).scalar_one()
        lay_out(connection, digest, Record.model_validate_json(body))


def _keys(connection: Connection, table: Table, words: Column[str], wanted: Iterable[str]) -> dict[str, int]:
    """The key of each of the words `wanted`, given to those met for the first time."""
    some = sorted(set(wanted))
    known = {row[0]: row[1] for row in connection.execute(select(words, table.c.id).where(words.in_(some)))} if some else {}
    new = [{words.name: word} for word in some if word not in known]
    if new:
        known |= {row[0]: row[1] for row in connection.execute(insert(table).returning(words, table.c.id), new)}
    return known


def _insert_keyed(connection: Connection, table: Table, rows: list[Row]) -> dict[str, int]:
    """Insert rows; local id → the database's key."""
    if not rows:
        return {}
    made = connection.execute(insert(table).returning(table.c.local_id, table.c.id), rows)
    return {row.local_id: row.id for row in made}
