"""Answers: the reports that match a question and the counts of each facet, the same from either database."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, column, select, table

from isnad.archive import derived as d
from isnad.archive.search.facets import Card, Counts, Deck, count_facets, gather
from isnad.archive.search.filters import find_filters
from isnad.archive.search.index import KEY
from isnad.archive.search.query import Query, Term
from isnad.archive.search.ranking import WINDOW, Shadow, pick_order, reorder
from isnad.archive.search.words import any_of, documents_with, loosened, side_by_side


@dataclass(frozen=True, slots=True)
class Hit:
    """One report that matches."""

    sha256: str
    title: str | None
    outlet: str | None
    published: str | None
    weight: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found: how many in all, a page of them, and counts by facet (most first).

    `loosened` where nothing held all the words and documents with most of them are shown instead.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, Counts]
    loosened: bool = False


def find_reports(connection: Connection, query: Query) -> Answer:
    """The reports that match `query` and that who asks may see, best first."""
    choices: list[Sequence[Term]] = [query.terms] if query.terms else []
    cards = _find_cards(connection, query, choices)
    for fewer in loosened(query.terms) if not cards and query.terms else ():
        choices = list(fewer)
        if cards := _find_cards(connection, query, choices):
            break
    deck = gather(cards)
    docs, weights = _in_order(connection, query, choices, deck)
    page = docs[query.offset : query.offset + query.limit]
    was_loosened = bool(cards) and choices != [query.terms] and bool(query.terms)
    return Answer(len(deck.docs), _hits(connection, page, weights), count_facets(deck), was_loosened)


def _find_cards(connection: Connection, query: Query, choices: Sequence[Sequence[Term]]) -> Sequence[Card]:
    c = d.cards.c
    asked = select(c.doc, c.outlet, c.day, c.mask, c.months).where(*find_filters(query))
    if choices:
        words = documents_with(connection, any_of(choices, sqlite=_is_sqlite(connection))).subquery()
        asked = asked.join(words, words.c.doc == c.doc)
    return [tuple(row) for row in connection.execute(asked)]


def _in_order(
    connection: Connection, query: Query, choices: Sequence[Sequence[Term]], deck: Deck
) -> tuple[list[int], dict[int, float]]:
    if not choices or not len(deck.docs):
        nothing = np.empty(0, np.int64)
        return deck.docs[pick_order(deck, nothing, nothing)].tolist(), {}
    sqlite, many = _is_sqlite(connection), len(deck.docs) > WINDOW
    in_title = _docs(connection, any_of(choices, sqlite=sqlite, title=True) if many else "")
    together = _docs(connection, side_by_side(query.terms, sqlite=sqlite) if many else "")
    order = pick_order(deck, in_title, together)
    return reorder(query.terms, deck, order, _shadows(connection, deck.docs[order[:WINDOW]].tolist()))


def _docs(connection: Connection, expression: str) -> NDArray[np.int64]:
    if not expression:
        return np.empty(0, np.int64)
    return np.array(connection.execute(documents_with(connection, expression)).scalars().all(), np.int64)


def _shadows(connection: Connection, docs: Sequence[int]) -> dict[int, Shadow]:
    key = KEY[connection.dialect.name]
    shadow = table("shadow", column(key), column("title"), column("body"), column("names"))
    asked = (
        select(shadow.c[key], shadow.c.title, shadow.c.body, shadow.c.names, d.reports.c.title)
        .join(d.reports, d.reports.c.doc == shadow.c[key])
        .where(shadow.c[key].in_(docs))
    )
    return {doc: Shadow(title, body, names, written or "") for doc, title, body, names, written in connection.execute(asked)}


def _hits(connection: Connection, docs: Sequence[int], weights: dict[int, float]) -> tuple[Hit, ...]:
    r = d.reports.c
    asked = select(r.doc, r.sha256, r.title, r.outlet, r.published).where(r.doc.in_(docs))
    rows = {row.doc: row for row in connection.execute(asked)}
    found = ((doc, rows[doc]) for doc in docs if doc in rows)
    return tuple(Hit(row.sha256, row.title, row.outlet, row.published, weights.get(doc, 0.0)) for doc, row in found)


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
