"""Views, triggers and whole events of plain Arabic sentences, for the tests of this folder."""

from isnad.arabic.analysis import analyse
from isnad.events.finding import find_events
from isnad.events.view import View, build_view
from isnad.model.entity import Entity, EntityType, Mention
from isnad.model.event import Event
from isnad.model.text import Text
from tests.builders import page


def seen(text: str, *entities: Entity) -> View:
    """`text` read as the body of a report."""
    return build_view(analyse(page(text)).value, entities)


def events(text: str, *entities: Entity, title: str = "") -> tuple[Event, ...]:
    """The events of a report of one paragraph, under `title` where one is given."""
    whole = page(f"{title}\n{text}" if title else text)
    analysed: Text = analyse(whole).value
    return find_events(analysed, entities, whole).value


def named(text: str, number: int, kind: EntityType, name: str) -> Entity:
    """E{number}, mentioned wherever `name` stands in `text`."""
    at, mentions = text.find(name), []
    while at >= 0:
        mentions.append(Mention(start=at, end=at + len(name), text=name))
        at = text.find(name, at + 1)
    assert mentions, name
    return Entity(id=f"E{number}", type=kind, name=name, name_latin="", names=(name,), mentions=tuple(mentions))
