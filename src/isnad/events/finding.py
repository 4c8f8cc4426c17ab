"""The entrance of the events stage: what happened, to whom, where and when, is planned or is denied."""

from collections.abc import Sequence

from isnad.events.arguments import Chosen, find_arguments
from isnad.events.codes import find_codes
from isnad.events.merging import merge_triggers
from isnad.events.scene import Happening, Scene, build_scene
from isnad.events.status import find_status
from isnad.events.times import find_event_times
from isnad.events.triggers import Trigger, find_triggers
from isnad.events.view import View, build_view
from isnad.model.entity import Entity
from isnad.model.event import Argument, Event, EventType, Role
from isnad.model.note import Found
from isnad.model.page import Page
from isnad.model.span import Quote, quote
from isnad.model.text import Text

_AROUND = 7
"""Words on each side of a trigger that choose its codes."""
_ROLES = {r.value: n for n, r in enumerate(Role)}


def find_events(text: Text, entities: tuple[Entity, ...], page: Page) -> Found[tuple[Event, ...]]:
    """The events of `text`, one a happening, in the order of their clearest mentions."""
    view = build_view(text, entities)
    groups = merge_triggers(view, find_triggers(view))
    happenings = [Happening(g[0].type, tuple(clearest_first(view, g))) for g in groups]
    happenings.sort(key=lambda h: h.triggers[0].i)
    scene = build_scene(view, happenings)
    arguments = find_arguments(scene)
    events = tuple(_build_event(scene, h, chosen, n) for n, (h, chosen) in enumerate(zip(happenings, arguments, strict=True), 1))
    return Found(find_event_times(text, events, page.report.published))


def clearest_first(view: View, triggers: Sequence[Trigger]) -> list[Trigger]:
    """The mention of the body that is surest, then the others as they stand: headlines tell short, leads tell whole."""
    best = max(triggers, key=lambda t: (view.kind(t.i) == "body", round(t.score, 1), -t.i))
    return [best, *(t for t in triggers if t is not best)]


def _build_event(scene: Scene, h: Happening, chosen: Sequence[Chosen], number: int) -> Event:
    view, first = scene.view, h.triggers[0]
    status, _ = find_status(view, h.triggers)
    words, classes = _words_around(scene, h, chosen)
    plover, acled = find_codes(EventType(h.type), status, words, classes)
    return Event(
        id=f"V{number}",
        type=EventType(h.type),
        plover=plover,
        acled=acled,
        trigger=_trigger(view, first.i),
        also=tuple(_trigger(view, t.i) for t in h.triggers[1:]),
        arguments=tuple(_argument(view, c) for c in _in_order(chosen)),
        status=status,
        rule=first.rule,
        score=round(first.score, 3),
    )


def _in_order(chosen: Sequence[Chosen]) -> list[Chosen]:
    return sorted(chosen, key=lambda c: (_ROLES[c.role], c.candidate.first))


def _argument(view: View, c: Chosen) -> Argument:
    span = _quote(view, view.text.quoted_from(c.candidate.first), c.candidate.last)
    entity = view.entities[c.candidate.entity].id if c.candidate.entity >= 0 else None
    return Argument(role=Role(c.role), entity=entity, start=span.start, end=span.end, text=span.text)


def _quote(view: View, first: int, last: int) -> Quote:
    tokens = view.text.tokens
    return quote(view.text.text, tokens[first].start, tokens[last - 1].end)


def _trigger(view: View, i: int) -> Quote:
    """The word that names the event, with its attached pronoun («اعتقاله»)."""
    tokens = view.text.tokens
    attached = i + 1 < len(tokens) and tokens[i + 1].word == tokens[i].word
    return _quote(view, i, i + 2 if attached else i + 1)


def _words_around(scene: Scene, h: Happening, chosen: Sequence[Chosen]) -> tuple[list[str], list[str]]:
    view = scene.view
    spans = [(max(0, t.i - _AROUND), t.i + _AROUND + 1) for t in h.triggers[:1]]
    s = view.text.sentences[view.sentence[h.triggers[0].i]]
    at = [i for a, b in spans for i in range(max(a, s.first), min(b, s.last))]
    at += [i for c in chosen if c.role in ("instrument", "target", "agent") for i in range(c.candidate.first, c.candidate.last)]
    return [view.words[i] for i in at], [k for i in at for k in view.classes[i]]
