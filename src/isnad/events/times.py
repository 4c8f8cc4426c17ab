"""When each event happened, by the date expressions of its clause, sentence and paragraph."""

from isnad.model.event import Event
from isnad.model.text import Text


def find_event_times(text: Text, events: tuple[Event, ...], published: str | None = None) -> tuple[Event, ...]:
    """`events` with their `time`; an event that has one keeps it."""
    return events
