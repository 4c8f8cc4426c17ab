"""Stretches of the stored text: every value of a record leads back to one."""

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator


class Frozen(BaseModel):
    """A value of the domain: immutable, closed to unknown fields, populated by name or alias."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Span(Frozen):
    """`text[start:end]` in Unicode code points of the stored text, 0-based, end exclusive."""

    start: int
    end: int

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must run forward: {self.start}..{self.end}")
        return self

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


class Quote(Span):
    """A span together with its letters, which must be exactly those of the stored text."""

    text: str


def quote(text: str, start: int, end: int) -> Quote:
    """Cut `text[start:end]` out as a Quote."""
    return Quote(start=start, end=end, text=text[start:end])
