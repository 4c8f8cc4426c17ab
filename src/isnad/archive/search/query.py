"""What is asked: words and phrases, filters, and by whom. Parsed once, put to either database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from isnad.archive.access import Access
from isnad.archive.search.shadow import find_shadow_words, shadow_words
from isnad.archive.search.skeleton import skeletons
from isnad.letters import fold
from isnad.reference.gazetteer import find_named, find_places
from isnad.reference.tables import load_table

_PHRASE = re.compile(r"[\"«“]([^\"»”]*)[\"»”]")
LONGEST_QUERY = 1_000
"""Letters; a longer question is cut, which `Asked.cut` tells."""


@dataclass(frozen=True, slots=True)
class Near:
    """A circle on the ground: degrees and kilometres."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to be found: words side by side anywhere, or a name whose skeleton is one of `bones`."""

    words: tuple[str, ...]
    bones: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    """The words with the endings as they were typed: what is found so stands higher."""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """One question. Empty filters ask nothing. Dates are ISO days; an event matches where its bounds *may* meet them.

    All event filters speak of one and the same event: `actor` in `role`, at a `place` (by name) or `near`, of this type…
    """

    access: Access
    """Who asks; no question is put without it."""
    terms: tuple[Term, ...] = ()
    outlet: str | None = None
    published: tuple[str | None, str | None] = (None, None)
    happened: tuple[str | None, str | None] = (None, None)
    event_type: str | None = None
    status: str | None = None
    actor: str | None = None
    role: str | None = None
    place: str | None = None
    near: Near | None = None
    source: str | None = None
    source_kind: str | None = None
    cut: bool = False
    limit: int = 20
    offset: int = 0


def parse_words(asked: str) -> tuple[tuple[Term, ...], bool]:
    """The terms of a typed question, and whether it was cut."""
    text = asked[:LONGEST_QUERY]
    quoted = [Term(words, exact=_exact(q), quoted=True) for q in _PHRASE.findall(text) if (words := shadow_words(q))]
    loose = list(_loose_terms(_PHRASE.sub(" ", text)))
    telling = [term for term in loose if term.words[0] not in _function_words()]
    return tuple(dict.fromkeys([*quoted, *(telling if telling or quoted else loose)])), len(asked) > LONGEST_QUERY


def _loose_terms(text: str) -> Iterator[Term]:
    for word in find_shadow_words(text):
        latin = word.word.isascii() and word.word.isalpha()
        yield Term((word.word,), bones=skeletons(word.word) if latin else (), exact=(word.exact,))


@cache
def _function_words() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in load_table("search/function_words.tsv", ("word",), key=("word",)))


def _exact(text: str) -> tuple[str, ...]:
    return tuple(word.exact for word in find_shadow_words(text))


def find_near(place: str, km: float) -> Near | None:
    """The circle around a place of the gazetteer, its weightiest namesake; None for an unknown name."""
    found = find_places(fold(place)) or find_named(place)
    if not found:
        return None
    best = max(found, key=lambda p: p.weight)
    return Near(best.lat, best.lon, km)
