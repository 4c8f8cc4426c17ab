"""Which pairs of named things a sentence may tie, and what speaks for a tie: features for the trained scorer.

The words between two mentions are read with what does not matter taken out: further members of a list («قرى A وB بريف C» reads
for A as for B) and kind words. The scorer is `ties` (training/relations.py); a label is a relation type with `>` where it runs
from the earlier mention to the later, `<` where it runs back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from isnad.entities.units import Unit
from isnad.letters import fold
from isnad.model.entity import EntityType
from isnad.reference.gazetteer import GazetteerPlace, find_places, places_above
from isnad.reference.nominals import load_kinds
from isnad.reference.ties import Cue, load_adjectives, load_cues

_FURTHEST_MENTIONS = 7
_FURTHEST_WORDS = 32
_WINDOW = 4
_JOINS = frozenset(("و", "،", ",", "او", "/"))
_PREPOSITIONS = frozenset(("ب", "في", "من", "ل", "الي", "علي"))
DIRECTIONS = frozenset(fold(w) + ya for w in ("شمال", "جنوب", "شرق", "غرب") for ya in ("", "ي")) | frozenset(
    ("وسط", "الشمال", "الجنوب", "الشرق", "الغرب")
)
_GROUND = (EntityType.PLACE, EntityType.FACILITY)
_RANKS = {
    **dict.fromkeys(("قريه", "قري", "قريتي", "قريتا", "مزرعه"), "village"),
    **dict.fromkeys(("بلده", "بلدتي", "بلدات", "بلدتا"), "town"),
    **dict.fromkeys(("مدينه", "مدينتي", "مدن", "مدينتا"), "town"),
    **dict.fromkeys(("محافظه", "محافظتي", "محافظات", "ولايه"), "region"),
    **dict.fromkeys(("ناحيه", "مديريه", "مديريتي", "قضاء", "منطقه"), "district"),
    **dict.fromkeys(("حي", "احياء", "حيي", "شارع"), "quarter"),
}
_COUNTRYSIDE = frozenset(("ريف", "ريفي", "ارياف", "الريف"))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions of a sentence, by their unit indices, the earlier first."""

    a: int
    b: int


def find_pairs(units: Sequence[Unit]) -> Iterator[Pair]:
    """Pairs of different entities near enough to each other that a sentence may tie them."""
    mentions = [i for i, u in enumerate(units) if u.entity >= 0 and u.type is not EntityType.PEOPLE]
    for k, a in enumerate(mentions):
        for b in mentions[k + 1 : k + 1 + _FURTHEST_MENTIONS]:
            if units[b].first - units[a].last > _FURTHEST_WORDS:
                break
            if units[a].entity != units[b].entity:
                yield Pair(a, b)


def find_features(units: Sequence[Unit], pair: Pair) -> list[str]:
    """What speaks for or against a tie between the pair, as strings."""
    a, b = units[pair.a], units[pair.b]
    between = units[pair.a + 1 : pair.b]
    plain = [u.folded if u.entity < 0 else f"<{place_class(u)}>" for u in without_list(between)]
    bare = [w for w in plain if w not in load_kinds() and w.removeprefix("ال") not in load_kinds() and w not in ("،", ",")]
    types = f"{place_class(a)}-{place_class(b)}"
    lone = sum(1 for w in plain if w.startswith("<"))
    out = [
        f"types={types}",
        f"between={' '.join(plain)[:60]}|{types}",
        f"bare={' '.join(bare)[:60]}",
        f"bare={' '.join(bare)[:60]}|{types}",
        f"first={plain[0] if plain else '-'}|{types}",
        f"last={plain[-1] if plain else '-'}|{types}",
        f"last={' '.join(bare[-1:])}|{a.type}-{b.type}",
        f"mentions={min(lone, 3)}",
        f"mentions={min(lone, 3)}|{types}",
        f"words={_length(len(plain))}",
        f"words={_length(len(plain))}|{types}",
        f"list={len(plain) < len(between)}",
        *(f"in={w}" for w in sorted(set(bare))),
        *(f"in={w}|{a.type}-{b.type}" for w in sorted(set(bare))),
    ]
    return out + _around(units, pair, types) + _cues(units, pair, f"{a.type}-{b.type}") + _shape(units, pair, plain, types)


def _shape(units: Sequence[Unit], pair: Pair, plain: Sequence[str], types: str) -> list[str]:
    """The words between by what they do, and what the gazetteer knows of both ends."""
    a, b = units[pair.a], units[pair.b]
    shape = " ".join(dict.fromkeys(map(_does, plain))) if len(plain) < 7 else "long"
    ranks = f"{_rank(units, pair.a)}-{_rank(units, pair.b)}"
    lies = _lies(a, b) if a.type in _GROUND and b.type in _GROUND else "-"
    heads = f"{list_kind(units, pair.a)}-{list_kind(units, pair.b)}"
    return [
        f"shape={shape}",
        f"shape={shape}|{types}",
        f"shape={shape}|{ranks}",
        f"shape={shape}|{heads}",
        f"ranks={ranks}",
        f"lies={lies}",
        f"lies={lies}|{shape}",
        f"heads={heads}",
    ]


def _does(word: str) -> str:
    if word.startswith("<"):
        return word
    if word in ("ب", "في", "داخل", "ضمن", "وسط"):
        return "in"
    if word in load_kinds() or word.removeprefix("ال") in load_kinds():
        return "kind"
    if word in ("،", ",", "-", "(", ")"):
        return "comma"
    return word if word in _PREPOSITIONS or word in _JOINS or word in load_cues() else "word"


def _rank(units: Sequence[Unit], at: int) -> str:
    """What sort of place a mention is, by its kind word before it, else by the gazetteer."""
    unit = units[at]
    if unit.type not in _GROUND or place_class(unit) in ("countryside", "direction"):
        return place_class(unit)
    before = units[at - 1].folded if at and units[at - 1].entity < 0 else ""
    if before in _RANKS:
        return _RANKS[before]
    places = find_places(unit.folded)
    return places[0].kind if places else "unknown"


def is_country(folded: str) -> bool:
    """Whether the name is a country's, or the gazetteer takes it for one first."""
    if folded in load_adjectives():
        return True
    places = find_places(folded)
    return bool(places) and places[0].kind == "country"


def _lies(a: Unit, b: Unit) -> str:
    """Whether the gazetteer has the earlier within the later, the later within the earlier, or neither."""
    inner, outer = find_places(a.folded)[:3], find_places(_head(b.folded))[:3]
    if not inner or not outer:
        return "unknown"
    if _within(inner, outer):
        return "in"
    return "around" if _within(find_places(b.folded)[:3], find_places(_head(a.folded))[:3]) else "apart"


def _within(inner: Sequence[GazetteerPlace], outer: Sequence[GazetteerPlace]) -> bool:
    indices, names = {p.index for p in outer}, {p.name for p in outer[:1]}
    return any(above.index in indices or above.name in names for p in inner for above in places_above(p))


def _head(folded: str) -> str:
    """حلب of «ريف حلب الشمالي» and of «شمال محافظة حلب»."""
    words = [w for w in folded.split() if w not in _COUNTRYSIDE and w not in DIRECTIONS and w not in load_kinds()]
    while len(words) > 1 and words[-1].removeprefix("ال") in DIRECTIONS:
        words = words[:-1]
    return " ".join(words)


def list_kind(units: Sequence[Unit], at: int) -> str:
    """The kind word before a mention, or before the list that it ends («قرى A وB»)."""
    i = at - 1
    while i >= 0 and (units[i].entity >= 0 or units[i].folded in _JOINS):
        i -= 1
    word = units[i].folded if i >= 0 else ""
    return word if word in load_kinds() else "-"


def _around(units: Sequence[Unit], pair: Pair, types: str) -> list[str]:
    def word(i: int) -> str:
        if not 0 <= i < len(units):
            return "-"
        return units[i].folded if units[i].entity < 0 else f"<{units[i].type}>"

    return [
        f"before={word(pair.a - 1)}",
        f"before={word(pair.a - 1)}|{types}",
        f"before2={word(pair.a - 2)} {word(pair.a - 1)}",
        f"after={word(pair.b + 1)}",
        f"kind={word(pair.b - 1)}|{word(pair.a - 1)}",
        f"after1={word(pair.a + 1)}|{types}",
        f"named={units[pair.a].named}{units[pair.b].named}",
    ]


def place_class(unit: Unit) -> str:
    """The type of a mention; of a place, whether it is a countryside or a direction."""
    first = unit.folded.split(" ", 1)[0].removeprefix("لل")
    if unit.type is EntityType.PLACE and first in _COUNTRYSIDE:
        return "countryside"
    if unit.type is EntityType.PLACE and first in DIRECTIONS:
        return "direction"
    return str(unit.type)


def _length(words: int) -> str:
    return str(words) if words < 4 else "4-6" if words < 7 else "7-12" if words < 13 else "13+"


def without_list(between: Sequence[Unit]) -> Sequence[Unit]:
    """What is left of the words between after further members of the list that the first mention opens."""
    at = 0
    while at < len(between):
        end = _list_member(between, at)
        if end == at:
            break
        at = end
    return between[at:]


def is_list(units: Sequence[Unit], a: int, b: int) -> bool:
    """Whether mentions `a` and `b` (unit indices) are members of one list."""
    return not without_list(units[a + 1 : b + 1])


def _list_member(between: Sequence[Unit], at: int) -> int:
    """End of «و» + kind word + mention that begins at `at`; `at` where none does. A comma with a preposition opens no member."""
    i = at
    while i < len(between) and between[i].entity < 0 and between[i].folded in _JOINS:
        i += 1
    if i == at:
        return at
    open_to = _PREPOSITIONS if any(u.folded == "و" for u in between[at:i]) else frozenset()
    while i < len(between) and between[i].entity < 0 and (between[i].folded in load_kinds() or between[i].folded in open_to):
        i += 1
    return i + 1 if i < len(between) and between[i].entity >= 0 else at


def _cues(units: Sequence[Unit], pair: Pair, types: str) -> list[str]:
    out = []
    for where, first, last in (("between", pair.a + 1, pair.b), ("before", max(0, pair.a - _WINDOW), pair.a)):
        for cue, at in find_cues(units[first:last], where):
            near = (last - first - len(cue.words) - at if where == "before" else at) == 0
            name = f"{cue.tie}{'>' if cue.starts == 'first' else '<'}"
            out += [f"cue={where}:{name}", f"cue={where}:{name}|{types}", f"cue={where}:{name}|near={near}"]
    return out


def find_cues(units: Sequence[Unit], stands: str) -> Iterator[tuple[Cue, int]]:
    """The longest cues that begin at each of `units` and may stand so, with where they begin."""
    cues = load_cues()
    for i, unit in enumerate(units):
        if unit.entity >= 0:
            continue
        for cue in cues.get(unit.folded, ()):
            if cue.stands == stands and tuple(u.folded for u in units[i : i + len(cue.words)]) == cue.words:
                yield cue, i
                break
