"""What the tokens of a date expression say of a time, before anything is computed from it."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tokens `first..last` (exclusive) say of a time. Which fields are set depends on `kind`:

    date (year, month, day, weekday, hijri), weekday, day (offset), period (unit, relation), span (unit, count, relation),
    ago (unit, count), decade (year), season (month 21-24), vague, clock (hour alone), same (the day told before).
    """

    first: int
    last: int
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hijri: bool = False
    weekday: int | None = None
    next_weekday: int | None = None
    offset: int = 0
    relation: str = ""
    year_relation: str = ""
    unit: str = ""
    count: Fraction | None = None
    about: bool = False
    part: str = ""
    hour: int | None = None
    """The hour of the clock that was given with it, as written (0 to 24)."""
    fraction: tuple[int, int] | None = None
    """Which part of how many: the first of two halves is (1, 2)."""
    bound: str = ""
    """`from` (منذ) or `until` (حتى)."""
    end: "Reading | None" = None
    """The other end of a range."""
    among: bool = False
    """A range that holds one day meant (بين … و…)."""
    other: "Reading | None" = None
    """The same day in the other calendar, or spelt out beside a weekday."""
