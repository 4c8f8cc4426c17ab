"""What stands between two names so that no standing tie runs across it: a fight, another clause, no more than «و».

The trained scorer weighs words; some things grammar settles: who kills, seizes or fights another does not belong to it, what is
said after «إن» or a colon is told of somebody else, and «A وB» alone ties nothing. What lies near a place does not lie in it.
"""

from collections.abc import Sequence
from itertools import pairwise

from isnad.entities.pairs import Pair, find_cues, is_country, list_kind
from isnad.entities.units import Unit
from isnad.model.entity import EntityType
from isnad.reference.grammar import load_agreement
from isnad.reference.nominals import load_kinds
from isnad.reference.saying import load_words
from isnad.reference.ties import load_cues
from isnad.reference.triggers import load_entries

_AGAINST = frozenset(
    ("killing", "injury", "clash", "capture", "arrest", "abduction", "airstrike", "shelling", "explosion", "siege", "destruction")
)
"""Happenings between enemies."""
_ALLIED = frozenset(("supports", "part_of"))
_GROUND = frozenset((EntityType.PLACE, EntityType.FACILITY))
_COMMA = frozenset(("،", ",", "؛", ";"))
_THAT = frozenset(("ان", ":"))
_AND = frozenset(("و", "،", ","))
_IN = frozenset(("في", "ب"))
_FINITE = frozenset(("past", "imperfect"))
_BEFORE_IN = 2
"""Words before «في» in which an event's word makes the place its own."""


def is_barred(units: Sequence[Unit], pair: Pair, label: str) -> bool:
    """Whether what stands between the pair forbids the tie that `label` names."""
    tie, between = label[:-1], units[pair.a + 1 : pair.b]
    if tie in _ALLIED and (_is_bare_and(between) or _parts_company(units, pair, tie)):
        return True
    if tie == "supports":
        return is_no_ally(units, pair, label) or has_forces_of_its_own(between)
    if tie == "based_in":
        seated = any(cue.tie == tie for u in between if u.entity < 0 for cue in load_cues().get(u.folded, ()))
        return _has_own_happening(between) or _opens_clause(between) or (not seated and _are_at_blows(units, pair.a))
    if tie == "controls":
        return any("withdrawal" in _types(u) for u in between)
    return tie == "located_in" and _lies_beside(between)


def is_no_ally(units: Sequence[Unit], pair: Pair, label: str) -> bool:
    """Whether what would back another is a place and no state, nor villages told by their kind («قريتي كذا المواليتين ل …»)."""
    at = pair.a if label.endswith(">") else pair.b
    unit = units[at]
    if unit.type not in _GROUND or is_country(unit.folded) or unit.folded in load_words("state"):
        return False
    follows = units[at + 1].folded if at + 1 < len(units) else ""
    return list_kind(units, at) == "-" or follows in _COMMA


def has_forces_of_its_own(between: Sequence[Unit]) -> bool:
    """«كتائب كذا وقوات موالية ل …»: other forces, told without a name, are what backs."""
    plain = [u.folded if u.entity < 0 else "" for u in between]
    return any(a in _AND and b in load_agreement("forces-of") for a, b in pairwise(plain))


def _is_bare_and(between: Sequence[Unit]) -> bool:
    words = [u.folded for u in between if u.entity < 0]
    alone = len(words) == len(between) and bool(words) and words[0] in _AND
    return alone and all(w in _AND or w in load_kinds() for w in words)


def _parts_company(units: Sequence[Unit], pair: Pair, tie: str) -> bool:
    """Whether the second of a pair is fought by the first, or told of in another clause, and no cue of the tie stands there."""
    between = units[pair.a + 1 : pair.b]
    if any(u.entity < 0 and u.folded in _THAT for u in between):
        return True
    if not any(_AGAINST & _types(u) for u in (*_verb(units, pair.a), *between)):
        return False
    tell_nothing = load_agreement("forces-of") | load_agreement("relative")
    words = [u.folded for u in between if u.entity < 0 and u.folded not in tell_nothing]
    backed = any(cue.tie == tie for word in words for cue in load_cues().get(word, ()))
    return not backed and load_agreement("beside-in-arms").isdisjoint(words)


def _verb(units: Sequence[Unit], a: int) -> Sequence[Unit]:
    """The verb whose subject a name is («قتلت كتائب كذا»), if it stands right before it."""
    at = a - 1
    while at >= 0 and units[at].entity < 0 and units[at].folded in load_kinds():
        at -= 1
    entry = load_entries().get(units[at].folded) if at >= 0 and units[at].entity < 0 else None
    return [units[at]] if entry is not None and entry.forms & _FINITE and units[at].upos in ("VERB", "X") else []


def _has_own_happening(between: Sequence[Unit]) -> bool:
    """«محادثات السلام في كوبا»: the place is where something happened, right before «في»."""
    plain = [u for u in between if u.entity >= 0 or u.folded not in load_kinds()]
    if not plain or plain[-1].entity >= 0 or plain[-1].folded not in _IN:
        return False
    return any(_types(u) and u.upos != "ADJ" for u in plain[-1 - _BEFORE_IN : -1])


def _are_at_blows(units: Sequence[Unit], a: int) -> bool:
    """«اشتباكات بين كذا وكذا في …»: where two fight neither need have a seat."""
    at = a - 1
    while (
        at > 0
        and units[at].folded != "بين"
        and (units[at].entity >= 0 or units[at].folded in _AND or units[at].folded in load_kinds())
    ):
        at -= 1
    fight = units[max(0, at - _BEFORE_IN) : max(0, at)]
    return at > 0 and units[at].entity < 0 and units[at].folded == "بين" and any("clash" in _types(u) for u in fight)


def _opens_clause(between: Sequence[Unit]) -> bool:
    """Whether a comma stands right before a verb that tells no tie."""
    for k, (comma, verb) in enumerate(pairwise(between), 1):
        opens = max(comma.entity, verb.entity) < 0 and comma.folded in _COMMA and verb.upos in ("VERB", "AUX")
        if opens and not any(at == 0 for _, at in find_cues(between[k:], "between")):
            return True
    return False


def _lies_beside(between: Sequence[Unit]) -> bool:
    """«القرية القريبة من كذا»: a word of nearness governs the second place."""
    last = max((k for k, u in enumerate(between) if u.entity >= 0), default=-1)
    return any(u.folded in load_agreement("near") for u in between[last + 1 :])


def _types(unit: Unit) -> frozenset[str]:
    """The types of happening that a plain word surely names."""
    entry = load_entries().get(unit.folded) if unit.entity < 0 else None
    return frozenset(entry.types) if entry is not None and entry.level == "sure" else frozenset()
