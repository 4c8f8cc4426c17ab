"""The filters of a question: which of the documents one may see have the outlet, dates, event, actor, place, source asked for.

What is more sensitive than the asker's clearance neither matches nor is counted, whatever it is (trust: S14).
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, ColumnElement, Connection, Select, and_, false, or_, select

from isnad.archive import derived as d
from isnad.archive.access import Access
from isnad.archive.flat import PLACE_OF, ROLE_OF
from isnad.archive.search.facets import Deck
from isnad.archive.search.numbers import among, fetch_numbers
from isnad.archive.search.packs import NEVER, fetch_packed, parse_day
from isnad.archive.search.query import Near, Query
from isnad.archive.search.shadow import shadow_words
from isnad.archive.search.skeleton import skeletons
from isnad.archive.tables import SENSITIVITIES

KM_A_DEGREE = 111.32
_WHERE = ("place", "origin", "destination")


def find_kept(connection: Connection, query: Query, deck: Deck) -> NDArray[np.bool_]:
    """Which cards of a deck, that holds what the asker may see, meet every filter."""
    kept = np.full(len(deck.docs), True)
    if query.outlet:
        key = connection.execute(select(d.outlets.c.id).where(d.outlets.c.name == query.outlet)).scalar()
        kept &= deck.outlets == (key or -1)
    if any(query.published):
        kept &= _meet(deck.firsts, deck.lasts, query.published)
    for facet, value in _alone(query):
        kept &= deck.masks & (1 << PLACE_OF[facet, value] if (facet, value) in PLACE_OF else 0) != 0
    for docs in _sought(connection, query):
        kept &= among(deck.docs, docs)
    return kept


def _alone(query: Query) -> Iterator[tuple[str, str]]:
    """Filters that stand alone, which a card's mask answers: no other filter speaks of the same event or claim."""
    if _speaks_of_event(query) == 1:
        yield from ((facet, value) for facet, value in _kinds(query) if value)
    if query.source_kind and not query.source:
        yield "source_kind", query.source_kind


def _kinds(query: Query) -> tuple[tuple[str, str | None], ...]:
    return ("event_type", query.event_type), ("status", query.status)


def _speaks_of_event(query: Query) -> int:
    """How many filters are to be met by one and the same event."""
    asked = (query.event_type, query.status, any(query.happened), query.actor and query.role, query.place, query.near)
    return sum(map(bool, asked))


def _sought(connection: Connection, query: Query) -> Iterator[NDArray[np.int64]]:
    """Documents with the source, the actor and the event asked for, each where it is asked for."""
    if query.source:
        yield fetch_numbers(connection, _claims(query, query.source))
    if query.actor and not query.role:
        yield fetch_numbers(connection, _seen(query.access, d.called, _bearing(query.actor, d.called.c.doc)))
    if _speaks_of_event(query) and not (_speaks_of_event(query) == 1 and (query.event_type or query.status)):
        yield _with_event(connection, query)


def _with_event(connection: Connection, query: Query) -> NDArray[np.int64]:
    """Documents with one event that meets all the event filters together."""
    events = fetch_packed(connection, query.access, "event")
    kept = np.full(len(events.docs), True)
    if any(query.happened):
        kept &= _meet(events.column("first"), events.column("last"), query.happened)
    for facet, value in _kinds(query):
        if value:
            kept &= events.rows[facet.removeprefix("event_")] == PLACE_OF.get((facet, value), -1)
    for happenings in _taking_part(connection, query):
        kept &= among(events.column("id"), happenings)
    out: NDArray[np.int64] = events.docs[kept]
    return out


def _claims(query: Query, source: str) -> Select[tuple[int]]:
    asked = select(d.claims.c.doc).where(d.claims.c.name.in_(_names(source)))
    if query.source_kind:
        asked = asked.where(d.claims.c.kind == query.source_kind)
    return _seen(query.access, d.claims, asked)


def _taking_part(connection: Connection, query: Query) -> Iterator[NDArray[np.int64]]:
    """Events in which the actor asked for has its role, the place its part."""
    asked: list[tuple[Select[tuple[int]], Sequence[str]]] = []
    if query.actor and query.role:
        asked.append((_bearing(query.actor, d.called.c.actor), (query.role,)))
    if query.place:
        asked.append((_bearing(query.place, d.called.c.actor), _WHERE))
    if query.near:
        asked.append((select(d.actors.c.id).where(_within(query.near)), tuple(ROLE_OF)))
    if not asked:
        return
    parts = fetch_packed(connection, query.access, "part")
    for actors, roles in asked:
        kept = among(parts.column("actor"), fetch_numbers(connection, actors))
        kept &= np.isin(parts.rows["role"], [ROLE_OF.get(role, -1) for role in roles])
        yield parts.column("happening")[kept]


def _seen(access: Access, table: Any, asked: Select[tuple[int]]) -> Select[tuple[int]]:
    """`asked`, without the rows of `table` that are too sensitive for this access in every project it belongs to.

    Where clearances differ, the project of a row is that of its report.
    """
    clearances = {g.clearance for g in access.grants}
    if clearances <= {SENSITIVITIES[-1]}:
        return asked
    if len(clearances) == 1:
        return asked.where(table.c.sensitivity.in_(access.grants[0].levels))
    allowed = [and_(d.reports.c.project == g.project, table.c.sensitivity.in_(g.levels)) for g in access.grants]
    return asked.join(d.reports, d.reports.c.doc == table.c.doc).where(or_(*allowed))


def _bearing(name: str, column: Column[int]) -> Select[Any]:
    """`column` of those who bear the name. Names are few and looked through first, then who bears them."""
    return select(column).where(d.called.c.name.in_(_names(name)))


def _names(name: str) -> Select[tuple[int]]:
    return select(d.names.c.id).where(_words_match(name))


def _words_match(name: str) -> ColumnElement[bool]:
    """Every word of `name` stands in a known name, as written or, in Latin letters, by its consonants."""
    return and_(*(_word_matches(word) for word in shadow_words(name))) if shadow_words(name) else false()


def _word_matches(word: str) -> ColumnElement[bool]:
    latin: Callable[[str], Sequence[str]] = lambda w: skeletons(w) if w.isascii() and w.isalpha() else ()  # noqa: E731
    return or_(*(d.names.c.words.contains(f" {form} ", autoescape=True) for form in (word, *latin(word))))


def _meet(first: NDArray[np.int64], last: NDArray[np.int64], asked: tuple[str | None, str | None]) -> NDArray[np.bool_]:
    """Whose bounds may meet the days asked for; an open end may reach anywhere, a thing without any date meets nothing.

    Nothing meets what is no day of the calendar.
    """
    earliest = parse_day(asked[0]) if asked[0] else 1
    latest = parse_day(asked[1]) if asked[1] else NEVER - 1
    return (last >= earliest) & (first <= latest) if earliest and latest else np.full(len(first), False)


def _within(near: Near) -> ColumnElement[bool]:
    """A box first, which an index can serve, then the circle on a plane: right to a percent at these latitudes and radii."""
    north = near.km / KM_A_DEGREE
    squeeze = max(math.cos(math.radians(near.lat)), 0.01)
    east = north / squeeze
    lat, lon = d.actors.c.lat, d.actors.c.lon
    box = and_(lat.between(near.lat - north, near.lat + north), lon.between(near.lon - east, near.lon + east))
    y, x = (lat - near.lat), (lon - near.lon) * squeeze
    return and_(box, y * y + x * x <= north * north)
