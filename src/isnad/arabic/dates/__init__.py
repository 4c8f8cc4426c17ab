"""Date expressions → EDTF with bounds, basis and rule.

Three steps: words → readings (`finding`), readings → the day the report counts from, readings from that day → values
(`resolving`; an hour alone takes its day from the words around it, `context`). Nothing is computed from an unknown
publication date; such an expression keeps its words and its rule.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from isnad.arabic.dates.context import give_days_to_hours, with_years_told
from isnad.arabic.dates.edtf import Anchor, days_from, parse_published
from isnad.arabic.dates.finding import find_readings
from isnad.arabic.dates.reading import Reading
from isnad.arabic.dates.resolving import resolve
from isnad.arabic.words import find_tokens
from isnad.model.text import Token
from isnad.model.time import Time

_NEAR = 2
"""Days between a page's date line and the publication date that came with it."""
_WIDEST_GAP = 12
"""Letters between two words of one line: spaces, marks and bidi controls."""
_LINE_WORDS = 14
"""A line of more tokens is a sentence, not the page's date line."""


def find_times(text: str, tokens: Sequence[Token], published: str | None) -> tuple[Time, ...]:
    """The date expressions of `text` in order, each with its value as far as it can be computed.

    `published`: EDTF, may be partial or None. What lies outside `tokens` (menus, date lines) is looked at for full
    calendar dates only.
    """
    said = [(run, r) for run in _runs(text, tokens) for r in find_readings(run)]
    known = _anchor(published)
    lines = _date_lines(text, tokens, known)
    anchor = _settle(text, [*said, *lines], known)
    both = sorted([*said, *lines], key=lambda tr: tr[0][tr[1].first].start)
    reads = with_years_told([r for _, r in both], anchor)
    times = [_time(text, ts, r, anchor, k) for k, ((ts, _), r) in enumerate(zip(both, reads, strict=True), 1)]
    return give_days_to_hours(text, reads, times)


def _runs(text: str, tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """`tokens` cut at blank lines and at what lies unread between them: no date goes on past those."""
    start = 0
    for at in range(1, len(tokens)):
        gap = tokens[at].start - tokens[at - 1].end
        if gap > 1 and (gap > _WIDEST_GAP or "\n\n" in text[tokens[at - 1].end : tokens[at].start]):
            yield tokens[start:at]
            start = at
    yield tokens[start:]


def _time(text: str, tokens: Sequence[Token], read: Reading, anchor: Anchor | None, number: int) -> Time:
    start, end = tokens[read.first].start, tokens[read.last - 1].end
    resolved = resolve(read, anchor)
    earliest, latest = (d.isoformat() if d else None for d in (resolved.value.earliest, resolved.value.latest))
    return Time(
        start=start, end=end, text=text[start:end], id=f"T{number}", edtf=resolved.value.edtf,
        earliest=earliest, latest=latest, basis=resolved.basis, rule=resolved.rule,
    )  # fmt: skip


def _date_lines(text: str, tokens: Sequence[Token], published: Anchor | None) -> list[tuple[Sequence[Token], Reading]]:
    """The page's own date where it stands outside `tokens`: the first full date, within two days of publication."""
    for ts in _unread(text, tokens):
        for read in find_readings(ts):
            if not _is_full(read):
                continue
            day = resolve(read, None).value.earliest
            if day is not None and (published is None or published.date is None or abs((published.date - day).days) <= _NEAR):
                return [(ts, read)]
    return []


def _unread(text: str, tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The words of each stretch of `text` that `tokens` leave out."""
    at = 0
    for token in tokens:
        if token.start > at + 3:
            yield from _words_of(text, at, token.start)
        at = max(at, token.end)
    yield from _words_of(text, at, len(text))


def _words_of(text: str, start: int, end: int) -> Iterator[Sequence[Token]]:
    if end - start > 3 and any(c.isdecimal() for c in text[start:end]):
        yield find_tokens(text, start, end)


def _is_full(read: Reading) -> bool:
    whole = read.other or read
    return whole.kind == "date" and whole.year is not None and whole.month is not None and whole.day is not None


# ---- the day the report counts from --------------------------------------------------------------


def _anchor(published: str | None) -> Anchor | None:
    """The publication date, also where it was handed on in words (4 ديسمبر 2024)."""
    known = parse_published(published)
    if known is not None or not published:
        return known
    for read in find_readings(find_tokens(published, 0, len(published))):
        whole = read.other or read
        if whole.year is not None and not whole.hijri:
            value = resolve(replace(whole, part="", bound=""), None).value
            return parse_published(value.edtf)
    return None


def _settle(text: str, found: list[tuple[Sequence[Token], Reading]], published: Anchor | None) -> Anchor | None:
    """The day the report's own words count from: what it says today is, near its publication date.

    Publication dates come from clocks and captures; "أمس الخميس" on a Thursday means the report was written on Friday.
    """
    day = published.date if published else None
    if published is not None and day is None:
        return published
    if day is None:
        return next((Anchor(d.year, d.month, d.day) for _, r in found if (d := _stated_today(r))), None)
    moved = _today_by_weekdays(found, day) or _today_by_date_line(text, found, day) or day
    return Anchor(moved.year, moved.month, moved.day)


def _stated_today(read: Reading) -> date | None:
    if read.kind != "day" or read.other is None or read.other.year is None or read.other.hijri:
        return None
    stated = resolve(read.other, None).value.earliest
    return days_from(stated, -read.offset) if stated else None


def _today_by_weekdays(found: list[tuple[Sequence[Token], Reading]], day: date) -> date | None:
    """The day near `day` that the first "اليوم الثلاثاء" or "أمس الاثنين" of the report makes today."""
    for _, read in found:
        if read.kind == "day" and read.weekday is not None and abs(read.offset) <= 1:
            today = (read.weekday - read.offset - 1) % 7 + 1
            moves = [0, 1, *range(-1, -6, -1)]
            return next(d for m in moves if (d := days_from(day, m) or day).isoweekday() == today or m == -5)
    return None


def _today_by_date_line(text: str, found: list[tuple[Sequence[Token], Reading]], day: date) -> date | None:
    """The day after `day`, where the page's own date line gives it."""
    after = days_from(day, 1)
    for tokens, read in found:
        if read.kind in {"date", "weekday"} and _is_full(read) and after is not None:
            value = resolve(read, None).value
            if value.earliest == value.latest == after and _is_line(text, tokens, read):
                return after
    return None


def _is_line(text: str, tokens: Sequence[Token], read: Reading) -> bool:
    start, end = tokens[read.first].start, tokens[read.last - 1].end
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return (line_end if line_end >= 0 else len(text)) - line_start <= (end - start) + _LINE_WORDS
