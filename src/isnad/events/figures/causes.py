"""What happened to the people counted, by the word of harm beside the number, before it, after it, or by the number before."""

from dataclasses import dataclass

from isnad.events.figures.counting import PEOPLE, CountedNumber, noun_of, roles
from isnad.model.event import Event, EventType
from isnad.model.text import Text
from isnad.reference.numerals import load_causes, load_nouns

_EVENT_OF = {
    EventType.KILLING: "killed",
    EventType.INJURY: "injured",
    EventType.ARREST: "detained",
    EventType.RELEASE: "detained",
    EventType.ABDUCTION: "abducted",
    EventType.DISPLACEMENT: "displaced",
    EventType.RECRUITMENT: "fighters",
    EventType.CONSCRIPTION: "fighters",
    EventType.TRIAL: "other",
}
_STOPS = frozenset({".", "؛", "!", "؟", "?", ":", "…", "|"})
_REACH_LEFT, _REACH_RIGHT = 14, 12


@dataclass(frozen=True, slots=True)
class Kind:
    """What a figure is and why."""

    of: str
    rule: str


def find_causes(text: Text, events: tuple[Event, ...]) -> dict[int, str]:
    """Token → what a number of people beside it is; words the lexicon lacks are known by their event."""
    known = load_causes()
    found = {t.i: known[t.folded] for t in text.tokens if t.folded in known}
    for event in events:
        of = _EVENT_OF.get(event.type)
        for quote in (event.trigger,):
            for token in text.tokens_in(quote.start, quote.end) if of else ():
                found.setdefault(token.i, of or "")
    return found


def by_cause(text: Text, c: CountedNumber, causes: dict[int, str], before: tuple[CountedNumber, Kind] | None) -> Kind | None:
    """What is told of the people counted: the first rule of those below that tells."""
    return (
        _between_both(text, c)
        or beside(text, c, causes)
        or _tally(text, c)
        or _like_before(text, c, before)
        or _after(text, c, causes)
        or (_before(text, c, causes) if c.noun_at is not None or c.number.rule.startswith("vague") else None)
    )


def _both(text: Text, c: CountedNumber, causes: dict[int, str], at: int) -> bool:
    """مقتل وإصابة, قتل وجرح: two words of harm in one; "قتلوا وأصيب" are two sayings."""
    if at - 2 < c.sentence.first or text.tokens[at - 1].folded not in {"و", "او"}:
        return False
    return {causes.get(at - 2), causes.get(at)} == {"killed", "injured"} and not text.tokens[at - 2].folded.endswith("وا")


def beside(text: Text, c: CountedNumber, causes: dict[int, str]) -> Kind | None:
    """مقتل 12; مقتل وإصابة 12 counts both."""
    at = c.first - 1
    while at >= c.sentence.first and text.tokens[at].folded in roles()["step"]:
        at -= 1
    if at < c.sentence.first:
        return None
    of = causes.get(at)
    named = noun_of(text.tokens[at])
    if of is None and named is not None and named.kind == "victim" and at == c.first - 1:
        return Kind(named.of, "beside")
    if of is None or text.tokens[at].folded == "مصير":
        return None
    return Kind("casualties", "beside-both") if _both(text, c, causes, at) else Kind(of, "beside")


def _between_both(text: Text, c: CountedNumber) -> Kind | None:
    """العشرات بين قتيل وجريح."""
    window = [t.folded for t in text.tokens[c.last : min(c.last + 7, c.sentence.last)]]
    for k, folded in enumerate(window[:-3]):
        if folded == "بين" and window[k + 2] == "و":
            ends = [load_nouns().get(window[k + 1]), load_nouns().get(window[k + 3])]
            if {e.noun.of for e in ends if e} == {"killed", "injured"}:
                return Kind("casualties", "between-both")
    return None


def _tally(text: Text, c: CountedNumber) -> Kind | None:
    """ارتفع عدد القتلى إلى 30; المصابين البالغ عددهم ستة."""
    for at in range(c.first - 1, max(c.sentence.first, c.first - _REACH_LEFT) - 1, -1):
        token = text.tokens[at]
        if token.folded in _STOPS or token.folded[:1].isdecimal():
            return None
        if token.folded in roles()["tally"]:
            around = text.tokens[max(c.sentence.first, at - 3) : c.first]
            ofs = dict.fromkeys(
                n.of for t in around if (n := noun_of(t)) is not None and n.kind in {"victim", "captive", "moved"}
            )
            if ofs:
                return Kind("casualties" if {"killed", "injured"} <= set(ofs) else next(iter(ofs)), "tally")
    return None


def _like_before(text: Text, c: CountedNumber, before: tuple[CountedNumber, Kind] | None) -> Kind | None:
    """12 مدنيا بينهم 3 أطفال; 37 مسلحا و16 من البيشمركة: what is said of the number before."""
    if before is None or before[0].sentence is not c.sentence:
        return _among_named(text, c)
    if before[1].of in {"percent", "money", "distance", "days", "weapons", "strikes", "vehicles"}:
        return None
    between = [t.folded for t in text.tokens[before[0].last : c.first]]
    if len(between) > 16 or (before[0].noun is not None and before[0].noun.kind not in PEOPLE | {"victim"}):
        return None
    if any(w in roles()["among"] for w in between[-3:]) or _of_them(text, c):
        return Kind(before[1].of, "among")
    if between and between[-1] == "و" and len(between) <= 9 and (c.noun is None or c.noun.kind != "captive"):
        return Kind(before[1].of, "with")
    return None


def _of_them(text: Text, c: CountedNumber) -> bool:
    """ثلاثة منهم."""
    after = [t.folded for t in text.tokens[c.last : min(c.last + 2, c.sentence.last)]]
    return len(after) == 2 and after[0] == "من" and after[1] in {"هم", "هن", "ها", "هما"}


def _among_named(text: Text, c: CountedNumber) -> Kind | None:
    """سقوط قتلى وجرحى بينهم طفلان: of those just named without a number."""
    start = max(c.sentence.first, c.first - _REACH_LEFT)
    window = text.tokens[start : c.first]
    if not any(t.folded in roles()["among"] for t in window[-3:]):
        return None
    ofs = {n.of for t in window if (n := noun_of(t)) is not None and n.kind == "victim"}
    if not ofs:
        return None
    return Kind("casualties" if {"killed", "injured"} <= ofs else min(ofs), "among")


def _after(text: Text, c: CountedNumber, causes: dict[int, str]) -> Kind | None:
    """12 مدنيا قتلوا."""
    start = max(c.last, (c.noun_at or 0) + 1)
    for at in range(start, min(start + _REACH_RIGHT, c.sentence.last)):
        folded = text.tokens[at].folded
        if folded in roles()["flight"] and at < start + 3:
            return Kind("displaced", "after")
        if folded in _STOPS or (folded in {"و", "الي", "عن"} and at + 1 in causes):
            return None
        if at in causes and (folded.endswith(("وا", "ون", "ا", "ت", "ين", "م")) or causes[at] == "missing"):
            both = at + 2 < c.sentence.last and text.tokens[at + 2].folded.endswith("وا") and _both_after(text, causes, at)
            return Kind("casualties" if both else causes[at], "after")
    return None


def _both_after(text: Text, causes: dict[int, str], at: int) -> bool:
    """قتلوا وأصيبوا."""
    return text.tokens[at + 1].folded == "و" and {causes[at], causes.get(at + 2)} == {"killed", "injured"}


def _before(text: Text, c: CountedNumber, causes: dict[int, str]) -> Kind | None:
    """اعتقلت قوات الاحتلال، فجر أمس، خمسة فلسطينيين."""
    for at in range(c.first - 1, max(c.sentence.first, c.first - _REACH_LEFT) - 1, -1):
        if text.tokens[at].folded in _STOPS:
            return None
        if at in causes:
            return Kind("casualties" if _both(text, c, causes, at) else causes[at], "before")
    return None
