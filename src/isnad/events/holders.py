"""Arguments that are somebody's title: «والتقى القائد الميداني … المعروف باسم فلان»: whom it names is who took part."""

import sys
from bisect import bisect_right
from collections.abc import Sequence

from isnad.letters import fold
from isnad.model.event import Argument, Event
from isnad.model.relation import Relation, RelationType

_Told = tuple[int, int, int]
"""Where an office is told, and the index of its relation."""
_NEAR = 8
"""Offices told before an argument that are looked at."""


def with_holders(events: Sequence[Event], relations: Sequence[Relation]) -> tuple[Event, ...]:
    """The events with each nameless argument that is the title of a named person given that person; its words stay."""
    told = sorted((s.start, s.end, n) for n, r in enumerate(relations) if r.type is RelationType.ROLE for s in r.evidence)
    return tuple(_with(event, relations, told) for event in events) if told else tuple(events)


def _with(event: Event, relations: Sequence[Relation], told: Sequence[_Told]) -> Event:
    arguments: list[Argument] = []
    for argument in event.arguments:
        holder = _holder(argument, relations, told) if argument.entity is None else None
        if holder is None:
            arguments.append(argument)
        elif not any(a.entity == holder and a.role is argument.role for a in event.arguments):
            arguments.append(argument.model_copy(update={"entity": holder}))
    return event.model_copy(update={"arguments": tuple(arguments)})


def _holder(argument: Argument, relations: Sequence[Relation], told: Sequence[_Told]) -> str | None:
    """The person whose title the argument is, where it stands in the very words that tell of the office."""
    words = fold(argument.text).split()
    at = bisect_right(told, (argument.start, sys.maxsize, 0))
    for _, end, n in reversed(told[max(0, at - _NEAR) : at]):
        title = fold(relations[n].title or "").split()
        if argument.end <= end and title and words[0] == title[0] and {*words} <= {*title}:
            return relations[n].from_
    return None
