"""Snippets: a stretch of the original letters with the question's words marked where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from isnad.archive.search.query import Query, Term
from isnad.archive.search.shadow import ShadowWord, find_shadow_words
from isnad.archive.search.skeleton import skeleton
from isnad.model.span import Span

AROUND = 90
"""Letters on each side of a snippet's best place."""

STRETCH = 20_000
"""Letters that are looked through at once; the next ones only where nothing was found."""
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
    places = next((found for at in range(0, len(body), STRETCH) if (found := _found(body, at, query))), [])
    if not places:
        return None
    best = max(places, key=lambda place: (len(_terms_from(place, places)), -place[0]))
    start, end = max(0, best[0] - AROUND), min(len(body), best[1] + AROUND)
    marks = {Span(start=s, end=e): None for s, e, _ in places if start <= s and e <= end}
    return Snippet(start, end, body[start:end], tuple(marks))


def _found(body: str, at: int, query: Query) -> list[tuple[int, int, int]]:
    """Where the terms stand in one stretch of the text: of an endless one, no more is looked at than is shown."""
    start = body.rfind(" ", 0, at) + 1 if at else 0
    words = [w._replace(start=start + w.start, end=start + w.end) for w in find_shadow_words(body[start : at + STRETCH])]
    return sorted({place for n, term in enumerate(query.terms) for place in _places(body, words, term, n)})[:MOST_PLACES]


def _terms_from(place: tuple[int, int, int], places: Sequence[tuple[int, int, int]]) -> set[int]:
    return {term for start, end, term in places if place[0] <= start and end <= place[1] + AROUND}


def _places(body: str, words: Sequence[ShadowWord], term: Term, number: int) -> Iterator[tuple[int, int, int]]:
    """Where the term's words stand side by side, or a name word with its skeleton."""
    first, size = term.words[0], len(term.words)
    for at, word in enumerate(words):
        if word.word == first and (size == 1 or tuple(w.word for w in words[at : at + size]) == term.words):
            yield word.start, words[at + size - 1].end, number
    yield from _names(body, words, term, number) if term.bones else ()


def _names(body: str, words: Sequence[ShadowWord], term: Term, number: int) -> Iterator[tuple[int, int, int]]:
    """Words, alone or two together, that a Latin spelling may mean."""
    for one, two in zip(words, [*words[1:], None], strict=True):
        written = body[one.start : one.end]
        if skeleton(written) in term.bones:
            yield one.start, one.end, number
        elif two and skeleton(written + body[two.start : two.end]) in term.bones:
            yield one.start, two.end, number
