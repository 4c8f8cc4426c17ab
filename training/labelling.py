"""Gold reports and our own labelled sentences as samples for the heads that read reports."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from isnad.arabic.analysis import find_words
from isnad.arabic.windows import find_parts
from isnad.model.event import EventType
from isnad.model.page import Block, BlockKind, Page, Report
from isnad.model.text import Token
from training.classes import NAME_LABELS, PAIRS, SPAN_LABELS, STATUSES
from training.gold import GoldReport
from training.samples import IGNORE, Sample, sample
from training.sentences.loader import Sentence

TYPES = [t.value for t in EventType]
Span = tuple[int, int]


@dataclass
class Marks:
    """What is marked in one text, in offsets: the common ground of gold reports and labelled sentences."""

    text: str
    names: list[tuple[int, int, str]] = field(default_factory=list)
    triggers: list[tuple[int, int, str, str]] = field(default_factory=list)
    """start, end, type, status."""
    stretches: list[tuple[int, int, str]] = field(default_factory=list)
    """Stretches that hold a further trigger of a type: which word is not told."""
    says: list[tuple[Span | None, Span | None, Span]] = field(default_factory=list)
    """cue, source, content."""
    arguments: list[tuple[Span, str, list[Span]]] = field(default_factory=list)
    """trigger, role, the places the argument may stand, likeliest first."""


@dataclass
class Document:
    """The words of a text, the stretches of them the network reads, and their samples."""

    tokens: list[Token]
    parts: list[tuple[int, int]]
    samples: list[Sample]


def of_report(report: GoldReport) -> Marks:
    m = Marks(report.text)
    m.names = [(x.start, x.end, e.type.value) for e in report.entities for x in e.mentions]
    for e in report.events:
        m.triggers.append((*e.triggers[0], e.type.value, e.status.value))
        m.stretches += [(a, b, e.type.value) for a, b in e.triggers[1:] if a >= 0]
        m.arguments += [(e.triggers[0], g.role.value, list(g.spans)) for g in e.arguments if g.spans]
    m.says = [(_told(s.cue), _told(s.source), s.content) for s in report.says if s.content[0] >= 0]
    return m


def _told(span: Span) -> Span | None:
    return span if span[0] >= 0 else None


def of_sentence(s: Sentence) -> Marks:
    m = Marks(s.text)
    m.names = [(a, b, t.value) for a, b, t in s.names]
    m.triggers = [(t.start, t.end, t.type.value, t.status.value) for t in s.triggers]
    first = {t.event: (t.start, t.end) for t in s.triggers if not t.further}
    m.arguments = [(first[a.event], a.role.value, [(a.start, a.end)]) for a in s.arguments]
    m.says = [(x.cue, x.source, x.content) for x in s.says]
    return m


def words_of(text: str) -> tuple[list[Token], list[tuple[int, int]]]:
    """The tokens of a whole text and the stretches the network reads."""
    page = Page(text, (Block(0, len(text), BlockKind.BODY),), Report(id="", source_sha256=""))
    tokens, sentences = find_words(page)
    return tokens, [part for s in sentences for part in find_parts(tokens, s.first, s.last)]


Vocabulary = dict[str, Counter[str]]


def trigger_words(marks: Iterable[Marks]) -> Vocabulary:
    """Type → how often each word (search form, no article) is its told trigger."""
    found: Vocabulary = {}
    for m in marks:
        tokens, _ = words_of(m.text)
        for start, end, kind, _ in m.triggers:
            i = _main(tokens, start, end)
            if i is not None:
                found.setdefault(kind, Counter())[_bare(tokens[i].folded)] += 1
    return found


def _bare(folded: str) -> str:
    return folded.removeprefix("ال") if len(folded) > 4 else folded


def _inside(tokens: Sequence[Token], start: int, end: int) -> list[int]:
    return [t.i for t in tokens if t.start < end and t.end > start]


def _main(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """The longest token of a word."""
    inside = [i for i in _inside(tokens, start, end) if tokens[i].start >= start] or _inside(tokens, start, end)
    return max(inside, key=lambda i: tokens[i].end - tokens[i].start, default=None)


def _first(tokens: Sequence[Token], start: int, end: int) -> int | None:
    inside = _inside(tokens, start, end)
    return next((i for i in inside if tokens[i].start >= start), inside[0] if inside else None)


def document(m: Marks, words: Vocabulary) -> Document:
    """`m` as samples; `words` decide which word of a further mention is the trigger."""
    tokens, parts = words_of(m.text)
    n = len(tokens)
    labels = {
        "names": _names(m, tokens),
        "status": np.full(n, IGNORE, np.int64),
        "cues": _spans([s[0] for s in m.says], tokens),
        "sources": _spans([s[1] for s in m.says], tokens),
        "contents": _spans([s[2] for s in m.says], tokens),
    }
    triggers = np.zeros((n, len(TYPES)), np.int8)
    at: dict[Span, int] = {}
    for start, end, kind, status in m.triggers:
        i = _main(tokens, start, end)
        if i is not None:
            triggers[i, TYPES.index(kind)] = 1
            labels["status"][i] = STATUSES.index(status)
            at[start, end] = i
    for start, end, kind in m.stretches:
        _further(triggers, tokens, _inside(tokens, start, end), TYPES.index(kind), words.get(kind, Counter()))
    samples = []
    for a, b in parts:
        s = sample(tokens[a:b])
        s.labels = {h: v[a:b] for h, v in labels.items()}
        s.many = {"triggers": triggers[a:b]}
        _links(s, m, tokens, at, a, b)
        samples.append(s)
    return Document(tokens, parts, samples)


def _names(m: Marks, tokens: Sequence[Token]) -> np.ndarray:
    """B and I a type. The ل of "للجيش السوري", which the guide quotes with the name, is left outside; the tagger puts it back."""
    out = np.zeros(len(tokens), np.int64)
    for start, end, kind in m.names:
        inside = [i for i in _inside(tokens, start, end) if tokens[i].start >= start] or _inside(tokens, start, end)
        if len(inside) > 1 and tokens[inside[0]].form == "ل" and tokens[inside[1]].word == tokens[inside[0]].word:
            inside = inside[1:]
        for n, i in enumerate(inside):
            out[i] = NAME_LABELS.index(f"{'I' if n else 'B'}-{kind}")
    return out


def _spans(spans: Iterable[Span | None], tokens: Sequence[Token]) -> np.ndarray:
    """B and I over the outermost spans."""
    out = np.zeros(len(tokens), np.int64)
    for span in sorted((s for s in spans if s), key=lambda s: s[0] - s[1]):
        inside = _inside(tokens, *span)
        if inside and not out[inside].any():
            out[inside] = SPAN_LABELS.index("I")
            out[inside[0]] = SPAN_LABELS.index("B")
    return out


def _further(triggers: np.ndarray, tokens: Sequence[Token], inside: Sequence[int], kind: int, words: Counter[str]) -> None:
    """The word of the stretch that most often is such a trigger; if none ever is, the whole stretch is untold."""
    if any(triggers[i, kind] == 1 for i in inside):
        return
    best = max(inside, key=lambda i: (words[_bare(tokens[i].folded)], -i), default=None)
    if best is not None and words[_bare(tokens[best].folded)]:
        triggers[best, kind] = 1
    else:
        triggers[list(inside), kind] = -1


def _links(s: Sample, m: Marks, tokens: Sequence[Token], at: dict[Span, int], a: int, b: int) -> None:
    """Roles of the triggers and cues in tokens `a..b`."""
    s.pair_heads = sorted({i - a for i in at.values() if a <= i < b})
    for trigger, role, places in m.arguments:
        i = at.get(trigger)
        if i is None or not a <= i < b:
            continue
        near = [j for j in (_first(tokens, *p) for p in places) if j is not None and a <= j < b]
        if near:
            s.pairs.append((i - a, near[0] - a, PAIRS.index(role)))
            s.pair_unknown += [(i - a, j - a) for j in near[1:]]
    for cue, source, content in m.says:
        i = _main(tokens, *cue) if cue else None
        if i is None or not a <= i < b:
            continue
        s.pair_heads.append(i - a)
        said = _inside(tokens, *content)
        ends = [("source", _first(tokens, *source) if source else None)]
        ends += [("content_first", said[0]), ("content_last", said[-1])] if said else []
        s.pairs += [(i - a, j - a, PAIRS.index(role)) for role, j in ends if j is not None and a <= j < b]
