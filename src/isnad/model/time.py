"""Dates that stay as uncertain as they were written."""

from enum import StrEnum

from isnad.model.span import Frozen, Quote


class TimeBasis(StrEnum):
    STATED = "stated"
    RELATIVE = "relative"
    PUBLICATION_BOUND = "publication_bound"
    INHERITED = "inherited"


class EventTime(Frozen):
    """When something happened: EDTF with inclusive day bounds, the rule that made it and, where they stand, its words."""

    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    basis: TimeBasis
    rule: str
    text: str | None = None
    start: int | None = None
    end: int | None = None


class Time(Quote):
    """A date expression of the report."""

    id: str
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    basis: TimeBasis
    rule: str
