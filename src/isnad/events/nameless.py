"""People and things without a name that may take part in an event: «12 مدنيا», «قوات النظام», «منازل المدنيين», «الإسرائيلية»."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from isnad.events.nameless_ends import find_end, find_start, is_adjective, past_owner, stops
from isnad.events.view import View
from isnad.model.entity import EntityType
from isnad.reference.ties import load_nationalities
from isnad.reference.triggers import load_entries, load_words

HEADS = ("civilians", "fighters", "leaders", "vehicles", "buildings", "artillery", "bomb", "air", "smallarms", "goods")
_WEAPONS = frozenset(("artillery", "bomb", "air", "smallarms", "strike"))
_KINDS_OF_STRIKE = ("artillery", "air")
_STRIKES = frozenset(("airstrike", "shelling", "explosion"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase over tokens `first..last` (exclusive), its head at `head`, of class `kind`."""

    first: int
    last: int
    head: int
    kind: str
    inner: tuple["Phrase", ...] = ()
    """Adjectives of a weapon or a strike that say whose it is or of what kind («غارات روسية», «قصف مدفعي»)."""


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
        start = find_start(view, i, out[-1].last if out else first)
        end = i + 1 if kind == "nation" else find_end(view, i, last, weapon=kind in _WEAPONS)
        out.append(Phrase(start, end, i, kind, tuple(_inner(view, i, end, nations)) if kind in _WEAPONS else ()))
        i = end
    return out + list(_bare_numbers(view, first, last, out))


def _kind(view: View, i: int, nations: dict[str, tuple[str, ...]], entries: dict) -> str:  # type: ignore[type-arg]
    if view.at[i] >= 0 or view.text.tokens[i].upos == "ADP":  # «أمام الأهالي» is no imam
        return ""
    for k in HEADS:
        if k in view.classes[i]:
            return k
    word = view.words[i]
    if word in load_words("direction") and i + 1 < len(view.words) and view.at[i + 1] < 0 and "buildings" in view.classes[i + 1]:
        return "buildings"
    if word in nations or word.removeprefix("ال") in nations:
        return "nation"
    entry = entries.get(word)
    if entry and entry.types[0] in _STRIKES and "noun" in entry.forms:
        return "strike"
    if _is_kin(view, i):
        return "civilians"
    if _is_part(view, i):
        return "counted"
    if any(n.counted == i for n in view.numbers_between(view.text.tokens[max(0, i - 6)].start, view.text.tokens[i].end)):
        return "counted"
    return ""


def _is_kin(view: View, i: int) -> bool:
    """«نجل الشيخ فلان», «مرافقه»: kin and men of whom right behind them is told whose they are."""
    tokens = view.text.tokens
    if view.words[i] not in load_words("kin") or tokens[i].upos not in ("NOUN", "X") or i + 1 >= len(tokens):
        return False
    return tokens[i + 1].word == tokens[i].word or view.at[i + 1] >= 0 or view.words[i + 1].startswith("ال")


def _is_part(view: View, i: int) -> bool:
    """«عدد من …» before what is of no known class or is a people by name; else that is the head."""
    if view.words[i] not in load_words("many") or view.word(i + 1, 0, len(view.words)) != "من" or i + 2 >= len(view.words):
        return False
    at = view.at[i + 2]
    return view.mentions[at].type is EntityType.PEOPLE if at >= 0 else not any(k in view.classes[i + 2] for k in HEADS)


def _inner(view: View, i: int, end: int, nations: dict[str, tuple[str, ...]]) -> Iterator[Phrase]:
    for k in range(i + 1, end):
        word = view.words[k]
        if view.at[k] < 0 and (word in nations or word.removeprefix("ال") in nations):
            yield Phrase(k, k + 1, k, "nation")
        elif view.at[k] < 0 and is_adjective(view, k):
            yield from (Phrase(k, k + 1, k, kind) for kind in _KINDS_OF_STRIKE if kind in view.classes[k])


def find_next(view: View, i: int) -> Phrase | None:
    """The noun right after the word at `i`, of whatever class: what a verbal noun is done to («اختطاف مقاول»)."""
    last = view.text.sentences[view.sentence[i]].last
    if i + 1 >= last or view.at[i + 1] >= 0 or stops(view, i + 1) or view.text.tokens[i + 1].upos not in ("NOUN", "X"):
        return None
    return Phrase(i + 1, find_end(view, i + 1, last), i + 1, "next")


def _bare_numbers(view: View, first: int, last: int, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """Numbers that count nothing named («أصيب 12»), or those of whom they are a part («25 من ميليشيات كذا»)."""
    if first >= last:
        return
    taken = {i for p in phrases for i in range(p.first, p.last)}
    tokens = view.text.tokens
    for n in view.numbers_between(tokens[first].start, tokens[last - 1].end):
        here = [t.i for t in view.text.tokens_in(n.start, n.end)]
        if here and not taken.intersection(here) and view.at[here[0]] < 0:
            follow = here[-1] + 1
            end = follow + 1 if follow < last and not stops(view, follow) and view.at[follow] < 0 else follow
            end = past_owner(view, follow, last) if follow < last and view.words[follow] == "من" else end
            yield Phrase(here[0], end, here[-1], "number")
