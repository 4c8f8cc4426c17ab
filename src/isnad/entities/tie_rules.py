"""Ties that their own words settle without a scorer: a cue that fills all the room between two fitting names."""

from collections.abc import Sequence

from isnad.entities.pairs import DIRECTIONS, Pair, find_cues, is_country, list_kind, place_class, without_list
from isnad.entities.units import Unit
from isnad.model.entity import EntityType
from isnad.reference.nominals import load_kinds
from isnad.reference.ties import load_linking, load_nationalities, load_offices

Told = tuple[str, str, float]
"""Label (`located_in>`), rule and score of what a pair is told to be."""
_FORCES = frozenset((EntityType.GROUP, EntityType.ORGANIZATION))
_LIE = DIRECTIONS | frozenset(("في", "ب", "من", "،", "وسط"))
_GROUND = frozenset((EntityType.PLACE, EntityType.FACILITY))
_ACTORS = frozenset((*_FORCES, EntityType.PERSON))
_FITTING = {
    "part_of": ((_FORCES | {EntityType.FACILITY}, _FORCES),),
    "supports": ((_ACTORS | {EntityType.PLACE}, _ACTORS),),
    "controls": ((_FORCES, _GROUND),),
    "based_in": ((_ACTORS, _GROUND),),
    "located_in": ((_GROUND, _GROUND),),
}
"""Tie → pairs of (types it may start from, types it may run to)."""

_IN = frozenset({("في",)})
_THROUGH = {
    "based_in": frozenset({("في",), ("ب",), ("داخل",)}),
    "supports": frozenset({(), ("،",), (".", ".")}),
    "part_of": frozenset({("في",), ("ل",), ("الي",), ("تحت",)}),
}
"""Tie → what may stand between the pair that a cue before it ties («تتبع الحركة إلى الحشد»)."""


def find_ruled(units: Sequence[Unit], pair: Pair) -> Told | None:
    """The tie that the words of a pair settle, if they do."""
    return _by_cue_between(units, pair) or _by_cue_before(units, pair) or _by_part(units, pair) or _by_lying(units, pair)


def _by_cue_between(units: Sequence[Unit], pair: Pair) -> Told | None:
    """A cue stands alone between the pair (kind words, offices, commas and the like aside)."""
    all_between = units[pair.a + 1 : pair.b]
    if not all_between or any(u.entity >= 0 for u in all_between):
        return None
    for between in (all_between, [u for u in all_between if not _is_filler(u)]):
        for cue, at in find_cues(between, "between"):
            rest = [*between[:at], *between[at + len(cue.words) :]]
            if all(map(_is_filler, rest)) and _fit(units, pair, cue.tie, cue.starts):
                return f"{cue.tie}{'>' if cue.starts == 'first' else '<'}", "cue-between", 1.0
    return None


def _by_cue_before(units: Sequence[Unit], pair: Pair) -> Told | None:
    """«مواقع لحركة X في Y»، «بدعم من X، Y»: the cue stands right before the first of the pair."""
    between = without_list(units[pair.a + 1 : pair.b])
    words = [u.folded for u in between if u.entity < 0 and u.folded not in load_kinds()]
    if any(u.entity >= 0 for u in between):
        return None
    first = max(0, pair.a - 6)
    before = [u for u in units[first : pair.a] if not (u.entity < 0 and u.folded in load_linking("filler"))]
    for cue, at in find_cues(before, "before"):
        close = at + len(cue.words) >= len(before) - 1 and all(u.entity < 0 for u in before[at:])
        through = tuple(words) in _THROUGH.get(cue.tie, _IN)
        if close and through and _fit(units, pair, cue.tie, cue.starts):
            return f"{cue.tie}{'>' if cue.starts == 'first' else '<'}", "cue-before", 1.0
    return None


def _by_part(units: Sequence[Unit], pair: Pair) -> Told | None:
    """«المكتب السياسي لحركة X»: what is by its name a part of a body, with «ل» or «في» and that body."""
    a, words = units[pair.a], [u.folded for u in units[pair.a + 1 : pair.b] if u.entity >= 0 or not _is_filler(u)]
    if (
        a.folded.split(" ", 1)[0] in load_linking("part")
        and words in (["ل"], ["الخاص", "ب"], ["الخاصه", "ب"])
        and _fit(units, pair, "part_of", "first")
    ):
        return "part_of>", "part-name", 1.0
    return None


def _by_lying(units: Sequence[Unit], pair: Pair) -> Told | None:
    """«قرية A وقرية B بريف C»، «بلدة A شمالي B»: a place or facility and, next to it, where it lies."""
    a, b = units[pair.a], units[pair.b]
    between = without_list(units[pair.a + 1 : pair.b])
    if (
        not {a.type, b.type} <= _GROUND
        or any(u.entity >= 0 for u in between)
        or place_class(a) == "direction"
        or is_country(a.folded)
    ):
        return None
    words = [u.folded for u in between if u.folded not in load_kinds()]
    if not b.named:
        near = any(u.entity == b.entity for u in units[pair.a : pair.b])
        told = _LIE.issuperset(words) and not DIRECTIONS.isdisjoint(words) and not near
        return ("located_in>", "lies-in", 1.0) if told else None
    kind = list_kind(units, pair.a) != "-"
    if place_class(b) == "direction":
        told = not words or (words == ["،"] and kind)
    else:
        told = (
            words in (["ب"], ["في"])
            and b.type is EntityType.PLACE
            and (kind or a.type is EntityType.FACILITY or place_class(b) == "countryside")
        )
    return ("located_in>", "lies-in", 1.0) if told else None


def _is_filler(unit: Unit) -> bool:
    if unit.entity >= 0:
        return False
    word = unit.folded
    kind = load_kinds().get(word) or load_kinds().get(word.removeprefix("ال"))
    return (
        word in load_linking("filler")
        or (kind is not None and kind.dropped)
        or word in load_offices()
        or word in load_nationalities()
    )


def _fit(units: Sequence[Unit], pair: Pair, tie: str, starts: str) -> bool:
    a, b = units[pair.a].type, units[pair.b].type
    from_, to = (a, b) if starts == "first" else (b, a)
    return any(from_ in f and to in t for f, t in _FITTING.get(tie, ()))
