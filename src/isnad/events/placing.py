"""Which other places stand about the places that may be an event's.

The nearest and narrowest is where it was; the others are its address, or another event's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from isnad.arabic.features import Part, Templates
from isnad.letters import fold
from isnad.model.entity import Entity, EntityType, Precision

_WIDTH = {
    None: 2,
    Precision.COUNTRY: 5,
    Precision.GOVERNORATE: 4,
    Precision.DISTRICT: 3,
    Precision.NEAR: 2,
    Precision.TOWN: 1,
    Precision.POINT: 1,
}
"""How wide a place of that precision is; of one that was not found nothing is known."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How wide a place is (1 a village to 5 a country), its names, and the names of what it lies in."""

    width: int
    level: str
    """Its precision; `+` where it lies in its namesake (a town of its governorate), `=` where its name has several words."""
    names: frozenset[str]
    within: frozenset[str]

    def holds(self, other: "Extent") -> bool:
        return bool(self.names & other.within)


def extents_of(entities: Sequence[Entity]) -> dict[int, Extent]:
    """The index of every place and facility to its extent."""
    kinds = (EntityType.PLACE, EntityType.FACILITY)
    return {n: _extent_of(e) for n, e in enumerate(entities) if e.type in kinds}


def _extent_of(entity: Entity) -> Extent:
    """Where a place lies among places, by what was resolved of it and by its names («ريف إدلب الجنوبي» lies in «إدلب»)."""
    names = frozenset(fold(n).removeprefix("ال") for n in entity.names)
    words = frozenset(w for n in names for w in n.split()[1:] if len(w) > 2)
    place = entity.place
    within = words | frozenset(fold(n).removeprefix("ال") for n in (place.within if place else ()))
    precision = place.precision if place else None
    level = f"{precision or '-'}{'+' if place and names & within else ''}{'=' if words else ''}"
    if entity.type is EntityType.FACILITY:
        return Extent(1, "facility", names, within - names)
    return Extent(_WIDTH[precision], level, names, within - names)


def find_surroundings(
    extents: Mapping[int, Extent], entities: Sequence[int], far: Sequence[int], wheres: Sequence[str], type_: str
) -> list[list[Part]]:
    """For each candidate that is a named place, what speaks for or against it in view of the others; nothing for the rest.

    `entities`: the index of each candidate's entity; `far`: how far it stands from its trigger; `wheres`: where that is.
    """
    out: list[list[Part]] = [[] for _ in entities]
    order = sorted((k for k, e in enumerate(entities) if e in extents), key=lambda k: (far[k], k))
    placed = [extents[entities[k]] for k in order]
    for n, k in enumerate(order):
        out[k] = [_part(placed[n], placed[:n], wheres[k], wheres[order[0]], type_)]
    return out


def _part(mine: Extent, nearer: Sequence[Extent], where: str, first: str, type_: str) -> Part:
    narrower = any(o.width < mine.width for o in nearer)
    same = any(o.level == mine.level for o in nearer)
    holds, held = any(mine.holds(o) for o in nearer), any(o.holds(mine) for o in nearer)
    shape = f"{'n' if narrower else ''}{'s' if same else ''}{'h' if holds else ''}{'i' if held else ''}"
    return (_AMONG, mine.level, where, type_, str(min(len(nearer), 4)), first, shape, str(first == "here"))


_AMONG = Templates(
    "level where type rank first shape near",
    "level={level}|{where}",
    "level={level}|{type}",
    "among={rank}|{where}|{first}",
    "among={shape}|{where}",
    "among={shape}|{level}|{where}",
    "among={shape}|{type}",
    "among={shape}|{rank}|{near}",
)
