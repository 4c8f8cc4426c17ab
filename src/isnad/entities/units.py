"""A sentence as its relations see it: named mentions whole, everything else word by word."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from isnad.letters import fold
from isnad.model.entity import Entity, EntityType, Mention, MentionKind
from isnad.model.text import Sentence, Text

_QUOTES = frozenset("\"'‹›")


@dataclass(frozen=True, slots=True)
class Unit:
    """A mention (`entity` is set) or a single token of a sentence; quotation marks are left out."""

    first: int
    last: int
    """Tokens `first..last`, exclusive."""
    start: int
    end: int
    folded: str
    """Search form of the words."""
    entity: int = -1
    """Index of the entity that is mentioned, -1 for a plain word."""
    type: EntityType | None = None
    named: bool = True
    """False for a nominal mention ("الحركة")."""
    upos: str = "X"
    """Part of speech of a plain word."""


@dataclass(frozen=True, slots=True)
class Role:
    """A title by unit indices: the person, its words `first..last`, the body (an entity index, -1 where none), where from."""

    person: int
    first: int
    last: int
    body: int
    rule: str


Placed = tuple[int, int, int, bool]
"""A mention over tokens: first, last, entity index, whether it is a name."""


@dataclass(frozen=True, slots=True)
class Named:
    """A named thing at tokens `first..last` that a pronoun may mean: its entity, type, and the pronouns that agree with it."""

    first: int
    last: int
    entity: int
    faces: frozenset[str]
    type: EntityType


def place_mentions(text: Text, entities: Sequence[Entity], *, nominals: bool = True) -> list[Placed]:
    """The mentions of `entities` that lie in read words, in order, none overlapping the one before."""
    spans = sorted(
        (m.start, -m.end, k, m.kind is MentionKind.NAME)
        for k, e in enumerate(entities)
        for m in e.mentions
        if m.kind is MentionKind.NAME or (nominals and m.kind is MentionKind.NOMINAL)
    )
    starts = [t.start for t in text.tokens]
    out: list[Placed] = []
    for start, minus_end, k, named in spans:
        first, last = bisect_left(starts, start), bisect_left(starts, -minus_end)
        if first < last and (not out or out[-1][1] <= first):
            out.append((first, last, k, named))
    return out


def with_mentions(entities: Sequence[Entity], found: Mapping[int, Sequence[Mention]]) -> tuple[Entity, ...]:
    """The entities with further mentions, by index, in the order of the text."""
    return tuple(
        e.model_copy(update={"mentions": tuple(sorted((*e.mentions, *found[k]), key=lambda m: m.start))}) if k in found else e
        for k, e in enumerate(entities)
    )


def find_units(text: Text, sentence: Sentence, placed: Sequence[Placed], entities: Sequence[Entity]) -> list[Unit]:
    """The units of `sentence`, in order."""
    return list(_units(text, sentence, placed, entities))


def _units(text: Text, sentence: Sentence, placed: Sequence[Placed], entities: Sequence[Entity]) -> Iterator[Unit]:
    at = sentence.first
    for first, last, k, named in placed[bisect_left(placed, (sentence.first,)) : bisect_left(placed, (sentence.last,))]:
        yield from _plain(text, at, first)
        yield _mention(text, first, min(last, sentence.last), k, entities[k].type, named)
        at = min(last, sentence.last)
    yield from _plain(text, at, sentence.last)


def _plain(text: Text, first: int, last: int) -> Iterator[Unit]:
    for t in text.tokens[first:last]:
        if t.folded and t.folded not in _QUOTES:
            yield Unit(t.i, t.i + 1, t.start, t.end, t.folded, upos=t.upos)


def _mention(text: Text, first: int, last: int, entity: int, type_: EntityType, named: bool) -> Unit:
    start, end = text.tokens[first].start, text.tokens[last - 1].end
    return Unit(first, last, start, end, fold(text.text[start:end]), entity, type_, named)
