"""What a stage could not do, said aloud: nothing is dropped in silence."""

from typing import Generic, NamedTuple, TypeVar

from isnad.model.span import Frozen

T = TypeVar("T")


class Note(Frozen):
    """A gap in a record: a stable code, a sentence for people, and where in the text (null: the whole)."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


class Found(NamedTuple, Generic[T]):
    """What a stage found, and its notes on what it could not."""

    value: T
    notes: tuple[Note, ...] = ()
