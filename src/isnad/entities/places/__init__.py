"""Places and facilities to coordinates, with the way they were chosen among their namesakes.

What speaks for a namesake, in points (`POINTS` in `evidence`): its own weight in the gazetteer, the report's other places (the
same country, the same governorate, near by), what the report says it lies in, its kind word, the dateline and the outlet.
Where nothing decides between two that are far apart and not a town and its own district, there are no coordinates, and a note
says so.
"""

from isnad.entities.places.candidates import NamedPlace, find_candidates, find_outer
from isnad.entities.places.coordinates import name_rule, place_entity
from isnad.entities.places.evidence import ReportPlaces, count_points, is_stranger, read_report, with_capitals
from isnad.entities.places.levels import are_apart, choose_level
from isnad.model.entity import Entity, EntityType
from isnad.model.note import Found, Note
from isnad.model.page import Page
from isnad.model.text import Text
from isnad.reference.gazetteer import GazetteerPlace, places_above

MARGIN = 1.0
"""Points by which the best namesake must lead."""


def resolve_places(entities: tuple[Entity, ...], text: Text, page: Page) -> Found[tuple[Entity, ...]]:
    """Every place and facility with its coordinates, precision and containment, or a note on why it has none."""
    places = [e for e in entities if e.type in (EntityType.PLACE, EntityType.FACILITY)]
    if not places:
        return Found(entities)
    said = find_outer(places, page.text)
    named = [with_capitals(find_candidates(e, page.text, said.get(e.id, ()))) for e in places]
    report = read_report(named, text, page)
    chosen: dict[str, Entity] = {}
    notes: list[Note] = []
    for n in sorted(
        named,
        key=lambda n: (
            n.phrase.precision is not None,
            len(n.candidates) != 1,
            n.entity.mentions[0].start if n.entity.mentions else 0,
        ),
    ):
        place, note = _resolve(n, report)
        notes += [note] if note else []
        chosen[n.entity.id] = place
    return Found(tuple(chosen.get(e.id, e) for e in entities), tuple(sorted(notes, key=lambda x: (x.start or 0, x.code))))


def _resolve(named: NamedPlace, report: ReportPlaces) -> tuple[Entity, Note | None]:
    if not named.candidates:
        return named.entity, _note("unresolved-place", named.entity, "no gazetteer knows it")
    named = with_capitals(named, report)
    ranked = sorted(((count_points(c, named, report), -i) for i, c in enumerate(named.candidates)), reverse=True)
    best_points, at = ranked[0]
    best = choose_level(named.candidates[-at], named)
    if is_stranger(best, named, report):
        return named.entity, _note("unresolved-place", named.entity, "its only namesakes lie where the report does not play")
    rival = next(
        (named.candidates[-j] for p, j in ranked[1:] if best_points - p < MARGIN and are_apart(best, named.candidates[-j])), None
    )
    if rival is not None:
        return named.entity, _note("ambiguous-place", named.entity, f"nothing decides between {_where(best)} and {_where(rival)}")
    report.placed[named.entity.id] = best
    return place_entity(named, best, name_rule(best, named, report)), None


def _where(place: GazetteerPlace) -> str:
    return "، ".join([place.name, *(p.name for p in places_above(place))][:3])


def _note(code: str, entity: Entity, why: str) -> Note:
    first = entity.mentions[0] if entity.mentions else None
    return Note(
        code=code, message=f"{entity.name}: {why}", start=first.start if first else None, end=first.end if first else None
    )
