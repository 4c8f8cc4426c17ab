"""Months by their names, with the name of another region beside it, and whether the word is a month at all."""

from collections.abc import Sequence

from isnad.arabic.dates.reading import Reading
from isnad.arabic.dates.tokens import folded_at, is_a, roles, skip, word_at
from isnad.model.text import Token
from isnad.reference.calendar import MonthName, load_months


def read_month(tokens: Sequence[Token], at: int) -> tuple[MonthName, int] | None:
    """A month with its other name: تشرين الثاني/نوفمبر, مارس (آذار), آذار - مارس, مارس آذار."""
    name = month_at(tokens, at)
    if name is None:
        return None
    last = at + len(name.words)
    after = skip(tokens, last, "/", "-", "(", "|", "\\", "او", "[", ".")
    other = month_at(tokens, after)
    if other is None or other.hijri != name.hijri or not (other.month == name.month or _is_slip(tokens, last, name, other)):
        return name, last
    return MonthName(name.words, name.month, name.hijri, True, name.region), skip(tokens, after + len(other.words), ")", "]")


def _is_slip(tokens: Sequence[Token], at: int, name: MonthName, other: MonthName) -> bool:
    """يناير/كانون أول: one month by a wrong second name, where the names are of two regions; the first counts."""
    return folded_at(tokens, at) == "/" and name.region != other.region


def month_at(tokens: Sequence[Token], at: int) -> MonthName | None:
    """The month whose name begins at token `at`."""
    for name in load_months().get(folded_at(tokens, at), ()):
        if all(folded_at(tokens, at + k) == w for k, w in enumerate(name.words)):
            return name
    return None


def read_this_month(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """[هذا] الشهر [الجاري|الماضي], الجاري."""
    if folded_at(tokens, at) == "هذا" and folded_at(tokens, at + 1) == "الشهر":
        return at + 2, "this"
    if folded_at(tokens, at) == "الشهر" and is_a(tokens, at + 1, "qualifier"):
        return at + 2, word_at(tokens, at + 1).value
    if is_a(tokens, at, "qualifier") and folded_at(tokens, at) in {"الجاري", "الحالي"} and folded_at(tokens, at - 1) != "الشهر":
        return at + 1, "this"
    return None


def follows_preposition(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word before makes a month of an unsure word (في آذار)."""
    return folded_at(tokens, at - 1) in roles()["before_month"] or is_a(tokens, at - 1, "part")


def is_mans_name(tokens: Sequence[Token], first: int, name: MonthName, read: Reading, last: int) -> bool:
    """A Hijri month's name alone is as often a man's; "7 أكتوبر" the operation keeps its day."""
    return (
        name.hijri
        and read.last == last
        and first == read.first
        and folded_at(tokens, first) != "شهر"
        and not name.sure
        and (folded_at(tokens, first - 1) not in {"في", "خلال", "منذ", "شهر"})
    )
