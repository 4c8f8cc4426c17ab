"""What happened to the people counted, by the word of harm beside the number, before it, after it, or by the number before."""

from dataclasses import dataclass

from isnad.events.figures.counting import PEOPLE, CountedNumber, noun_of, roles
from isnad.model.event import Event, EventType
from isnad.model.text import Text, Token
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
_AMONG = frozenset({"بينهم", "بين", "ضمنهم", "ضمن"})
"""What opens the parts of a number, past which its verb may stand."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a figure is and why."""

    of: str
    rule: str


def find_causes(text: Text, events: tuple[Event, ...]) -> dict[int, str]:
    """Token → what a number of people beside it is; words the lexicon lacks are known by their event.

    A trigger's own pronoun (مصرعهم, مقتله) is no word of harm: it says whose the harm before it is.
    """
    known = load_causes()
    found = {t.i: known[t.folded] for t in text.tokens if t.folded in known}
    for event in events:
        of = _EVENT_OF.get(event.type)
        inside = text.tokens_in(event.trigger.start, event.trigger.end) if of else ()
        for token in inside:
            if token.word != inside[0].word or token.i == inside[0].i:
                found.setdefault(token.i, of or "")
    return found


def by_cause(text: Text, c: CountedNumber, causes: dict[int, str], before: tuple[CountedNumber, Kind] | None) -> Kind | None:
    """What is told of the people counted: the first rule of those below that tells."""
    return (
        _between_both(text, c)
        or _named_after(text, c, causes)
        or beside(text, c, causes)
        or _fallen(text, c, causes)
        or _tally(text, c)
        or _like_before(text, c, before)
        or _after(text, c, causes)
        or (_before(text, c, causes) if c.noun_at is not None or c.number.rule.startswith("vague") else None)
    )


def flowing(text: Text, c: CountedNumber, causes: dict[int, str]) -> Kind | None:
    """What is told behind the number of those who are of a body (25 من ميليشيات الحوثي قتلوا)."""
    return _between_both(text, c) or _after(text, c, causes)


def _both(text: Text, c: CountedNumber, causes: dict[int, str], at: int) -> bool:
    """مقتل وإصابة, قتل وجرح, قتلى وجرحى ب‍ before one number: two nouns in construct on it, or two verbs with no other subject.

    «قتل وأصيب 40 آخرون», «مقتله وإصابة اثنين» and «101 قتيل وجرح 28» say who died before they say who was wounded.
    """
    if at - 2 < c.sentence.first or text.tokens[at - 1].folded not in {"و", "او"}:
        return False
    if {causes.get(at - 2), causes.get(at)} != {"killed", "injured"} or text.tokens[at - 2].folded.endswith("وا"):
        return False
    first, second = text.tokens[at - 2], text.tokens[at]
    nouns = roles()["masdar"]
    if _both_victims(text, c, at):
        return True
    if first.folded in nouns and second.folded in nouns and (first.upos == "NOUN" or not _may_be_verb(first, second)):
        return True
    if not _may_be_verb(first, second) or _counts_others(text, c):
        return False
    return not (second.folded in _PASSIVE and _has_subject_before(text, c, at - 2))


def _is_victim_of(text: Text, at: int) -> bool:
    """راح ضحيتها, with the pronoun cut from its word."""
    return at > 0 and text.tokens[at - 1].folded in {"ضحيت", "ضحيه"} and text.tokens[at - 1].word == text.tokens[at].word


def _both_victims(text: Text, c: CountedNumber, at: int) -> bool:
    """قتلى وجرحى ب‍ before one number."""
    if at - 2 < c.sentence.first or text.tokens[at - 1].folded != "و" or text.tokens[at].folded in roles()["masdar"]:
        return False
    first, second = noun_of(text.tokens[at - 2]), noun_of(text.tokens[at])
    return first is not None and second is not None and {first.of, second.of} == {"killed", "injured"}


_PASSIVE = frozenset({"اصيب", "اصيبت", "اصيبا", "يصاب", "تصاب", "جرح"})
"""Whose subject is the number; قذائف تقتل وتصيب خمسة has its subject before and the number for object."""


def _may_be_verb(*words: Token) -> bool:
    """No masdar, or one that is written like its verb (قتل, جرح)."""
    return all(t.folded not in roles()["masdar"] or t.folded in {"قتل", "جرح"} for t in words)


def _counts_others(text: Text, c: CountedNumber) -> bool:
    """40 آخرون, 12 شخصا آخرين: others than those whom the first word of harm is about."""
    return any(t.folded in roles()["others"] for t in text.tokens[c.last : min(c.last + 2, c.sentence.last)])


def _has_subject_before(text: Text, c: CountedNumber, at: int) -> bool:
    """Whether the verb at `at` stands behind its subject (شاب قتل, 12 منهم قتلوا), not behind a word that opens a clause."""
    before = text.tokens[at - 1] if at > c.sentence.first else None
    opens = before is None or before.folded in roles()["clause"]
    return before is not None and not opens and before.upos in {"NOUN", "ADJ", "PROPN", "NUM", "PRON", "X"}


def beside(text: Text, c: CountedNumber, causes: dict[int, str]) -> Kind | None:
    """مقتل 12; مقتل وإصابة 12 counts both."""
    at = c.first - 1
    while at >= c.sentence.first and text.tokens[at].folded in roles()["step"]:
        at -= 1
    if at < c.sentence.first:
        return None
    if _is_victim_of(text, at):
        return Kind("killed", "beside")
    of = causes.get(at)
    named = noun_of(text.tokens[at])
    between = [t.folded for t in text.tokens[at + 1 : c.first]]
    if of is None and named is not None and named.kind == "victim" and between in ([], ["ب"]):
        return Kind("casualties", "beside-both") if _both_victims(text, c, at) else Kind(named.of, "beside")
    if of is None or text.tokens[at].folded == "مصير":
        return None
    return Kind("casualties", "beside-both") if _both(text, c, causes, at) else Kind(of, "beside")


def _fallen(text: Text, c: CountedNumber, causes: dict[int, str]) -> Kind | None:
    """سقوط 26 شخصا وإصابة 11: who fell beside the injured died."""
    at = c.first - 1
    if at < c.sentence.first or text.tokens[at].folded not in roles()["fallen"] or c.noun is None or c.noun.kind not in PEOPLE:
        return None
    after = text.tokens[c.last : min(c.last + 6, c.sentence.last - 1)]
    wounded = any(t.folded == "و" and causes.get(t.i + 1) == "injured" for t in after)
    return Kind("killed", "fallen") if wounded else None


_LYING = frozenset({"قتلي", "جرحي", "قتيلا", "جريحا", "صرعي"})


def _named_after(text: Text, c: CountedNumber, causes: dict[int, str]) -> Kind | None:
    """عشرة جنود قتلى; 153 حالة وفاة."""
    at = (c.noun_at or 0) + 1
    if c.noun is None or at <= c.last or at >= c.sentence.last:
        return None
    victim = noun_of(text.tokens[at])
    if c.noun.kind in PEOPLE and victim is not None and text.tokens[at].folded in _LYING:
        return Kind(victim.of, "beside")
    counted = c.noun.singular == "حاله" and causes.get(at) in {"killed", "injured", "detained", "abducted"}
    return Kind(causes[at], "beside") if counted else None


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
    """12 مدنيا قتلوا; 5 أفراد، بينهم 3 أطفال وامرأة، قتلوا."""
    start = max(c.last, (c.noun_at or 0) + 1)
    reach = _REACH_RIGHT
    for at in range(start, min(start + 2 * _REACH_RIGHT, c.sentence.last)):
        folded = text.tokens[at].folded
        if folded in _AMONG:
            reach = 2 * _REACH_RIGHT
        if at >= start + reach:
            return None
        if folded in roles()["flight"] and at < start + 3:
            return Kind("displaced", "after")
        if folded in _STOPS or (folded in {"و", "الي", "عن"} and at + 1 in causes):
            return None
        ends = folded.endswith(("وا", "ون", "ا", "ت", "ين", "م")) or causes.get(at) == "missing"
        if at in causes and (ends or (reach == _REACH_RIGHT and _is_done_to_them(text, at, causes[at]))):
            both = at + 2 < c.sentence.last and text.tokens[at + 2].folded.endswith("وا") and _both_after(text, causes, at)
            return Kind("casualties" if both else causes[at], "after")
    return None


def _is_done_to_them(text: Text, at: int, of: str) -> bool:
    """الذين تم احتجازهم, لاقوا مصرعهم: with the pronoun of those counted (not إنقاذ أرواحهم, متأثرين بجروحهم)."""
    if of in {"killed", "injured"} and text.tokens[at].folded not in roles()["masdar"]:
        return False
    after = text.tokens[at + 1] if at + 1 < len(text.tokens) else None
    return after is not None and after.word == text.tokens[at].word and after.folded in {"هم", "هن", "هما"}


def _both_after(text: Text, causes: dict[int, str], at: int) -> bool:
    """قتلوا وأصيبوا."""
    return text.tokens[at + 1].folded == "و" and {causes[at], causes.get(at + 2)} == {"killed", "injured"}


def _before(text: Text, c: CountedNumber, causes: dict[int, str]) -> Kind | None:
    """اعتقلت قوات الاحتلال، فجر أمس، خمسة فلسطينيين; not past what opens a clause of another verb (قتل عندما اقتحم مسلحان)."""
    if _is_subject(text, c, causes):
        return None
    for at in range(c.first - 1, max(c.sentence.first, c.first - _REACH_LEFT) - 1, -1):
        folded = text.tokens[at].folded
        if folded in _STOPS or folded in roles()["clause"]:
            return None
        if at in causes:
            return Kind("casualties" if _both(text, c, causes, at) else causes[at], "before")
    return None


def _is_subject(text: Text, c: CountedNumber, causes: dict[int, str]) -> bool:
    """Whether a verb of something else stands right before the number (نفذه مسلحان, اقتحم أربعة جنود)."""
    at = c.first - 1
    return at >= c.sentence.first and text.tokens[at].upos == "VERB" and at not in causes and _rules_number(text.tokens[at])


def _rules_number(verb: Token) -> bool:
    """A verb of being or of counting (كان, بلغ, ضم) goes on with what is told of the people."""
    return verb.folded not in roles()["counting"]
