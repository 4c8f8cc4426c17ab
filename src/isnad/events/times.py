"""When each event happened: the date of its own clause, else that of its paragraph, else a bound.

The publication date is never written as an event's date; it only bounds what is told as having happened.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from isnad.arabic.dates.edtf import Anchor, parse_published
from isnad.events.dating import Placed, fits_status, is_of_clause, is_stamp
from isnad.model.event import Event, EventType, Status
from isnad.model.page import BlockKind
from isnad.model.text import Text
from isnad.model.time import EventTime, Time, TimeBasis
from isnad.reference.tables import load_roles

_THAT = frozenset({"ان", "بان", "انه", "انها", "انهم"})
_CLAUSE = frozenset({"،", ",", "؛", ";", ":", ".", "-"})
_LINKS = frozenset({"و", "ف", "ثم", "فيما", "بينما", "كما", "حيث", "لكن", "بعد", "قبل", "عقب", "اثر"})
_TRIGGER_BETWEEN, _CLAUSE_BETWEEN, _OF_SAYING = 8, 4, 30
_NEAREST = 4
_TOO_FAR = 60
"""Cost, in tokens, above which a date of the sentence is not the event's; «…، ما يعني» costs as much: it sums up other days."""


def find_event_times(text: Text, events: tuple[Event, ...], published: str | None = None) -> tuple[Event, ...]:
    """`events` with their `time`; one that has a time keeps it. `published` (EDTF) bounds what happened without a date."""
    placed = _placed(text)
    triggers = sorted(at for e in events for at in _trigger_tokens(text, e))
    anchor = parse_published(published)
    found = [e.time or _own(text, e, placed, triggers, anchor) for e in events]
    firsts = [s.first for s in text.sentences]
    told = _types_told(text, events)
    handed = _handed_on(events, found, placed)
    inherited = [t or _inherited(text, e, placed, handed, firsts, told) for e, t in zip(events, found, strict=True)]
    return tuple(
        e if e.time is not None else e.model_copy(update={"time": t or _bound(e, published)})
        for e, t in zip(events, inherited, strict=True)
    )


def _placed(text: Text) -> dict[int, list[Placed]]:
    """The date expressions by the first token of their sentence; a page's stamp is none of its events."""
    by_sentence: dict[int, list[Placed]] = {}
    for time in text.times:
        inside = text.tokens_in(time.start, time.end)
        if inside and not is_stamp(text, placed := Placed(time, inside[0].i, inside[-1].i)):
            by_sentence.setdefault(text.sentence_of(placed.first).first, []).append(placed)
    return by_sentence


def _trigger_tokens(text: Text, event: Event) -> list[int]:
    found = (text.tokens_in(q.start, q.end) for q in (event.trigger, *event.also))
    return [inside[0].i for inside in found if inside]


def _types_told(text: Text, events: tuple[Event, ...]) -> dict[int, set[EventType]]:
    """First token of a sentence → the types of the events it tells of."""
    out: dict[int, set[EventType]] = {}
    for event in events:
        for at in _trigger_tokens(text, event):
            out.setdefault(text.sentence_of(at).first, set()).add(event.type)
    return out


def _own(
    text: Text, event: Event, placed: dict[int, list[Placed]], triggers: Sequence[int], published: Anchor | None
) -> EventTime | None:
    """The date that stands nearest to one of the event's triggers, in its sentence."""
    best: tuple[int, int, Placed, int] | None = None
    for k, at in enumerate(_trigger_tokens(text, event)):
        for p in _nearest(placed.get(text.sentence_of(at).first, []), at):
            cost = _cost(text, at, p, triggers) + k
            if cost < _TOO_FAR and not is_of_clause(text, at, p) and (best is None or (cost, p.first) < best[:2]):
                best = cost, p.first, p, at
    if best is None or _is_of_saying(text, best[3], best[2]):
        return None
    time = best[2].time
    return (
        None if published is not None and not fits_status(time, event.status, published) else _time(time, time.basis, time.rule)
    )


def _handed_on(
    events: tuple[Event, ...], found: Sequence[EventTime | None], placed: dict[int, list[Placed]]
) -> dict[int, list[Placed]]:
    """The last date of each sentence, where a reported event has it: no plan's day is handed on, nor that of a saying."""
    taken = {t.start for e, t in zip(events, found, strict=True) if t is not None and e.status is Status.REPORTED}
    return {first: [p for p in dates[-1:] if p.time.start in taken] for first, dates in placed.items()}


def _nearest(placed: list[Placed], at: int) -> list[Placed]:
    """The few dates on either side of token `at`: a sentence may hold thousands."""
    k = bisect_left(placed, at, key=lambda p: p.first)
    return placed[max(0, k - _NEAREST) : k + _NEAREST]


def _cost(text: Text, at: int, p: Placed, triggers: Sequence[int]) -> int:
    """Tokens between trigger and date; other triggers, clauses and words of saying between them count more."""
    low, high = (p.last, at) if p.last < at else (at, p.first)
    between = text.tokens[low + 1 : min(high, low + _TOO_FAR)]
    others = bisect_left(triggers, high) - bisect_left(triggers, low + 1)
    clauses = sum(t.folded in _LINKS for t in between)
    commas = sum(t.folded in _CLAUSE for t in between)
    said = _OF_SAYING if _is_of_saying(text, at, p) else 0
    meant = _TOO_FAR * any(a.folded == "ما" and b.folded == "يعني" for a, b in pairwise(between))
    return len(between) + _TRIGGER_BETWEEN * others + _CLAUSE_BETWEEN * clauses + commas + said + meant


def _is_of_saying(text: Text, at: int, p: Placed) -> bool:
    """Whether the date before the trigger is the day on which it was said, and no day of the event."""
    return p.last < at and _dates_a_saying(text, p)


def _dates_a_saying(text: Text, p: Placed) -> bool:
    """أعلن … أمس أن …: the day of the saying."""
    sentence = text.sentence_of(p.first)
    before = text.tokens[max(sentence.first, p.first - 7) : p.first]
    after = text.tokens[p.last + 1 : min(sentence.last, p.last + 4)]
    return any(t.folded in load_roles("dates/roles.tsv")["saying"] for t in before) and any(t.folded in _THAT for t in after)


def _inherited(
    text: Text,
    event: Event,
    placed: dict[int, list[Placed]],
    handed: dict[int, list[Placed]],
    firsts: list[int],
    told: dict[int, set[EventType]],
) -> EventTime | None:
    """The day of the nearest sentence before, in the same paragraph; a headline takes that of the lead."""
    tokens = _trigger_tokens(text, event)
    if not tokens or event.status in {Status.PLANNED, Status.POSSIBLE}:
        return None
    sentence = text.sentence_of(tokens[0])
    at = bisect_left(firsts, sentence.first)
    if sentence.kind is BlockKind.TITLE:
        source = _from_lead(text, at, placed, event.type, told)
    else:
        source = _from_paragraph(text, at, handed) or _from_title(text, sentence.kind, placed)
    if source is None or source.edtf is None or not _is_one_day(source) or "weeks-ago" in source.rule:
        return None
    return _time(source, TimeBasis.INHERITED, "inherited+" + source.rule)


def _from_paragraph(text: Text, at: int, placed: dict[int, list[Placed]]) -> Time | None:
    later = text.sentences[at]
    for before in reversed(text.sentences[max(0, at - 3) : at]):
        if "\n" in text.text[before.end : later.start] or before.kind is not later.kind:
            return None
        if before.first in placed:
            return placed[before.first][-1].time if placed[before.first] else None
        later = before
    return None


def _from_lead(
    text: Text, at: int, placed: dict[int, list[Placed]], type_: EventType, told: dict[int, set[EventType]]
) -> Time | None:
    """The day of the lead, unless that tells of other things: a headline may name several («لقاء … وحملة تجنيد»)."""
    body = next((s for s in text.sentences[at + 1 : at + 8] if s.kind is BlockKind.BODY), None)
    if body is None or body.first not in placed or type_ not in told.get(body.first, {type_}):
        return None
    return placed[body.first][0].time


def _from_title(text: Text, kind: BlockKind, placed: dict[int, list[Placed]]) -> Time | None:
    """The day a round-up is of: the full date in its title (حصاد يوم الجمعة 19-11-2021)."""
    first = text.sentences[0]
    if kind is not BlockKind.BODY or first.first not in placed:
        return None
    time = placed[first.first][0].time
    return time if time.basis is TimeBasis.STATED and _is_one_day(time) and "hijri" not in time.rule else None


def _is_one_day(time: Time) -> bool:
    return time.earliest is not None and time.earliest == time.latest


def _bound(event: Event, published: str | None) -> EventTime | None:
    """On or before publication: of what is told as having happened; never its date."""
    anchor = parse_published(published)
    if anchor is None or event.status in {Status.PLANNED, Status.POSSIBLE}:
        return None
    return EventTime(latest=anchor.latest.isoformat(), basis=TimeBasis.PUBLICATION_BOUND, rule="publication-bound")


def _time(time: Time, basis: TimeBasis, rule: str) -> EventTime:
    edtf, earliest, latest = time.edtf, time.earliest, time.latest
    return EventTime(
        edtf=edtf, earliest=earliest, latest=latest, basis=basis, rule=rule, text=time.text, start=time.start, end=time.end
    )  # fmt: skip
