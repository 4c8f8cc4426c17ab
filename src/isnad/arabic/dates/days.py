"""Days named from the day of the report, weekdays, and the date that spells either out."""

from collections.abc import Sequence
from dataclasses import replace

from isnad.arabic.dates.calendar import read_dated, read_numeric
from isnad.arabic.dates.reading import Reading
from isnad.arabic.dates.tokens import folded_at, is_a, roles, skip, word_at
from isnad.model.text import Token


def read_day(tokens: Sequence[Token], at: int) -> Reading | None:
    """اليوم, أمس, أول أمس, غدا, الليلة الماضية, with the weekday and the date beside them."""
    start = at
    same = _same_day(tokens, at)
    if same is not None:
        return same
    at = skip(tokens, at, "يوم", "نهار", "هذا")
    before = _day_before(tokens, at)
    at, back = before if before else (at, 0)
    word = word_at(tokens, at)
    if word.category == "night":
        return _night(tokens, start, at)
    if word.category != "day" or _is_no_today(tokens, at):
        return None
    last = at + 2 if back and folded_at(tokens, at + 1) == "الاول" else at + 1
    read = Reading(start, last, "day", offset=word.number + back)
    return _with_weekday(tokens, read)


def _same_day(tokens: Sequence[Token], at: int) -> Reading | None:
    """نفس اليوم, اليوم ذاته: the day told before; not اليوم نفسه الذي."""
    words = [folded_at(tokens, at + k) for k in range(3)]
    before = words[0] in roles()["same"] and words[1] == "اليوم"
    cut = words[0] == "اليوم" and words[1] in roles()["same"] and words[2] == "ه"
    if not (before or cut or (words[0] == "اليوم" and words[1] in roles()["itself"])):
        return None
    last = at + 2 + cut
    if folded_at(tokens, last) in {"الذي", "ل"}:
        return None
    read = _with_date(tokens, Reading(at, last, "same"))
    return read if read.other is None else replace(read.other, first=at, last=read.last)


def _day_before(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """أول [من] أمس, بعد غد: where the day stands, and by how much it is moved."""
    if folded_at(tokens, at) == "امس" and folded_at(tokens, at + 1) == "الاول":
        return at, -1
    if folded_at(tokens, at) in {"اول", "اولي"}:
        after = skip(tokens, at + 1, "من")
        return (after, -1) if folded_at(tokens, after) in {"امس", "الامس"} else None
    if folded_at(tokens, at) == "بعد" and folded_at(tokens, at + 1) in {"غد", "الغد"}:
        return at + 1, 1
    if folded_at(tokens, at) == "قبل" and folded_at(tokens, at + 1) in {"امس"}:
        return at + 1, -1
    return None


def _night(tokens: Sequence[Token], start: int, at: int) -> Reading | None:
    if folded_at(tokens, at + 1) == "قبل" and word_at(tokens, at + 2).value == "past":
        return Reading(start, at + 3, "day", offset=-2)
    relation = word_at(tokens, at + 1).value if is_a(tokens, at + 1, "qualifier") else ""
    if relation == "past":
        return _with_weekday(tokens, Reading(start, at + 2, "day", offset=-1))
    if relation == "next" or is_a(tokens, at + 1, "ordinal") or folded_at(tokens, at - 1) in {"تلك", "في"}:
        return None
    return Reading(start, at + 1, "day")


def _is_no_today(tokens: Sequence[Token], at: int) -> bool:
    if folded_at(tokens, at) == "غد":
        return folded_at(tokens, at - 1) not in {"بعد", "يوم"} and not is_a(tokens, at - 1, "part_of_day")
    if folded_at(tokens, at) != "اليوم":
        return False
    after, before = folded_at(tokens, at + 1), folded_at(tokens, at - 1)
    quoted = before == '"' and after == '"'
    numbered = is_a(tokens, at + 1, "ordinal") and not is_a(tokens, at + 1, "weekday")
    told = roles()["same"] & {after, before}
    return quoted or numbered or bool(told) or after in roles()["not_today"] or before in roles()["named_today"]


def _with_weekday(tokens: Sequence[Token], read: Reading) -> Reading:
    """The weekday and the date that spell a relative day out: اليوم (الثلاثاء), أمس الاثنين 23 يناير."""
    inside = skip(tokens, read.last, "(", "،", ",", "-", "[")
    inside = skip(tokens, inside, "يوم")
    weekday = word_at(tokens, inside)
    if weekday.category == "weekday":
        read = replace(read, weekday=weekday.number, last=skip(tokens, inside + 1, ")", "]"))
    return _with_date(tokens, read)


def _with_date(tokens: Sequence[Token], read: Reading) -> Reading:
    """The date beside a weekday or a relative day, in one calendar or two."""
    at = skip(tokens, read.last, "،", ",")
    at = skip(tokens, at, "(", "[", "-", "|", "/")
    at = at + 1 if folded_at(tokens, at) in roles()["is_date"] else at
    date = read_numeric(tokens, at) or read_dated(tokens, at)
    if date is None or date.day is None:
        return read
    closed = skip(tokens, date.last, ")", "]") if at > read.last else date.last
    return replace(read, last=closed, other=date)


def read_weekday(tokens: Sequence[Token], at: int) -> Reading | None:
    """الخميس, يوم الجمعة الماضي, الاثنين 6 شباط: a weekday, with what tells which and the date beside it."""
    start = at
    at = skip(tokens, at, "يوم", "نهار")
    word = word_at(tokens, at)
    if word.category != "weekday" or _is_no_weekday(tokens, at):
        return None
    read = Reading(start, at + 1, "weekday", weekday=word.number)
    if folded_at(tokens, at + 1) == "قبل" and word_at(tokens, at + 2).value == "past":
        return replace(read, last=at + 3, relation="past-but-one")
    if is_a(tokens, at + 1, "qualifier"):
        return _with_date(tokens, replace(read, last=at + 2, relation=word_at(tokens, at + 1).value))
    return _with_date(tokens, read)


def _is_no_weekday(tokens: Sequence[Token], at: int) -> bool:
    """الاثنين after a dual is the number; صلاة الجمعة and وكالة "الخميس" are names."""
    before = folded_at(tokens, at - 1)
    if folded_at(tokens, at) == "الاثنين" and before.startswith("ال") and before.endswith(("ين", "ان")):
        return True
    return before in roles()["before_named_day"]
