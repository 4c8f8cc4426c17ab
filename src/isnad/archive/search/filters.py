"""The filters of a question as conditions on cards: who may see them first, then outlet, dates, event, actor, place, source.

What is more sensitive than the asker's clearance neither matches nor is counted, whatever it is (trust: S14).
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from isnad.archive import derived as d
from isnad.archive.access import Access
from isnad.archive.search.query import Near, Query
from isnad.archive.search.shadow import shadow_words
from isnad.archive.search.skeleton import skeletons
from isnad.archive.tables import SENSITIVITIES

KM_A_DEGREE = 111.32


def visible_cards(access: Access) -> ColumnElement[bool]:
    """The cards this access may see; none where nothing was granted."""
    seen = [and_(d.cards.c.project == g.project, d.cards.c.level < len(g.levels)) for g in access.grants]
    return or_(*seen) if seen else false()


def find_filters(query: Query) -> list[ColumnElement[bool]]:
    """The conditions every card found must meet."""
    out: list[ColumnElement[bool]] = [visible_cards(query.access)]
    if query.outlet:
        out.append(d.cards.c.outlet == query.outlet)
    out += [d.cards.c.doc.in_(asked) for asked in _sought(query)]
    return out


def _sought(query: Query) -> list[Select[tuple[int]]]:
    """Documents with the report, the source and the event asked for, each where it is asked for."""
    out: list[Select[tuple[int]]] = []
    if any(query.published):
        out.append(
            select(d.reports.c.doc).where(
                *_between(d.reports.c.published_earliest, d.reports.c.published_latest, query.published)
            )
        )
    if query.source or query.source_kind:
        out.append(_claims(query))
    if query.actor and not query.role:
        out.append(_seen(query.access, d.actors, select(d.actors.c.doc).where(_named(query.actor))))
    event = _event(query)
    return [*out, event] if event is not None else out


def _claims(query: Query) -> Select[tuple[int]]:
    asked = select(d.claims.c.doc)
    if query.source:
        asked = asked.where(d.claims.c.name.in_(_names(query.source)))
    if query.source_kind:
        asked = asked.where(d.claims.c.kind == query.source_kind)
    return _seen(query.access, d.claims, asked)


def _event(query: Query) -> Select[tuple[int]] | None:
    """Documents with one event that meets all the event filters together; None where there are none."""
    h = d.happenings
    wanted: list[ColumnElement[bool]] = [*_between(h.c.earliest, h.c.latest, query.happened)]
    wanted += [column == value for column, value in ((h.c.type, query.event_type), (h.c.status, query.status)) if value]
    wanted += [h.c.id.in_(taking_part) for taking_part in _taking_part(query)]
    return _seen(query.access, h, select(h.c.doc).where(*wanted)) if wanted else None


def _taking_part(query: Query) -> list[Select[tuple[int]]]:
    """Events in which the actor asked for has its role, the place its part."""
    out: list[Select[tuple[int]]] = []
    if query.actor and query.role:
        out.append(_parts(query.access, _named(query.actor), d.parts.c.role == query.role))
    if query.place:
        out.append(_parts(query.access, _named(query.place), d.parts.c.role.in_(("place", "origin", "destination"))))
    if query.near:
        out.append(_parts(query.access, _within(query.near)))
    return out


def _parts(access: Access, *wanted: ColumnElement[bool]) -> Select[tuple[int]]:
    actors = _seen(access, d.actors, select(d.actors.c.id).where(wanted[0]))
    return select(d.parts.c.happening).where(d.parts.c.actor.in_(actors), *wanted[1:])


def _seen(access: Access, table: Any, asked: Select[tuple[int]]) -> Select[tuple[int]]:
    """`asked`, without the rows of `table` that are too sensitive for this access in every project it belongs to.

    Which project a row is in is decided by its card; here the highest clearance bounds what may match at all, and a
    project with a lower one is looked up by its cards.
    """
    clearances = {g.clearance for g in access.grants}
    if clearances <= {SENSITIVITIES[-1]}:
        return asked
    if len(clearances) == 1:
        return asked.where(table.c.sensitivity.in_(access.grants[0].levels))
    allowed = [and_(d.cards.c.project == g.project, table.c.sensitivity.in_(g.levels)) for g in access.grants]
    return asked.join(d.cards, d.cards.c.doc == table.c.doc).where(or_(*allowed))


def _named(name: str) -> ColumnElement[bool]:
    """The names are few and looked through first, then who bears them: joined, SQLite would look at every bearer."""
    return d.actors.c.id.in_(select(d.called.c.actor).where(d.called.c.name.in_(_names(name))))


def _names(name: str) -> Select[tuple[int]]:
    return select(d.names.c.id).where(_words_match(name))


def _words_match(name: str) -> ColumnElement[bool]:
    """Every word of `name` stands in a known name, as written or, in Latin letters, by its consonants."""
    return and_(*(_word_matches(word) for word in shadow_words(name))) if shadow_words(name) else false()


def _word_matches(word: str) -> ColumnElement[bool]:
    latin: Callable[[str], Sequence[str]] = lambda w: skeletons(w) if w.isascii() and w.isalpha() else ()  # noqa: E731
    return or_(*(d.names.c.words.contains(f" {form} ", autoescape=True) for form in (word, *latin(word))))


def _between(
    first: ColumnElement[Any], last: ColumnElement[Any], asked: tuple[str | None, str | None]
) -> list[ColumnElement[bool]]:
    """Bounds that may meet the days asked for; an open end may reach anywhere, a thing without any date meets nothing."""
    earliest, latest = asked
    out: list[ColumnElement[bool]] = []
    if earliest:
        out.append(or_(last >= earliest, and_(last.is_(None), first.is_not(None))))
    if latest:
        out.append(or_(first <= latest, and_(first.is_(None), last.is_not(None))))
    return out


def _within(near: Near) -> ColumnElement[bool]:
    """A box first, which an index can serve, then the circle on a plane: right to a percent at these latitudes and radii."""
    north = near.km / KM_A_DEGREE
    squeeze = max(math.cos(math.radians(near.lat)), 0.01)
    east = north / squeeze
    lat, lon = d.actors.c.lat, d.actors.c.lon
    box = and_(lat.between(near.lat - north, near.lat + north), lon.between(near.lon - east, near.lon + east))
    y, x = (lat - near.lat), (lon - near.lon) * squeeze
    return and_(box, y * y + x * x <= north * north)
