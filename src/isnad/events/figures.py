"""How many: counted numbers as intervals, of what, and of which event."""

from isnad.model.event import Event
from isnad.model.figure import Figure
from isnad.model.note import Found
from isnad.model.text import Text


def find_figures(text: Text, events: tuple[Event, ...]) -> Found[tuple[Figure, ...]]:
    """The figures of `text`, each linked to its event where one is near."""
    return Found(())
