"""PLOVER and ACLED codes of an event, by table: its type, its status and the words around it choose the row."""

from collections.abc import Collection

from isnad.model.event import Acled, EventType, Plover, Status
from isnad.reference.codes import Coding, load_codings

AUXILIARY = {Status.PLANNED: ("future",), Status.POSSIBLE: ("hypothetical",), Status.DENIED: ("negation",), Status.REPORTED: ()}
"""PLOVER's auxiliary modes, which tell that a coded event is no plain report."""


def find_codes(
    type_: EventType, status: Status, words: Collection[str], classes: Collection[str]
) -> tuple[Plover | None, Acled | None]:
    """The codes of an event; `words` are the search forms around its trigger and in its arguments, `classes` their classes.

    A planned event that happened in no way yet has no ACLED code: that layout holds only what happened.
    """
    coding = next(c for c in load_codings()[type_.value] if _fits(c, status, words, classes))
    plover = (
        Plover(type=coding.plover, modes=(*coding.modes, *_auxiliary(coding, status)), contexts=coding.contexts)
        if coding.plover
        else None
    )
    happened = status is Status.REPORTED and coding.acled is not None
    acled = Acled(event_type=coding.acled[0], sub_event_type=coding.acled[1]) if happened and coding.acled else None
    return plover, acled


def _fits(coding: Coding, status: Status, words: Collection[str], classes: Collection[str]) -> bool:
    if coding.status and coding.status != status:
        return False
    if not coding.words and not coding.classes:
        return True
    return any(w in coding.words for w in words) or any(c in coding.classes for c in classes)


def _auxiliary(coding: Coding, status: Status) -> tuple[str, ...]:
    """A row made for its status says it by its type already (a planned meeting is AGREE)."""
    return () if coding.status else AUXILIARY[status]
