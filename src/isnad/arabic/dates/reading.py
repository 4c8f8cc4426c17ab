"""Words → what a date expression says, before anything is computed from it.

A grammar by hand over tokens: it looks at a place only where a word of time or a number stands, and never goes back
further than one expression, so a text of any length takes linear time. The words are in `reference/data/dates`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from isnad.arabic.numbers import read_number
from isnad.model.text import Token
from isnad.reference.calendar import MonthName, TimeWord, load_months, load_time_words
from isnad.reference.numerals import load_nouns
from isnad.reference.tables import load_roles

_SEPARATORS = frozenset({"/", "-", ".", "\\"})
_LONG_AGO = 1500
_FAR_AHEAD = 2040
"""Bare numbers above are no years."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tokens `first..last` (exclusive) say of a time. Which fields are set depends on `kind`:

    date (year, month, day, weekday, hijri), weekday, day (offset), period (unit, relation), span (unit, count, relation),
    ago (unit, count), decade (year), season (month 21-24), vague, part_of_day.
    """

    first: int
    last: int
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hijri: bool = False
    weekday: int | None = None
    next_weekday: int | None = None
    offset: int = 0
    relation: str = ""
    year_relation: str = ""
    unit: str = ""
    count: Fraction | None = None
    about: bool = False
    part: str = ""
    fraction: tuple[int, int] | None = None
    """Which part of how many: the first of two halves is (1, 2)."""
    bound: str = ""
    """`from` (منذ) or `until` (حتى)."""
    end: "Reading | None" = None
    """The other end of a range."""
    among: bool = False
    """A range that holds one day meant (بين … و…)."""
    other: "Reading | None" = None
    """The same day in the other calendar, or spelt out beside a weekday."""


Rule = Callable[[Sequence[Token], int], "Reading | None"]


def _roles() -> dict[str, frozenset[str]]:
    return load_roles("dates/roles.tsv")


def find_readings(tokens: Sequence[Token]) -> list[Reading]:
    """What the date expressions of `tokens` say, in order; none overlap."""
    found: list[Reading] = []
    words, months, at = load_time_words(), load_months(), 0
    starts = _roles()["is_date"] | {"بعد", "نهار", "ال"}
    while at < len(tokens):
        folded = tokens[at].folded
        read = None
        if folded in words or folded in months or folded[:1].isdecimal() or folded in starts:
            read = _expression(tokens, at)
        if read is None:
            at += 1
            continue
        found.append(read)
        at = max(read.last, at + 1)
    return found


# ---- looking at tokens ---------------------------------------------------------------------------


def _folded(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].folded if 0 <= at < len(tokens) else ""


def _word(tokens: Sequence[Token], at: int) -> TimeWord:
    return load_time_words().get(_folded(tokens, at), _NO_WORD)


_NO_WORD = TimeWord("", "")


def _is(tokens: Sequence[Token], at: int, category: str) -> bool:
    return _word(tokens, at).category == category


def _touches(tokens: Sequence[Token], at: int) -> bool:
    """Whether no space stands between the token before and this one."""
    return 0 < at < len(tokens) and tokens[at - 1].end == tokens[at].start


def _skip(tokens: Sequence[Token], at: int, *words: str) -> int:
    return at + 1 if _folded(tokens, at) in words else at


# ---- expressions ---------------------------------------------------------------------------------


def _expression(tokens: Sequence[Token], at: int) -> Reading | None:
    word = _word(tokens, at)
    by_category = {
        "since": _since,
        "before": _ago_before,
        "until": _until,
        "between": _between,
        "from": _from_to,
        "within": _within,
    }
    if word.category in by_category:
        return by_category[word.category](tokens, at)
    if _folded(tokens, at) == "بعد":
        night = _past_part_of_day(tokens, at) > at + 1 or _folded(tokens, at + 1) in {"غد", "الغد"}
        read = _core(tokens, at) if night else None
        return _with_other_end(tokens, read) if read is not None else None
    if _folded(tokens, at) in _roles()["is_date"]:
        read = _core(tokens, at + 1)
        return read if read is not None and read.kind == "date" else None
    read = _core(tokens, at)
    return _with_other_end(tokens, read) if read is not None else None


def _since(tokens: Sequence[Token], at: int) -> Reading | None:
    """منذ 2011; منذ يومين is a day, منذ أربعة أشهر a stretch from about then on."""
    read = _ago(tokens, at + 1)
    if read is not None:
        long = read.kind == "ago" and read.unit not in {"day", "hour", "minute"}
        return replace(read, first=at, about=read.about or long, bound="from" if long else "")
    read = _core(tokens, at + 1)
    if read is None:
        return None
    read = _with_until(tokens, read)
    return (
        replace(read, first=at, bound="from")
        if read.kind == "date" and not read.part and read.end is None
        else replace(read, first=at)
    )


def _with_until(tokens: Sequence[Token], read: Reading) -> Reading:
    """منذ … [و]حتى …: the other end of a stretch."""
    at = _skip(tokens, read.last, "،", ",")
    at = _skip(tokens, at, "و")
    if _folded(tokens, at) not in {"حتي", "الي", "لغايه"}:
        return read
    end = _core(tokens, at + 1)
    return replace(read, last=end.last, end=end) if end is not None and end.kind in {"date", "day", "weekday"} else read


def _ago_before(tokens: Sequence[Token], at: int) -> Reading | None:
    read = _ago(tokens, at + 1)
    if read is not None:
        return replace(read, first=at)
    return _core(tokens, at) if _is(tokens, at + 1, "part") or _is(tokens, at + 1, "part_of_day") else None


def _until(tokens: Sequence[Token], at: int) -> Reading | None:
    read = _core(tokens, at + 1)
    if read is not None and read.kind == "day" and read.offset == 0 and read.weekday is None:
        return replace(read, first=at, bound="until")
    return read


def _within(tokens: Sequence[Token], at: int) -> Reading | None:
    return _core(tokens, at + 1)


def _between(tokens: Sequence[Token], at: int) -> Reading | None:
    after = at + 2 if _folded(tokens, at + 1) in {"عامي", "سنتي", "شهري", "يومي"} else at + 1
    pair = _pair(tokens, after, {"و"}, years=after > at + 1)
    return replace(pair, first=at, among=True) if pair is not None else None


def _from_to(tokens: Sequence[Token], at: int) -> Reading | None:
    after = _skip(tokens, at + 1, "تاريخ")
    if after > at + 1:
        return _core(tokens, after)
    pair = _pair(tokens, after, {"حتي", "الي", "ل", "و"}, years=False)
    if pair is None:
        return None
    linked = _folded(tokens, pair.first) == "و"
    return None if linked else replace(pair, first=at)


def _pair(tokens: Sequence[Token], at: int, links: set[str], *, years: bool) -> Reading | None:
    """Two dates with a link between them; the first may leave its month or year to the second."""
    short = _short_day(tokens, at)
    first = short if short is not None and _folded(tokens, short.last) in links else _core(tokens, at)
    if first is None and years:
        first = _bare_year(tokens, at)
    if first is None or _folded(tokens, first.last) not in links:
        return None
    second = _core(tokens, first.last + 1) or (
        _bare_year(tokens, first.last + 1) if years or (first.kind == "date" and not first.month) else None
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
    folded = _folded(tokens, at)
    if folded.isdecimal() and len(folded) <= 2 and 1 <= int(folded) <= 31:
        return Reading(at, at + 1, "date", day=int(folded))
    return None


def _with_other_end(tokens: Sequence[Token], read: Reading) -> Reading:
    """ليل الأحد - الإثنين; الجمعة حتى الأحد; 2011-2015."""
    if read.kind == "weekday" and not read.relation and _folded(tokens, read.last) in {"-", "/"}:
        second = _weekday(tokens, read.last + 1)
        if second is not None and second.kind == "weekday" and second.weekday == _following(read.weekday):
            return replace(read, last=second.last, next_weekday=second.weekday, relation=second.relation)
    return read


def _following(weekday: int | None) -> int:
    return (weekday or 0) % 7 + 1


# ---- the core of an expression -------------------------------------------------------------------


def _core(tokens: Sequence[Token], at: int) -> Reading | None:
    start = _past_part_of_day(tokens, at)
    for rule in (_day, _weekday, _numeric, _two_days, _dated, _part, _periods, _years, _seasons, _feast):
        read = rule(tokens, start)
        if read is not None:
            return replace(read, first=at, part=read.part or _part_of_day(tokens, at, start))
    return None


def _past_part_of_day(tokens: Sequence[Token], at: int) -> int:
    """The token after فجر, مساء يوم, بعد منتصف ليل and the like, where a day may follow."""
    start = at
    if _is(tokens, at, "before") or _folded(tokens, at) == "بعد":
        start += 1
    if _folded(tokens, start) in {"منتصف", "ساعات", "ساعه", "بدايه", "اول"} and _is(tokens, start + 1, "part_of_day"):
        start += 1
    if _is(tokens, start, "part_of_day"):
        start += 1
        return start + 1 if _folded(tokens, start) in {"يوم", "نهار"} else start
    return at


def _part_of_day(tokens: Sequence[Token], first: int, last: int) -> str:
    folded = [t.folded for t in tokens[first:last]]
    if "بعد" in folded and "منتصف" in folded:
        return "after-midnight"
    return ""


def _day(tokens: Sequence[Token], at: int) -> Reading | None:
    """اليوم, أمس, أول أمس, غدا, الليلة الماضية, with the weekday and the date beside them."""
    start = at
    at = _skip(tokens, at, "يوم", "نهار", "هذا")
    before = _day_before(tokens, at)
    at, back = before if before else (at, 0)
    word = _word(tokens, at)
    if word.category == "night":
        return _night(tokens, start, at)
    if word.category != "day" or _is_no_today(tokens, at):
        return None
    last = at + 2 if back and _folded(tokens, at + 1) == "الاول" else at + 1
    read = Reading(start, last, "day", offset=word.number + back)
    return _with_weekday(tokens, read)


def _day_before(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """أول [من] أمس, بعد غد: where the day stands, and by how much it is moved."""
    if _folded(tokens, at) == "امس" and _folded(tokens, at + 1) == "الاول":
        return at, -1
    if _folded(tokens, at) in {"اول", "اولي"}:
        after = _skip(tokens, at + 1, "من")
        return (after, -1) if _folded(tokens, after) in {"امس", "الامس"} else None
    if _folded(tokens, at) == "بعد" and _folded(tokens, at + 1) in {"غد", "الغد"}:
        return at + 1, 1
    if _folded(tokens, at) == "قبل" and _folded(tokens, at + 1) in {"امس"}:
        return at + 1, -1
    return None


def _night(tokens: Sequence[Token], start: int, at: int) -> Reading | None:
    if _folded(tokens, at + 1) == "قبل" and _word(tokens, at + 2).value == "past":
        return Reading(start, at + 3, "day", offset=-2)
    relation = _word(tokens, at + 1).value if _is(tokens, at + 1, "qualifier") else ""
    if relation == "past":
        return _with_weekday(tokens, Reading(start, at + 2, "day", offset=-1))
    if relation == "next" or _is(tokens, at + 1, "ordinal") or _folded(tokens, at - 1) in {"تلك", "في"}:
        return None
    return Reading(start, at + 1, "day")


def _is_no_today(tokens: Sequence[Token], at: int) -> bool:
    if _folded(tokens, at) == "غد":
        return _folded(tokens, at - 1) not in {"بعد", "يوم"} and not _is(tokens, at - 1, "part_of_day")
    if _folded(tokens, at) != "اليوم":
        return False
    after, before = _folded(tokens, at + 1), _folded(tokens, at - 1)
    quoted = before == '"' and after == '"'
    numbered = _is(tokens, at + 1, "ordinal") and not _is(tokens, at + 1, "weekday")
    return quoted or numbered or after in _roles()["not_today"] or before in _roles()["named_today"]


def _with_weekday(tokens: Sequence[Token], read: Reading) -> Reading:
    """The weekday and the date that spell a relative day out: اليوم (الثلاثاء), أمس الاثنين 23 يناير."""
    inside = _skip(tokens, read.last, "(", "،", ",", "-", "[")
    inside = _skip(tokens, inside, "يوم")
    weekday = _word(tokens, inside)
    if weekday.category == "weekday":
        read = replace(read, weekday=weekday.number, last=_skip(tokens, inside + 1, ")", "]"))
    return _with_date(tokens, read)


def _with_date(tokens: Sequence[Token], read: Reading) -> Reading:
    """The date beside a weekday or a relative day, in one calendar or two."""
    at = _skip(tokens, read.last, "،", ",")
    at = _skip(tokens, at, "(", "[", "-", "|")
    at = at + 1 if _folded(tokens, at) in _roles()["is_date"] else at
    date = _numeric(tokens, at) or _dated(tokens, at)
    if date is None or date.day is None:
        return read
    closed = _skip(tokens, date.last, ")", "]") if at > read.last else date.last
    return replace(read, last=closed, other=date)


def _weekday(tokens: Sequence[Token], at: int) -> Reading | None:
    start = at
    at = _skip(tokens, at, "يوم", "نهار")
    word = _word(tokens, at)
    if word.category != "weekday" or _is_no_weekday(tokens, at):
        return None
    read = Reading(start, at + 1, "weekday", weekday=word.number)
    if _folded(tokens, at + 1) == "قبل" and _word(tokens, at + 2).value == "past":
        return replace(read, last=at + 3, relation="past-but-one")
    if _is(tokens, at + 1, "qualifier"):
        return _with_date(tokens, replace(read, last=at + 2, relation=_word(tokens, at + 1).value))
    return _with_date(tokens, read)


def _is_no_weekday(tokens: Sequence[Token], at: int) -> bool:
    """الاثنين after a dual is the number; صلاة الجمعة and وكالة "الخميس" are names."""
    before = _folded(tokens, at - 1)
    if _folded(tokens, at) == "الاثنين" and before.startswith("ال") and before.endswith(("ين", "ان")):
        return True
    return before in _roles()["before_named_day"]


# ---- calendar dates ------------------------------------------------------------------------------


def _numeric(tokens: Sequence[Token], at: int) -> Reading | None:
    """2015/11/13, 13-11-2015, 2022.10.28."""
    folded = _folded(tokens, at)
    if not folded[:1].isdecimal():
        return None
    if folded.count(".") == 2:
        return _of_three([*folded.split(".")], at, at + 1, tokens)
    parts = [_folded(tokens, at + k) for k in range(5)]
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
    else:
        return None
    if month > 12 >= day:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    after = _skip(tokens, last, "م", "ه", "هـ")
    read = Reading(first, after, "date", year=year, month=month, day=day, hijri=year < _LONG_AGO)
    return _with_double(tokens, read)


def _with_double(tokens: Sequence[Token], read: Reading) -> Reading:
    """… الموافق 13 تشرين الثاني 2015: the same day in the other calendar."""
    at = _skip(tokens, read.last, "،", ",", "-", "(", "/")
    if _folded(tokens, at) not in _roles()["is_date"]:
        return read
    at = _skip(tokens, at + 1, "ل", ":")
    other = _numeric(tokens, at) or _dated(tokens, at)
    return replace(read, last=other.last, other=other) if other is not None and other.day else read


def _dated(tokens: Sequence[Token], at: int) -> Reading | None:
    """13 تشرين الثاني/نوفمبر 2015, الثامن من الشهر الجاري, يناير 18, 2022, آذار عام 2020, شهر رمضان."""
    day = _day_number(tokens, at)
    if day is not None:
        return _day_of_month(tokens, at, *day)
    return _month_first(tokens, at)


def _two_days(tokens: Sequence[Token], at: int) -> Reading | None:
    """السابع والثامن من تموز; 15 و16 شباط; 15 - 16 شباط."""
    first = _day_number(tokens, at)
    if first is None or _folded(tokens, first[1]) not in {"و", "-"}:
        return None
    second = _dated(tokens, first[1] + 1)
    if second is None or second.day is None or second.day <= first[0] or second.kind != "date":
        return None
    return replace(second, first=at, day=first[0], end=second, other=None)


def _day_number(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A day of the month in digits or as an ordinal, and the token after it."""
    at = _skip(tokens, at, "ال")
    folded = _folded(tokens, at)
    if folded.isdecimal() and len(folded) <= 2 and 1 <= int(folded) <= 31:
        return int(folded), at + 1
    return _ordinal(tokens, at)


def _ordinal(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    word = _word(tokens, at)
    if word.category != "ordinal":
        return None
    if _folded(tokens, at + 1) in {"عشر", "عشره"} and word.number < 10:
        return word.number + 10, at + 2
    tens = _word(tokens, at + 2)
    if _folded(tokens, at + 1) == "و" and tens.category == "ordinal" and tens.number in {20, 30} and word.number < 10:
        return word.number + tens.number, at + 3
    return word.number, at + 1


def _day_of_month(tokens: Sequence[Token], first: int, day: int, at: int) -> Reading | None:
    at = _skip(tokens, at, "من", "-", "/", "ل")
    this = _this_month(tokens, at)
    if this is not None:
        return Reading(first, this[0], "date", day=day, relation=this[1], unit="month")
    at = _skip(tokens, at, "شهر")
    month = _months(tokens, at)
    if month is None:
        return None
    name, last = month
    read = _with_year(tokens, Reading(first, last, "date", day=day, month=name.month, hijri=name.hijri))
    return _with_double(tokens, read)


def _this_month(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """[هذا] الشهر [الجاري|الماضي], الجاري."""
    if _folded(tokens, at) == "هذا" and _folded(tokens, at + 1) == "الشهر":
        return at + 2, "this"
    if _folded(tokens, at) == "الشهر" and _is(tokens, at + 1, "qualifier"):
        return at + 2, _word(tokens, at + 1).value
    if _is(tokens, at, "qualifier") and _folded(tokens, at) in {"الجاري", "الحالي"} and _folded(tokens, at - 1) != "الشهر":
        return at + 1, "this"
    return None


def _months(tokens: Sequence[Token], at: int) -> tuple[MonthName, int] | None:
    """A month with its other name: تشرين الثاني/نوفمبر, مارس (آذار), آذار - مارس, مارس آذار."""
    name = _month(tokens, at)
    if name is None:
        return None
    last = at + len(name.words)
    after = _skip(tokens, last, "/", "-", "(", "|", "\\", "او", "[", ".")
    other = _month(tokens, after)
    if other is None or other.month != name.month or other.hijri != name.hijri:
        return name, last
    return MonthName(name.words, name.month, name.hijri, True), _skip(tokens, after + len(other.words), ")", "]")


def _month(tokens: Sequence[Token], at: int) -> MonthName | None:
    for name in load_months().get(_folded(tokens, at), ()):
        if all(_folded(tokens, at + k) == w for k, w in enumerate(name.words)):
            return name
    return None


def _month_first(tokens: Sequence[Token], first: int) -> Reading | None:
    at = _skip(tokens, first, "شهر")
    month = _months(tokens, at)
    if month is None:
        return None
    name, last = month
    day = _folded(tokens, last)
    year = _year_number(tokens, _skip(tokens, last + 1, ",", "،"))
    if day.isdecimal() and len(day) <= 2 and 1 <= int(day) <= 31 and year is not None:
        return Reading(first, year[1], "date", year=year[0], month=name.month, day=int(day))
    read = _with_year(tokens, Reading(first, last, "date", month=name.month, hijri=name.hijri))
    told = at > first or read.last > last or name.sure or _follows_preposition(tokens, first)
    return read if told and not _is_a_name(tokens, first, name, read, last) else None


def _follows_preposition(tokens: Sequence[Token], at: int) -> bool:
    return _folded(tokens, at - 1) in _roles()["before_month"] or _is(tokens, at - 1, "part")


def _is_a_name(tokens: Sequence[Token], first: int, name: MonthName, read: Reading, last: int) -> bool:
    """A Hijri month's name alone is as often a man's; "7 أكتوبر" the operation keeps its day."""
    return (
        name.hijri
        and read.last == last
        and first == read.first
        and _folded(tokens, first) != "شهر"
        and not name.sure
        and (_folded(tokens, first - 1) not in {"في", "خلال", "منذ", "شهر"})
    )


def _with_year(tokens: Sequence[Token], read: Reading) -> Reading:
    """The year after a month: 2015, عام 2015, من العام الماضي, الفائت, الجاري."""
    if _is(tokens, read.last, "qualifier"):
        read = replace(read, relation=_word(tokens, read.last).value, last=read.last + 1)
    at = _skip(tokens, read.last, "،", ",", "/", "-")
    year = _year_number(tokens, at)
    if year is not None:
        return replace(read, year=year[0], hijri=read.hijri or year[0] < _LONG_AGO, last=year[1])
    at = _skip(tokens, at, "من", "في", "ل")
    if _folded(tokens, at) not in _roles()["year"] | {"هذا"}:
        return read
    year = _year_in_words(tokens, at + 1)
    if year is not None:
        return replace(read, year=year[0], hijri=read.hijri or year[0] < _LONG_AGO, last=year[1])
    relation = _relation(tokens, at)
    return replace(read, year_relation=relation[0], last=relation[1]) if relation else read


def _relation(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """العام الماضي, هذا العام, العام قبل الماضي, العام الذي سبقه: which one, and the token after it."""
    if _folded(tokens, at) in {"هذا", "هذه"} and _is(tokens, at + 1, "unit"):
        return "this", _past_qualifier(tokens, at + 2)
    if _folded(tokens, at + 1) == "قبل" and _word(tokens, at + 2).value == "past":
        return "past-but-one", at + 3
    if _is(tokens, at + 1, "qualifier"):
        return _word(tokens, at + 1).value, at + 2
    return None


def _past_qualifier(tokens: Sequence[Token], at: int) -> int:
    return at + 1 if _is(tokens, at, "qualifier") else at


def _year_number(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A year in digits, and the token after it and its م or هـ."""
    at = _skip(tokens, at, "(")
    folded = _folded(tokens, at)
    if not (folded.isdecimal() and len(folded) == 4 and (1300 <= int(folded) < _LONG_AGO or 1800 <= int(folded) <= 2100)):
        return None
    last = at + 1
    if _folded(tokens, last) in {"م", "ه", "هـ", "ميلادي", "ميلاديه", "هجري", "هجريه", "للهجره"}:
        last += 1
    return int(folded), last


def _year_in_words(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A year in digits or in words (ألفين وتسعة عشر)."""
    year = _year_number(tokens, at)
    if year is not None:
        return year
    number = read_number(tokens, at)
    if number is not None and number[0].denominator == 1 and 1300 <= number[0] <= 2100:
        return int(number[0]), number[1]
    return None


# ---- parts, periods, years, seasons --------------------------------------------------------------


def _part(tokens: Sequence[Token], at: int) -> Reading | None:
    """مطلع 2017, أواخر مارس, منتصف الشهر الماضي, النصف الأول من عام 2015."""
    if _is(tokens, at, "quarter"):
        return _fraction(tokens, at)
    word = _word(tokens, at)
    if word.category != "part":
        return None
    start = _skip(tokens, at + 1, "من")
    if _folded(tokens, at) in {"اول", "اخر", "وسط"} and not (_month(tokens, start) or _folded(tokens, start) in {"شهر", "عام"}):
        return None
    for rule in (_dated, _periods, _years, _seasons):
        read = rule(tokens, start)
        if read is not None and read.day is None and read.kind in {"date", "period", "decade", "season"}:
            return replace(read, first=at, part=word.value)
    return _part_of_this(tokens, at, start, word.value)


def _part_of_this(tokens: Sequence[Token], at: int, start: int, part: str) -> Reading | None:
    """نهاية العام, مطلع الشهر: of the one that is running."""
    if _folded(tokens, start) in {"العام", "السنه", "الشهر", "الاسبوع"} and _word(tokens, start).category == "unit":
        return Reading(at, start + 1, "period", unit=_word(tokens, start).value, relation="this", part=part)
    return None


def _fraction(tokens: Sequence[Token], at: int) -> Reading | None:
    of = {"الربع": 4, "النصف": 2, "الثلث": 3}[_folded(tokens, at)]
    which = of if _folded(tokens, at + 1) == "الاخير" else _word(tokens, at + 1).number if _is(tokens, at + 1, "ordinal") else 0
    if not 1 <= which <= of:
        return None
    start = _skip(tokens, at + 2, "من", "ل")
    for rule in (_years, _periods, _bare_year, _dated):
        read = rule(tokens, start)
        if read is not None and read.day is None and read.kind in {"date", "period"}:
            return replace(read, first=at, fraction=(which, of))
    return None


def _periods(tokens: Sequence[Token], at: int) -> Reading | None:
    """الأسبوع الماضي, هذا الشهر, الأيام الثلاثة الماضية, اليومين المقبلين, الـ48 ساعة الماضية, الساعات القليلة الماضية."""
    if _folded(tokens, at) in {"هذا", "هذه"} and _is(tokens, at + 1, "unit") and tokens[at + 1].folded.startswith("ال"):
        unit = _word(tokens, at + 1).value
        return (
            Reading(at, _past_qualifier(tokens, at + 2), "period", unit=unit, relation="this")
            if unit in {"week", "month", "year"}
            else None
        )
    return _counted_period(tokens, at) or _defined_period(tokens, at)


def _defined_period(tokens: Sequence[Token], at: int) -> Reading | None:
    word = _word(tokens, at)
    if word.category not in {"unit", "two"} or not tokens[at].folded.startswith("ال"):
        return None
    many = _is_many(tokens[at].folded)
    if _folded(tokens, at + 1) == "قبل" and _word(tokens, at + 2).value == "past":
        return Reading(at, at + 3, "period", unit=word.value, relation="past-but-one")
    count, last, vague = _count_inside(tokens, at + 1)
    last = _also_units(tokens, last)
    if not _is(tokens, last, "qualifier"):
        return None
    relation = _word(tokens, last).value
    if word.category == "two":
        return Reading(at, last + 1, "span", unit=word.value, count=Fraction(2), relation=relation)
    if count is not None:
        return Reading(at, last + 1, "span", unit=word.value, count=count, relation=relation)
    if many or vague or word.value in {"while", "hour", "minute"}:
        return Reading(at, last + 1, "vague", unit=word.value, relation=relation)
    return _single_period(at, last + 1, word.value, relation, _folded(tokens, last))


def _single_period(first: int, last: int, unit: str, relation: str, qualifier: str) -> Reading | None:
    if unit == "day" or qualifier in {"الاخير", "الاخيره"} or unit in {"century", "decade"}:
        return Reading(first, last, "vague", unit=unit, relation=relation) if unit != "day" else None
    return Reading(first, last, "period", unit=unit, relation=relation)


def _is_many(folded: str) -> bool:
    return folded in _roles()["plural_span"]


def _also_units(tokens: Sequence[Token], at: int) -> int:
    """الأسابيع والأشهر الماضية."""
    return at + 2 if _folded(tokens, at) == "و" and _is(tokens, at + 1, "unit") else at


def _count_inside(tokens: Sequence[Token], at: int) -> tuple[Fraction | None, int, bool]:
    """الثلاثة in الأيام الثلاثة الماضية; القليلة."""
    if _folded(tokens, at) in _roles()["few"]:
        return None, at + 1, True
    at = _skip(tokens, at, "ال")
    folded = _folded(tokens, at)
    inner = read_number(tokens, at) if folded[:1].isdecimal() else read_number(tokens, at, article=True)
    return (inner[0], inner[1], False) if inner else (None, at, False)


def _counted_period(tokens: Sequence[Token], at: int) -> Reading | None:
    """الثلاثة أيام الماضية, الـ48 ساعة الماضية."""
    start = _skip(tokens, at, "ال")
    number = read_number(tokens, start) or read_number(tokens, start, article=True)
    if number is None or not _is(tokens, number[1], "unit"):
        return None
    unit, last = _word(tokens, number[1]).value, number[1] + 1
    if not _is(tokens, last, "qualifier"):
        return None
    return Reading(at, last + 1, "span", unit=unit, count=number[0], relation=_word(tokens, last).value)


def _ago(tokens: Sequence[Token], at: int) -> Reading | None:
    """يومين, نحو ثلاثة أسابيع, أيام, عدة أشهر, عام ونصف العام, أكثر من عامين: what قبل and منذ count back."""
    start, about = at, False
    if _folded(tokens, at) == "ما":
        at += 1
    if (_folded(tokens, at) in {"اكثر", "اقل"} and _folded(tokens, at + 1) == "من") or (
        _folded(tokens, at) in {"يزيد", "يقارب"} and _folded(tokens, at + 1) in {"عن", "علي", "من"}
    ):
        read = _ago(tokens, at + 2)
        return replace(read, first=start, kind="vague") if read else None
    if _is(tokens, at, "about") or _folded(tokens, at) in {"يقارب", "قرابه"}:
        at, about = at + 1, True
    read = _amount(tokens, at)
    if read is None:
        return None
    if _folded(tokens, read.last) in {"تقريبا"}:
        read, about = replace(read, last=read.last + 1), True
    return replace(read, first=start, about=about or read.about)


def _amount(tokens: Sequence[Token], at: int) -> Reading | None:
    word = _word(tokens, at)
    if _folded(tokens, at).startswith("ال"):
        return None
    if word.category == "two":
        return Reading(at, at + 1, "ago", unit=word.value, count=Fraction(2))
    if word.category == "vague" and _is(tokens, at + 1, "unit"):
        return Reading(at, at + 2, "vague", unit=_word(tokens, at + 1).value)
    if word.category == "unit":
        return _unit_alone(tokens, at, word.value)
    number = read_number(tokens, at)
    if number is None or not _is(tokens, number[1], "unit"):
        return None
    return Reading(at, _past_gone(tokens, number[1] + 1), "ago", unit=_word(tokens, number[1]).value, count=number[0])


def _past_gone(tokens: Sequence[Token], at: int) -> int:
    return at + 1 if _folded(tokens, at) in {"مضت", "خلت"} else at


def _unit_alone(tokens: Sequence[Token], at: int, unit: str) -> Reading | None:
    """أسبوع is one, أيام are some, عام ونصف العام is one and a half; عام 2011 is a year."""
    if _folded(tokens, at) in _roles()["plural"]:
        last = at + 2 if _is(tokens, at + 1, "vague") else at + 1
        return Reading(at, last, "vague", unit=unit)
    if _year_in_words(tokens, at + 1) or _month(tokens, at + 1) or _is(tokens, at + 1, "weekday") or _is(tokens, at + 1, "day"):
        return None
    if unit in {"hour", "minute", "day"} and _folded(tokens, at) not in {"يوم", "ساعه"}:
        return None
    if _folded(tokens, at + 1) == "و" and _folded(tokens, at + 2) == "نصف":
        last = at + 4 if _word(tokens, at + 3).value == unit else at + 3
        return Reading(at, last, "ago", unit=unit, count=Fraction(3, 2), about=True)
    return Reading(at, at + 1, "ago", unit=unit, count=Fraction(1))


def _years(tokens: Sequence[Token], at: int) -> Reading | None:
    """عام 2014, سنة ألفين وتسعة عشر, في 2011, السبعينيات, تسعينيات القرن الماضي."""
    if _is(tokens, at, "decade"):
        return _decade(tokens, at)
    if _folded(tokens, at) in _roles()["year"]:
        year = _year_in_words(tokens, at + 1)
        if year is not None:
            return Reading(at, year[1], "date", year=year[0], hijri=year[0] < _LONG_AGO)
        return None
    if _folded(tokens, at - 1) in _roles()["before_year"] or _month(tokens, at - 1):
        return _bare_year(tokens, at)
    return None


def _bare_year(tokens: Sequence[Token], at: int) -> Reading | None:
    year = _year_number(tokens, at)
    if year is None or _counts_something(tokens, year[1]) or year[0] > _FAR_AHEAD:
        return None
    hijri = year[0] < _LONG_AGO
    return None if hijri and year[1] == at + 1 else Reading(at, year[1], "date", year=year[0], hijri=hijri)


def _counts_something(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token after a bare number makes it a count, a clock time or a part of something."""
    if at >= len(tokens) or tokens[at].start > tokens[at - 1].end + 1:
        return False
    return tokens[at].folded in load_nouns() or tokens[at].folded in {"/", "-", "%", ":", "بتوقيت"}


def _decade(tokens: Sequence[Token], at: int) -> Reading | None:
    last, number = at + 1, _word(tokens, at).number
    if _folded(tokens, last) == "القرن" and _is(tokens, last + 1, "qualifier"):
        last += 2
    elif not tokens[at].folded.startswith("ال"):
        return None
    century = 2000 if number == 20 and _folded(tokens, last - 1) not in {"الماضي", "المنصرم"} else 1900
    return Reading(at, last, "decade", year=century + number % 100)


def _feast(tokens: Sequence[Token], at: int) -> Reading | None:
    """عيد الفطر, عيد الأضحى: moved by the moon and by each country, so the words only."""
    if _is(tokens, at, "feast") and _folded(tokens, at + 1) in {"الفطر", "الاضحي"}:
        return Reading(at, at + 2, "vague", unit="feast")
    return None


def _seasons(tokens: Sequence[Token], at: int) -> Reading | None:
    """ربيع عام 2020, صيف 2014, نهاية الصيف, الشتاء الماضي."""
    word = _word(tokens, at)
    if word.category != "season":
        return None
    read = Reading(at, at + 1, "season", month=word.number)
    start = _skip(tokens, at + 1, "من")
    year = _year_in_words(tokens, start + 1) if _folded(tokens, start) in _roles()["year"] else _year_number(tokens, start)
    if year is not None:
        return replace(read, year=year[0], last=year[1])
    relation = _relation(tokens, start) if _folded(tokens, start) in _roles()["year"] | {"هذا"} else None
    if relation is not None:
        return replace(read, year_relation=relation[0], last=relation[1])
    if _is(tokens, at + 1, "qualifier") and tokens[at].folded.startswith("ال"):
        return replace(read, relation=_word(tokens, at + 1).value, last=at + 2)
    return read if _is(tokens, at - 1, "part") and tokens[at].folded.startswith("ال") else None
