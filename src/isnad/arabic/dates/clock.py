"""Clock times, beside a day or alone: الساعة العاشرة صباحا, عند الثالثة فجرا, في تمام الساعة 14:00 بتوقيت دمشق, 10:30.

Values are kept by day, so an hour only tells where a date expression ends, which side of midnight of a night is meant, and,
where it stands alone, that some one day is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from isnad.arabic.dates.expressions import read_simple
from isnad.arabic.dates.ranges import with_next_night
from isnad.arabic.dates.reading import Reading
from isnad.arabic.dates.tokens import folded_at, is_a, roles, skip
from isnad.arabic.numbers.cardinals import read_number
from isnad.model.text import Token
from isnad.reference.calendar import load_hours

_NAMED = "الساعه"
_TOGETHER = re.compile(r"([01]?\d|2[0-4])[.,]([0-5]\d)|([01]\d|2[0-4])([0-5]\d)")
"""11.59, 13,30, 1430: hour and minutes only after الساعة."""
_NIGHT = frozenset({"ليل", "ليله", "ليلا", "الليل", "الليله"})
_RANGE = frozenset({"حتي", "الي", "-"})
_LONGEST_ASIDE = 8
"""Tokens inside brackets after an hour: the same hour by another zone."""
_EARLY, _LATE = range(1, 6), range(6, 12)
"""Hours of a night after midnight and before it, as the twelve-hour clock has them; twelve itself is on neither side."""


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour in the tokens `first..last` (exclusive), with its part of the day and its zone."""

    first: int
    last: int
    hour: int
    named: bool
    """After الساعة."""
    minutes: bool
    part: bool
    """A part of the day is spelt out (صباحا)."""
    zone: bool


def read_clock(tokens: Sequence[Token], at: int) -> Reading | None:
    """The hour that begins at token `at` with the day after it, or alone where it can be nothing but an hour of one day."""
    clock = _find_clock(tokens, at)
    if clock is None:
        return None
    day = _day_after(tokens, clock.last)
    if day is not None:
        return _with_hour(tokens, replace(day, first=clock.first), clock) if _is_hour_of_day(tokens, clock) else None
    sure = _is_sure(tokens, clock) and not _is_of_every_day(tokens, clock)
    return Reading(clock.first, clock.last, "clock", hour=clock.hour) if sure else None


def with_clock(tokens: Sequence[Token], read: Reading) -> Reading:
    """A day with the hour after it: أمس عند الساعة العاشرة, 2022.10.28 | 14:32."""
    if read.hour is not None or not _is_one_day(read):
        return read
    at = skip(tokens, read.last, "،", ",", "|", "-")
    at = skip(tokens, skip(tokens, at, "في", "عند", "ب", "ل"), "تمام")
    clock = _find_clock(tokens, at)
    if clock is None or not (clock.named or clock.minutes or clock.part) or _day_after(tokens, clock.last) is not None:
        return read
    return _with_hour(tokens, replace(read, last=clock.last), clock)


def _is_one_day(read: Reading) -> bool:
    if read.end is not None or read.bound:
        return False
    return read.kind in {"day", "weekday"} or (read.kind == "date" and read.day is not None)


def _with_hour(tokens: Sequence[Token], read: Reading, clock: Clock) -> Reading:
    """The hour of a night says on which side of its midnight it is."""
    night = any(t.folded in _NIGHT for t in tokens[read.first : read.last])
    side = "after-midnight" if clock.hour in _EARLY else "before-midnight" if clock.hour in _LATE else ""
    return replace(read, hour=clock.hour, part=side if night and side and not read.part else read.part)


def _day_after(tokens: Sequence[Token], at: int) -> Reading | None:
    """[من] ظهر اليوم الأربعاء, يوم الأحد المقبل, من يوم 1/5/2023."""
    at = skip(tokens, at, "من", "في", "ل", "ب")
    day = read_simple(tokens, at) or read_simple(tokens, skip(tokens, at, "يوم"))
    return with_next_night(tokens, day) if day is not None and _is_one_day(day) else None


# ---- the hour ------------------------------------------------------------------------------------


def _find_clock(tokens: Sequence[Token], first: int) -> Clock | None:
    at = first + 1 if is_a(tokens, first, "about") else first
    named = folded_at(tokens, at) == _NAMED
    at = skip(tokens, skip(tokens, at, _NAMED), "ال", "(")
    found = _hour_in_digits(tokens, at, named=named) or _hour_in_words(tokens, at)
    if found is None:
        return None
    hour, minutes, last = found
    after = _past_part(tokens, _past_aside(tokens, skip(tokens, last, ")"), named=named), digits=minutes or named)
    part = after > last and folded_at(tokens, after - 1) not in {"ص", "م", ")"}
    end = _past_zone(tokens, after)
    return Clock(first, _past_aside(tokens, end, named=named), hour, named, minutes, part, end > after)


def _hour_in_digits(tokens: Sequence[Token], at: int, *, named: bool) -> tuple[int, bool, int] | None:
    """Hour, whether minutes are given, and the token after: 14:00; after الساعة also 11.59, 1430 and 10."""
    folded = folded_at(tokens, at)
    if not folded[:1].isdecimal():
        return None
    if folded.isdecimal() and len(folded) <= 2 and int(folded) <= 24 and _minutes_at(tokens, at + 1):
        return int(folded), True, at + (5 if _minutes_at(tokens, at + 3) else 3)
    if not named:
        return None
    together = _TOGETHER.fullmatch(folded)
    if together:
        return int(together[1] or together[3]), True, at + 1
    return (int(folded), False, at + 1) if folded.isdecimal() and len(folded) <= 2 and 1 <= int(folded) <= 24 else None


def _minutes_at(tokens: Sequence[Token], at: int) -> bool:
    """Whether `:32` stands at `at`, with no space before or inside it."""
    minutes = folded_at(tokens, at + 1)
    if folded_at(tokens, at) != ":" or not (minutes.isdecimal() and len(minutes) == 2 and int(minutes) < 60):
        return False
    return tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start


def _hour_in_words(tokens: Sequence[Token], at: int) -> tuple[int, bool, int] | None:
    """العاشرة, الحادية عشرة, السابعة والربع, الخامسة إلا ربعا, الثالثة وعشر دقائق."""
    hour, last = load_hours().get(folded_at(tokens, at)), at + 1
    if hour is None:
        return None
    if folded_at(tokens, last) in {"عشره", "عشر"} and hour <= 2:
        hour, last = hour + 10, last + 1
    elif folded_at(tokens, at) == "الحاديه":
        return None
    past = _past_fraction(tokens, last)
    return hour, past > last, past


def _past_fraction(tokens: Sequence[Token], at: int) -> int:
    if folded_at(tokens, at) not in {"و", "الا"}:
        return at
    if folded_at(tokens, at + 1) in roles()["of_hour"]:
        return at + 2
    number = read_number(tokens, at + 1)
    return number[1] + 1 if number is not None and folded_at(tokens, number[1]) in {"دقيقه", "دقايق"} else at


# ---- what stands after the hour ------------------------------------------------------------------


def _past_part(tokens: Sequence[Token], at: int, *, digits: bool) -> int:
    """The token after صباحا, بعد الظهر, بعد منتصف الليل, ص: a part of the day that is not the part of a day named after it."""
    if is_a(tokens, at, "lone_part") or (digits and folded_at(tokens, at) in {"ص", "م"}):
        return at + 1
    if folded_at(tokens, at) in {"بعد", "قبل"} and folded_at(tokens, at + 1) in {"الظهر", "العصر", "المغرب"}:
        return at + 2
    if folded_at(tokens, at) == "بعد" and folded_at(tokens, at + 1) == "منتصف" and folded_at(tokens, at + 2) == "الليل":
        return at + 3
    evening = folded_at(tokens, at) == "مساء" and _day_after(tokens, at) is None
    return at + 1 if evening else at


def _past_zone(tokens: Sequence[Token], at: int) -> int:
    """The token after بتوقيت دمشق, بالتوقيت المحلي في سوريا, ت غ."""
    if folded_at(tokens, at) == "ت" and folded_at(tokens, at + 1) == "غ":
        return at + 2
    word = skip(tokens, at, "ب")
    if folded_at(tokens, word) not in {"توقيت", "التوقيت"} or word + 1 >= len(tokens):
        return at
    local = folded_at(tokens, word) == "التوقيت" and folded_at(tokens, word + 2) in {"في", "ل"} and word + 3 < len(tokens)
    return word + 4 if local and _day_after(tokens, word + 2) is None else word + 2


def _past_aside(tokens: Sequence[Token], at: int, *, named: bool) -> int:
    """The token after a short aside in brackets: (2059 بتوقيت جرينتش)."""
    if not named or folded_at(tokens, at) != "(":
        return at
    inside = [t.folded for t in tokens[at : at + _LONGEST_ASIDE]]
    zone = "توقيت" in inside or "ت" in inside or "تغ" in inside
    return at + inside.index(")") + 1 if zone and ")" in inside else at


# ---- an hour without a day -----------------------------------------------------------------------


def _is_hour_of_day(tokens: Sequence[Token], clock: Clock) -> bool:
    """Whether the words are an hour of the day after them: in عند الثالثة فجر أمس, not in للمرة الثانية صباح اليوم."""
    if clock.named or folded_at(tokens, clock.first)[:1].isdecimal():
        return True
    part = clock.part or is_a(tokens, skip(tokens, clock.last, "من"), "part_of_day")
    return part and _is_introduced(tokens, clock)


def _is_introduced(tokens: Sequence[Token], clock: Clock) -> bool:
    before = folded_at(tokens, clock.first - 1)
    return is_a(tokens, clock.first, "about") or before in roles()["before_clock"] or before in roles()["before_hour"]


def _is_sure(tokens: Sequence[Token], clock: Clock) -> bool:
    """Whether the words are an hour of the clock and not a rate (في الساعة الواحدة), a verse, a score or an order of things."""
    introduced = is_a(tokens, clock.first, "about") or folded_at(tokens, clock.first - 1) in roles()["before_clock"]
    if clock.named:
        return introduced or clock.part or clock.zone or (clock.minutes and folded_at(tokens, clock.first + 1)[:1].isdecimal())
    if folded_at(tokens, clock.first)[:1].isdecimal():
        return clock.part or clock.zone or introduced
    return clock.part and _is_introduced(tokens, clock)


def _is_of_every_day(tokens: Sequence[Token], clock: Clock) -> bool:
    """من الساعة الخامسة حتى الثامنة, الساعة التاسعة مساء يوميا: opening hours and the like."""
    around = [t.folded for t in tokens[max(0, clock.first - 7) : clock.last + 4]]
    opened = any(a == "من" and b == _NAMED for a, b in pairwise(around))
    each = any(w in roles()["each_day"] or (w == "كل" and "يوم" in around) for w in around)
    return opened or each or folded_at(tokens, clock.last) in _RANGE or folded_at(tokens, clock.first - 1) == "-"
