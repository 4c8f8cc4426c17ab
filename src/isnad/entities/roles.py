"""Who holds what office: titles before a person («وزير الدفاع العراقي X»، «قائد الفرقة العقيد X») and after («X، قائد لواء Y»)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from isnad.entities.units import Unit
from isnad.letters import fold
from isnad.model.entity import Entity, EntityType
from isnad.reference.ties import load_linking, load_nationalities, load_offices

_WIDEST = 12
"""Units a title may span."""
_LOOSE = 3
"""Words of a title that are neither definite nor known."""
_COMMAS = frozenset(("،", ",", "(", ")"))
_BODIES = frozenset((EntityType.GROUP, EntityType.ORGANIZATION, EntityType.PLACE, EntityType.FACILITY))


@dataclass(frozen=True, slots=True)
class Role:
    """A title by unit indices: the person, the words of the title `first..last`, the body (an entity index, -1 where none), and where from."""

    person: int
    first: int
    last: int
    body: int
    rule: str


def find_roles(units: Sequence[Unit], entities: Sequence[Entity]) -> Iterator[Role]:
    """The roles that `units` (one sentence) tell of, in order."""
    countries = _countries(entities)
    taken: set[int] = set()
    people = [i for i, u in enumerate(units) if u.entity >= 0 and u.type is EntityType.PERSON and u.named]
    for p in people:
        start = _before(units, p)
        taken.update(range(start, p))
        for first, last in _segments(units, start, p):
            yield from _role(units, p, first, last, "title-before", countries)
    for p in people:
        found = _after(units, p, taken)
        if found:
            for first, last in _segments(units, *found):
                yield from _role(units, p, first, last, "title-after", countries)


def _kind(unit: Unit) -> str:
    return load_offices().get(unit.folded, "") if unit.entity < 0 else ""


def _before(units: Sequence[Unit], p: int) -> int:
    """Index of the unit where the titles that end at `p` begin; `p` where there are none."""
    first, loose, commas = p, 0, 0
    for i in range(p - 1, max(-1, p - 1 - _WIDEST), -1):
        unit = units[i]
        if unit.folded in _COMMAS and unit.entity < 0:
            commas += 1
            if commas > 1 or not (i == p - 1 or first == i + 1) or unit.folded == ")":
                break
            continue
        if not _may_stand_in_title(units, i):
            break
        loose += _is_loose(unit)
        if _kind(unit):
            first = i
        if loose > _LOOSE:
            break
    return first


def _may_stand_in_title(units: Sequence[Unit], i: int) -> bool:
    unit = units[i]
    if unit.entity >= 0:
        return unit.type in _BODIES
    return unit.folded not in load_linking("break")


def _is_loose(unit: Unit) -> bool:
    return unit.entity < 0 and not unit.folded.startswith("ال") and not _kind(unit) and unit.folded not in load_linking("to")


def _segments(units: Sequence[Unit], first: int, end: int) -> Iterator[tuple[int, int]]:
    """The single titles of «قائد الفرقة العقيد المنشق»: each from its head to the next."""
    heads = [i for i in range(first, end) if _opens_title(units, i, first)]
    for at, head in enumerate(heads):
        last = heads[at + 1] if at + 1 < len(heads) else end
        while last > head and units[last - 1].entity < 0 and units[last - 1].folded in ("و", *_COMMAS):
            last -= 1
        if _kind(units[head]) != "honorific" and last > head:
            yield head, last


def _opens_title(units: Sequence[Unit], i: int, first: int) -> bool:
    kind = _kind(units[i])
    if not kind:
        return False
    if i == first:
        return True
    before = units[i - 1]
    if before.entity < 0 and (_kind(before) or before.folded in load_linking("to")) and not units[i].folded.startswith("ال"):
        return False
    if before.entity < 0 and _kind(before) in ("part", "office") and units[i].folded.startswith("ال") and not _kind(before) == "rank":
        return before.folded.startswith("ال") or kind == "honorific"
    return units[i].folded.startswith("ال") or before.folded in ("و", *_COMMAS) or kind == "honorific"


def _role(units: Sequence[Unit], p: int, first: int, last: int, rule: str, countries: dict[str, int]) -> Iterator[Role]:
    stop, body = _body(units, first, last)
    if stop == first:
        return
    if body < 0:
        body = next((countries[u.folded] for u in units[first:stop] if u.entity < 0 and u.folded in countries), -1)
    if body != units[p].entity:
        yield Role(p, first, stop, body, rule)


def _body(units: Sequence[Unit], first: int, last: int) -> tuple[int, int]:
    """Where the words of the title end, and the entity index of the body it belongs to."""
    for i in range(first + 1, last):
        if units[i].entity >= 0:
            stop = i
            while stop > first + 1 and (units[stop - 1].folded in load_linking("to") or _is_kind_word(units[stop - 1])):
                stop -= 1
            return stop, units[i].entity if units[i].type in _BODIES else -1
    return last, -1


def _is_kind_word(unit: Unit) -> bool:
    from isnad.reference.nominals import load_kinds

    return unit.entity < 0 and unit.folded in load_kinds() and load_kinds()[unit.folded].dropped


def _after(units: Sequence[Unit], p: int, taken: set[int]) -> tuple[int, int] | None:
    """The title that follows a person, as a range of units."""
    i, links = p + 1, 0
    while i < len(units) and units[i].entity < 0 and (units[i].folded in ("،", ",", "(") or units[i].folded in load_linking("be")) and links < 4:
        links += 1
        i += 1
    if i >= len(units) or i in taken or _kind(units[i]) not in ("office", "part"):
        return None
    end, loose = i + 1, 0
    while end < len(units) and end - i < _WIDEST:
        unit = units[end]
        if unit.entity >= 0:
            return (i, end + 1) if unit.type in _BODIES else None
        if unit.folded in _COMMAS or not _may_stand_in_title(units, end):
            break
        loose += _is_loose(unit)
        if loose > _LOOSE - 1:
            break
        end += 1
    return (i, end)


def _countries(entities: Sequence[Entity]) -> dict[str, int]:
    """Adjective of nationality → index of its country among `entities`."""
    named = {fold(n).removeprefix("لل"): k for k, e in enumerate(entities) if e.type is EntityType.PLACE for n in e.names}
    out = {}
    for adjective, names in load_nationalities().items():
        for name in names:
            at = named.get(name, named.get(name.removeprefix("ال")))
            if at is not None:
                out[adjective] = at
                break
    return out
