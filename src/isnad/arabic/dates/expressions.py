"""One date expression by itself: the rules in the order in which they are tried, with the part of the day before them."""

from collections.abc import Sequence
from dataclasses import replace

from isnad.arabic.dates.calendar import read_dated, read_numeric, read_two_days
from isnad.arabic.dates.days import read_day, read_weekday
from isnad.arabic.dates.periods import read_feast, read_part, read_period
from isnad.arabic.dates.reading import Reading
from isnad.arabic.dates.tokens import folded_at, is_a
from isnad.arabic.dates.years import read_season, read_year
from isnad.model.text import Token


def read_simple(tokens: Sequence[Token], at: int) -> Reading | None:
    """The one date that begins at token `at`, with the part of the day before it (فجر أمس)."""
    start = past_part_of_day(tokens, at)
    for rule in (
        read_day,
        read_weekday,
        read_numeric,
        read_two_days,
        read_dated,
        read_part,
        read_period,
        read_year,
        read_season,
        read_feast,
    ):
        read = rule(tokens, start)
        if read is not None:
            return replace(read, first=at, part=read.part or _part_of_day(tokens, at, start))
    return None


def past_part_of_day(tokens: Sequence[Token], at: int) -> int:
    """The token after فجر, مساء يوم, بعد منتصف ليل and the like, where a day may follow."""
    start = at
    if is_a(tokens, at, "before") or folded_at(tokens, at) == "بعد":
        start += 1
    if folded_at(tokens, start) in {"منتصف", "ساعات", "ساعه", "بدايه", "اول"} and is_a(tokens, start + 1, "part_of_day"):
        start += 1
    if is_a(tokens, start, "part_of_day"):
        start += 1
        return start + 1 if folded_at(tokens, start) in {"يوم", "نهار"} else start
    return at


def _part_of_day(tokens: Sequence[Token], first: int, last: int) -> str:
    folded = [t.folded for t in tokens[first:last]]
    if "بعد" in folded and "منتصف" in folded:
        return "after-midnight"
    return ""
