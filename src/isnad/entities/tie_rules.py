"""Ties that their own words settle without a scorer: a cue that fills all the room between two fitting names."""

from collections.abc import Sequence

from isnad.entities.pairs import Pair, find_cues
from isnad.entities.units import Unit
from isnad.model.entity import EntityType
from isnad.reference.nominals import load_kinds
from isnad.reference.ties import load_linking, load_nationalities, load_offices

_FORCES = frozenset((EntityType.GROUP, EntityType.ORGANIZATION))
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


def find_ruled(units: Sequence[Unit], pair: Pair) -> tuple[str, str, float] | None:
    """Label, rule and score of the tie whose cue stands alone between the pair (kind words, articles and commas aside)."""
    between = [u for u in units[pair.a + 1 : pair.b] if not _is_filler(u)]
    if not between or any(u.entity >= 0 for u in between):
        return None
    for cue, at in find_cues(between, "between"):
        if at == 0 and len(cue.words) == len(between) and _fit(units, pair, cue.tie, cue.starts) and cue.tie in _FITTING:
            return f"{cue.tie}{'>' if cue.starts == 'first' else '<'}", "cue-between", 1.0
    return None


def _is_filler(unit: Unit) -> bool:
    if unit.entity >= 0:
        return False
    word = unit.folded
    kind = load_kinds().get(word) or load_kinds().get(word.removeprefix("ال"))
    return word in load_linking("filler") or (kind is not None and kind.dropped) or word in load_offices() or word in load_nationalities()


def _fit(units: Sequence[Unit], pair: Pair, tie: str, starts: str) -> bool:
    a, b = units[pair.a].type, units[pair.b].type
    from_, to = (a, b) if starts == "first" else (b, a)
    return any(from_ in f and to in t for f, t in _FITTING.get(tie, ()))
