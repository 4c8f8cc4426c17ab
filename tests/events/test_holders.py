"""A title among the arguments is whoever holds it."""

from isnad.events.holders import with_holders
from isnad.model.event import Argument, Event, EventType, Role
from isnad.model.relation import Relation, RelationType
from isnad.model.span import Span, quote

TEXT = "والتقى القائد الميداني للواء الفجر سامر النجار، ثم القائد."


def argument(words: str, entity: str | None = None) -> Argument:
    start = TEXT.find(words)
    return Argument(role=Role.PARTNER, entity=entity, start=start, end=start + len(words), text=words)


def meeting(*arguments: Argument) -> Event:
    return Event(id="V1", type=EventType.MEETING, trigger=quote(TEXT, 1, 6), arguments=arguments, rule="", score=1.0)


def office(title: str) -> Relation:
    end = TEXT.find("،")
    evidence = (Span(start=TEXT.find("القائد"), end=end),)
    return Relation(id="R1", type=RelationType.ROLE, **{"from": "E1"}, to="E2", title=title, evidence=evidence, rule="")


def test_the_title_becomes_its_holder_and_keeps_its_words():
    (event,) = with_holders([meeting(argument("القائد الميداني"))], [office("القائد الميداني")])
    assert [(a.entity, a.text) for a in event.arguments] == [("E1", "القائد الميداني")]


def test_a_holder_who_is_named_already_is_not_told_twice():
    (event,) = with_holders([meeting(argument("القائد الميداني"), argument("سامر النجار", "E1"))], [office("القائد الميداني")])
    assert [a.text for a in event.arguments] == ["سامر النجار"]


def test_the_same_word_elsewhere_is_nobodys_title():
    start = TEXT.rfind("القائد")
    other = Argument(role=Role.PARTNER, entity=None, start=start, end=start + 6, text="القائد")
    (event,) = with_holders([meeting(other)], [office("القائد الميداني")])
    assert event.arguments[0].entity is None
