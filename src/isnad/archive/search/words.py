"""The words of a question in each database's own full-text language: which documents hold them, anywhere or in the title.

Shadow words are letters and digits only, so nothing of either language can hide in them.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from sqlalchemy import Connection, Select, cast, column, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from isnad.archive.search.query import Term

_MOST_TO_CHOOSE_FROM = 6
"""With more words than this, the choice of which to do without is not tried word by word."""


def any_of(choices: Iterable[Sequence[Term]], *, sqlite: bool, title: bool = False) -> str:
    """Documents that hold all terms of one of `choices`; with `title`, in their titles."""
    term = _sqlite_term if sqlite else _postgresql_term
    and_, or_ = (" AND ", " OR ") if sqlite else (" & ", " | ")
    return or_.join(f"({and_.join(term(t, title) for t in terms)})" for terms in choices)


def side_by_side(terms: Sequence[Term], *, sqlite: bool) -> str:
    """Documents where two terms that follow each other in the question do so in the text."""
    pairs = [Term((*a.words, *b.words)) for a, b in pairwise(terms)]
    return any_of([(pair,) for pair in pairs], sqlite=sqlite)


def loosened(terms: Sequence[Term]) -> list[list[Sequence[Term]]]:
    """What to ask where nothing holds all terms: all but one, all but two, down to half. What was quoted stays."""
    quoted, loose = [t for t in terms if t.quoted], [t for t in terms if not t.quoted]
    if len(loose) > _MOST_TO_CHOOSE_FROM:
        return [[[*quoted, term] for term in loose]]
    sizes = range(len(loose) - 1, max(len(loose) // 2 - 1, 0), -1)
    return [[[*quoted, *some] for some in combinations(loose, size)] for size in sizes]


def documents_with(connection: Connection, expression: str) -> Select[tuple[int]]:
    """The small keys of the documents the full-text `expression` matches."""
    if connection.dialect.name == "sqlite":
        shadow = table("shadow", column("rowid"))
        return select(shadow.c.rowid.label("doc")).where(literal_column("shadow").op("MATCH", is_comparison=True)(expression))
    shadow = table("shadow", column("doc"), column("words"))
    return select(shadow.c.doc).where(shadow.c.words.op("@@", is_comparison=True)(cast(expression, TSQUERY)))


def _sqlite_term(term: Term, title: bool) -> str:
    phrase = f'"{" ".join(term.words)}"'
    choices = [f"title : {phrase}" if title else phrase, *(f'names : "{bones}"' for bones in term.bones)]
    return f"({' OR '.join(choices)})"


def _postgresql_term(term: Term, title: bool) -> str:
    phrase = " <-> ".join(f"'{word}'{':A' if title else ''}" for word in term.words)
    choices = [f"({phrase})", *(f"'{bones}':B" for bones in term.bones)]
    return f"({' | '.join(choices)})"
