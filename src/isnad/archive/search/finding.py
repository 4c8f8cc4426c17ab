"""Answers: the reports that match a question and the counts of each facet, the same from either database."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, Connection, column, select, table

from isnad.archive import derived as d
from isnad.archive.search.facets import Counts, Deck, count_facets, fetch_deck
from isnad.archive.search.filters import find_kept
from isnad.archive.search.index import KEY, PIECE_KEY
from isnad.archive.search.query import Query, Term
from isnad.archive.search.ranking import WINDOW, Shadow, pick_order, reorder
from isnad.archive.search.words import (
    Held,
    documents_of,
    fetch_pieces,
    fetch_side_by_side,
    fetch_titled,
    holding,
    how_many_will_do,
)


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
    deck = fetch_deck(connection, query.access)
    deck = deck.only(find_kept(connection, query, deck))
    pieces = fetch_pieces(connection, query.terms)
    deck, least, was_loosened = _with_words(deck, query.terms, documents_of(pieces))
    standing_out = _standing_out(connection, query.terms, deck, least)
    order = pick_order(deck, *standing_out, at_least=query.offset + query.limit)
    window = deck.docs[order[:WINDOW]] if query.terms else order[:0]
    docs, weights = reorder(query.terms, deck, order, _shadows(connection, _keys_of(window, pieces)))
    page = docs[query.offset : query.offset + query.limit]
    facets = count_facets(connection, query.access, deck)
    return Answer(len(deck.docs), _hits(connection, page, weights), facets, was_loosened)


def _with_words(deck: Deck, terms: Sequence[Term], held: Held) -> tuple[Deck, int, bool]:
    """The cards of documents with the words, how many of the words that is, and whether it is fewer than all."""
    every, *fewer = how_many_will_do(terms)
    for least in (every, *fewer):
        kept = holding(deck.docs, terms, held, least)
        if kept.any():
            return deck.only(kept), least, least != every
    return deck.only(np.full(len(deck.docs), False)), every, False


def _standing_out(
    connection: Connection, terms: Sequence[Term], deck: Deck, least: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Documents with the words in their titles, and with words side by side; not asked where all are weighed anyway."""
    nothing = np.empty(0, np.int64)
    if not terms or len(deck.docs) <= WINDOW:
        return nothing, nothing
    together = fetch_side_by_side(connection, terms)
    if least == next(how_many_will_do(terms)):
        return fetch_titled(connection, terms), together
    titles = documents_of(fetch_pieces(connection, terms, title=True))
    return deck.docs[holding(deck.docs, terms, titles, least)], together


def _keys_of(docs: NDArray[np.int64], pieces: Held) -> list[int]:
    """The first pieces of documents, and those further on that hold a word of the question."""
    later = np.unique(np.concatenate([*(keys[keys >= PIECE_KEY] for keys in pieces.values()), docs[:0]]))
    return [*docs.tolist(), *later[np.isin(later % PIECE_KEY, docs)].tolist()]


def _shadows(connection: Connection, keys: Sequence[int]) -> dict[int, Shadow]:
    """What the index holds of documents, the pieces of each put together."""
    key = KEY[connection.dialect.name]
    shadow = table("shadow", column(key, BigInteger), column("title"), column("body"), column("names"))
    asked = select(shadow.c[key], shadow.c.title, shadow.c.body, shadow.c.names).where(shadow.c[key].in_(keys))
    found: dict[int, Shadow] = {}
    for at, title, body, names in connection.execute(asked.order_by(shadow.c[key])).all() if keys else ():
        doc = at % PIECE_KEY
        found[doc] = found[doc].continued(body) if doc in found else Shadow(title, body, names, "")
    written = select(d.reports.c.doc, d.reports.c.title).where(d.reports.c.doc.in_(found))
    return {doc: found[doc]._replace(written=title or "") for doc, title in connection.execute(written).all()} if found else {}


def _hits(connection: Connection, docs: Sequence[int], weights: dict[int, float]) -> tuple[Hit, ...]:
    r = d.reports.c
    asked = select(r.doc, r.sha256, r.title, r.outlet, r.published).where(r.doc.in_(docs))
    rows = {row.doc: row for row in connection.execute(asked)}
    found = ((doc, rows[doc]) for doc in docs if doc in rows)
    return tuple(Hit(row.sha256, row.title, row.outlet, row.published, weights.get(doc, 0.0)) for doc, row in found)
