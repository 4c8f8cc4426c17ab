"""How many: counted numbers as intervals, of what, and of which event.

A number is a figure where it counts something: people, strikes, weapons, money, days. What a count of people is
(killed, injured, detained) is told by the counted word itself, or by the word of harm nearest to it: before the number
in Arabic's own order (مقتل 12 مدنيا), after it where the sentence begins with its subject (12 مدنيا قتلوا).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from isnad.letters import fold
from isnad.model.event import Event, EventType
from isnad.model.figure import Figure, FigureOf
from isnad.model.note import Found
from isnad.model.text import Number, Sentence, Text, Token
from isnad.reference.numerals import Counted, Noun, load_causes, load_nouns
from isnad.reference.tables import load_roles

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
_TYPES_OF = {
    "killed": (EventType.KILLING,),
    "injured": (EventType.INJURY,),
    "casualties": (EventType.KILLING, EventType.INJURY),
    "detained": (EventType.ARREST, EventType.RELEASE),
    "abducted": (EventType.ABDUCTION,),
    "displaced": (EventType.DISPLACEMENT, EventType.RETURN),
    "strikes": (EventType.AIRSTRIKE, EventType.SHELLING),
    "weapons": (EventType.SHELLING, EventType.AIRSTRIKE, EventType.CLASH),
    "fighters": (EventType.DEPLOYMENT, EventType.RECRUITMENT, EventType.WITHDRAWAL),
    "money": (EventType.AID, EventType.SANCTION),
    "houses": (EventType.DESTRUCTION,),
}
"""The events a figure of this kind most likely belongs to, where several are as near."""

_PEOPLE = frozenset({"person", "captive", "moved"})
_STOPS = frozenset({".", "؛", "!", "؟", "?", ":", "…", "|"})
_STRICT = frozenset({"killed", "injured", "detained", "casualties", "abducted"})
"""Figures of these belong to an event of their own kind or to none."""
_NEAREST = 8
_SAME_BEFORE = 12
_AFTERWARDS = 10
"""Letters by which a trigger after the figure counts as further off."""
_REACH_LEFT, _REACH_RIGHT = 14, 12


def with_figures(events: tuple[Event, ...], figures: tuple[Figure, ...]) -> tuple[Event, ...]:
    """`events`, each with the ids of its figures."""
    by_event: dict[str, list[str]] = {}
    for figure in figures:
        if figure.event is not None:
            by_event.setdefault(figure.event, []).append(figure.id)
    return tuple(e.model_copy(update={"figures": tuple(by_event.get(e.id, ()))}) for e in events)


def _roles() -> dict[str, frozenset[str]]:
    return load_roles("numbers/roles.tsv")


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number in its sentence: its tokens, the noun it counts if any, and the kind of that noun."""

    number: Number
    first: int
    last: int
    noun_at: int | None
    noun: Noun | None
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class _Trigger:
    start: int
    end: int
    event: Event


@dataclass(frozen=True, slots=True)
class _Said:
    """What a figure is and why."""

    of: str
    rule: str


def find_figures(text: Text, events: tuple[Event, ...]) -> Found[tuple[Figure, ...]]:
    """The figures of `text` in order, each with what it counts and the event it belongs to, where one is near."""
    causes, listed = _causes(text, events), _listed(text)
    dated = sorted((t.start, t.end) for t in text.times)
    figures: list[Figure] = []
    before: tuple[_Counted, _Said] | None = None
    at_date = 0
    for number in text.numbers:
        while at_date < len(dated) and dated[at_date][1] <= number.start:
            at_date += 1
        if at_date < len(dated) and dated[at_date][0] < number.end:
            continue
        counted = _counted(text, number)
        said = _as_listed(counted, _said(text, counted, causes, before), listed)
        if said is None:
            continue
        figures.append(_figure(text, counted, said, len(figures) + 1))
        before = counted, said
    return Found(_told_once(text.text, _linked(text, tuple(figures), events)))


def _told_once(text: str, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """A figure given twice in the same words, of one event or (without one) after the same words, is one figure."""
    first: dict[tuple[str, str, str], Figure] = {}
    for figure in figures:
        before = text[max(0, figure.start - _SAME_BEFORE) : figure.start].rpartition("\n")[2]
        of_event = figure.event or before
        first.setdefault((figure.text, figure.of.value, of_event), figure)
    return tuple(f.model_copy(update={"id": f"F{k}"}) for k, f in enumerate(first.values(), 1))


def _causes(text: Text, events: tuple[Event, ...]) -> dict[int, str]:
    """Token → what a number of people beside it is; words the lexicon lacks are known by their event."""
    known = load_causes()
    found = {t.i: known[t.folded] for t in text.tokens if t.folded in known}
    for event in events:
        of = _EVENT_OF.get(event.type)
        for quote in (event.trigger,):
            for token in text.tokens_in(quote.start, quote.end) if of else ():
                found.setdefault(token.i, of or "")
    return found


def _listed(text: Text) -> dict[int, str]:
    """First token of a list's line → what its heading lists (القتلى هم: … - 46 من المدنيين)."""
    found: dict[int, str] = {}
    of = ""
    for sentence in text.sentences:
        first, last = text.tokens[sentence.first], text.tokens[sentence.last - 1]
        if last.folded == ":":
            of = _of_heading(text.tokens[sentence.first : sentence.last]) or of
        elif of and (first.folded in {"-", "•", "*"} or first.folded[:1].isdecimal()):
            found[sentence.first] = of
        else:
            of = ""
    return found


def _of_heading(tokens: Sequence[Token]) -> str:
    ofs = {n.of for t in tokens if (n := _noun(t)) is not None and n.kind in {"victim", "captive"}}
    return ofs.pop() if len(ofs) == 1 else ""


def _as_listed(c: _Counted, said: _Said | None, listed: dict[int, str]) -> _Said | None:
    """The heading tells what people of its list are, where their own line does not."""
    of = listed.get(c.sentence.first)
    if of is None or said is None or said.rule not in {"noun", "uncaused", "among", "with"} or c.noun is None:
        return said
    return _Said(of, "listed") if c.noun.kind in _PEOPLE and said.of in {"other", "civilians", "fighters"} else said


def _counted(text: Text, number: Number) -> _Counted:
    tokens = text.tokens_in(number.start, number.end) or text.tokens_in(number.start - 1, number.end)
    first, last = tokens[0].i, tokens[-1].i + 1
    sentence = text.sentence_of(first)
    at = number.counted
    if at is None or not sentence.first <= at < sentence.last or _is_not_counted(text, number, last, at):
        return _Counted(number, first, last, None, None, sentence)
    if text.tokens[at].folded == "و" and at + 1 < sentence.last:
        at += 1
    return _Counted(number, min(first, at), last, at, _noun(text.tokens[at]), sentence)


def _is_not_counted(text: Text, number: Number, last: int, at: int) -> bool:
    """A word of harm (29 قتلوا) or a definite noun right after an exact number (الفرقة 30 العقيد) is not what it counts."""
    if text.tokens[at].folded in load_causes() and _noun(text.tokens[at]) is None:
        return True
    exact = number.rule.split("+")[0] in {"digits", "words", "range"}
    direct = not any(t.folded == "من" for t in text.tokens[last:at])
    return exact and direct and text.tokens[at].folded.startswith("ال") and text.tokens[at].folded not in load_nouns()


def _noun(token: Token) -> Noun | None:
    nouns = load_nouns()
    form = nouns.get(token.folded) or (nouns.get(token.folded[2:]) if token.folded.startswith("ال") else None)
    form = form or (nouns.get(token.folded[1:]) if _is_stuck(token) else None)
    return form.noun if form else None


def _is_stuck(token: Token) -> bool:
    """A noun behind a proclitic that was not cut (بغارة)."""
    return (
        len(token.folded) > 4
        and token.folded[0] in "وفبل"
        and token.folded not in load_nouns()
        and token.folded[1:] in load_nouns()
    )


# ---- is it a figure, and of what -----------------------------------------------------------------


def _said(text: Text, c: _Counted, causes: dict[int, str], before: tuple[_Counted, _Said] | None) -> _Said | None:
    if _is_no_figure(text, c):
        return None
    if c.number.rule.startswith("percent"):
        return _Said("percent", "percent")
    kind = c.noun.kind if c.noun else ""
    if c.noun is not None and kind == "victim":
        return _Said(_victims(text, c, c.noun), "noun")
    if c.noun is not None and kind not in _PEOPLE and not _flows_from(text, c, causes):
        return _Said(c.noun.of, "noun")
    told = _by_cause(text, c, causes, before)
    if _names_them(text, c) and (told is None or told.rule not in {"beside", "after", "among"}):
        return None
    if told is not None and not _is_too_far(told, c.noun):
        return told
    if c.noun is not None:
        return _moved(text, c, c.noun) or _Said(c.noun.of, "noun")
    return _Said("other", "uncaused") if c.noun_at is not None and _is_plain_noun(text.tokens[c.noun_at]) else None


def _names_them(text: Text, c: _Counted) -> bool:
    """الرئيسان, القياديان: two people just named, not counted."""
    definite = c.number.rule.startswith("dual") and text.tokens[c.first].folded.startswith("ال")
    return definite and c.noun is not None and c.noun.kind == "person"


def _is_too_far(told: _Said, noun: Noun | None) -> bool:
    """From afar only harm says what captives or fighters are."""
    if noun is not None and noun.kind == "captive" and told.of == "missing":
        return True
    if noun is None or told.rule not in {"with", "before"}:
        return False
    if noun.kind == "captive":
        return told.of == "detained"
    return noun.of == "fighters" and told.of in {"displaced", "missing", "fighters"}


def _moved(text: Text, c: _Counted, noun: Noun) -> _Said | None:
    """لاجئ names a state; those who arrive or cross are counted as displaced."""
    around = text.tokens[max(c.sentence.first, c.first - 6) : min(c.sentence.last, c.last + 16)]
    arrived = noun.kind == "moved" and any(t.folded in _roles()["arrived"] for t in around)
    return _Said("displaced", "arrived") if arrived else None


def _flows_from(text: Text, c: _Counted, causes: dict[int, str]) -> bool:
    """نزوح مئات الآلاف من منازلهم counts people, not houses."""
    through = c.noun_at is not None and any(t.folded == "من" for t in text.tokens[c.last : c.noun_at])
    said = _beside(text, c, causes) if through else None
    return said is not None and said.of in {"displaced", "killed", "injured", "detained"}


def _is_no_figure(text: Text, c: _Counted) -> bool:
    rule, tokens = c.number.rule.split("+")[0], text.tokens
    before = tokens[c.first - 1].folded if c.first > c.sentence.first else ""
    after = tokens[c.last].folded if c.last < c.sentence.last else ""
    beyond = tokens[c.last + 1].folded if c.last + 1 < c.sentence.last else ""
    if rule == "several" or after in _roles()["page"] or beyond in _roles()["page"]:
        return True
    if rule == "one":
        return c.noun is None or c.noun.of not in {"strikes", "weapons", "killed", "injured"}
    if rule in {"dual", "dual-of"}:
        return _is_no_counted_dual(tokens[c.first].folded, rule, c.noun)
    return rule == "digits" and _is_a_name(tokens, c, before, after)


def _is_no_counted_dual(folded: str, rule: str, noun: Noun | None) -> bool:
    """قريتي كذا وكذا names two villages, الطرفان is everybody: no counts. قذيفتي دبابة and الطفلين are."""
    if noun is None:
        return True
    if rule == "dual-of":
        return noun.of != "weapons"
    return folded.startswith("ال") and noun.kind not in {"victim", "person", "captive"} and noun.of not in {"vehicles", "strikes"}


def _is_a_name(tokens: Sequence[Token], c: _Counted, before: str, after: str) -> bool:
    """القرار 2254, الفوج 46, ميغ 21, (0) comments: the number names, it does not count."""
    value = c.number.min or c.number.max or 0
    if value == 0 or before in {":", "#", "@"} or after in {":"}:
        return True
    if before in _roles()["always_named"]:
        return c.noun is None or c.noun.kind not in {"person", "victim", "captive"}
    if (
        before in _roles()["named"]
        or before == "-"
        or (before == "و" and c.first > 1 and tokens[c.first - 2].folded[:1].isdecimal())
    ):
        return c.noun is None
    return c.noun is None and c.number.rule == "digits" and (1900 <= value <= 2040 or after in {"ه", "هـ"})


def _is_plain_noun(token: Token) -> bool:
    return (
        token.folded not in _roles()["others"]
        and token.folded[:1].isalpha()
        and not token.folded.isascii()
        and token.upos not in {"VERB", "ADP", "CCONJ"}
    )


def _victims(text: Text, c: _Counted, noun: Noun) -> str:
    """قتلى وجرحى in one number are casualties."""
    if c.number.rule.startswith("dual"):
        return noun.of
    at = (c.noun_at if c.noun_at is not None and c.noun_at >= c.last else c.last - 1) + 1
    tokens = text.tokens
    if noun.name == "ضحية" and c.number.rule.startswith("vague"):
        return "casualties"
    for k in range(at, min(at + 2, c.sentence.last - 1)):
        if tokens[k].folded in {"و", "او"}:
            other = _noun(tokens[k + 1])
            if other is not None and {noun.of, other.of} == {"killed", "injured"} and _is_many(tokens[k + 1], c.number):
                return "casualties"
    return noun.of


def _is_many(token: Token, number: Number) -> bool:
    """A plural, or the singular that follows a number over ten (40 قتيلا ومصابا)."""
    form = load_nouns().get(token.folded.removeprefix("ال")) or load_nouns().get(token.folded)
    if form is None or form.counted in {Counted.TWO, Counted.TWO_OF}:
        return False
    return form.counted is not Counted.ONE or ((number.min or 0) > 10 and token.folded.endswith("ا"))


def _by_cause(text: Text, c: _Counted, causes: dict[int, str], before: tuple[_Counted, _Said] | None) -> _Said | None:
    return (
        _between_both(text, c)
        or _beside(text, c, causes)
        or _tally(text, c)
        or _like_before(text, c, before)
        or _after(text, c, causes)
        or (_before(text, c, causes) if c.noun_at is not None or c.number.rule.startswith("vague") else None)
    )


def _beside(text: Text, c: _Counted, causes: dict[int, str]) -> _Said | None:
    """مقتل 12; مقتل وإصابة 12 counts both."""
    at = c.first - 1
    while at >= c.sentence.first and text.tokens[at].folded in _roles()["step"]:
        at -= 1
    if at < c.sentence.first:
        return None
    of = causes.get(at)
    named = _noun(text.tokens[at])
    if of is None and named is not None and named.kind == "victim" and at == c.first - 1:
        return _Said(named.of, "beside")
    if of is None or text.tokens[at].folded == "مصير":
        return None
    return _Said("casualties", "beside-both") if _both(text, c, causes, at) else _Said(of, "beside")


def _both(text: Text, c: _Counted, causes: dict[int, str], at: int) -> bool:
    """مقتل وإصابة, قتل وجرح: two words of harm in one; "قتلوا وأصيب" are two sayings."""
    if at - 2 < c.sentence.first or text.tokens[at - 1].folded not in {"و", "او"}:
        return False
    return {causes.get(at - 2), causes.get(at)} == {"killed", "injured"} and not text.tokens[at - 2].folded.endswith("وا")


def _between_both(text: Text, c: _Counted) -> _Said | None:
    """العشرات بين قتيل وجريح."""
    window = [t.folded for t in text.tokens[c.last : min(c.last + 7, c.sentence.last)]]
    for k, folded in enumerate(window[:-3]):
        if folded == "بين" and window[k + 2] == "و":
            ends = [load_nouns().get(window[k + 1]), load_nouns().get(window[k + 3])]
            if {e.noun.of for e in ends if e} == {"killed", "injured"}:
                return _Said("casualties", "between-both")
    return None


def _tally(text: Text, c: _Counted) -> _Said | None:
    """ارتفع عدد القتلى إلى 30; المصابين البالغ عددهم ستة."""
    for at in range(c.first - 1, max(c.sentence.first, c.first - _REACH_LEFT) - 1, -1):
        token = text.tokens[at]
        if token.folded in _STOPS or token.folded[:1].isdecimal():
            return None
        if token.folded in _roles()["tally"]:
            around = text.tokens[max(c.sentence.first, at - 3) : c.first]
            ofs = dict.fromkeys(n.of for t in around if (n := _noun(t)) is not None and n.kind in {"victim", "captive", "moved"})
            if ofs:
                return _Said("casualties" if {"killed", "injured"} <= set(ofs) else next(iter(ofs)), "tally")
    return None


def _like_before(text: Text, c: _Counted, before: tuple[_Counted, _Said] | None) -> _Said | None:
    """12 مدنيا بينهم 3 أطفال; 37 مسلحا و16 من البيشمركة: what is said of the number before."""
    if before is None or before[0].sentence is not c.sentence:
        return _among_named(text, c)
    if before[1].of in {"percent", "money", "distance", "days", "weapons", "strikes", "vehicles"}:
        return None
    between = [t.folded for t in text.tokens[before[0].last : c.first]]
    if len(between) > 16 or (before[0].noun is not None and before[0].noun.kind not in _PEOPLE | {"victim"}):
        return None
    if any(w in _roles()["among"] for w in between[-3:]) or _of_them(text, c):
        return _Said(before[1].of, "among")
    if between and between[-1] == "و" and len(between) <= 9 and (c.noun is None or c.noun.kind != "captive"):
        return _Said(before[1].of, "with")
    return None


def _of_them(text: Text, c: _Counted) -> bool:
    """ثلاثة منهم."""
    after = [t.folded for t in text.tokens[c.last : min(c.last + 2, c.sentence.last)]]
    return len(after) == 2 and after[0] == "من" and after[1] in {"هم", "هن", "ها", "هما"}


def _among_named(text: Text, c: _Counted) -> _Said | None:
    """سقوط قتلى وجرحى بينهم طفلان: of those just named without a number."""
    start = max(c.sentence.first, c.first - _REACH_LEFT)
    window = text.tokens[start : c.first]
    if not any(t.folded in _roles()["among"] for t in window[-3:]):
        return None
    ofs = {n.of for t in window if (n := _noun(t)) is not None and n.kind == "victim"}
    if not ofs:
        return None
    return _Said("casualties" if {"killed", "injured"} <= ofs else min(ofs), "among")


def _after(text: Text, c: _Counted, causes: dict[int, str]) -> _Said | None:
    """12 مدنيا قتلوا."""
    start = max(c.last, (c.noun_at or 0) + 1)
    for at in range(start, min(start + _REACH_RIGHT, c.sentence.last)):
        folded = text.tokens[at].folded
        if folded in _roles()["flight"] and at < start + 3:
            return _Said("displaced", "after")
        if folded in _STOPS or (folded in {"و", "الي", "عن"} and at + 1 in causes):
            return None
        if at in causes and (folded.endswith(("وا", "ون", "ا", "ت", "ين", "م")) or causes[at] == "missing"):
            both = at + 2 < c.sentence.last and text.tokens[at + 2].folded.endswith("وا") and _both_after(text, causes, at)
            return _Said("casualties" if both else causes[at], "after")
    return None


def _both_after(text: Text, causes: dict[int, str], at: int) -> bool:
    """قتلوا وأصيبوا."""
    return text.tokens[at + 1].folded == "و" and {causes[at], causes.get(at + 2)} == {"killed", "injured"}


def _before(text: Text, c: _Counted, causes: dict[int, str]) -> _Said | None:
    """اعتقلت قوات الاحتلال، فجر أمس، خمسة فلسطينيين."""
    for at in range(c.first - 1, max(c.sentence.first, c.first - _REACH_LEFT) - 1, -1):
        if text.tokens[at].folded in _STOPS:
            return None
        if at in causes:
            return _Said("casualties" if _both(text, c, causes, at) else causes[at], "before")
    return None


# ---- building and linking ------------------------------------------------------------------------


def _figure(text: Text, c: _Counted, said: _Said, number: int) -> Figure:
    start, end = _span(text, c)
    return Figure(
        start=start, end=end, text=text.text[start:end], id=f"F{number}", min=c.number.min, max=c.number.max,
        approx=c.number.approx, of=FigureOf(said.of), unit=_unit(text, c),
    )  # fmt: skip


def _span(text: Text, c: _Counted) -> tuple[int, int]:
    """The number with its noun, the noun's adjectives, and على الأقل where it follows."""
    last = c.last - 1
    if c.noun_at is not None and c.noun_at >= c.last and not c.number.rule.startswith("percent"):
        last = c.noun_at
        while last + 1 < c.sentence.last and text.tokens[last + 1].upos == "ADJ":
            last += 1
    tail = [t.folded for t in text.tokens[last + 1 : min(last + 3, c.sentence.last)]]
    if c.number.rule.endswith(("+least", "+most")) and tail[:1] == ["علي"] and tail[1:] in (["الاقل"], ["الاكثر"]):
        last += 2
    start = text.tokens[c.first].start + (c.noun_at == c.first and _is_stuck(text.tokens[c.first]))
    return (c.number.start if start <= c.number.start < text.tokens[c.first].end else start), text.tokens[last].end


def _unit(text: Text, c: _Counted) -> str | None:
    if c.number.rule.startswith("percent"):
        return None
    if c.noun is not None:
        return c.noun.name
    return text.tokens[c.noun_at].form if c.noun_at is not None else None


def _linked(text: Text, figures: tuple[Figure, ...], events: tuple[Event, ...]) -> tuple[Figure, ...]:
    """Each figure with its event: in its sentence, of a type that fits, the nearest trigger."""
    by_sentence: dict[int, list[_Trigger]] = {}
    for event in events:
        for quote in (event.trigger, *event.also):
            inside = text.tokens_in(quote.start, quote.end)
            if inside:
                by_sentence.setdefault(text.sentence_of(inside[0].i).first, []).append(_Trigger(quote.start, quote.end, event))
    for triggers in by_sentence.values():
        triggers.sort(key=lambda t: t.start)
    alone = _alone(events)
    return tuple(_with_event(text, f, by_sentence, alone) for f in figures)


def _alone(events: tuple[Event, ...]) -> dict[EventType, Event]:
    """The events that are the only one of their type."""
    by_type: dict[EventType, list[Event]] = {}
    for event in events:
        by_type.setdefault(event.type, []).append(event)
    return {kind: found[0] for kind, found in by_type.items() if len(found) == 1}


def _with_event(text: Text, figure: Figure, by_sentence: dict[int, list[_Trigger]], alone: dict[EventType, Event]) -> Figure:
    if figure.of is FigureOf.DISTANCE or _is_span_of_time(figure):
        return figure
    inside = text.tokens_in(figure.start, figure.end) or text.tokens_in(figure.start - 1, figure.end)
    near = by_sentence.get(text.sentence_of(inside[0].i).first, []) if inside else []
    at = bisect_left(near, figure.start, key=lambda t: t.start)
    fitting = _TYPES_OF.get(figure.of.value, ())
    best = min(near[max(0, at - _NEAREST) : at + _NEAREST], key=lambda t: _far(t, figure, fitting), default=None)
    if best is None or (figure.of.value in _STRICT and best.event.type not in fitting):
        only = next((alone[kind] for kind in fitting if kind in alone), None) if figure.of.value in _STRICT else None
        return figure.model_copy(update={"event": only.id}) if only is not None else figure
    return figure.model_copy(update={"event": best.event.id})


def _is_span_of_time(figure: Figure) -> bool:
    """Ages and durations belong to nobody's event."""
    form = load_nouns().get(fold(figure.unit)) if figure.unit else None
    return figure.of is FigureOf.OTHER and form is not None and form.noun.kind == "time"


def _far(trigger: _Trigger, figure: Figure, fitting: Sequence[EventType]) -> tuple[int, int]:
    """How ill a trigger fits: its type first (killing before injury for casualties), then the letters between."""
    gap = max(trigger.start - figure.end, figure.start - trigger.end, 0)
    kind = trigger.event.type
    misfit = fitting.index(kind) if kind in fitting and figure.of is FigureOf.CASUALTIES else 2 * (kind not in fitting)
    return misfit, gap + _AFTERWARDS * (trigger.start > figure.end)
