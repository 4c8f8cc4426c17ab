"""Answers: the reports that match a question, their marked snippets, and the counts of each facet."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    cast,
    column,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from isnad.archive import tables as t
from isnad.archive.search.query import Near, Query
from isnad.archive.search.shadow import find_shadow_words, shadow_form
from isnad.letters import fold
from isnad.model.span import Span

KM_A_DEGREE = 111.32
FACETS = {
    "outlet": t.reports.c.outlet,
    "event_type": t.happenings.c.type,
    "status": t.happenings.c.status,
    "source_kind": t.claims.c.kind,
    "month": func.substr(t.happenings.c.earliest, 1, 7),
}
_SHADOW = table("shadow", column("sha256"), column("words"))
SNIPPET = 90
"""Letters on each side of a snippet's first hit."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of the original text and the marks inside it (spans of the whole text)."""

    start: int
    end: int
    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One report that matches."""

    sha256: str
    title: str | None
    outlet: str | None
    published: str | None
    rank: float
    snippet: Snippet | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found: how many in all, a page of them, and counts by facet (most first)."""

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]]


def find_reports(connection: Connection, query: Query) -> Answer:
    """Put `query` to the archive. Reports above the asker's clearance count nowhere."""
    matching = _matching(connection, query)
    total = connection.execute(select(func.count()).select_from(matching.subquery())).scalar_one()
    found = matching.subquery()
    page = (
        select(found.c.sha256, found.c.rank, t.reports.c.title, t.reports.c.outlet, t.reports.c.published)
        .join(t.reports, t.reports.c.sha256 == found.c.sha256)
        .order_by(found.c.rank, found.c.sha256)
        .limit(query.limit)
        .offset(query.offset)
    )
    hits = tuple(Hit(r.sha256, r.title, r.outlet, r.published, float(r.rank)) for r in connection.execute(page))
    return Answer(total, hits, {name: _facet(connection, matching, name) for name in FACETS})


def _matching(connection: Connection, query: Query) -> Select[tuple[str, float]]:
    words = _words(connection, query)
    asked = select(t.reports.c.sha256, words.rank.label("rank"))
    if words.matches is not None:
        asked = asked.select_from(t.reports.join(_SHADOW, _SHADOW.c.sha256 == t.reports.c.sha256)).where(words.matches)
    asked = asked.where(t.reports.c.sensitivity.in_(query.clearances))
    return asked.where(*_report_filters(query), *_event_filters(query))


class _Words(NamedTuple):
    """The full-text part of a question in this database's language; `matches` is None where nothing is asked of it."""

    matches: ColumnElement[bool] | None
    rank: ColumnElement[float]


def _words(connection: Connection, query: Query) -> _Words:
    if not query.phrases and not query.names:
        return _Words(None, literal(0.0))
    if connection.dialect.name == "sqlite":
        whole: ColumnElement[str] = literal_column("shadow")
        parts = [_quoted(p) for p in query.phrases] + [f"names : {_quoted((n,))}" for n in query.names]
        return _Words(whole.op("MATCH", is_comparison=True)(" AND ".join(parts)), func.bm25(whole, 0.0, 8.0, 1.0, 4.0))
    parts = [" <-> ".join(f"'{w}'" for w in p) for p in query.phrases] + [f"'{n}':B" for n in query.names]
    asked = cast(" & ".join(f"({p})" for p in parts), TSQUERY)
    return _Words(_SHADOW.c.words.op("@@", is_comparison=True)(asked), -func.ts_rank_cd(_SHADOW.c.words, asked))


def _quoted(phrase: Iterable[str]) -> str:
    """Shadow words hold letters and digits only, so nothing of the query language can hide in them."""
    return '"' + " ".join(phrase) + '"'


def _report_filters(query: Query) -> list[ColumnElement[bool]]:
    out: list[ColumnElement[bool]] = []
    if query.outlet:
        out.append(t.reports.c.outlet == query.outlet)
    out += _between(t.reports.c.published_earliest, t.reports.c.published_latest, query.published)
    if query.source:
        said = and_(t.claims.c.sha256 == t.reports.c.sha256, t.claims.c.folded.contains(fold(query.source), autoescape=True))
        out.append(exists().where(said))
    if query.actor and not query.role:
        out.append(exists().where(and_(t.actors.c.sha256 == t.reports.c.sha256, _named(query.actor))))
    return out


def _event_filters(query: Query) -> list[ColumnElement[bool]]:
    """All event filters speak of one and the same event."""
    wanted: list[ColumnElement[bool]] = []
    if query.event_type:
        wanted.append(t.happenings.c.type == query.event_type)
    if query.status:
        wanted.append(t.happenings.c.status == query.status)
    wanted += _between(t.happenings.c.earliest, t.happenings.c.latest, query.happened)
    if query.actor and query.role:
        acting = and_(
            t.parts.c.happening == t.happenings.c.id,
            t.parts.c.role == query.role,
            t.parts.c.actor == t.actors.c.id,
            _named(query.actor),
        )
        wanted.append(exists().where(acting))
    if query.near:
        wanted.append(
            exists().where(and_(t.parts.c.happening == t.happenings.c.id, t.parts.c.actor == t.actors.c.id, _within(query.near)))
        )
    return [exists().where(and_(t.happenings.c.sha256 == t.reports.c.sha256, *wanted))] if wanted else []


def _named(name: str) -> ColumnElement[bool]:
    return or_(
        t.actors.c.folded.contains(shadow_form(fold(name)) if " " not in name else fold(name), autoescape=True),
        t.actors.c.latin == name,
    )


def _between(
    first: ColumnElement[str], last: ColumnElement[str], asked: tuple[str | None, str | None]
) -> list[ColumnElement[bool]]:
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
    lat, lon = t.actors.c.lat, t.actors.c.lon
    box = and_(lat.between(near.lat - north, near.lat + north), lon.between(near.lon - east, near.lon + east))
    y, x = (lat - near.lat), (lon - near.lon) * squeeze
    return and_(box, y * y + x * x <= north * north)


def _facet(connection: Connection, matching: Select[tuple[str, float]], name: str) -> tuple[tuple[str, int], ...]:
    facet = FACETS[name]
    found = matching.subquery()
    rows_of = {"outlet": t.reports, "source_kind": t.claims}.get(name, t.happenings)
    counted = func.count(func.distinct(rows_of.c.sha256))
    asked = select(facet, counted).select_from(rows_of.join(found, found.c.sha256 == rows_of.c.sha256)).where(facet.is_not(None))
    rows = connection.execute(asked.group_by(facet).order_by(counted.desc(), facet).limit(50))
    return tuple((value, count) for value, count in rows)


def find_snippet(body: str, query: Query) -> Snippet | None:
    """The first place in the original letters where the question's words stand, with all its words marked nearby."""
    wanted = {word for phrase in query.phrases for word in phrase}
    hits = [Span(start=w.start, end=w.end) for w in find_shadow_words(body) if w.word in wanted]
    if not hits:
        return None
    start, end = max(0, hits[0].start - SNIPPET), min(len(body), hits[0].end + SNIPPET)
    return Snippet(start, end, body[start:end], tuple(h for h in hits if start <= h.start and h.end <= end))
