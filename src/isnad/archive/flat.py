"""A record laid out as rows, for search and filters. The record itself stays whole beside them."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from isnad.archive.levels import Decided, entity_level, event_level, source_level
from isnad.archive.search.shadow import shadow_words
from isnad.archive.search.skeleton import name_skeletons
from isnad.archive.tables import SENSITIVITIES
from isnad.model.attribution import Attribution, SourceKind
from isnad.model.entity import Entity
from isnad.model.event import Event, EventType, Role, Status
from isnad.model.record import Record

Row = dict[str, Any]
FACET_BITS = (
    *(("event_type", value.value) for value in EventType),
    *(("status", value.value) for value in Status),
    *(("source_kind", value.value) for value in SourceKind),
)
"""What each bit of a card's mask says. An order that is appended to, never changed without a new `derived.VERSION`."""
ROLE_OF = {role.value: at for at, role in enumerate(Role)}
"""The number a role is packed as: an order like that of the bits."""
PLACE_OF = {facet: at for at, facet in enumerate(FACET_BITS)}


@dataclass(frozen=True, slots=True)
class Flat:
    """Rows by table. `local_id` joins them until the database has given its own keys; `names` are words of each actor's names."""

    report: Row
    actors: list[Row]
    names: dict[str, tuple[str, ...]]
    happenings: list[Row]
    parts: list[Row]
    claims: list[Row]
    claimed: list[Row]
    cards: list[Row]


def flatten(record: Record, sha256: str, *, level: str = "internal", decided: Decided | None = None) -> Flat:
    """The rows of `record`, none less sensitive than the document's `level`; `decided` is what people have set."""
    decided = decided or {}
    levels = {e.id: _raised(entity_level(e, record.text, decided), level) for e in record.entities}
    happenings = [_happening(e, _raised(event_level(e, record.text, decided), level)) for e in record.events]
    claims = [_claim(s, _raised(source_level(s, record, levels, decided), level)) for s in record.attributions]
    report = _report(record, sha256)
    return Flat(
        report=report,
        actors=[_actor(entity, levels[entity.id]) for entity in record.entities],
        names={entity.id: tuple(_forms(entity)) for entity in record.entities},
        happenings=happenings,
        parts=[part for event in record.events for part in _parts(event)],
        claims=claims,
        claimed=[{"claim": said, "happening": event.id} for event in record.events for said in event.attributions],
        cards=list(_cards(report, happenings, claims, level)),
    )


def _raised(level: str, floor: str) -> str:
    return max(level, floor, key=SENSITIVITIES.index)


def _report(record: Record, sha256: str) -> Row:
    report = record.report
    earliest, latest = day_bounds(report.published)
    return {
        "sha256": sha256,
        "title": report.title,
        "outlet": report.outlet,
        "url": report.url,
        "published": report.published,
        "published_earliest": earliest,
        "published_latest": latest,
    }


def _actor(entity: Entity, level: str) -> Row:
    place, link = entity.place, entity.link
    return {
        "local_id": entity.id,
        "type": entity.type.value,
        "name": entity.name,
        "latin": entity.name_latin,
        "link": f"{link.register_}:{link.id}" if link else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": place.precision.value if place else None,
        "protected": entity.protected,
        "sensitivity": level,
    }


def _forms(entity: Entity) -> Iterator[str]:
    """Each name of an entity as words to be matched, its Latin letters' skeletons with each."""
    latin = name_skeletons(entity.name_latin)
    for name in dict.fromkeys(entity.names):
        yield name_words(name, *latin)


def name_words(name: str, *more: str) -> str:
    """Shadow words and skeletons of a name, each between spaces, in their order and once."""
    return f" {' '.join(dict.fromkeys([*shadow_words(name), *name_skeletons(name), *more]))} "


def _happening(event: Event, level: str) -> Row:
    return {
        "local_id": event.id,
        "type": event.type.value,
        "status": event.status.value,
        "earliest": event.time.earliest if event.time else None,
        "latest": event.time.latest if event.time else None,
        "sensitivity": level,
    }


def _parts(event: Event) -> Iterator[Row]:
    for argument in event.arguments:
        yield {"happening": event.id, "actor": argument.entity, "role": argument.role.value}


def _claim(said: Attribution, level: str) -> Row:
    return {
        "local_id": said.id,
        "source": said.source.text,
        "words": name_words(said.source.text),
        "kind": said.source.kind.value,
        "stance": said.stance.value,
        "act": said.act.value,
        "sensitivity": level,
    }


def _cards(report: Row, happenings: list[Row], claims: list[Row], level: str) -> Iterator[Row]:
    """What a document counts for in the facets, a row for each sensitivity that stands in it; its own comes always."""
    shared = {"outlet": report["outlet"], "published": (report["published_earliest"], report["published_latest"])}
    for at in range(SENSITIVITIES.index(level), len(SENSITIVITIES)):
        seen = [h for h in happenings if h["sensitivity"] == SENSITIVITIES[at]]
        said = [c for c in claims if c["sensitivity"] == SENSITIVITIES[at]]
        if seen or said or SENSITIVITIES[at] == level:
            yield {**shared, "level": at, "mask": _mask(seen, said), "months": _months(seen), "happenings": seen}


def _mask(happenings: list[Row], claims: list[Row]) -> int:
    facets = {(kind, h[column]) for h in happenings for kind, column in (("event_type", "type"), ("status", "status"))}
    return sum(1 << PLACE_OF[facet] for facet in facets | {("source_kind", c["kind"]) for c in claims})


def _months(happenings: list[Row]) -> list[int]:
    """The months of the events that claim one month; a vaguer event stands in none (trust: U7). Counted since year 0."""
    claimed = {h["earliest"][:7] for h in happenings if h["earliest"] and (h["latest"] or "")[:7] == h["earliest"][:7]}
    return [12 * int(month[:4]) + int(month[5:7]) - 1 for month in sorted(claimed)]


def day_bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last day of a plain EDTF date (year, month or day, qualifiers aside); Nones for what is no such date."""
    parts = (edtf or "").rstrip("~?%").split("-")
    if not all(p.isdecimal() for p in parts) or len(parts[0]) != 4 or len(parts) > 3:
        return None, None
    first = [*parts, "01", "01"][:3]
    last = [*parts, *(["12", "31"] if len(parts) == 1 else [_last_day(parts)])][:3] if len(parts) < 3 else parts
    try:
        return date.fromisoformat("-".join(first)).isoformat(), date.fromisoformat("-".join(last)).isoformat()
    except ValueError:
        return None, None


def _last_day(parts: list[str]) -> str:
    year, month = int(parts[0]), int(parts[1])
    return str(calendar.monthrange(year, month)[1]) if 1 <= month <= 12 and year else "31"
