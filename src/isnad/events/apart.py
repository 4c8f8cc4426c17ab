"""Which triggers cannot tell one happening, whatever else they share: grammar says that they are two.

«هجوم آخر» is none that was told, «بعد شهرين من هجوم» tells an older one, «لم يعتقلوا» is no arrest that was made, four soldiers
are not six. Of 981 pairs of triggers that this keeps apart in the annotated reports, people took 38 for one happening. What
keeps nothing apart there, because they took every third such pair for one: a word that denies or plans («نفى القصف») beside
what is told, «الهجومين» beside «الهجوم», a like number of other men.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from isnad.events.status import is_denied
from isnad.events.triggers import Trigger
from isnad.events.view import View, stem
from isnad.model.page import BlockKind
from isnad.model.text import Number
from isnad.reference.triggers import load_words

_COUNTED_WITHIN = 4
_OF_PEOPLE = frozenset(("killing", "injury", "arrest", "abduction", "release", "torture", "displacement", "conscription"))
"""Types whose nouns are followed by whom they befell: «إصابة آخر» is another man, «هجوم آخر» another attack."""
_LASTING = frozenset(("siege", "agreement", "protest", "sanction", "aid"))
_DAY_WITHIN = 8
_SIDES = ("civilians", "fighters")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many were struck, exactly or not, and of which side they were, where their noun says so."""

    least: int | None
    most: int | None
    body: bool
    side: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What the words about a trigger say of which happening it tells."""

    i: int
    sentence: int
    undone: bool
    denied: bool
    ordinal: str
    other: bool
    older: bool
    day: str
    counted: Counted | None


def find_marks(view: View, t: Trigger) -> Marks:
    s = view.text.sentences[view.sentence[t.i]]
    noun = "noun" in t.forms and view.text.tokens[t.i].upos != "VERB"
    event = noun and t.type not in _OF_PEOPLE
    return Marks(
        i=t.i,
        sentence=view.sentence[t.i],
        undone=_is_undone(view, t, s.first),
        denied=is_denied(view, t.i),
        ordinal=_ordinal(view, t.i, s.last) if event else "",
        other=event and _is_other(view, t.i, s.last),
        older=_is_older(view, t.i, s.first),
        day=_day(view, t),
        counted=_counted(view, t, s.last),
    )


def are_apart(a: Marks, b: Marks) -> bool:
    """Whether the earlier trigger `a` and the later `b` tell two happenings for certain."""
    return (
        (a.undone and not b.denied)
        or (b.undone and not a.denied)
        or (b.other and not a.other)
        or (b.older and a.sentence == b.sentence)
        or bool(a.ordinal and b.ordinal and a.ordinal != b.ordinal)
        or bool(a.day and b.day and a.day != b.day)
        or _differ(a.counted, b.counted)
    )


def keep_apart(group: Iterable[Marks], newcomer: Marks) -> bool:
    """Whether any of the group is certainly another happening: groups drift where only the nearest is asked."""
    return any(are_apart(m, newcomer) for m in group)


def _differ(a: Counted | None, b: Counted | None) -> bool:
    """Other numbers of people in the body's own words, or soldiers here and civilians there."""
    if a is None or b is None:
        return False
    exact = a.least == a.most and b.least == b.most and a.least != b.least
    return (a.body and b.body and exact) or bool(a.side and b.side and a.side != b.side)


def _is_undone(view: View, t: Trigger, first: int) -> bool:
    """«لم يعتقلوا», «لم ترد أنباء عن إصابات»; «لم تتضح طبيعة القصف» denies nothing."""
    i = t.i
    if i > first and view.words[i - 1] == "لم":
        return True
    if t.type not in ("killing", "injury") or view.words[i].startswith("ال"):
        return False
    for k in range(i - 1, max(first, i - 7) - 1, -1):
        if view.words[k] in load_words("clause") or view.words[k] in ("ان", "انه", "لكن"):
            return False
        if view.words[k] == "لم":
            return view.words[k + 1] in load_words("unheard")
    return False


def _ordinal(view: View, i: int, last: int) -> str:
    word = view.words[i + 1].removeprefix("ال") if i + 1 < last else ""
    return word if word in load_words("ordinal") else ""


def _is_other(view: View, i: int, last: int) -> bool:
    """«هجوم آخر», «هجوم انتحاري آخر»."""
    if view.words[i].startswith("ال"):
        return False
    return any(view.words[k] in load_words("other") for k in range(i + 1, min(last, i + 3)))


def _is_older(view: View, i: int, first: int) -> bool:
    """«بعد شهرين من هجوم»; «بعد ساعات من إصابته» takes up what was told."""
    tokens = view.text.tokens
    if i + 1 < len(tokens) and tokens[i + 1].word == tokens[i].word:
        return False
    before = view.words[max(first, i - 4) : i]
    return before[-1:] == ["من"] and "بعد" in before and not load_words("span-of-time").isdisjoint(before)


def _day(view: View, t: Trigger) -> str:
    """The day told right behind the trigger or before it, with no other deed between; of what lasts a day tells little."""
    if t.type in _LASTING:
        return ""
    tokens, s = view.text.tokens, view.text.sentences[view.sentence[t.i]]
    lo, hi = t.i, t.i + 1
    while lo > max(s.first, t.i - _DAY_WITHIN) and not _is_border(view, lo - 1):
        lo -= 1
    while hi < min(s.last, t.i + _DAY_WITHIN) and not _is_border(view, hi):
        hi += 1
    days = {x.edtf for x in view.times_between(tokens[lo].start, tokens[hi - 1].end) if x.edtf}
    day = next(iter(days)) if len(days) == 1 else ""
    return day if len(day) == len("2015-11-13") and day.replace("-", "").isdigit() else ""


def _is_border(view: View, k: int) -> bool:
    return view.words[k] in load_words("clause") or view.text.tokens[k].upos in ("VERB", "SCONJ")


def _counted(view: View, t: Trigger, last: int) -> Counted | None:
    """The number of people right behind the trigger, with no other deed between."""
    if t.type not in _OF_PEOPLE:
        return None
    n = next(_numbers_behind(view, t.i, last), None)
    if n is None or n.counted is None:
        return None
    word = stem(view.words[n.counted])
    sides = [k for k in _SIDES if k in view.classes[n.counted] and word not in load_words("anybody")]
    body = view.kind(t.i) is BlockKind.BODY
    least, most = (None, 0) if n.approx else (n.min, n.max)
    return Counted(least, most, body, sides[0] if len(sides) == 1 else "")


def _numbers_behind(view: View, i: int, last: int) -> Iterator[Number]:
    end = i + 1
    while end < min(last, i + 1 + _COUNTED_WITHIN) and view.words[end] not in ("و", "،", ".", "في", "ب"):
        end += 1
    tokens = view.text.tokens
    yield from view.numbers_between(tokens[i].end, tokens[end - 1].end)
