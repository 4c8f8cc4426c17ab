"""Expressions with two ends: من … حتى …, بين … و…, منذ … وحتى …, the night between two weekdays."""

from collections.abc import Sequence
from dataclasses import replace

from isnad.arabic.dates.days import read_weekday
from isnad.arabic.dates.expressions import read_simple
from isnad.arabic.dates.reading import Reading
from isnad.arabic.dates.tokens import folded_at, skip
from isnad.arabic.dates.years import read_bare_year
from isnad.model.text import Token

_NIGHT = frozenset({"ليل", "ليله"})
_LINKS = ("-", "/")
_LINKS_OF_NIGHT = (*_LINKS, "علي", "الي")


def with_until(tokens: Sequence[Token], read: Reading) -> Reading:
    """منذ … [و]حتى …: the other end of a stretch."""
    at = skip(tokens, read.last, "،", ",")
    at = skip(tokens, at, "و")
    if folded_at(tokens, at) not in {"حتي", "الي", "لغايه", "وحتي"}:
        return read
    end = read_simple(tokens, at + 1)
    return replace(read, last=end.last, end=end) if end is not None and end.kind in {"date", "day", "weekday"} else read


def read_between(tokens: Sequence[Token], at: int) -> Reading | None:
    """بين 15 و24 تموز, بين عامي 2011 و2015: some time between two."""
    after = at + 2 if folded_at(tokens, at + 1) in {"عامي", "سنتي", "شهري", "يومي"} else at + 1
    pair = _pair(tokens, after, {"و"}, years=after > at + 1)
    return replace(pair, first=at, among=True) if pair is not None else None


def read_from_to(tokens: Sequence[Token], at: int) -> Reading | None:
    """من 15 حتى 24 تموز: a stretch with both its ends; من تاريخ … is one date."""
    after = skip(tokens, at + 1, "تاريخ")
    if after > at + 1:
        return read_simple(tokens, after)
    pair = _pair(tokens, after, {"حتي", "الي", "ل", "و"}, years=False)
    if pair is None:
        return None
    linked = folded_at(tokens, pair.first) == "و"
    return None if linked else replace(pair, first=at)


def _pair(tokens: Sequence[Token], at: int, links: set[str], *, years: bool) -> Reading | None:
    """Two dates with a link between them; the first may leave its month or year to the second."""
    short = _short_day(tokens, at)
    first = short if short is not None and folded_at(tokens, short.last) in links else read_simple(tokens, at)
    if first is None and years:
        first = read_bare_year(tokens, at)
    if first is None or folded_at(tokens, first.last) not in links:
        return None
    second = read_simple(tokens, first.last + 1) or (
        read_bare_year(tokens, first.last + 1) if years or (first.kind == "date" and not first.month) else None
    )
    if second is None or (first is short and not second.day):
        return None
    first = (
        replace(first, month=first.month or second.month, year=first.year or second.year)
        if first.kind == second.kind == "date"
        else first
    )
    first = replace(first, relation=first.relation or second.relation, year_relation=first.year_relation or second.year_relation)
    return replace(first, last=second.last, end=second)


def _short_day(tokens: Sequence[Token], at: int) -> Reading | None:
    folded = folded_at(tokens, at)
    if folded.isdecimal() and len(folded) <= 2 and 1 <= int(folded) <= 31:
        return Reading(at, at + 1, "date", day=int(folded))
    return None


def with_next_night(tokens: Sequence[Token], read: Reading) -> Reading:
    """ليل الأحد - الإثنين, ليل الأحد الإثنين, ليلة الأحد على الإثنين."""
    night = any(t.folded in _NIGHT for t in tokens[read.first : read.last])
    links = _LINKS_OF_NIGHT if night else _LINKS
    if read.kind == "weekday" and not read.relation and (night or folded_at(tokens, read.last) in links):
        second = read_weekday(tokens, skip(tokens, read.last, *links))
        if second is not None and second.kind == "weekday" and second.weekday == _following(read.weekday):
            return replace(read, last=second.last, next_weekday=second.weekday, relation=second.relation)
    return read


def _following(weekday: int | None) -> int:
    return (weekday or 0) % 7 + 1
