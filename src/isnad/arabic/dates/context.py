"""What a date takes from another date of the report: the day of an hour alone and of «اليوم نفسه», the year of «العام نفسه».

The day of an hour that stands alone is that of the day named nearest to it, else that of publication.

«قصفت الطائرات البلدة الاثنين. وعند الثالثة عصرا عاد القصف»: Monday, whatever day the report came out.
"""

from collections.abc import Sequence
from dataclasses import replace

from isnad.arabic.dates.edtf import Anchor
from isnad.arabic.dates.reading import Reading
from isnad.arabic.dates.resolving import resolve
from isnad.model.time import Time, TimeBasis

_STOPS = frozenset(".؟!؛\n")
_FARTHEST = 3000
"""Letters between an hour and its day; a paragraph and the one before it are shorter."""


def give_days_to_hours(text: str, reads: Sequence[Reading], times: Sequence[Time]) -> tuple[Time, ...]:
    """`times`, made of `reads` one by one; an hour alone gets the day told before it, or after it in its sentence.

    «في اليوم نفسه» is the day told before it, in its paragraph or the one before.
    """
    given = list(times)
    before: int | None = None
    for at, read in enumerate(reads):
        if read.kind == "clock":
            donor = _day_told(text, reads, given, before, at)
            given[at] = _on_the_day_of(given[at], donor, "clock") if donor is not None else given[at]
        elif read.kind == "same" and before is not None and _lines_between(text, given[before].end, given[at].start) in (0, 1):
            given[at] = _on_the_day_of(given[at], given[before], "same")
        before = at if _is_day(read, given[at]) else before
    return tuple(given)


def with_years_told(reads: Sequence[Reading], anchor: Anchor | None) -> list[Reading]:
    """`reads` in order, «من العام نفسه» with the year of the date before it."""
    given: list[Reading] = []
    year: int | None = None
    for read in reads:
        if read.year_relation == "same" and year is not None:
            read = replace(read, year=year, year_relation="")
        given.append(read)
        told = read.other if read.kind == "day" and read.other is not None else read
        if told.kind == "date" and not told.hijri:
            first = resolve(replace(told, bound="", end=None), anchor).value.earliest
            year = first.year if first is not None else year
    return given


def _day_told(text: str, reads: Sequence[Reading], times: Sequence[Time], before: int | None, at: int) -> Time | None:
    """In the paragraph, the day before; in the sentence, the day after; in the paragraph before, its last أمس or weekday."""
    lines = _lines_between(text, times[before].end, times[at].start) if before is not None else None
    if before is not None and lines == 0:
        return times[before]
    after = at + 1
    if after < len(times) and _is_day(reads[after], times[after]) and _in_one_sentence(text, times[at].end, times[after].start):
        return times[after]
    return times[before] if before is not None and lines == 1 and reads[before].kind in {"day", "weekday"} else None


def _lines_between(text: str, start: int, end: int) -> int | None:
    """How many line ends lie between two places, blank lines aside; None where they are far apart."""
    if end - start > _FARTHEST:
        return None
    _, *inner = text[start:end].split("\n")
    return sum(bool(line.strip()) for line in inner[:-1]) + bool(inner)


def _in_one_sentence(text: str, start: int, end: int) -> bool:
    return end - start < _FARTHEST and not _STOPS & {*text[start:end]}


def _is_day(read: Reading, time: Time) -> bool:
    told = read.kind not in {"clock", "same"} or time.basis is TimeBasis.INHERITED
    return told and time.edtf is not None and time.earliest is not None and time.earliest == time.latest


def _on_the_day_of(time: Time, donor: Time, how: str) -> Time:
    rule = donor.rule.removeprefix("clock+").removeprefix("same+")
    value = {"edtf": donor.edtf, "earliest": donor.earliest, "latest": donor.latest}
    return time.model_copy(update={**value, "basis": TimeBasis.INHERITED, "rule": f"{how}+{rule}"})
