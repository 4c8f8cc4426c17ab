"""The filters of a question: which of the documents one may see have the outlet, dates, event, actor, place, source asked for.

What is more sensitive than the asker's clearance neither matches nor is counted, whatever it is (trust: S14).
"""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, false, or_, select

from isnad.archive import derived as d
from isnad.archive.access import Access
from isnad.archive.flat import PLACE_OF, ROLE_OF
from isnad.archive.search.facets import Deck
from isnad.archive.search.numbers import among, fetch_numbers
from isnad.archive.search.packs import NEVER, Packed, fetch_packed, parse_day
from isnad.archive.search.parts import among_events, documents_of_events, event_keys, fetch_events
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
    for facet, value in (*_kinds(query), ("source_kind", query.source_kind)):
        if value:
            kept &= deck.masks & (1 << PLACE_OF[facet, value] if (facet, value) in PLACE_OF else 0) != 0
    for docs in _sought(connection, query):
        kept &= among(deck.docs, docs)
    if _speaks_of_event(query):
        kept &= among(deck.docs, _with_event(connection, query, deck.docs[kept]))
    return kept


def _kinds(query: Query) -> tuple[tuple[str, str | None], ...]:
    return ("event_type", query.event_type), ("status", query.status)


def _speaks_of_event(query: Query) -> bool:
    """Whether events are to be looked at: not for a type, a status or a spot alone, known of documents."""
    kinds = bool(query.event_type) + bool(query.status)
    return any((any(query.happened), query.actor and query.role, query.place)) or kinds + bool(query.near) > 1


def _sought(connection: Connection, query: Query) -> Iterator[NDArray[np.int64]]:
    """Documents with the source and the actor asked for, each where it is asked for."""
    if query.source:
        asked = select(d.claims.c.doc).where(d.claims.c.name.in_(_names(query.source)))
        if query.source_kind:
            asked = asked.where(d.claims.c.kind == query.source_kind)
        yield _fetch_seen(connection, query.access, d.claims, asked)
    if query.actor and not query.role:
        yield _fetch_seen(connection, query.access, d.called, select(d.called.c.doc).where(_bears(query.actor)))
    if query.near and not _speaks_of_event(query):
        yield _fetch_near(connection, query.access, query.near)


def _fetch_seen(connection: Connection, access: Access, table: Table, asked: Select[tuple[int]]) -> NDArray[np.int64]:
    found = [fetch_numbers(connection, some) for some, _ in _seen(access, table, asked)]
    return np.concatenate([*found, np.empty(0, np.int64)])


def _fetch_near(connection: Connection, access: Access, near: Near) -> NDArray[np.int64]:
    """Documents where someone or something there takes part in any event that may be seen."""
    located = d.located.c
    asked = select(located.doc).where(located.spot.in_(_spots(near)))
    seen = _seen(access, d.located, asked)
    found = [fetch_numbers(connection, some.where(located.shown < levels)) for some, levels in seen]
    return np.concatenate([*found, np.empty(0, np.int64)])


def _with_event(connection: Connection, query: Query, docs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Documents with one event that meets all the event filters together; `docs` are those that may still be found."""
    taking_part = list(_taking_part(connection, query))
    met = reduce(lambda some, others: some[among_events(some, others)], taking_part) if taking_part else None
    if met is not None:
        docs = documents_of_events(met)
    if not (any(query.happened) or query.event_type or query.status):
        return docs
    events = _of_kind(fetch_packed(connection, query.access, "event", docs), query)
    docs = events.docs
    return docs if met is None else docs[among_events(event_keys(docs, events.column("number")), met)]


def _of_kind(events: Packed, query: Query) -> Packed:
    """The events of the type, the status and the days asked for; what costs least is looked at first."""
    for facet, value in _kinds(query):
        if value:
            events = events.only(events.rows[facet.removeprefix("event_")] == PLACE_OF.get((facet, value), -1))
    if any(query.happened):
        events = events.only(_meet(events.rows["first"], events.rows["last"], query.happened))
    return events


def _taking_part(connection: Connection, query: Query) -> Iterator[NDArray[np.int64]]:
    """Keys of the events in which the actor asked for has its role, the place its part."""
    if query.actor and query.role:
        yield _fetch_parts(connection, query.access, d.called, _bears(query.actor), (query.role,))
    if query.place:
        yield _fetch_parts(connection, query.access, d.called, _bears(query.place), _WHERE)
    if query.near:
        there = d.located.c.spot.in_(_spots(query.near))
        yield _fetch_parts(connection, query.access, d.located, there, tuple(ROLE_OF))


def _fetch_parts(
    connection: Connection, access: Access, table: Table, who: ColumnElement[bool], roles: Sequence[str]
) -> NDArray[np.int64]:
    """Keys of the events in which those rows of `table` that are asked for have one of the roles."""
    numbers = [ROLE_OF[role] for role in roles if role in ROLE_OF]
    asked = select(table.c.parts).where(who, table.c.parts != "")
    found = [fetch_events(connection, some, levels=levels, roles=numbers) for some, levels in _seen(access, table, asked)]
    return np.concatenate([*found, np.empty(0, np.int64)])


def _seen(access: Access, table: Table, asked: Select[Any]) -> Iterator[tuple[Select[Any], int]]:
    """`asked` for each clearance of this access, without the rows of `table` that are too sensitive, and the levels it opens.

    Where clearances differ, a row is asked for with that of its report's project; the deck knows which projects may be seen.
    """
    clearances = dict.fromkeys(grant.clearance for grant in access.grants)
    for clearance in clearances:
        grants = [grant for grant in access.grants if grant.clearance == clearance]
        some = asked if clearance == SENSITIVITIES[-1] else asked.where(table.c.sensitivity.in_(grants[0].levels))
        if len(clearances) > 1:
            projects = [grant.project for grant in grants]
            some = some.join(d.reports, d.reports.c.doc == table.c.doc).where(d.reports.c.project.in_(projects))
        yield some, len(grants[0].levels)


def _bears(name: str) -> ColumnElement[bool]:
    """Those of `called` who bear the name. Names are few and looked through first, then who bears them."""
    return d.called.c.name.in_(_names(name))


def _names(name: str) -> Select[tuple[int]]:
    return select(d.names.c.id).where(_words_match(name))


def _words_match(name: str) -> ColumnElement[bool]:
    """Every word of `name` stands in a known name, as written or, in Latin letters, by its consonants."""
    return and_(*(_word_matches(word) for word in shadow_words(name))) if shadow_words(name) else false()


def _word_matches(word: str) -> ColumnElement[bool]:
    latin: Callable[[str], Sequence[str]] = lambda w: skeletons(w) if w.isascii() and w.isalpha() else ()  # noqa: E731
    return or_(*(d.names.c.words.contains(f" {form} ", autoescape=True) for form in (word, *latin(word))))


def _meet(first: NDArray[Any], last: NDArray[Any], asked: tuple[str | None, str | None]) -> NDArray[np.bool_]:
    """Whose bounds may meet the days asked for; an open end may reach anywhere, a thing without any date meets nothing.

    Nothing meets what is no day of the calendar.
    """
    earliest = parse_day(asked[0]) if asked[0] else 1
    latest = parse_day(asked[1]) if asked[1] else NEVER - 1
    return (last >= earliest) & (first <= latest) if earliest and latest else np.full(len(first), False)


def _spots(near: Near) -> Select[tuple[int]]:
    return select(d.spots.c.id).where(_within(near))


def _within(near: Near) -> ColumnElement[bool]:
    """A box first, which an index can serve, then the circle on a plane: right to a percent at these latitudes and radii."""
    north = near.km / KM_A_DEGREE
    squeeze = max(math.cos(math.radians(near.lat)), 0.01)
    east = north / squeeze
    lat, lon = d.spots.c.lat, d.spots.c.lon
    box = and_(lat.between(near.lat - north, near.lat + north), lon.between(near.lon - east, near.lon + east))
    y, x = (lat - near.lat), (lon - near.lon) * squeeze
    return and_(box, y * y + x * x <= north * north)
