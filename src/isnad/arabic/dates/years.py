"""Years, decades and seasons."""

from collections.abc import Sequence
from dataclasses import replace

from isnad.arabic.dates.months import month_at
from isnad.arabic.dates.reading import Reading
from isnad.arabic.dates.tokens import folded_at, is_a, roles, skip, word_at
from isnad.arabic.numbers.cardinals import read_number
from isnad.model.text import Token
from isnad.reference.numerals import load_nouns

LONG_AGO = 1500
_FAR_AHEAD = 2040
"""Bare numbers above are no years."""


def read_year(tokens: Sequence[Token], at: int) -> Reading | None:
    """عام 2014, سنة ألفين وتسعة عشر, في 2011, السبعينيات, تسعينيات القرن الماضي."""
    if is_a(tokens, at, "decade"):
        return _decade(tokens, at)
    if folded_at(tokens, at) in roles()["year"]:
        year = read_year_in_words(tokens, at + 1)
        if year is not None:
            return Reading(at, year[1], "date", year=year[0], hijri=year[0] < LONG_AGO)
        return None
    if folded_at(tokens, at - 1) in roles()["before_year"] or month_at(tokens, at - 1):
        return read_bare_year(tokens, at)
    return None


def read_bare_year(tokens: Sequence[Token], at: int) -> Reading | None:
    """2011: four digits that are a year and count nothing."""
    year = read_year_number(tokens, at)
    if year is None or _counts_something(tokens, year[1]) or year[0] > _FAR_AHEAD:
        return None
    hijri = year[0] < LONG_AGO
    return None if hijri and year[1] == at + 1 else Reading(at, year[1], "date", year=year[0], hijri=hijri)


def read_year_number(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A year in digits, and the token after it and its م or هـ."""
    at = skip(tokens, at, "(")
    folded = folded_at(tokens, at)
    if not (folded.isdecimal() and len(folded) == 4 and (1300 <= int(folded) < LONG_AGO or 1800 <= int(folded) <= 2100)):
        return None
    last = at + 1
    if folded_at(tokens, last) in {"م", "ه", "هـ", "ميلادي", "ميلاديه", "هجري", "هجريه", "للهجره"}:
        last += 1
    return int(folded), last


def read_year_in_words(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A year in digits or in words (ألفين وتسعة عشر)."""
    year = read_year_number(tokens, at)
    if year is not None:
        return year
    number = read_number(tokens, at)
    if number is not None and number[0].denominator == 1 and 1300 <= number[0] <= 2100:
        return int(number[0]), number[1]
    return None


def _counts_something(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token after a bare number makes it a count, a clock time or a part of something."""
    if at >= len(tokens) or tokens[at].start > tokens[at - 1].end + 1:
        return False
    return tokens[at].folded in load_nouns() or tokens[at].folded in {"/", "-", "%", ":", "بتوقيت"}


def read_relation(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """العام الماضي, هذا العام, العام قبل الماضي, العام الذي سبقه: which one, and the token after it."""
    if folded_at(tokens, at) in {"هذا", "هذه"} and is_a(tokens, at + 1, "unit"):
        return "this", past_qualifier(tokens, at + 2)
    if folded_at(tokens, at + 1) == "قبل" and word_at(tokens, at + 2).value == "past":
        return "past-but-one", at + 3
    if is_a(tokens, at + 1, "qualifier"):
        return word_at(tokens, at + 1).value, at + 2
    if folded_at(tokens, at) in roles()["same"] and folded_at(tokens, at + 1) in roles()["year"]:
        return "same", at + 2
    return _same_year(tokens, at)


def _same_year(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """العام نفسه, also where the pronoun is cut from it."""
    if folded_at(tokens, at + 1) in roles()["itself"]:
        return "same", at + 2
    return ("same", at + 3) if folded_at(tokens, at + 1) in roles()["same"] and at + 2 < len(tokens) else None


def past_qualifier(tokens: Sequence[Token], at: int) -> int:
    """The token after الماضي and the like, where it stands at `at`."""
    return at + 1 if is_a(tokens, at, "qualifier") else at


def _decade(tokens: Sequence[Token], at: int) -> Reading | None:
    """The seventies; not somebody's age (شاب في العشرينات, في الثلاثينات من عمره)."""
    last, number = at + 1, word_at(tokens, at).number
    if folded_at(tokens, last) == "القرن" and is_a(tokens, last + 1, "qualifier"):
        last += 2
    elif not tokens[at].folded.startswith("ال"):
        return None
    if last == at + 1 and _is_age(tokens, at):
        return None
    century = 2000 if number == 20 and folded_at(tokens, last - 1) not in {"الماضي", "المنصرم"} else 1900
    return Reading(at, last, "decade", year=century + number % 100)


def _is_age(tokens: Sequence[Token], at: int) -> bool:
    if folded_at(tokens, at + 1) == "من" and folded_at(tokens, at + 2) in {"عمر", "العمر", "عمره", "عمرها", "عمرهم"}:
        return True
    person = load_nouns().get(folded_at(tokens, at - 2).removeprefix("ال"))
    young = word_at(tokens, at).number in {20, 30, 40} and folded_at(tokens, at - 2) != "ولد"
    return young and folded_at(tokens, at - 1) == "في" and person is not None and person.noun.kind == "person"


def read_season(tokens: Sequence[Token], at: int) -> Reading | None:
    """ربيع عام 2020, صيف 2014, نهاية الصيف, الشتاء الماضي."""
    word = word_at(tokens, at)
    if word.category != "season":
        return None
    read = Reading(at, at + 1, "season", month=word.number)
    start = skip(tokens, at + 1, "من")
    year = (
        read_year_in_words(tokens, start + 1) if folded_at(tokens, start) in roles()["year"] else read_year_number(tokens, start)
    )
    if year is not None:
        return replace(read, year=year[0], last=year[1])
    relation = read_relation(tokens, start) if folded_at(tokens, start) in roles()["year"] | {"هذا"} else None
    if relation is not None:
        return replace(read, year_relation=relation[0], last=relation[1])
    if is_a(tokens, at + 1, "qualifier") and tokens[at].folded.startswith("ال"):
        return replace(read, relation=word_at(tokens, at + 1).value, last=at + 2)
    return read if is_a(tokens, at - 1, "part") and tokens[at].folded.startswith("ال") else None
