"""Calendar dates, in digits and in words, in one calendar or in two: 2015/11/13, 13 تشرين الثاني/نوفمبر 2015."""

from collections.abc import Sequence
from dataclasses import replace

from isnad.arabic.dates.months import follows_preposition, is_mans_name, month_at, read_month, read_this_month
from isnad.arabic.dates.reading import Reading
from isnad.arabic.dates.tokens import folded_at, is_a, roles, skip, word_at
from isnad.arabic.dates.years import LONG_AGO, read_relation, read_year_in_words, read_year_number
from isnad.model.text import Token

_STAMP = 9
"""Tokens of a stamp between GMT and its date: 1831 (GMT+04:00) - 02/05/09."""
_SEPARATORS = frozenset({"/", "-", ".", "\\"})


def read_numeric(tokens: Sequence[Token], at: int) -> Reading | None:
    """2015/11/13, 13-11-2015, 2022.10.28."""
    folded = folded_at(tokens, at)
    if not folded[:1].isdecimal():
        return None
    if folded.count(".") == 2:
        return _of_three([*folded.split(".")], at, at + 1, tokens)
    parts = [folded_at(tokens, at + k) for k in range(5)]
    if parts[1] in _SEPARATORS and parts[3] == parts[1] and all(p.isdecimal() for p in parts[::2]):
        return _of_three(parts[::2], at, at + 5, tokens)
    return None


def _of_three(parts: list[str], first: int, last: int, tokens: Sequence[Token]) -> Reading | None:
    if not all(p.isdecimal() and len(p) in {1, 2, 4} for p in parts):
        return None
    a, b, c = map(int, parts)
    if len(parts[0]) == 4:
        year, month, day = a, b, c
    elif len(parts[2]) == 4:
        year, month, day = c, b, a
    elif len(parts[2]) == 2 and any(t.folded == "gmt" for t in tokens[max(0, first - _STAMP) : first]):
        year, month, day = 2000 + c, b, a
    else:
        return None
    if month > 12 >= day:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    after = skip(tokens, last, "م", "ه", "هـ")
    read = Reading(first, after, "date", year=year, month=month, day=day, hijri=year < LONG_AGO)
    return _with_double(tokens, read)


def _with_double(tokens: Sequence[Token], read: Reading) -> Reading:
    """… الموافق 13 تشرين الثاني 2015: the same day in the other calendar."""
    at = skip(tokens, read.last, "،", ",", "-", "(", "/")
    if folded_at(tokens, at) not in roles()["is_date"]:
        return read
    at = skip(tokens, at + 1, "ل", ":")
    other = read_numeric(tokens, at) or read_dated(tokens, at)
    return replace(read, last=other.last, other=other) if other is not None and other.day else read


def read_dated(tokens: Sequence[Token], at: int) -> Reading | None:
    """13 تشرين الثاني/نوفمبر 2015, الثامن من الشهر الجاري, يناير 18, 2022, آذار عام 2020, شهر رمضان."""
    day = _day_number(tokens, at)
    read = _day_of_month(tokens, at, *day) if day is not None else _month_first(tokens, at)
    return None if read is not None and _is_name_of_event(tokens, at, read) else read


def _is_name_of_event(tokens: Sequence[Token], at: int, read: Reading) -> bool:
    """ثورة 25 يناير, أحداث أغسطس: a day or a month that names what happened in some year."""
    before = at - 1
    while before > at - 5 and _goes_on(tokens, before):
        before -= 1
    dated = read.year is not None or read.relation or read.year_relation
    return not dated and folded_at(tokens, before).removeprefix("ال") in roles()["named_by_month"]


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """The day, the stroke or the other name before a month (أحداث 11 سبتمبر/أيلول)."""
    return folded_at(tokens, at).isdecimal() or folded_at(tokens, at) == "/" or month_at(tokens, at) is not None


def read_two_days(tokens: Sequence[Token], at: int) -> Reading | None:
    """السابع والثامن من تموز; 15 و16 شباط; 15 - 16 شباط."""
    first = _day_number(tokens, at)
    if first is None or folded_at(tokens, first[1]) not in {"و", "-"}:
        return None
    second = read_dated(tokens, first[1] + 1)
    if second is None or second.day is None or second.day <= first[0] or second.kind != "date":
        return None
    return replace(second, first=at, day=first[0], end=second, other=None)


def _day_number(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A day of the month in digits or as an ordinal, and the token after it."""
    at = skip(tokens, at, "ال")
    folded = folded_at(tokens, at)
    if folded.isdecimal() and len(folded) <= 2 and 1 <= int(folded) <= 31:
        return int(folded), at + 1
    return _ordinal(tokens, at)


def _ordinal(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    word = word_at(tokens, at)
    if word.category != "ordinal":
        return None
    if folded_at(tokens, at + 1) in {"عشر", "عشره"} and word.number < 10:
        return word.number + 10, at + 2
    tens = word_at(tokens, at + 2)
    if folded_at(tokens, at + 1) == "و" and tens.category == "ordinal" and tens.number in {20, 30} and word.number < 10:
        return word.number + tens.number, at + 3
    return word.number, at + 1


def _day_of_month(tokens: Sequence[Token], first: int, day: int, at: int) -> Reading | None:
    at = skip(tokens, at, "من", "-", "/", "ل")
    this = read_this_month(tokens, at)
    if this is not None:
        return Reading(first, this[0], "date", day=day, relation=this[1], unit="month")
    at = skip(tokens, at, "شهر")
    month = read_month(tokens, at)
    if month is None:
        return None
    name, last = month
    read = _with_year(tokens, Reading(first, last, "date", day=day, month=name.month, hijri=name.hijri))
    return _with_double(tokens, read)


def _month_first(tokens: Sequence[Token], first: int) -> Reading | None:
    at = skip(tokens, first, "شهر")
    month = read_month(tokens, at)
    if month is None:
        return None
    name, last = month
    day = folded_at(tokens, last)
    year = read_year_number(tokens, skip(tokens, last + 1, ",", "،"))
    if day.isdecimal() and len(day) <= 2 and 1 <= int(day) <= 31 and year is not None:
        return Reading(first, year[1], "date", year=year[0], month=name.month, day=int(day))
    read = _with_year(tokens, Reading(first, last, "date", month=name.month, hijri=name.hijri))
    told = at > first or read.last > last or name.sure or follows_preposition(tokens, first)
    return read if told and not is_mans_name(tokens, first, name, read, last) else None


def _with_year(tokens: Sequence[Token], read: Reading) -> Reading:
    """The year after a month: 2015, عام 2015, من العام الماضي, الفائت, الجاري."""
    if is_a(tokens, read.last, "qualifier"):
        read = replace(read, relation=word_at(tokens, read.last).value, last=read.last + 1)
    at = skip(tokens, read.last, "،", ",", "/", "-")
    year = read_year_number(tokens, at)
    if year is not None:
        return replace(read, year=year[0], hijri=read.hijri or year[0] < LONG_AGO, last=year[1])
    at = skip(tokens, at, "من", "في", "ل")
    year = read_year_number(tokens, at) if folded_at(tokens, at - 1) == "من" else None
    if year is not None and folded_at(tokens, year[1]) not in {"حتي", "الي", "-"}:
        return replace(read, year=year[0], last=year[1])
    if folded_at(tokens, at) not in roles()["year"] | roles()["same"] | {"هذا"}:
        return read
    year = read_year_in_words(tokens, at + 1)
    if year is not None:
        return replace(read, year=year[0], hijri=read.hijri or year[0] < LONG_AGO, last=year[1])
    relation = read_relation(tokens, at)
    return replace(read, year_relation=relation[0], last=relation[1]) if relation else read
