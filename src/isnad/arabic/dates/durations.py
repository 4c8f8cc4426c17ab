"""Amounts of time that قبل and منذ count back by: يومين, نحو ثلاثة أسابيع, عام ونصف العام."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from isnad.arabic.dates.months import month_at
from isnad.arabic.dates.reading import Reading
from isnad.arabic.dates.tokens import folded_at, is_a, roles, word_at
from isnad.arabic.dates.years import read_year_in_words
from isnad.arabic.numbers.cardinals import read_number
from isnad.model.text import Token


def read_ago(tokens: Sequence[Token], at: int) -> Reading | None:
    """يومين, نحو ثلاثة أسابيع, أيام, عدة أشهر, عام ونصف العام, أكثر من عامين: what قبل and منذ count back."""
    start, about = at, False
    if folded_at(tokens, at) == "ما":
        at += 1
    if (folded_at(tokens, at) in {"اكثر", "اقل"} and folded_at(tokens, at + 1) == "من") or (
        folded_at(tokens, at) in {"يزيد", "يقارب"} and folded_at(tokens, at + 1) in {"عن", "علي", "من"}
    ):
        read = read_ago(tokens, at + 2)
        return replace(read, first=start, kind="vague") if read else None
    if is_a(tokens, at, "about") or folded_at(tokens, at) in {"يقارب", "قرابه"}:
        at, about = at + 1, True
    read = _amount(tokens, at)
    if read is None:
        return None
    if folded_at(tokens, read.last) in {"تقريبا"}:
        read, about = replace(read, last=read.last + 1), True
    return replace(read, first=start, about=about or read.about)


def _amount(tokens: Sequence[Token], at: int) -> Reading | None:
    word = word_at(tokens, at)
    if folded_at(tokens, at).startswith("ال"):
        return None
    if word.category == "two":
        return Reading(at, at + 1, "ago", unit=word.value, count=Fraction(2))
    if word.category == "vague" and is_a(tokens, at + 1, "unit"):
        return Reading(at, at + 2, "vague", unit=word_at(tokens, at + 1).value)
    if word.category == "unit":
        return _unit_alone(tokens, at, word.value)
    number = read_number(tokens, at)
    if number is None or not is_a(tokens, number[1], "unit"):
        return None
    return Reading(at, _past_gone(tokens, number[1] + 1), "ago", unit=word_at(tokens, number[1]).value, count=number[0])


def _past_gone(tokens: Sequence[Token], at: int) -> int:
    return at + 1 if folded_at(tokens, at) in {"مضت", "خلت"} else at


def _unit_alone(tokens: Sequence[Token], at: int, unit: str) -> Reading | None:
    """أسبوع is one, أيام are some, عام ونصف العام is one and a half; عام 2011 is a year."""
    if folded_at(tokens, at) in roles()["plural"]:
        last = at + 2 if is_a(tokens, at + 1, "vague") else at + 1
        return Reading(at, last, "vague", unit=unit)
    if (
        read_year_in_words(tokens, at + 1)
        or month_at(tokens, at + 1)
        or is_a(tokens, at + 1, "weekday")
        or is_a(tokens, at + 1, "day")
    ):
        return None
    if unit in {"hour", "minute", "day"} and folded_at(tokens, at) not in {"يوم", "ساعه"}:
        return None
    if folded_at(tokens, at + 1) == "و" and folded_at(tokens, at + 2) == "نصف":
        last = at + 4 if word_at(tokens, at + 3).value == unit else at + 3
        return Reading(at, last, "ago", unit=unit, count=Fraction(3, 2), about=True)
    return Reading(at, at + 1, "ago", unit=unit, count=Fraction(1))
