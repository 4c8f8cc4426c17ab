"""A text as attribution looks at it: which words stand in names, quotations, brackets and times; where sentences run."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from isnad.model.entity import Entity, MentionKind
from isnad.model.page import BlockKind
from isnad.model.text import Sentence, Text, Token
from isnad.reference.saying import load_adverbs

Range = tuple[int, int]
"""Tokens `first..last`, last exclusive."""

LONGEST_QUOTE = 400
"""Words of a quotation we still believe to be one."""

_OPEN = {"«": "»", "“": "”", "”": "”", "„": "”", '"': '"', "‹": "›", "‘": "’"}
_BRACKETS = {"(": ")", "[": "]"}
_NESTING = frozenset("«‹([")
"""Opening signs that may stand within each other."""
_DEEPEST = 3
COMMAS = frozenset("،,")
DASHES = frozenset("-–—_")
_ALI = "\u0639\u0644\u064a\u0651"
STOPS = frozenset(".؟!?؛…")


@dataclass(frozen=True)
class Seen:
    """What the trained tagger saw of statements, by token; probabilities."""

    cues: dict[int, float]
    sources: dict[int, float]
    """Token inside a source phrase."""
    contents: dict[int, tuple[int, int, float]]
    """Token inside a content → that content: first, last (exclusive), probability."""
    roles: dict[tuple[int, str], tuple[tuple[int, float], ...]]
    """Cue token and role (source, content_first, content_last) → the tokens seen in it."""

    def role(self, cue: int, role: str, token: int) -> float:
        """How surely `token` is `role` of the cue."""
        return max((p for t, p in self.roles.get((cue, role), ()) if t == token), default=0.0)

    def best(self, cue: int, role: str) -> tuple[int, float]:
        """The likeliest token in `role` of the cue, (-1, 0) where none was seen."""
        return max(self.roles.get((cue, role), ()), key=lambda x: x[1], default=(-1, 0.0))


@dataclass(frozen=True)
class View:
    """Lookups by token index; built in one pass."""

    text: Text
    forms: tuple[str, ...]
    """The search form of every token."""
    mention: dict[int, tuple[int, Entity]]
    """First token of a name → its last token (exclusive) and its entity."""
    nominal: dict[int, Entity]
    """First token of a bare noun that points to a named thing → its entity."""
    named: dict[int, Entity]
    """Token inside a name → its entity."""
    quotes: dict[int, int]
    """Opening quotation mark → the closing one."""
    brackets: dict[int, int]
    times: dict[int, int]
    """First token of an expression of time or an adverb → its last token (exclusive)."""
    sentences: tuple[Sentence, ...]
    sentence_at: list[int]
    """Token → index of its sentence."""
    seen: Seen

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return self.text.tokens

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(_ALI if t.form == "علي" and t.i in self.named else t.folded for t in self.tokens)

    def sentence(self, token: int) -> Sentence:
        return self.sentences[self.sentence_at[token]]

    def folded(self, token: int) -> str:
        """The search form of a token, empty past the end. The name علي, which folds to the preposition, stays itself."""
        return self._words[token] if 0 <= token < len(self.sentence_at) else ""

    def skip(self, token: int, end: int) -> int:
        """The first token from `token` that is no adverb, time, bracket or comma."""
        while token < end:
            past = self.times.get(token) or self.brackets.get(token, -1) + 1
            if past <= token and (self.folded(token) in COMMAS or self.folded(token) in DASHES):
                past = token + 1
            if past <= token:
                return token
            token = past
        return min(token, end)

    def is_headline(self, token: int) -> bool:
        return self.sentence(token).kind in (BlockKind.TITLE, BlockKind.RELATED, BlockKind.HEADING)


def build_view(text: Text, entities: tuple[Entity, ...]) -> View:
    """Lay the lookups over `text`."""
    mention = _mentions(text, entities)
    return View(
        text=text,
        forms=tuple(t.folded for t in text.tokens),
        mention=mention,
        nominal=_nominals(text, entities),
        named={i: entity for first, (last, entity) in mention.items() for i in range(first, last)},
        quotes=find_quotations(text.tokens),
        brackets=_pairs(text.tokens, _BRACKETS, 12),
        times=_times(text),
        sentences=text.sentences,
        sentence_at=[k for k, s in enumerate(text.sentences) for _ in range(s.first, s.last)],
        seen=build_seen(text),
    )


def build_seen(text: Text) -> Seen:
    """The tagger's layers about statements, by token."""
    roles: dict[tuple[int, str], list[tuple[int, float]]] = {}
    for t in text.layers.get("roles", ()):
        role, _, cue = t.label.partition(":")
        if role in ("source", "content_first", "content_last"):
            roles.setdefault((int(cue), role), []).append((t.first, t.score))
    return Seen(
        cues={i: t.score for t in text.layers.get("cues", ()) for i in range(t.first, t.last)},
        sources={i: t.score for t in text.layers.get("sources", ()) for i in range(t.first, t.last)},
        contents={i: (t.first, t.last, t.score) for t in text.layers.get("contents", ()) for i in range(t.first, t.last)},
        roles={key: tuple(found) for key, found in roles.items()},
    )


def _mentions(text: Text, entities: Iterable[Entity]) -> dict[int, tuple[int, Entity]]:
    found: dict[int, tuple[int, Entity]] = {}
    for entity in entities:
        for m in entity.mentions:
            inside = text.tokens_in(m.start, m.end) if m.kind is MentionKind.NAME else ()
            if inside and found.get(inside[0].i, (0, entity))[0] < inside[-1].i + 1:
                found[inside[0].i] = (inside[-1].i + 1, entity)
    return found


def _nominals(text: Text, entities: Iterable[Entity]) -> dict[int, Entity]:
    """First token of every bare noun that points to a named thing («الحركة») → what it points to."""
    return {
        inside[0].i: entity
        for entity in entities
        for m in entity.mentions
        if m.kind is MentionKind.NOMINAL and (inside := text.tokens_in(m.start, m.end))
    }


def find_quotations(tokens: tuple[Token, ...]) -> dict[int, int]:
    """Opening quotation mark → the closing one."""
    return _pairs(tokens, _OPEN, LONGEST_QUOTE)


def _pairs(tokens: tuple[Token, ...], signs: dict[str, str], longest: int) -> dict[int, int]:
    """Opening sign → closing sign: the last one opened that it closes, so that a quotation may hold another
    («قال «… «اللواء» …»»); signs that open and close alike take turns."""
    pairs: dict[int, int] = {}
    open_: dict[str, list[int]] = {}
    closers = frozenset(signs.values())
    for t in tokens:
        waiting = open_.get(t.form, [])
        while waiting and t.i - waiting[-1] > longest:
            waiting.pop()
        if t.form in closers and waiting:
            pairs[waiting.pop()] = t.i
        elif t.form in signs:
            open_[signs[t.form]] = [*open_.get(signs[t.form], ())[-_DEEPEST:], t.i] if t.form in _NESTING else [t.i]
    return pairs


def _times(text: Text) -> dict[int, int]:
    adverbs = load_adverbs()
    found: dict[int, int] = {}
    for t in text.tokens:
        for words in adverbs.get(t.folded, ()):
            if all(k < len(text.tokens) and text.tokens[k].folded == w for k, w in enumerate(words, t.i)):
                found[t.i] = t.i + len(words)
                break
    for time in text.times:
        inside = text.tokens_in(time.start, time.end)
        if inside:
            found[inside[0].i] = max(inside[-1].i + 1, found.get(inside[0].i, 0))
    return found
