"""Which event a figure belongs to: in its sentence, of a type that fits, the nearest trigger.

What is counted says which events may have it: votes, shares and sums of money are nobody's death.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from isnad.letters import fold
from isnad.model.event import Event, EventType
from isnad.model.figure import Figure, FigureOf
from isnad.model.text import Text
from isnad.reference.numerals import load_nouns

_FIRE = (EventType.SHELLING, EventType.AIRSTRIKE, EventType.CLASH, EventType.EXPLOSION)
_MARCH = (EventType.DEPLOYMENT, EventType.WITHDRAWAL, EventType.TRAVEL)
_TYPES_OF = {
    "killed": (EventType.KILLING,),
    "injured": (EventType.INJURY,),
    "casualties": (EventType.KILLING, EventType.INJURY),
    "detained": (EventType.ARREST, EventType.RELEASE),
    "abducted": (EventType.ABDUCTION, EventType.RELEASE),
    "displaced": (EventType.DISPLACEMENT, EventType.RETURN),
    "civilians": (EventType.DISPLACEMENT, EventType.RETURN, EventType.AID, EventType.SIEGE),
    "strikes": (EventType.AIRSTRIKE, EventType.SHELLING),
    "weapons": (EventType.SHELLING, EventType.AIRSTRIKE, EventType.CLASH, EventType.DESTRUCTION),
    "fighters": (EventType.DEPLOYMENT, EventType.RECRUITMENT, EventType.WITHDRAWAL),
    "money": (EventType.AID, EventType.SANCTION),
    "houses": (EventType.DESTRUCTION,),
}
"""The events a figure of this kind most likely belongs to, where several are as near."""
_ALSO_OF = {
    "strikes": (EventType.CLASH, EventType.EXPLOSION),
    "weapons": (
        EventType.EXPLOSION,
        EventType.ARREST,
        EventType.AID,
        EventType.CAPTURE,
        EventType.DEPLOYMENT,
    ),
    "fighters": (EventType.CONSCRIPTION, EventType.CLASH, EventType.CAPTURE, EventType.RETURN, EventType.TRAVEL),
    "units": (*_MARCH, *_FIRE, EventType.CAPTURE, EventType.RECRUITMENT, EventType.AGREEMENT, EventType.MEETING),
    "vehicles": (
        *_MARCH,
        *_FIRE,
        EventType.DESTRUCTION,
        EventType.CAPTURE,
        EventType.AID,
        EventType.DISPLACEMENT,
        EventType.PROTEST,
    ),
    "money": (EventType.ABDUCTION, EventType.RELEASE, EventType.ARREST, EventType.TRIAL, EventType.DESTRUCTION),
    "houses": (*_FIRE, EventType.CLASH),
}
"""Further events that a figure of this kind may belong to; other types only where it is part of who or what takes part."""
_OF_NOBODY = frozenset({EventType.KILLING, EventType.INJURY, *_FIRE, EventType.TORTURE, EventType.ABDUCTION, EventType.ARREST})
"""Harm and fighting, to which votes, visits or years belong only as who or what takes part; nor do they go further off then."""
_STRICT = frozenset({"killed", "injured", "detained", "casualties", "abducted", "displaced"})
"""Figures of these belong to an event of their own kind or to none."""
_ON_THE_MOVE = frozenset({EventType.TRAVEL, EventType.WITHDRAWAL})
"""What the displaced may be counted for as those who move («وصول 300 لاجئ»); somebody else's visit has no refugees."""
_ALONE = _STRICT - {"abducted", "displaced"}
"""Figures of these go to the only event of their kind where their sentence has none: hostages and refugees are often others."""
_NEAREST = 8
_AFTERWARDS = 10
"""Letters by which a trigger after the figure counts as further off."""


@dataclass(frozen=True, slots=True)
class _Trigger:
    start: int
    end: int
    event: Event


def with_events(text: Text, figures: tuple[Figure, ...], events: tuple[Event, ...]) -> tuple[Figure, ...]:
    """Each figure with its event: in its sentence, of a type that fits, the nearest trigger."""
    by_sentence: dict[int, list[_Trigger]] = {}
    for event in events:
        for quote in (event.trigger, *event.also):
            inside = text.tokens_in(quote.start, quote.end)
            if inside:
                by_sentence.setdefault(text.sentence_of(inside[0].i).first, []).append(_Trigger(quote.start, quote.end, event))
    for triggers in by_sentence.values():
        triggers.sort(key=lambda t: t.start)
    alone = _alone(events)
    return tuple(_with_event(text, f, by_sentence, alone) for f in figures)


def _alone(events: tuple[Event, ...]) -> dict[EventType, Event]:
    """The events that are the only one of their type."""
    by_type: dict[EventType, list[Event]] = {}
    for event in events:
        by_type.setdefault(event.type, []).append(event)
    return {kind: found[0] for kind, found in by_type.items() if len(found) == 1}


def _with_event(text: Text, figure: Figure, by_sentence: dict[int, list[_Trigger]], alone: dict[EventType, Event]) -> Figure:
    if figure.of is FigureOf.DISTANCE or _is_span_of_time(figure):
        return figure
    inside = text.tokens_in(figure.start, figure.end) or text.tokens_in(figure.start - 1, figure.end)
    near = by_sentence.get(text.sentence_of(inside[0].i).first, []) if inside else []
    at = bisect_left(near, figure.start, key=lambda t: t.start)
    fitting = _TYPES_OF.get(figure.of.value, ())
    around = sorted(near[max(0, at - _NEAREST) : at + _NEAREST], key=lambda t: _far(t, figure, fitting))
    able = around[:1] if figure.of is FigureOf.OTHER else around
    best = next((t for t in able if _may_have(t.event, figure, fitting)), None)
    if best is None:
        only = next((alone[kind] for kind in fitting if kind in alone), None) if figure.of.value in _ALONE else None
        return figure.model_copy(update={"event": only.id}) if only is not None else figure
    return figure.model_copy(update={"event": best.event.id})


def _may_have(event: Event, figure: Figure, fitting: Sequence[EventType]) -> bool:
    """Whether an event of its type may have such a figure; one that counts it, or who or what takes part in it, always may."""
    of = figure.of.value
    if event.type in fitting:
        return True
    takes_part = any(a.start < figure.end and figure.start < a.end for a in event.arguments)
    if of in _STRICT:
        return of == "displaced" and event.type in _ON_THE_MOVE and takes_part
    if takes_part or _is_counted(event, figure):
        return True
    if of == "other":
        return event.type not in _OF_NOBODY
    return of == "days" or event.type in _ALSO_OF.get(of, ())


def _is_counted(event: Event, figure: Figure) -> bool:
    """ثلاثة هجمات, where the event is told by the word counted."""
    return any(figure.start <= q.start < figure.end for q in (event.trigger, *event.also))


def _is_span_of_time(figure: Figure) -> bool:
    """Ages and durations belong to nobody's event."""
    form = load_nouns().get(fold(figure.unit)) if figure.unit else None
    return figure.of is FigureOf.OTHER and form is not None and form.noun.kind == "time"


def _far(trigger: _Trigger, figure: Figure, fitting: Sequence[EventType]) -> tuple[int, int]:
    """How ill a trigger fits: its type first (killing before injury for casualties), then the letters between."""
    gap = max(trigger.start - figure.end, figure.start - trigger.end, 0)
    kind = trigger.event.type
    if figure.start <= trigger.start < figure.end and figure.of is FigureOf.OTHER:
        return -1, gap
    misfit = fitting.index(kind) if kind in fitting and figure.of is FigureOf.CASUALTIES else 2 * (kind not in fitting)
    return misfit, gap + _AFTERWARDS * (trigger.start > figure.end)
