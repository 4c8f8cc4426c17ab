"""People and things without a name that may take part in an event: «12 مدنيا», «قوات النظام», «منازل المدنيين», «الإسرائيلية»."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from isnad.events.view import View
from isnad.reference.ties import load_nationalities
from isnad.reference.triggers import load_entries, load_words

HEADS = ("civilians", "fighters", "leaders", "vehicles", "buildings", "artillery", "bomb", "air", "smallarms", "goods")
_LONGEST = 3
"""Words after its head that a phrase may run on."""
_VERBAL = frozenset(("past", "imperfect", "passive"))
_WEAPONS = frozenset(("artillery", "bomb", "air", "smallarms", "strike"))
_STRIKES = frozenset(("airstrike", "shelling", "explosion"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase over tokens `first..last` (exclusive), its head at `head`, of class `kind`."""

    first: int
    last: int
    head: int
    kind: str


def find_nameless(view: View, first: int, last: int) -> list[Phrase]:
    """The nameless phrases of tokens `first..last`, in order; they do not overlap."""
    nations, entries = load_nationalities(), load_entries()
    out: list[Phrase] = []
    i = first
    while i < last:
        kind = _kind(view, i, nations, entries)
        if not kind:
            i += 1
            continue
        start = _start(view, i, out[-1].last if out else first)
        end = i + 1 if kind == "nation" else _end(view, i, last, plain=kind in _WEAPONS)
        out.append(Phrase(start, end, i, kind))
        i = end
    return out + list(_bare_numbers(view, first, last, out))


def _kind(view: View, i: int, nations: dict[str, tuple[str, ...]], entries: dict) -> str:  # type: ignore[type-arg]
    if view.at[i] >= 0:
        return ""
    for k in HEADS:
        if k in view.classes[i]:
            return k
    word = view.words[i]
    if word in nations or word.removeprefix("ال") in nations:
        return "nation"
    entry = entries.get(word)
    if entry and entry.types[0] in _STRIKES and "noun" in entry.forms:
        return "strike"
    if any(n.counted == i for n in view.numbers_between(view.text.tokens[max(0, i - 6)].start, view.text.tokens[i].end)):
        return "counted"
    return ""


def _start(view: View, i: int, least: int) -> int:
    """Where the phrase with its head at `i` begins: with the number or quantity before it («عدد من …»)."""
    tokens, at = view.text.tokens, i
    for n in view.numbers_between(tokens[max(least, i - 6)].start, tokens[i].start):
        if n.counted == i and n.start < tokens[i].start:
            return max(least, view.text.tokens_in(n.start, n.end)[0].i)
    quantities = load_words("quantity")
    while at > least and (view.words[at - 1] in quantities or view.words[at - 1].isdecimal()):
        at -= 1
    if at - 1 > least and view.words[at - 1] == "من" and view.words[at - 2] in load_words("many"):
        at -= 2
    return at


def _end(view: View, i: int, last: int, *, plain: bool) -> int:
    """Where the phrase with its head at `i` ends: before a preposition, a verb, a sign or another clause.

    With `plain` only adjectives go on: what follows a weapon is seldom its complement («القصف المدفعي قرية كذا»).
    """
    at = i + 1
    while at < last and at - i <= _LONGEST and not _stops(view, at) and (not plain or _is_adjective(view, at)):
        if view.at[at] >= 0:
            return _with_pronoun(view, min(last, view.mentions[view.at[at]].last), last)
        at += 1
    return _with_pronoun(view, at, last)


def _with_pronoun(view: View, at: int, last: int) -> int:
    """A pronoun attached to the last word belongs to the phrase («بلداتهم»)."""
    tokens = view.text.tokens
    return at + 1 if at < last and tokens[at].word == tokens[at - 1].word else at


def _is_adjective(view: View, at: int) -> bool:
    token, word = view.text.tokens[at], view.words[at]
    return view.at[at] < 0 and (token.upos == "ADJ" or (token.upos == "X" and word.removesuffix("ه").endswith("ي")))


def _stops(view: View, at: int) -> bool:
    token, word = view.text.tokens[at], view.words[at]
    if word in load_words("stop") and word not in load_words("adding"):
        return True
    if token.upos in ("VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PUNCT", "PRON", "DET", "PART"):
        return True
    return not word[:1].isalpha() or _is_verb(word)


def _is_verb(word: str) -> bool:
    entry = load_entries().get(word)
    return entry is not None and entry.forms <= _VERBAL


def find_next(view: View, i: int) -> Phrase | None:
    """The noun right after the word at `i`, of whatever class: what a verbal noun is done to («اختطاف مقاول»)."""
    last = view.text.sentences[view.sentence[i]].last
    if i + 1 >= last or view.at[i + 1] >= 0 or _stops(view, i + 1) or view.text.tokens[i + 1].upos not in ("NOUN", "X"):
        return None
    return Phrase(i + 1, _end(view, i + 1, last, plain=False), i + 1, "next")


def _bare_numbers(view: View, first: int, last: int, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """Numbers that count nothing named («أصيب 12»)."""
    if first >= last:
        return
    taken = {i for p in phrases for i in range(p.first, p.last)}
    tokens = view.text.tokens
    for n in view.numbers_between(tokens[first].start, tokens[last - 1].end):
        here = [t.i for t in view.text.tokens_in(n.start, n.end)]
        if here and not taken.intersection(here) and view.at[here[0]] < 0:
            follow = here[-1] + 1
            end = follow + 1 if follow < last and not _stops(view, follow) and view.at[follow] < 0 else follow
            yield Phrase(here[0], end, here[-1], "number")
