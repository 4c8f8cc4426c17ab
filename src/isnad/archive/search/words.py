"""The words of a question in each database's own full-text language, and the documents that hold them.

Shadow words are letters and digits only, so nothing of either language can hide in them. Each term is looked up by itself
and what was found is put together here: a long text is indexed in pieces, and its words may stand in several of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, cast, column, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from isnad.archive.search.index import PIECE_KEY
from isnad.archive.search.numbers import among, fetch_numbers
from isnad.archive.search.query import Term

_MOST_TO_CHOOSE_FROM = 6
"""With more words than this, any one of them will do where nothing holds all."""
Held = Mapping[Term, NDArray[np.int64]]
"""The documents that hold each term."""


def fetch_pieces(connection: Connection, terms: Iterable[Term], *, title: bool = False) -> Held:
    """The keys in the index of what holds each of `terms`, anywhere or, with `title`, in its title."""
    return {term: fetch_numbers(connection, _matching(connection, [term], title)) for term in dict.fromkeys(terms)}


def fetch_titled(connection: Connection, terms: Sequence[Term]) -> NDArray[np.int64]:
    """Documents with all the terms in their titles or names, which stand in first pieces alone."""
    return fetch_numbers(connection, _matching(connection, terms, title=True))


def documents_of(pieces: Held) -> Held:
    """The documents whose pieces these are, some more than once."""
    return {term: keys % PIECE_KEY for term, keys in pieces.items()}


def how_many_will_do(terms: Sequence[Term]) -> Iterator[int]:
    """How many of the words that are not quoted a document is to hold: all; where nothing does, one fewer, down to half."""
    loose = sum(not term.quoted for term in terms)
    yield loose
    if loose > _MOST_TO_CHOOSE_FROM:
        yield 1
    else:
        yield from range(loose - 1, max(loose // 2 - 1, 0), -1)


def holding(docs: NDArray[np.int64], terms: Sequence[Term], held: Held, least: int) -> NDArray[np.bool_]:
    """Which of `docs` hold everything quoted and at least so many of the other terms."""
    kept, often = np.full(len(docs), True), np.zeros(len(docs), np.int64)
    for term in terms:
        has = among(docs, held[term])
        if term.quoted:
            kept &= has
        else:
            often += has
    return kept & (often >= least)


def fetch_side_by_side(connection: Connection, terms: Sequence[Term]) -> NDArray[np.int64]:
    """Documents where two terms that follow each other in the question do so in the text."""
    pairs = documents_of(fetch_pieces(connection, [Term((*a.words, *b.words)) for a, b in pairwise(terms)]))
    return np.concatenate([*pairs.values(), np.empty(0, np.int64)])


def _matching(connection: Connection, terms: Sequence[Term], title: bool) -> Select[tuple[int]]:
    """The keys of what holds all of `terms`."""
    if connection.dialect.name == "sqlite":
        asked = " AND ".join(_sqlite_term(term, title) for term in terms)
        shadow = table("shadow", column("rowid"))
        return select(shadow.c.rowid).where(literal_column("shadow").op("MATCH", is_comparison=True)(asked))
    shadow = table("shadow", column("doc"), column("words"))
    asked = " & ".join(_postgresql_term(term, title) for term in terms)
    return select(shadow.c.doc).where(shadow.c.words.op("@@", is_comparison=True)(cast(asked, TSQUERY)))


def _sqlite_term(term: Term, title: bool) -> str:
    phrase = f'"{" ".join(term.words)}"'
    choices = [f"title : {phrase}" if title else phrase, *(f'names : "{bones}"' for bones in term.bones)]
    return f"({' OR '.join(choices)})"


def _postgresql_term(term: Term, title: bool) -> str:
    phrase = " <-> ".join(f"'{word}'{':A' if title else ''}" for word in term.words)
    choices = [f"({phrase})", *(f"'{bones}':B" for bones in term.bones)]
    return f"({' | '.join(choices)})"
