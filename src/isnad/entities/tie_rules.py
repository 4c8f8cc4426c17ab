"""Ties that their own words settle without a scorer: a cue that fills all the room between two fitting names."""

from collections.abc import Sequence

from isnad.entities.pairs import DIRECTIONS, Pair, find_cues, is_country, list_kind, place_class, without_list
from isnad.entities.tie_bars import has_forces_of_its_own, is_no_ally
from isnad.entities.units import Unit
from isnad.model.entity import EntityType
from isnad.reference.grammar import load_agreement
from isnad.reference.nominals import load_kinds
from isnad.reference.ties import load_linking, load_nationalities, load_offices

Told = tuple[str, str, float]
"""Label (`located_in>`), rule and score of what a pair is told to be."""
_FORCES = frozenset((EntityType.GROUP, EntityType.ORGANIZATION))
_LIE = DIRECTIONS | frozenset(("في", "ب", "من", "،", "وسط"))
_GROUND = frozenset((EntityType.PLACE, EntityType.FACILITY))
_MARKS = frozenset(("،", ",", "(", ")", "-"))
_MOST_WHAT = 4
"""Words between «وهو» and a cue («وهو فصيل محلي صغير تابع ل …»)."""
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
    rules = (_by_cue_between, _by_saying_what, _by_cue_before, _by_cue_behind, _by_part, _by_lying)
    return next((told for rule in rules if (told := rule(units, pair))), None)


def _by_cue_between(units: Sequence[Unit], pair: Pair) -> Told | None:
    """A cue stands alone between the pair (kind words, offices, commas and the like aside)."""
    all_between = units[pair.a + 1 : pair.b]
    if not all_between or any(u.entity >= 0 for u in all_between):
        return None
    for between in (all_between, [u for u in all_between if not _is_filler(u)]):
        for cue, at in find_cues(between, "between"):
            rest = [*between[:at], *between[at + len(cue.words) :]]
            label = f"{cue.tie}{'>' if cue.starts == 'first' else '<'}"
            if all(map(_is_filler, rest)) and _fit(units, pair, cue.tie, cue.starts) and not _is_anothers(units, pair, label):
                return label, "cue-between", 1.0
    return None


def _by_saying_what(units: Sequence[Unit], pair: Pair) -> Told | None:
    """«لواء كذا، وهو فصيل محلي تابع ل …»: a pronoun says of the first what it is, and the cue of what it is."""
    between = [u for u in units[pair.a + 1 : pair.b] if u.entity >= 0 or u.folded not in _MARKS]
    if units[pair.a].type not in _FORCES or any(u.entity >= 0 for u in between) or len(between) < 3:
        return None
    if between[0].folded not in ("و", "ف") or between[1].folded not in ("هو", "هي"):
        return None
    for cue, at in find_cues(between[2:], "between"):
        what, rest = between[2 : 2 + at], between[2 + at + len(cue.words) :]
        label = f"{cue.tie}{'>' if cue.starts == 'first' else '<'}"
        plain = at <= _MOST_WHAT and all(u.upos not in ("VERB", "AUX") and u.folded not in _MARKS for u in what)
        if plain and all(map(_is_filler, rest)) and cue.tie != "alias" and _fit(units, pair, cue.tie, cue.starts):
            return label, "cue-of-what", 1.0
    return None


def _is_anothers(units: Sequence[Unit], pair: Pair, label: str) -> bool:
    """«كتائب كذا وقوات موالية ل …»، «بلدة كذا، الموالي ل …»: the cue says something of somebody else."""
    if label[:-1] not in ("supports", "part_of"):
        return False
    between = units[pair.a + 1 : pair.b]
    if label[:-1] == "supports" and (is_no_ally(units, pair, label) or between[0].folded in load_agreement("forces-of")):
        return True  # «مسلحين من» is no «مسلح من»
    return has_forces_of_its_own(between)


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


def _by_cue_behind(units: Sequence[Unit], pair: Pair) -> Told | None:
    """«الجيش وفصائل كذا الموالية له»: a pronoun takes up the first of the pair, with no more than «و» between them."""
    between = [u.folded for u in units[pair.a + 1 : pair.b] if u.folded not in load_kinds()]
    if between != ["و"]:
        return None
    for cue, at in find_cues(units[pair.b + 1 : pair.b + 4], "between"):
        end = pair.b + 1 + at + len(cue.words)
        pronoun = end < len(units) and units[end].entity < 0 and units[end].folded in ("ه", "ها", "هم")
        if (
            at == 0
            and cue.tie == "supports"
            and pronoun
            and _fit(units, pair, cue.tie, "first" if cue.starts == "second" else "second")
        ):
            return f"supports{'<' if cue.starts == 'first' else '>'}", "cue-behind", 1.0
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
        or (word in load_nationalities() and not word.endswith(("ين", "ون")))
    )


def _fit(units: Sequence[Unit], pair: Pair, tie: str, starts: str) -> bool:
    a, b = units[pair.a].type, units[pair.b].type
    from_, to = (a, b) if starts == "first" else (b, a)
    return any(from_ in f and to in t for f, t in _FITTING.get(tie, ()))
