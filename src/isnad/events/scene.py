"""What the arguments of a text's events are chosen from: its happenings, and the named things and nameless phrases near them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from isnad.events.nameless import Phrase, find_nameless, find_next
from isnad.events.triggers import Trigger
from isnad.events.view import View
from isnad.model.page import BlockKind

REACH = 70
"""Tokens before and after a trigger in which named things are looked for; nameless ones stand nearer."""
_NAMELESS_BEFORE, _NAMELESS_AFTER = 25, 20
"""Of a hundred marked arguments one stands farther, and a scorer finds hardly any of those."""
_SENTENCES = 1
MOST_TRIGGERS = 12
"""Mentions of one event that arguments are looked for around: bounds the work where a text tells one thing thousands of times."""


@dataclass(frozen=True, slots=True)
class Happening:
    """The triggers of one event, in the order of the text."""

    type: str
    triggers: tuple[Trigger, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity (by its mention nearest a trigger) or a nameless phrase that may take part in an event."""

    first: int
    last: int
    entity: int
    """Index of the entity, -1 for a nameless phrase."""
    kind: str
    trigger: Trigger
    """The trigger it is nearest to."""
    head: int


class Standing(NamedTuple):
    """What is to be said of a candidate whatever the trigger."""

    kind: str
    prep: str
    skipped: str
    many: str
    titled: str
    word: str
    said: str
    after: str
    listed: str
    opens: str
    first: str
    chain: str


@dataclass(frozen=True)
class Scene:
    """What the arguments of all events of a text are chosen from."""

    view: View
    happenings: tuple[Happening, ...]
    phrases: list[Phrase]
    at_phrase: list[int]
    """Index into `phrases` for each token, -1 where none."""
    others: dict[int, str] = field(repr=False)
    """Token of each trigger → its event type."""
    title: tuple[int, int]
    """Tokens of the title."""
    count: dict[int, int] = field(repr=False)
    """How many mentions an entity has."""
    standings: dict[tuple[int, int, int], Standing] = field(default_factory=dict, repr=False)
    """Those found so far, by the candidate's first and last token and its entity: most stand near several triggers."""

    @cached_property
    def trigger_at(self) -> list[int]:
        return sorted(self.others)


def build_scene(view: View, happenings: Sequence[Happening]) -> Scene:
    """Gather the nameless phrases and what the features look at."""
    phrases: list[Phrase] = []
    for s in view.text.sentences:
        phrases += find_nameless(view, s.first, s.last)
    at = [-1] * len(view.words)
    for n, p in enumerate(phrases):
        at[p.first : p.last] = [n] * (p.last - p.first)
    for trigger in (t for h in happenings for t in h.triggers):
        after = find_next(view, trigger.i)
        if after is not None and max(at[after.first : after.last], default=-1) < 0:
            at[after.first : after.last] = [len(phrases)] * (after.last - after.first)
            phrases.append(after)
    count: dict[int, int] = {}
    for m in view.mentions:
        count[m.entity] = count.get(m.entity, 0) + 1
    titles = [s for s in view.text.sentences[:3] if s.kind is BlockKind.TITLE]
    title = (titles[0].first, min(titles[-1].last, titles[0].first + REACH)) if titles else (0, 0)
    others = {t.i: h.type for h in happenings for t in h.triggers}
    return Scene(view, tuple(happenings), phrases, at, others, title, count)


def find_candidates(scene: Scene, h: Happening) -> list[Candidate]:
    """Every named thing and nameless phrase near a trigger of `h`, each once, in the order of the text."""
    best: dict[tuple[int, int], tuple[int, Candidate]] = {}
    for trigger in h.triggers[:MOST_TRIGGERS]:
        for c in _around(scene, trigger):
            key = (c.entity, 0) if c.entity >= 0 else (-1, c.first)
            far = distance(scene.view, trigger.i, c)
            if key not in best or far < best[key][0]:
                best[key] = (far, c)
    return sorted((c for _, c in best.values()), key=lambda c: (c.first, c.entity))


def distance(view: View, i: int, c: Candidate) -> int:
    """Words between, other sentences counting as far."""
    apart = abs(view.sentence[i] - view.sentence[c.first])
    return 40 * apart + (c.first - i if c.first > i else i - c.last + 1)


def _around(scene: Scene, trigger: Trigger) -> Iterator[Candidate]:
    view, sentences = scene.view, scene.view.text.sentences
    s = view.sentence[trigger.i]
    first = max(sentences[max(0, s - _SENTENCES)].first, trigger.i - REACH)
    last = min(sentences[min(len(sentences) - 1, s + _SENTENCES)].last, trigger.i + REACH)
    mentions = view.mentions_between(first, last)
    if first > scene.title[0]:
        mentions = [*view.mentions_between(scene.title[0], min(first, scene.title[1])), *mentions]
    for m in mentions:
        if not m.first <= trigger.i < m.last:
            yield Candidate(m.first, m.last, m.entity, str(m.type), trigger, m.first)
    lo, hi = max(sentences[s].first, trigger.i - _NAMELESS_BEFORE), min(sentences[s].last, trigger.i + _NAMELESS_AFTER)
    seen = -1
    for i in range(lo, hi):
        n = scene.at_phrase[i]
        if n != seen and n >= 0:
            p = scene.phrases[n]
            mine = p.head == trigger.i
            parts = [*(() if mine else (p,)), *(x for x in p.inner if mine or x.kind == "nation")]
            yield from (Candidate(x.first, x.last, -1, x.kind, trigger, x.head) for x in parts)
        seen = n
