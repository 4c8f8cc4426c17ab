"""Snippets: a stretch of the original letters with the question's words marked where they stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from isnad.arabic.words import find_written
from isnad.archive.search.query import Query, Term
from isnad.archive.search.shadow import ShadowWord, find_shadow_words, shadow_words
from isnad.archive.search.skeleton import skeleton, trace, trace_pattern
from isnad.letters import fold
from isnad.model.span import Span

AROUND = 90
"""Letters on each side of a snippet's best place."""

STRETCH = 8_000
"""Letters that are looked through at once; the next ones only where nothing was found."""
MOST_PLACES = 300
"""Places that are looked at: an endless text must not take endless time."""
_SIGNS = 4
"""So many written words, signs among them, are looked through for each word of a phrase."""
_BESIDE = 4
"""So many written words, signs among them, beside those with a name's consonants may be part of it: they have vowels only."""
_folded = lru_cache(maxsize=65_536)(fold)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of the original text and the marks inside it (spans of the whole text)."""

    start: int
    end: int
    text: str
    marks: tuple[Span, ...]


def find_snippet(body: str, query: Query) -> Snippet | None:
    """The stretch of `body` where most of the question's terms stand together, each marked; None where none stands."""
    if not query.terms:
        return None
    places = next((found for at in range(0, len(body), STRETCH) if (found := _found(body, at, query))), [])
    if not places:
        return None
    best = max(places, key=lambda place: (len(_terms_from(place, places)), -place[0]))
    start, end = max(0, best[0] - AROUND), min(len(body), best[1] + AROUND)
    marks = {Span(start=s, end=e): None for s, e, _ in places if start <= s and e <= end}
    return Snippet(start, end, body[start:end], tuple(marks))


def _found(body: str, at: int, query: Query) -> list[tuple[int, int, int]]:
    """Where the terms stand in one stretch of the text: of an endless one, no more is looked at than is shown."""
    start, end = body.rfind(" ", 0, at) + 1 if at else 0, min(at + STRETCH, len(body))
    places = [(first, last) for first, last, _ in find_written(body, start, end)]
    written = [body[first:last] for first, last in places]
    folded = [_folded(word) for word in written]
    found = {
        (*place, number)
        for number, term in enumerate(query.terms)
        for near in _near(written, folded, term)
        for place in _standing(_shadow_of(body, *_run(places[near : near + _SIGNS * len(term.words)], term)), term.words)
    }
    bones = {each: number for number, term in enumerate(query.terms) for each in term.bones}
    return sorted(found | set(_names(body, places, written, bones) if bones else ()))[:MOST_PLACES]


def _near(written: Sequence[str], folded: Sequence[str], term: Term) -> Iterator[int]:
    """The written words that hold the first word of a term.

    Cutting a word costs a hundred times what folding it does, so only those are cut that hold its letters; the last letter
    may be another one in writing (`سنتها`, which is `سنة`), and numbers have signs between their digits.
    """
    word = term.words[0]
    letters = word[:1] if word.isdigit() else word[:-1] if len(word) > 2 else word
    for at, form in enumerate(folded):
        if letters in form and word in shadow_words(written[at]):
            yield at


def _terms_from(place: tuple[int, int, int], places: Sequence[tuple[int, ...]]) -> set[int]:
    """The terms that stand from one place on, not far from it; `places` are in order."""
    end = place[1] + AROUND
    beside = places[bisect_left(places, (place[0],)) : bisect_right(places, (end, end))]
    return {term for _, last, term in beside if last <= end}


def _run(places: Sequence[tuple[int, int]], term: Term) -> tuple[int, int]:
    """The stretch that is as long as the term's words and the signs among them may be."""
    return places[0][0], places[0 if len(term.words) == 1 else -1][1]


def _shadow_of(body: str, start: int, end: int) -> list[ShadowWord]:
    return [ShadowWord(w.word, w.exact, start + w.start, start + w.end) for w in find_shadow_words(body[start:end])]


def _standing(run: Sequence[ShadowWord], words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where `words` stand side by side in a run of shadow words."""
    size = len(words)
    for at in range(len(run) - size + 1):
        if tuple(w.word for w in run[at : at + size]) == words:
            yield run[at].start, run[at + size - 1].end


def _names(
    body: str, places: Sequence[tuple[int, int]], written: Sequence[str], bones: Mapping[str, int]
) -> Iterator[tuple[int, int, int]]:
    """Words, alone or two together, that a Latin spelling may mean; `bones` are skeletons and the terms they are of."""
    for first, last in _may_be_named(written, tuple(bones)):
        words = _shadow_of(body, places[first][0], places[last][1])
        for one, two in zip(words, [*words[1:], None], strict=True):
            name = body[one.start : one.end]
            if (alone := skeleton(name)) in bones:
                yield one.start, one.end, bones[alone or ""]
            elif two and (both := skeleton(name + body[two.start : two.end])) in bones:
                yield one.start, two.end, bones[both or ""]


def _may_be_named(written: Sequence[str], bones: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Runs of written words, the first and the last, that hold the consonants asked for: the others need not be cut."""
    traces = " ".join([trace(word) for word in written])
    near: set[int] = set()
    for found in trace_pattern(bones).finditer(traces):
        first, last = (traces.count(" ", 0, at) for at in found.span(1))
        near.update(range(max(0, first - _BESIDE), min(len(written), last + _BESIDE + 1)))
    ends = [at for at in sorted(near) if at + 1 not in near]
    yield from zip([at for at in sorted(near) if at - 1 not in near], ends, strict=True)
