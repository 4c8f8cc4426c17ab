"""Words → what the date expressions of a text say.

A grammar by hand over tokens: it looks at a place only where a word of time or a number stands, and never goes back
further than one expression, so a text of any length takes linear time. The words are in `reference/data/dates`.
"""

from collections.abc import Sequence
from dataclasses import replace

from isnad.arabic.dates.clock import read_clock, with_clock
from isnad.arabic.dates.durations import read_ago
from isnad.arabic.dates.expressions import past_part_of_day, read_simple
from isnad.arabic.dates.ranges import read_between, read_from_to, with_next_night, with_until
from isnad.arabic.dates.reading import Reading
from isnad.arabic.dates.tokens import folded_at, is_a, roles, word_at
from isnad.model.text import Token
from isnad.reference.calendar import load_hours, load_months, load_time_words


def find_readings(tokens: Sequence[Token]) -> list[Reading]:
    """What the date expressions of `tokens` say, in order; none overlap."""
    found: list[Reading] = []
    words, months, at = load_time_words(), load_months(), 0
    starts = roles()["is_date"] | roles()["same"] | {"بعد", "نهار", "ال"} | load_hours().keys()
    while at < len(tokens):
        folded = tokens[at].folded
        read = None
        if folded in words or folded in months or folded[:1].isdecimal() or folded in starts:
            read = read_clock(tokens, at) or _expression(tokens, at)
        if read is None:
            at += 1
            continue
        found.append(with_clock(tokens, read))
        at = max(found[-1].last, at + 1)
    return found


def _expression(tokens: Sequence[Token], at: int) -> Reading | None:
    word = word_at(tokens, at)
    by_category = {
        "since": _since,
        "before": _ago_before,
        "until": _until,
        "between": read_between,
        "from": read_from_to,
        "within": _within,
    }
    if word.category in by_category:
        return by_category[word.category](tokens, at)
    if folded_at(tokens, at) == "بعد":
        night = past_part_of_day(tokens, at) > at + 1 or folded_at(tokens, at + 1) in {"غد", "الغد"}
        read = read_simple(tokens, at) if night else None
        return with_next_night(tokens, read) if read is not None else None
    if folded_at(tokens, at) in roles()["is_date"]:
        read = read_simple(tokens, at + 1)
        return read if read is not None and read.kind == "date" else None
    read = _with_end(tokens, read_simple(tokens, at))
    return with_next_night(tokens, read) if read is not None else None


def _with_end(tokens: Sequence[Token], read: Reading | None) -> Reading | None:
    """شهر يوليو لعام 2013 وحتى 20-7-2014: a month or a day of a stated year opens a stretch without منذ as well."""
    stated = read is not None and read.kind == "date" and read.year is not None and read.month is not None
    return with_until(tokens, read) if read is not None and stated else read


def _since(tokens: Sequence[Token], at: int) -> Reading | None:
    """منذ 2011; منذ يومين is a day, منذ أربعة أشهر a stretch from about then on."""
    read = read_ago(tokens, at + 1)
    if read is not None:
        long = read.kind == "ago" and read.unit not in {"day", "hour", "minute"}
        return replace(read, first=at, about=read.about or long, bound="from" if long else "")
    read = read_simple(tokens, at + 1)
    if read is None:
        return None
    read = with_until(tokens, read)
    return (
        replace(read, first=at, bound="from")
        if read.kind == "date" and not read.part and read.end is None
        else replace(read, first=at)
    )


def _ago_before(tokens: Sequence[Token], at: int) -> Reading | None:
    read = read_ago(tokens, at + 1)
    if read is not None:
        return replace(read, first=at, kind="vague" if _is_from_other_day(tokens, read.last) else read.kind)
    return read_simple(tokens, at) if is_a(tokens, at + 1, "part") or is_a(tokens, at + 1, "part_of_day") else None


def _is_from_other_day(tokens: Sequence[Token], at: int) -> bool:
    """قبل يومين من الانتخابات counts back from them, not from the day of the report."""
    counted_from = folded_at(tokens, at + 1).removeprefix("ال")
    return folded_at(tokens, at) == "من" and counted_from in roles()["counted_from"]


def _until(tokens: Sequence[Token], at: int) -> Reading | None:
    read = read_simple(tokens, at + 1)
    if read is not None and read.kind == "day" and read.offset == 0 and read.weekday is None:
        return replace(read, first=at, bound="until")
    return read


def _within(tokens: Sequence[Token], at: int) -> Reading | None:
    return _with_end(tokens, read_simple(tokens, at + 1))
