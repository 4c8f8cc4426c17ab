"""The words of titles: which may stand in one, which only qualify or tell when, and what looks like an office and is none."""

from collections.abc import Sequence

from isnad.entities.units import Unit
from isnad.model.entity import EntityType
from isnad.reference.grammar import load_agreement
from isnad.reference.nominals import load_kinds
from isnad.reference.ties import load_linking, load_offices
from isnad.reference.triggers import load_entries

BODIES = frozenset(t for t in EntityType if t is not EntityType.PERSON)
SO_CALLED = frozenset(("ما", "يسمي", "تسمي", "يعرف", "تعرف"))
"""Two of them together («ما يسمى») stand inside a title, before the name of its body."""
_HARM = frozenset(("killing", "injury", "clash", "explosion", "airstrike", "shelling", "crash", "arrest", "abduction", "capture"))
_LOYAL = ("الموالي", "المويد", "المناهض", "المعادي")
"""Says of forces on whose side they are («وحدات الجيش الموالية للرئيس فلان»)."""


JOINTS = frozenset(("ب", "و", "اسم", "،"))
"""What may stand before a pronoun or another part of a title."""


def office_kind(unit: Unit) -> str:
    """`office`, `rank`, `part` … where a plain word is the first of an office; empty where it is none."""
    return load_offices().get(unit.folded, "") if unit.entity < 0 else ""


def qualifies(units: Sequence[Unit], i: int) -> bool:
    """«المستقبل السياسي»: the adjective of a thing, nobody's calling."""
    before = units[i - 1] if i else None
    if before is None or before.entity >= 0 or units[i].folded not in load_linking("of a body"):
        return False
    return before.folded.startswith("ال") and not office_kind(before) and before.folded.removeprefix("ال") not in load_kinds()


def may_stand_in_title(units: Sequence[Unit], i: int) -> bool:
    """Whether a title runs on over the unit at `i`: a body or place, a word that is no verb, no break and tells no time."""
    unit = units[i]
    if unit.entity >= 0:
        return unit.type in BODIES
    if unit.folded in load_agreement("pronoun"):
        # «نائبه فلان», «رئيس وزرائه فلان», «الرئيس المعترف به فلان», but not «قدم تعازيه لرئيس …»
        office = i > 0 and bool(
            office_kind(units[i - 1])
            or (i > 1 and office_kind(units[i - 2]) and _is_construct(units[i - 2]) and _is_construct(units[i - 1]))
        )
        return office or (i > 0 and units[i - 1].folded in JOINTS)
    if unit.folded in SO_CALLED:
        return any(u.folded in SO_CALLED for u in (*units[max(0, i - 1) : i], *units[i + 1 : i + 2]))
    if (
        unit.folded in load_agreement("which")
        or _tells_when(units, i)
        or (unit.folded in load_linking("leading") and i > 0 and units[i - 1].folded == "ب")
    ):
        return False  # «وحدات موالية ل»، «عضو المجلس في تفجير»، «وزير في الحكومة بزعامة فلان»
    return unit.folded not in load_linking("break") and unit.upos not in ("VERB", "AUX")


def _is_construct(unit: Unit) -> bool:
    """«وزراء» of «رئيس وزرائه»."""
    return unit.entity < 0 and not unit.folded.startswith("ال") and unit.upos not in ("VERB", "AUX") and len(unit.folded) > 2


def _tells_when(units: Sequence[Unit], i: int) -> bool:
    """«في تفجير آخر»، «في عهد كذا»: where or when something happened, no part of an office."""
    if units[i].folded not in ("في", "خلال", "اثر") or i + 1 >= len(units) or units[i + 1].entity >= 0:
        return False
    entry = load_entries().get(units[i + 1].folded)
    harm = entry is not None and entry.level == "sure" and not _HARM.isdisjoint(entry.types[:1])
    return harm or units[i + 1].folded in load_linking("era")


def is_loose(unit: Unit) -> bool:
    """An indefinite plain word that is no office and leads to no body: the end of a title before it is not certain."""
    known = office_kind(unit) or unit.folded in load_linking("to") or unit.folded in SO_CALLED or unit.folded in load_kinds()
    return unit.entity < 0 and not unit.folded.startswith("ال") and not known


def is_no_office(words: Sequence[str]) -> bool:
    """«المسؤول عن مقتل فلان»، «صاحب التاريخ الطويل»."""
    head, *rest = words
    if head == "صاحب":
        return not rest or rest[0] not in load_linking("highness")
    if head.removeprefix("ال") not in ("مسوول", "مسووله") or len(rest) < 2 or rest[0] != "عن":
        return False
    entry = load_entries().get(rest[1])
    return entry is not None and not _HARM.isdisjoint(entry.types[:1])
