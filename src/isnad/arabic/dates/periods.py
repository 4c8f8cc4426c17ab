"""Weeks, months and years named from the day of the report, spans of them, parts of a period, and feasts that no table places."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from isnad.arabic.dates.calendar import read_dated
from isnad.arabic.dates.months import month_at
from isnad.arabic.dates.reading import Reading
from isnad.arabic.dates.tokens import folded_at, is_a, roles, skip, word_at
from isnad.arabic.dates.years import past_qualifier, read_bare_year, read_season, read_year
from isnad.arabic.numbers.cardinals import read_number
from isnad.model.text import Token


def read_part(tokens: Sequence[Token], at: int) -> Reading | None:
    """مطلع 2017, أواخر مارس, منتصف الشهر الماضي, النصف الأول من عام 2015."""
    if is_a(tokens, at, "quarter"):
        return _fraction(tokens, at)
    word = word_at(tokens, at)
    if word.category != "part":
        return None
    start = skip(tokens, at + 1, "من")
    if folded_at(tokens, at) in {"اول", "اخر", "وسط"} and not (
        month_at(tokens, start) or folded_at(tokens, start) in {"شهر", "عام"}
    ):
        return None
    for rule in (read_dated, read_period, read_year, read_season):
        read = rule(tokens, start)
        if read is not None and read.day is None and read.kind in {"date", "period", "decade", "season"}:
            return replace(read, first=at, part=word.value)
    return _part_of_this(tokens, at, start, word.value)


def _part_of_this(tokens: Sequence[Token], at: int, start: int, part: str) -> Reading | None:
    """نهاية العام, مطلع الشهر: of the one that is running."""
    if folded_at(tokens, start) in {"العام", "السنه", "الشهر", "الاسبوع"} and word_at(tokens, start).category == "unit":
        return Reading(at, start + 1, "period", unit=word_at(tokens, start).value, relation="this", part=part)
    return None


def _fraction(tokens: Sequence[Token], at: int) -> Reading | None:
    of = {"الربع": 4, "النصف": 2, "الثلث": 3}[folded_at(tokens, at)]
    which = (
        of if folded_at(tokens, at + 1) == "الاخير" else word_at(tokens, at + 1).number if is_a(tokens, at + 1, "ordinal") else 0
    )
    if not 1 <= which <= of:
        return None
    start = skip(tokens, at + 2, "من", "ل")
    for rule in (read_year, read_period, read_bare_year, read_dated):
        read = rule(tokens, start)
        if read is not None and read.day is None and read.kind in {"date", "period"}:
            return replace(read, first=at, fraction=(which, of))
    return None


def read_period(tokens: Sequence[Token], at: int) -> Reading | None:
    """الأسبوع الماضي, هذا الشهر, الأيام الثلاثة الماضية, اليومين المقبلين, الـ48 ساعة الماضية, الساعات القليلة الماضية."""
    if folded_at(tokens, at) in {"هذا", "هذه"} and is_a(tokens, at + 1, "unit") and tokens[at + 1].folded.startswith("ال"):
        unit = word_at(tokens, at + 1).value
        return (
            Reading(at, past_qualifier(tokens, at + 2), "period", unit=unit, relation="this")
            if unit in {"week", "month", "year"}
            else None
        )
    return _counted_period(tokens, at) or _defined_period(tokens, at)


def _defined_period(tokens: Sequence[Token], at: int) -> Reading | None:
    word = word_at(tokens, at)
    if word.category not in {"unit", "two"} or not tokens[at].folded.startswith("ال"):
        return None
    many = _is_many(tokens[at].folded)
    if folded_at(tokens, at + 1) == "قبل" and word_at(tokens, at + 2).value == "past":
        return Reading(at, at + 3, "period", unit=word.value, relation="past-but-one")
    count, last, vague = _count_inside(tokens, at + 1)
    last = _also_units(tokens, last)
    if not is_a(tokens, last, "qualifier"):
        return None
    relation = word_at(tokens, last).value
    if word.category == "two":
        return Reading(at, last + 1, "span", unit=word.value, count=Fraction(2), relation=relation)
    if count is not None:
        return Reading(at, last + 1, "span", unit=word.value, count=count, relation=relation)
    if many or vague or word.value in {"while", "hour", "minute"}:
        return Reading(at, last + 1, "vague", unit=word.value, relation=relation)
    return _single_period(at, last + 1, word.value, relation, folded_at(tokens, last))


def _single_period(first: int, last: int, unit: str, relation: str, qualifier: str) -> Reading | None:
    if unit == "day" or qualifier in {"الاخير", "الاخيره"} or unit in {"century", "decade"}:
        return Reading(first, last, "vague", unit=unit, relation=relation) if unit != "day" else None
    return Reading(first, last, "period", unit=unit, relation=relation)


def _is_many(folded: str) -> bool:
    return folded in roles()["plural_span"]


def _also_units(tokens: Sequence[Token], at: int) -> int:
    """الأسابيع والأشهر الماضية."""
    return at + 2 if folded_at(tokens, at) == "و" and is_a(tokens, at + 1, "unit") else at


def _count_inside(tokens: Sequence[Token], at: int) -> tuple[Fraction | None, int, bool]:
    """الثلاثة in الأيام الثلاثة الماضية; القليلة."""
    if folded_at(tokens, at) in roles()["few"]:
        return None, at + 1, True
    at = skip(tokens, at, "ال")
    folded = folded_at(tokens, at)
    inner = read_number(tokens, at) if folded[:1].isdecimal() else read_number(tokens, at, article=True)
    return (inner[0], inner[1], False) if inner else (None, at, False)


def _counted_period(tokens: Sequence[Token], at: int) -> Reading | None:
    """الثلاثة أيام الماضية, الـ48 ساعة الماضية."""
    start = skip(tokens, at, "ال")
    number = read_number(tokens, start) or read_number(tokens, start, article=True)
    if number is None or not is_a(tokens, number[1], "unit"):
        return None
    unit, last = word_at(tokens, number[1]).value, number[1] + 1
    if not is_a(tokens, last, "qualifier"):
        return None
    return Reading(at, last + 1, "span", unit=unit, count=number[0], relation=word_at(tokens, last).value)


def read_feast(tokens: Sequence[Token], at: int) -> Reading | None:
    """عيد الفطر, عيد الأضحى: moved by the moon and by each country, so the words only."""
    if is_a(tokens, at, "feast") and folded_at(tokens, at + 1) in {"الفطر", "الاضحي"}:
        return Reading(at, at + 2, "vague", unit="feast")
    return None
