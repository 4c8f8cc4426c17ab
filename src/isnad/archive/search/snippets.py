"""Snippets: a stretch of the original letters with the question's words marked where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from isnad.archive.search.query import Query, Term
from isnad.archive.search.shadow import ShadowWord, find_shadow_words
from isnad.archive.search.skeleton import skeleton
from isnad.model.span import Span

AROUND = 90
"""Letters on each side of a snippet's best place."""

MOST_PLACES = 300
"""Places that are looked at: an endless text must not take endless time."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of the original text and the marks inside it (spans of the whole text)."""

    start: int
    end: int
    text: str
    marks: tuple[Span, ...]


def find_snippet(body: str, query: Query) -> Snippet | None:
    """The stretch of `body` where most of the question's terms stand together, each marked; None where none stands."""
    words = list(find_shadow_words(body))
    places = sorted({place for n, term in enumerate(query.terms) for place in _places(body, words, term, n)})[:MOST_PLACES]
    if not places:
        return None
    best = max(places, key=lambda place: (len(_terms_from(place, places)), -place[0]))
    start, end = max(0, best[0] - AROUND), min(len(body), best[1] + AROUND)
    marks = {Span(start=s, end=e): None for s, e, _ in places if start <= s and e <= end}
    return Snippet(start, end, body[start:end], tuple(marks))


def _terms_from(place: tuple[int, int, int], places: Sequence[tuple[int, int, int]]) -> set[int]:
    return {term for start, end, term in places if place[0] <= start and end <= place[1] + AROUND}


def _places(body: str, words: Sequence[ShadowWord], term: Term, number: int) -> Iterator[tuple[int, int, int]]:
    """Where the term's words stand side by side, or a name word with its skeleton."""
    size = len(term.words)
    for at in range(len(words) - size + 1):
        if tuple(word.word for word in words[at : at + size]) == term.words:
            yield words[at].start, words[at + size - 1].end, number
    for at, word in enumerate(words) if term.bones else ():
        written = body[word.start : word.end]
        if skeleton(written) in term.bones:
            yield word.start, word.end, number
        elif at + 1 < len(words) and skeleton(written + body[words[at + 1].start : words[at + 1].end]) in term.bones:
            yield word.start, words[at + 1].end, number
