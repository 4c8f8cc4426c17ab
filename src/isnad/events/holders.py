"""Arguments that are somebody's title: «والتقى القائد الميداني … المعروف باسم فلان»: whom it names is who took part."""

from collections.abc import Sequence

from isnad.letters import fold
from isnad.model.event import Argument, Event
from isnad.model.relation import Relation, RelationType


def with_holders(events: Sequence[Event], relations: Sequence[Relation]) -> tuple[Event, ...]:
    """The events with each nameless argument that is the title of a named person given that person; its words stay."""
    roles = [r for r in relations if r.type is RelationType.ROLE and r.title]
    return tuple(_with(event, roles) for event in events) if roles else tuple(events)


def _with(event: Event, roles: Sequence[Relation]) -> Event:
    arguments: list[Argument] = []
    for argument in event.arguments:
        holder = _holder(argument, roles) if argument.entity is None else None
        filled = argument.model_copy(update={"entity": holder}) if holder is not None else argument
        if holder is None or not any(a.entity == holder and a.role is argument.role for a in event.arguments):
            arguments.append(filled)
    return event.model_copy(update={"arguments": tuple(arguments)})


def _holder(argument: Argument, roles: Sequence[Relation]) -> str | None:
    """The person whose title the argument is, where it stands in the very words that tell of the office."""
    words = fold(argument.text).split()
    for role in roles:
        title = fold(role.title or "").split()
        told = any(s.start <= argument.start and argument.end <= s.end for s in role.evidence)
        if told and words[0] == title[0] and {*words} <= {*title} | {*words[:1]}:
            return role.from_
    return None
