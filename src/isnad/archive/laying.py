"""Laying a record out into the derived tables, taking it out again, and laying all of them out anew."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, insert, inspect, select, text

from isnad.archive import derived as d
from isnad.archive import tables as t
from isnad.archive.flat import PLACE_OF, ROLE_OF, Flat, flatten
from isnad.archive.levels import Decided
from isnad.archive.search.index import create_index, forget_shadow, store_shadow
from isnad.archive.search.packs import forget_packed, pack_days, store_packed
from isnad.archive.search.parts import pack_parts
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
    parts, shown = _parts(flat, doc), _shown(flat)
    placed = {row["local_id"]: degrees for row in flat.actors if row["local_id"] in parts and (degrees := _degrees(row))}
    spot = _spots(connection, placed.values())
    said = [{**{k: v for k, v in row.items() if k != "words"}, "name": names[row["words"]], **of} for row in flat.claims]
    claim = _insert_keyed(connection, d.claims, said)
    rows: dict[Table, list[Row]] = {
        d.called: [
            {"name": name, **_taking_part(row, actor, parts), **of}
            for row in flat.actors
            for name in {names[words] for words in flat.names[row["local_id"]]}
        ],
        d.located: [
            {"spot": spot[placed[row["local_id"]]], "shown": shown[row["local_id"]], **_taking_part(row, actor, parts), **of}
            for row in flat.actors
            if row["local_id"] in placed
        ],
        d.claimed: [{"claim": claim[c["claim"]], "happening": happening[c["happening"]]} for c in flat.claimed],
    }
    for table, some in rows.items():
        if some:
            connection.execute(insert(table), some)
    for card in flat.cards:
        outlet = _keys(connection, d.outlets, d.outlets.c.name, {card["outlet"]})[card["outlet"]] if card["outlet"] else 0
        store_packed(connection, doc, project, card["level"], _packed(card, outlet, _numbers(flat)))


def _packed(card: Row, outlet: int, numbers: dict[str, int]) -> dict[str, list[Any]]:
    """A card and what stands on it as rows to be packed; `numbers` are those of the document's happenings."""
    events = [(*_event_codes(h), numbers[h["local_id"]], *pack_days(h["earliest"], h["latest"])) for h in card["happenings"]]
    whole = (outlet, *pack_days(*card["published"]), card["mask"])
    return {"card": [whole], "month": [(month,) for month in card["months"]], "event": events}


def _numbers(flat: Flat) -> dict[str, int]:
    """The happenings of a document, numbered."""
    return {row["local_id"]: number for number, row in enumerate(flat.happenings)}


def _levels(flat: Flat) -> dict[str, int]:
    return {row["local_id"]: t.SENSITIVITIES.index(row["sensitivity"]) for row in flat.happenings}


def _shown(flat: Flat) -> dict[str, int]:
    """The least sensitive event each actor takes part in: the place of its level in SENSITIVITIES."""
    levels, out = _levels(flat), dict[str, int]()
    for part in flat.parts:
        level = levels[part["happening"]]
        out[part["actor"]] = min(out.get(part["actor"], level), level)
    return out


def _parts(flat: Flat, doc: int) -> dict[str, str]:
    """Who takes part in what, packed by actor: only those who take part in anything."""
    numbers, levels, out = _numbers(flat), _levels(flat), dict[str, list[tuple[int, int, int]]]()
    for part in flat.parts:
        event = part["happening"]
        out.setdefault(part["actor"], []).append((numbers[event], levels[event], ROLE_OF[part["role"]]))
    return {actor: pack_parts(doc, parts) for actor, parts in out.items()}


def _taking_part(row: Row, actor: dict[str, int], parts: dict[str, str]) -> Row:
    """What is said of an actor beside its name or spot."""
    return {"actor": actor[row["local_id"]], "sensitivity": row["sensitivity"], "parts": parts.get(row["local_id"], "")}


def _degrees(row: Row) -> str:
    """Where an actor is, as one string; empty where that is not known."""
    return "" if row["lat"] is None or row["lon"] is None else f"{row['lat']!r} {row['lon']!r}"


def _spots(connection: Connection, degrees: Iterable[str]) -> dict[str, int]:
    """The key of each spot."""
    wanted = {each: dict(zip(("lat", "lon"), map(float, each.split()), strict=True)) for each in degrees}
    return _keys(connection, d.spots, d.spots.c.degrees, wanted, more=wanted)


def _event_codes(happening: Row) -> tuple[int, int]:
    return PLACE_OF["event_type", happening["type"]], PLACE_OF["status", happening["status"]]


def forget(connection: Connection, digest: str) -> int | None:
    """Take a document out of the derived tables; the small key it had, None where it was not there."""
    doc: int | None = connection.execute(select(d.reports.c.doc).where(d.reports.c.sha256 == digest)).scalar()
    if doc is None:
        return None
    happenings = select(d.happenings.c.id).where(d.happenings.c.doc == doc)
    connection.execute(delete(d.claimed).where(d.claimed.c.happening.in_(happenings)))
    for table in (d.called, d.located, d.claims, d.happenings, d.actors, d.reports):
        connection.execute(delete(table).where(table.c.doc == doc))
    forget_packed(connection, doc)
    forget_shadow(connection, doc)
    return doc


def forget_lost_names(connection: Connection) -> None:
    """Take out names, outlets and spots that no document has any more."""
    told = select(d.reports.c.outlet).where(d.reports.c.outlet.is_not(None))
    connection.execute(delete(d.outlets).where(d.outlets.c.name.not_in(told)))
    borne = select(d.called.c.name).union(select(d.claims.c.name))
    connection.execute(delete(d.names).where(d.names.c.id.not_in(borne)))
    connection.execute(delete(d.spots).where(d.spots.c.id.not_in(select(d.located.c.spot))))


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


def _keys(
    connection: Connection, table: Table, words: Column[str], wanted: Iterable[str], more: Mapping[str, Row] | None = None
) -> dict[str, int]:
    """The key of each of the words `wanted`, given, with what `more` says of it, to those met for the first time."""
    some = sorted(set(wanted))
    known = {row[0]: row[1] for row in connection.execute(select(words, table.c.id).where(words.in_(some)))} if some else {}
    new = [{words.name: word, **(more or {}).get(word, {})} for word in some if word not in known]
    if new:
        known |= {row[0]: row[1] for row in connection.execute(insert(table).returning(words, table.c.id), new)}
    return known


def _insert_keyed(connection: Connection, table: Table, rows: list[Row]) -> dict[str, int]:
    """Insert rows; local id → the database's key."""
    if not rows:
        return {}
    made = connection.execute(insert(table).returning(table.c.local_id, table.c.id), rows)
    return {row.local_id: row.id for row in made}
