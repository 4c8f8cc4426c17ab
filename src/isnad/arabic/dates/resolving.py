"""What a date expression says, and when the report was published → EDTF with bounds, basis and rule.

The rulings are those of the annotation guide: a weekday is the latest such day on or before publication, last week the
ISO week before as an interval; what cannot be computed has no EDTF; a partial date stays partial.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from isnad.arabic.dates.edtf import (
    NOTHING,
    Anchor,
    Value,
    days_from,
    is_real,
    last_of,
    month_from,
    value_between,
    value_from,
    value_of_day,
    value_of_month,
    value_of_year,
    value_until,
)
from isnad.arabic.dates.reading import Reading
from isnad.model.time import TimeBasis

_AHEAD = 7
"""Days that a date without a year may lie after publication and still be of its year: clocks and captures differ."""
_MOVES = {"past": -1, "this": 0, "next": 1, "past-but-one": -2}
_FEW_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Resolved:
    value: Value
    basis: TimeBasis
    rule: str


def resolve(read: Reading, anchor: Anchor | None) -> Resolved:
    """The value of `read` counted from `anchor`, the date of publication."""
    value, stated, rule = _RESOLVERS[read.kind](read, anchor)
    if read.hour is not None and read.kind != "clock":
        rule += "+clock"
    if read.end is not None:
        value = value_between(value, resolve(read.end, anchor).value, among=read.among)
        rule += "+range"
    elif read.bound and value.edtf is not None:
        value = value_from(value) if read.bound == "from" else value_until(value)
        rule += "+" + read.bound
    if value.edtf is not None:
        return Resolved(value, TimeBasis.STATED if stated else TimeBasis.RELATIVE, rule)
    return _bounded(read, anchor, rule)


def _bounded(read: Reading, anchor: Anchor | None, rule: str) -> Resolved:
    """Not computable: publication is the latest day, unless the words look ahead."""
    if anchor is None or read.relation == "next" or read.offset > 0:
        return Resolved(NOTHING, TimeBasis.RELATIVE, rule + "+unbounded")
    return Resolved(Value(None, None, anchor.latest), TimeBasis.PUBLICATION_BOUND, rule + "+bounded")


Resolver = Callable[[Reading, Anchor | None], tuple[Value, bool, str]]


# ---- calendar dates ------------------------------------------------------------------------------


def _date(read: Reading, anchor: Anchor | None) -> tuple[Value, bool, str]:
    if read.hijri:
        return _hijri(read, anchor)
    if read.unit == "month":
        return _day_of_this_month(read, anchor)
    year, rule = _year_of(read, anchor)
    if year is None:
        return _partial(read), True, "partial"
    return _value_of_date(read, year), read.year is not None, rule


def _value_of_date(read: Reading, year: int) -> Value:
    if not is_real(year, read.month, read.day):
        return NOTHING
    if read.month is None:
        return _part_of_year(year, read)
    if read.day is None:
        return _part_of_month(year, read.month, read)
    return value_of_day(date(year, read.month, read.day), approx=read.about)


def _partial(read: Reading) -> Value:
    if read.month is None:
        return NOTHING
    return Value(f"XXXX-{read.month:02}" + (f"-{read.day:02}" if read.day else ""))


def _year_of(read: Reading, anchor: Anchor | None) -> tuple[int | None, str]:
    """The year of a date, and the rule that told it."""
    if read.year is not None:
        return read.year, "stated"
    if anchor is None or read.month is None:
        return None, "no-year"
    if read.year_relation == "same":
        return None, "no-year"
    if read.year_relation:
        return anchor.year + _MOVES[read.year_relation], "year-" + read.year_relation
    if read.weekday is not None and read.day is not None:
        year = _year_by_weekday(read, anchor)
        if year is not None:
            return year, "year-by-weekday"
    if anchor.month is None:
        return (anchor.year, "year-this") if read.relation == "this" else (None, "no-year")
    return _nearest_year(read, anchor, anchor.month)


def _year_by_weekday(read: Reading, anchor: Anchor) -> int | None:
    assert read.month is not None
    assert read.day is not None
    for year in (anchor.year, anchor.year - 1, anchor.year + 1):
        if is_real(year, read.month, read.day):
            day = date(year, read.month, read.day)
            if day.isoweekday() == read.weekday and (anchor.latest - day).days >= -_AHEAD:
                return year
    return None


def _nearest_year(read: Reading, anchor: Anchor, month: int) -> tuple[int, str]:
    """The latest such month or day on or before publication; strictly before for الماضي, after for المقبل."""
    assert read.month is not None
    if read.relation == "next":
        return anchor.year + (read.month < month or (read.month == month and read.day is None)), "year-next"
    if read.relation == "this":
        return anchor.year - (read.month > month), "year-this"
    if read.day is None:
        later = read.month > month or (read.relation.startswith("past") and read.month == month)
        return anchor.year - later, "year-latest-month"
    if not is_real(anchor.year, read.month, read.day):
        return anchor.year, "year-latest-day"
    ahead = (date(anchor.year, read.month, read.day) - anchor.latest).days
    return anchor.year - (ahead > (0 if read.relation else _AHEAD)), "year-latest-day"


def _day_of_this_month(read: Reading, anchor: Anchor | None) -> tuple[Value, bool, str]:
    """الثامن من الشهر الجاري."""
    if anchor is None or anchor.month is None or read.day is None:
        return NOTHING, False, "day-of-" + read.relation + "-month"
    year, month = month_from(anchor.year, anchor.month, _MOVES[read.relation])
    value = value_of_day(date(year, month, read.day)) if is_real(year, month, read.day) else NOTHING
    return value, False, "day-of-" + read.relation + "-month"


def _part_of_month(year: int, month: int, read: Reading) -> Value:
    last = last_of(year, month)
    if read.fraction is not None:
        which, of = read.fraction
        days = [1 + last.day * k // of for k in range(of + 1)]
        return value_between(value_of_day(date(year, month, days[which - 1])), value_of_day(date(year, month, days[which] - 1)))
    if read.part == "early":
        return Value(f"{year:04}-{month:02}-01~", date(year, month, 1), date(year, month, 10))
    if read.part == "mid":
        return Value(f"{year:04}-{month:02}-15~", date(year, month, 10), date(year, month, 20))
    if read.part == "late":
        return Value(f"{year:04}-{month:02}~", date(year, month, 21), last)
    return value_of_month(year, month, approx=read.about)


def _part_of_year(year: int, read: Reading) -> Value:
    if not is_real(year):
        return NOTHING
    if read.fraction is not None:
        which, of = read.fraction
        return value_between(value_of_month(year, 1 + 12 * (which - 1) // of), value_of_month(year, 12 * which // of))
    months = {"early": (1, 1, _FEW_MONTHS), "mid": (6, 5, 8), "late": (12, 10, 12)}.get(read.part)
    if months is None:
        return value_of_year(year, approx=read.about)
    named, first, last = months
    return Value(f"{year:04}-{named:02}~", date(year, first, 1), last_of(year, last))


def _hijri(read: Reading, anchor: Anchor | None) -> tuple[Value, bool, str]:
    """By the other date where the report gives both; else by table (a day more or less: approximate)."""
    if read.other is not None and not read.other.hijri:
        value, stated, rule = _date(read.other, anchor)
        return value, stated, rule + "+double"
    year = read.year or _hijri_year(read, anchor)
    if year is None or (read.month is None and read.day is not None):
        return NOTHING, False, "hijri-no-year"
    first = gregorian(year, read.month or 1, read.day or 1)
    last = first if read.day else gregorian(*_next_hijri(year, read.month))
    if first is None or last is None:
        return NOTHING, False, "hijri-out-of-range"
    stated = read.year is not None
    if read.day:
        return value_of_day(first, approx=True), stated, "hijri"
    before = days_from(last, -1) or last
    return Value(f"{first.isoformat()}~/{before.isoformat()}~", first, before), stated, "hijri"


def _next_hijri(year: int, month: int | None) -> tuple[int, int, int]:
    return (year + 1, 1, 1) if month is None or month == 12 else (year, month + 1, 1)


def _hijri_year(read: Reading, anchor: Anchor | None) -> int | None:
    """The latest year in which the month begins on or before publication."""
    if anchor is None or anchor.month is None or read.month is None:
        return None
    guess = round((anchor.latest.toordinal() - date(622, 7, 19).toordinal()) / 354.367) + 2
    for year in range(guess, guess - 5, -1):
        day = gregorian(year, read.month, read.day or 1)
        if day is not None and day <= anchor.latest:
            return year + (1 if read.relation == "next" else 0)
    return None


def gregorian(year: int, month: int, day: int) -> date | None:
    """The day of the Umm al-Qura calendar, by arithmetic outside its tables; None where there is none."""
    from hijridate import Hijri

    try:
        return Hijri(year, month, day).to_gregorian()
    except OverflowError:
        ordinal = day + -(-59 * (month - 1) // 2) + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014
        return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
    except ValueError:
        return gregorian(year, month, 29) if day == 30 else None


# ---- days and weekdays ---------------------------------------------------------------------------


def _day(read: Reading, anchor: Anchor | None) -> tuple[Value, bool, str]:
    """اليوم, أمس, غدا; a date that stands beside it is what it says."""
    today = anchor.date if anchor else None
    offset = read.offset + (read.part == "after-midnight" and read.offset < 0)
    counted = days_from(today, offset) if today else None
    rule = {-2: "day-before-yesterday", -1: "yesterday", 0: "today", 1: "tomorrow"}.get(read.offset, "day")
    if read.other is not None:
        return _spelt_out(read, counted, anchor, rule)
    return (value_of_day(counted) if counted else NOTHING), False, rule


def _spelt_out(read: Reading, counted: date | None, anchor: Anchor | None, rule: str) -> tuple[Value, bool, str]:
    assert read.other is not None
    spelt, _, _ = _date(replace(read.other, weekday=read.weekday), anchor)
    if counted is not None and (spelt.earliest is None or _is_slip(read, counted)):
        return value_of_day(counted), False, rule + "+weekday-corrects-year"
    return spelt, True, rule + "+stated"


def _is_slip(read: Reading, counted: date) -> bool:
    """A year that its own weekday denies and the publication date confirms (January's usual slip)."""
    other = read.other
    if other is None or other.year is None or read.weekday is None or (other.month, other.day) != (counted.month, counted.day):
        return False
    stated = is_real(other.year, other.month, other.day) and date(other.year, other.month or 1, other.day or 1)
    return bool(stated) and stated.isoweekday() != read.weekday == counted.isoweekday()  # type: ignore[union-attr]


def _weekday(read: Reading, anchor: Anchor | None) -> tuple[Value, bool, str]:
    if read.other is not None:
        value, _, rule = _date(replace(read.other, weekday=read.weekday), anchor)
        return value, True, rule + "+weekday"
    today = anchor.date if anchor else None
    if today is None or read.weekday is None:
        return NOTHING, False, "weekday"
    first = _weekday_from(today, read.weekday, read.relation)
    second = days_from(first, 1)
    if read.next_weekday is None or second is None:
        return value_of_day(first), False, "weekday" + ("-" + read.relation) * bool(read.relation)
    if read.part in {"after-midnight", "before-midnight"}:
        return value_of_day(second if read.part == "after-midnight" else first), False, f"night-between-{read.part}"
    return value_between(value_of_day(first), value_of_day(second)), False, "night-between"


def _weekday_from(today: date, weekday: int, relation: str) -> date:
    back = (today.isoweekday() - weekday) % 7
    if relation == "next":
        moved = 7 - back if back else 7
    elif relation == "this":
        moved = weekday - today.isoweekday()
    else:
        moved = -(back or 7 if relation.startswith("past") else back) - 7 * (relation == "past-but-one")
    return days_from(today, moved) or today


# ---- periods, spans, counting back ---------------------------------------------------------------


def _period(read: Reading, anchor: Anchor | None) -> tuple[Value, bool, str]:
    rule = f"{read.relation}-{read.unit}"
    if anchor is None:
        return NOTHING, False, rule
    moved = _MOVES[read.relation]
    if read.unit == "year":
        return _part_of_year(anchor.year + moved, read), False, rule
    if read.unit == "month" and anchor.month is not None:
        return _part_of_month(*month_from(anchor.year, anchor.month, moved), read), False, rule
    if read.unit == "week" and anchor.date is not None:
        return _week(anchor.date, moved, read.part), False, rule
    return NOTHING, False, rule


def _week(today: date, moved: int, part: str) -> Value:
    """ISO weeks; the beginning, middle or end of one is a day among some of it."""
    monday = 1 - today.isoweekday() + 7 * moved
    first, last = {"early": (0, 2), "mid": (2, 4), "late": (4, 6)}.get(part, (0, 6))
    a, b = days_from(today, monday + first), days_from(today, monday + last)
    return value_between(value_of_day(a), value_of_day(b), among=bool(part)) if a and b else NOTHING


def _span(read: Reading, anchor: Anchor | None) -> tuple[Value, bool, str]:
    """الأيام الثلاثة الماضية: the three days before publication."""
    rule = f"{read.relation}-{read.unit}s"
    count, ahead = int(read.count or 0), read.relation == "next"
    if anchor is None or count < 1 or count > 10_000:
        return NOTHING, False, rule
    if read.unit in {"day", "week", "hour"} and anchor.date is not None:
        return _days_span(anchor.date, count, read.unit, ahead), False, rule
    if read.unit == "month" and anchor.month is not None:
        first, last = (1, count) if ahead else (-count, -1)
        ends = [month_from(anchor.year, anchor.month, k) for k in (first, last)]
        return value_between(value_of_month(*ends[0]), value_of_month(*ends[1])), False, rule
    if read.unit == "year" and count < anchor.year:
        first, last = (1, count) if ahead else (-count, -1)
        return value_between(value_of_year(anchor.year + first), value_of_year(anchor.year + last)), False, rule
    return NOTHING, False, rule


def _days_span(today: date, count: int, unit: str, ahead: bool) -> Value:
    days = {"day": count, "week": 7 * count, "hour": -(-count // 24)}[unit]
    near = 1 if unit == "day" else 0
    first, last = (near, days) if ahead else (-days, -1 if unit != "hour" else 0)
    a, b = days_from(today, first), days_from(today, last)
    return value_between(value_of_day(a), value_of_day(b)) if a and b else NOTHING


def _ago(read: Reading, anchor: Anchor | None) -> tuple[Value, bool, str]:
    rule = f"{read.unit}s-ago"
    count = read.count or Fraction(0)
    if anchor is None or count <= 0 or count > 10_000:
        return NOTHING, False, rule
    if read.unit in {"day", "week"} and anchor.date is not None and count.denominator == 1:
        day = days_from(anchor.date, -int(count) * (7 if read.unit == "week" else 1))
        return (value_of_day(day, approx=read.about or read.unit == "week") if day else NOTHING), False, rule
    if read.unit in {"month", "year"} and anchor.month is not None:
        return _months_ago(count, read, anchor, anchor.month), False, rule
    return NOTHING, False, rule


def _months_ago(count: Fraction, read: Reading, anchor: Anchor, month: int) -> Value:
    months = count * (12 if read.unit == "year" else 1)
    if read.unit == "year" and count.denominator == 1:
        year = anchor.year - int(count)
        return value_of_year(year, approx=read.about) if year > 0 else NOTHING
    year, month = month_from(anchor.year, month, -int(months))
    return value_of_month(year, month, approx=read.about) if year > 0 else NOTHING


def _decade(read: Reading, _: Anchor | None) -> tuple[Value, bool, str]:
    year = read.year or 0
    return Value(f"{year // 10}X", date(year, 1, 1), date(year + 9, 12, 31)), True, "decade"


def _season(read: Reading, anchor: Anchor | None) -> tuple[Value, bool, str]:
    """EDTF season; the end of a summer is its last month."""
    year = read.year
    if year is None and anchor is not None:
        year = anchor.year + _MOVES.get(read.year_relation or "this", 0)
        if read.relation.startswith("past") and anchor.month is not None and anchor.month <= _season_months(read)[1]:
            year -= 1
    if year is None or not is_real(year):
        return NOTHING, False, "season"
    first, last = _season_months(read)
    ends = (month_from(year, first, 0), month_from(year, last, 0))
    earliest, latest = date(*ends[0], 1), last_of(*ends[1])
    if read.part in {"early", "late"}:
        at = ends[0] if read.part == "early" else ends[1]
        return value_of_month(*at, approx=True), read.year is not None, "season-" + read.part
    return Value(f"{year:04}-{read.month}", earliest, latest), read.year is not None, "season"


def _season_months(read: Reading) -> tuple[int, int]:
    """Meteorological seasons; a winter is named by the year it begins in."""
    return {21: (3, 5), 22: (6, 9), 23: (9, 11), 24: (12, 14)}[read.month or 21]


def _clock(_: Reading, anchor: Anchor | None) -> tuple[Value, bool, str]:
    """An hour alone is of the day of publication: published by day, that is the nearest such hour on or before it."""
    today = anchor.date if anchor else None
    return (value_of_day(today) if today else NOTHING), False, "clock-of-publication"


def _same(_: Reading, __: Anchor | None) -> tuple[Value, bool, str]:
    """In itself it tells no day: the words before do (`context`)."""
    return NOTHING, False, "same-day"


def _vague(read: Reading, _: Anchor | None) -> tuple[Value, bool, str]:
    return NOTHING, False, f"vague-{read.unit}"


_RESOLVERS: dict[str, Resolver] = {
    "date": _date,
    "day": _day,
    "weekday": _weekday,
    "period": _period,
    "span": _span,
    "ago": _ago,
    "decade": _decade,
    "season": _season,
    "vague": _vague,
    "clock": _clock,
    "same": _same,
}
