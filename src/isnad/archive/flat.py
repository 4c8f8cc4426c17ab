"""A record laid out as rows, for search and filters. The record itself stays whole beside them."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from isnad.letters import fold
from isnad.model.entity import Entity
from isnad.model.event import Event
from isnad.model.record import Record

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Flat:
    """Rows by table. `local_id` joins them until the database has given its own keys."""

    report: Row
    actors: list[Row]
    happenings: list[Row]
    parts: list[Row]
    claims: list[Row]
    claimed: list[Row]


def flatten(record: Record, sha256: str) -> Flat:
    """The rows of `record`; `parts` and `claimed` name their ends by local id."""
    return Flat(
        report=_report(record, sha256),
        actors=[_actor(entity, sha256) for entity in record.entities],
        happenings=[_happening(event, sha256) for event in record.events],
        parts=[part for event in record.events for part in _parts(event)],
        claims=[_claim(said, sha256) for said in record.attributions],
        claimed=[{"claim": said, "happening": event.id} for event in record.events for said in event.attributions],
    )


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


def _actor(entity: Entity, sha256: str) -> Row:
    place, link = entity.place, entity.link
    return {
        "sha256": sha256,
        "local_id": entity.id,
        "type": entity.type.value,
        "name": entity.name,
        "folded": fold(entity.name),
        "latin": entity.name_latin,
        "link": f"{link.register_}:{link.id}" if link else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": place.precision.value if place else None,
        "protected": entity.protected,
        "sensitivity": "restricted" if entity.protected else "internal",
    }


def _happening(event: Event, sha256: str) -> Row:
    return {
        "sha256": sha256,
        "local_id": event.id,
        "type": event.type.value,
        "status": event.status.value,
        "earliest": event.time.earliest if event.time else None,
        "latest": event.time.latest if event.time else None,
    }


def _parts(event: Event) -> Iterator[Row]:
    for argument in event.arguments:
        yield {"happening": event.id, "actor": argument.entity, "role": argument.role.value, "words": argument.text}


def _claim(said: Any, sha256: str) -> Row:
    return {
        "sha256": sha256,
        "local_id": said.id,
        "source": said.source.text,
        "folded": fold(said.source.text),
        "kind": said.source.kind.value,
        "stance": said.stance.value,
        "act": said.act.value,
    }


def day_bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last day of a plain EDTF date (year, month or day, qualifiers aside); Nones for what is no such date."""
    parts = (edtf or "").rstrip("~?%").split("-")
    if not all(p.isdecimal() for p in parts) or len(parts[0]) != 4 or len(parts) > 3:
        return None, None
    first = [*parts, "01", "01"][:3]
    last = [*parts, *(["12", "31"] if len(parts) == 1 else [_last_day(parts)])][:3] if len(parts) < 3 else parts
    return "-".join(first), "-".join(last)


def _last_day(parts: list[str]) -> str:
    year, month = int(parts[0]), int(parts[1])
    return str(calendar.monthrange(year, month)[1]) if 1 <= month <= 12 and year else "31"
