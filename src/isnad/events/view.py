"""The words of a text as the stage of events looks at them: what each is of, which named thing stands where."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from isnad.events.placing import Extent, extents_of
from isnad.model.entity import Entity, EntityType, MentionKind
from isnad.model.page import BlockKind
from isnad.model.text import Number, Tagged, Text
from isnad.model.time import Time
from isnad.reference.triggers import load_context, load_entries

_MOST_MENTIONS = 12
_SURE = 0.3
"""Probability from which what the tagger sees counts where it is only counted."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention over tokens `first..last` (exclusive) of the entity with index `entity`."""

    first: int
    last: int
    entity: int
    type: EntityType
    kind: MentionKind


@dataclass(frozen=True)
class View:
    """A text with its entities placed on its tokens; all lists have one item a token."""

    text: Text
    entities: tuple[Entity, ...]
    words: list[str] = field(repr=False)
    classes: list[tuple[str, ...]] = field(repr=False)
    mentions: list[Placed] = field(repr=False)
    at: list[int] = field(repr=False)
    """Index into `mentions` of the mention over each token, -1 where none."""
    sentence: list[int] = field(repr=False)
    """Index of each token's sentence."""

    @cached_property
    def mention_firsts(self) -> list[int]:
        return [m.first for m in self.mentions]

    def mentions_between(self, first: int, last: int) -> list[Placed]:
        """The mentions that begin at tokens `first..last` (exclusive)."""
        lo = bisect_right(self.mention_firsts, first - 1)
        hi = bisect_right(self.mention_firsts, last - 1)
        return self.mentions[lo:hi]

    @cached_property
    def told(self) -> list[list[str]]:
        """For each sentence the event types that some word of it names for sure."""
        entries, out = load_entries(), []
        for s in self.text.sentences:
            found = (entries.get(w) for w in self.words[s.first : s.last])
            out.append(sorted({e.types[0] for e in found if e is not None and e.level == "sure" and len(e.types) == 1}))
        return out

    @cached_property
    def told_types(self) -> frozenset[str]:
        return frozenset(t for types in self.told for t in types)

    @cached_property
    def text_classes(self) -> frozenset[str]:
        """The context classes of all words of the text."""
        return frozenset(k for ks in self.classes for k in ks)

    @cached_property
    def _mentions_by_entity(self) -> dict[int, list[Placed]]:
        out: dict[int, list[Placed]] = {}
        for m in self.mentions:
            out.setdefault(m.entity, []).append(m)
        return out

    def mentions_of(self, entity: int) -> list[Placed]:
        """The mentions of the entity with index `entity`, the first few (a long report names some things thousands of times)."""
        return self._mentions_by_entity.get(entity, [])[:_MOST_MENTIONS]

    @cached_property
    def _number_starts(self) -> list[int]:
        return [n.start for n in self.text.numbers]

    def numbers_between(self, start: int, end: int) -> Sequence[Number]:
        """The number phrases that begin inside `text[start:end]`."""
        return self.text.numbers[bisect_left(self._number_starts, start) : bisect_left(self._number_starts, end)]

    @cached_property
    def _time_starts(self) -> list[int]:
        return [t.start for t in self.text.times]

    def times_between(self, start: int, end: int) -> Sequence[Time]:
        """The times that begin inside `text[start:end]`."""
        return self.text.times[bisect_left(self._time_starts, start) : bisect_left(self._time_starts, end)]

    def tags(self, layer: str) -> tuple[Tagged, ...]:
        """What the tagger saw in `layer`."""
        return self.text.layers.get(layer, ())

    @cached_property
    def extents(self) -> dict[int, Extent]:
        """Index of every place among the entities → its extent."""
        return extents_of(self.entities)

    @cached_property
    def roles(self) -> dict[int, dict[int, list[tuple[str, float]]]]:
        """Token of a trigger → token → the roles in its event that the tagger sees, with their probabilities."""
        out: dict[int, dict[int, list[tuple[str, float]]]] = {}
        for t in self.tags("roles"):
            role, _, head = t.label.partition(":")
            out.setdefault(int(head), {}).setdefault(t.first, []).append((role, t.score))
        return out

    @cached_property
    def strongest(self) -> dict[int, dict[str, float]]:
        """Token of a trigger → role → the highest probability of any word having it."""
        out: dict[int, dict[str, float]] = {}
        for trigger, seen in self.roles.items():
            best = out.setdefault(trigger, {})
            for role, p in (x for roles in seen.values() for x in roles):
                best[role] = max(p, best.get(role, 0.0))
        return out

    @cached_property
    def taking_part(self) -> dict[int, list[tuple[int, str]]]:
        """Token → the triggers, with its role, in whose events the tagger sees it rather surely."""
        out: dict[int, list[tuple[int, str]]] = {}
        for trigger, seen in self.roles.items():
            for i, roles in seen.items():
                out.setdefault(i, []).extend((trigger, role) for role, p in roles if p >= _SURE)
        return out

    def kind(self, token: int) -> BlockKind:
        return self.text.sentences[self.sentence[token]].kind

    @cached_property
    def plain(self) -> list[str]:
        """The search form of each token, of a mention its type (`<place>`)."""
        return [w if at < 0 else f"<{self.mentions[at].type}>" for w, at in zip(self.words, self.at, strict=True)]

    def word(self, i: int, first: int, last: int) -> str:
        """The search form at `i`, a mention as its type; `-` outside `first..last`."""
        return self.plain[i] if first <= i < last else "-"


def build_view(text: Text, entities: tuple[Entity, ...]) -> View:
    """Place `entities` on the tokens of `text`; where mentions overlap, names win over nominals and longer over shorter."""
    context = load_context()
    words = _words(text)
    mentions, at = _place(text, entities)
    sentence = [n for n, s in enumerate(text.sentences) for _ in range(s.first, s.last)]
    return View(text, entities, words, [context.get(w, ()) for w in words], mentions, at, sentence)


def _words(text: Text) -> list[str]:
    """The search form of each token; «كمينا», cut as «كمي» and «نا», is an ambush all the same."""
    words, entries = [t.folded for t in text.tokens], load_entries()
    for i in range(len(words) - 1):
        whole = words[i] + words[i + 1]
        if (
            words[i + 1] == "نا"
            and text.tokens[i].word == text.tokens[i + 1].word
            and whole in entries
            and words[i] not in entries
        ):
            words[i] = whole
    return words


def _place(text: Text, entities: tuple[Entity, ...]) -> tuple[list[Placed], list[int]]:
    found = []
    for n, entity in enumerate(entities):
        for m in entity.mentions:
            tokens = text.tokens_in(m.start, m.end)
            if tokens:
                found.append(Placed(tokens[0].i, tokens[-1].i + 1, n, entity.type, m.kind))
    found.sort(key=lambda p: (p.kind is not MentionKind.NAME, p.first - p.last, p.first))
    taken, kept = bytearray(len(text.tokens)), []
    for p in found:
        if not any(taken[p.first : p.last]):
            taken[p.first : p.last] = b"\1" * (p.last - p.first)
            kept.append(p)
    kept.sort(key=lambda p: p.first)
    at = [-1] * len(text.tokens)
    for n, p in enumerate(kept):
        at[p.first : p.last] = [n] * (p.last - p.first)
    return kept, at


def stem(word: str) -> str:
    """A search form without its article and its case or plural ending."""
    word = word.removeprefix("ال")
    return next((word[: -len(e)] for e in ("ين", "ون", "ات", "ان", "ا") if word.endswith(e) and len(word) - len(e) > 2), word)
