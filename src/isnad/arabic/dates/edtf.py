"""Values of dates: EDTF (ISO 8601-2) strings with inclusive day bounds."""

import calendar
import datetime
import re
from dataclasses import dataclass
from datetime import date, timedelta

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The date of publication, as far as it is known: `month` and `day` may be missing."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> datetime.date | None:
        return date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def latest(self) -> datetime.date:
        """The last day it can be."""
        return self.date or last_of(self.year, self.month or 12)


@dataclass(frozen=True, slots=True)
class Value:
    """An EDTF string (None: not computable) and its first and last possible day (None: open)."""

    edtf: str | None
    earliest: date | None = None
    latest: date | None = None


NOTHING = Value(None)


def parse_published(edtf: str | None) -> Anchor | None:
    """The anchor in a publication date: `2015-12`, `2015-12-03`, a longer timestamp; None where it is none of these."""
    found = _PUBLISHED.match(edtf or "")
    if found is None:
        return None
    year, month, day = (int(x) if x else None for x in found.groups())
    if year is None or not is_real(year, month, day):
        return None
    return Anchor(year, month, day)


def is_real(year: int, month: int | None = None, day: int | None = None) -> bool:
    """Whether there is such a day, month or year (1 to 9999)."""
    if not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return False
    return day is None or 1 <= day <= calendar.monthrange(year, month or 1)[1]


def last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def value_of_day(day: date, *, approx: bool = False) -> Value:
    return Value(day.isoformat() + "~" * approx, day, day)


def value_of_month(year: int, month: int, *, approx: bool = False) -> Value:
    return Value(f"{year:04}-{month:02}" + "~" * approx, date(year, month, 1), last_of(year, month))


def value_of_year(year: int, *, approx: bool = False) -> Value:
    return Value(f"{year:04}" + "~" * approx, date(year, 1, 1), date(year, 12, 31))


def value_between(first: Value, last: Value, *, among: bool = False) -> Value:
    """`first/last` (all of it), or `[first..last]` (one day of it)."""
    if first.edtf is None or last.edtf is None:
        return NOTHING
    edtf = f"[{bare(first.edtf)}..{bare(last.edtf)}]" if among else f"{first.edtf}/{last.edtf}"
    return Value(edtf, first.earliest, last.latest)


def value_from(first: Value) -> Value:
    """From then on: `first/..`."""
    return Value(f"{first.edtf}/..", first.earliest, None) if first.edtf else NOTHING


def value_until(last: Value) -> Value:
    """Up to then: `../last`."""
    return Value(f"../{last.edtf}", None, last.latest) if last.edtf else NOTHING


def bare(edtf: str) -> str:
    return edtf.rstrip("~?%")


def days_from(day: date, count: int) -> date | None:
    """`day` moved by `count` days, None past the ends of the calendar."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def month_from(year: int, month: int, count: int) -> tuple[int, int]:
    """The month `count` months after (before, if negative)."""
    at = year * 12 + month - 1 + count
    return at // 12, at % 12 + 1
