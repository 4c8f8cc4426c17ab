"""The register of actors: armies, security services, armed groups, militias, coalitions and movements.

`data/actors/*.tsv`, own work from public knowledge. Codes: ACLED `inter` (1 state forces, 2 rebel group, 3 political militia,
4 identity militia, 8 external forces) and PLOVER sector (MIL, COP, SPY, REB, UAF, …).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from isnad.letters import fold
from isnad.model.entity import EntityType
from isnad.model.errors import BadReference
from isnad.reference.tables import DATA, Row, load_table, slug, split_cell

COLUMNS = ("name", "variants", "loaded", "weak", "latin", "country", "inter", "sector", "type", "parent")


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor. All names are as written in news."""

    id: str
    name: str
    names: tuple[str, ...]
    """The name and its neutral spellings, short forms and abbreviations."""
    loaded: tuple[str, ...]
    """Names that take a side ("الدواعش", "ميليشيا الحوثي")."""
    weak: frozenset[str]
    """Those of all names that alone are no evidence, for they mean other things as well."""
    latin: str
    country: str
    """ISO 3166-1 alpha-2 of where it acts or comes from; empty for several."""
    inter: int
    sector: str
    type: EntityType
    parent: str | None
    """The id of what it belongs to."""

    @property
    def all_names(self) -> tuple[str, ...]:
        return self.names + self.loaded


@cache
def load_actors() -> tuple[Actor, ...]:
    """All actors, by file and line."""
    actors = tuple(_read())
    ids = {a.id for a in actors}
    lost = sorted({a.parent for a in actors if a.parent and a.parent not in ids})
    if lost or len(ids) != len(actors):
        twins = sorted({a.id for a in actors if sum(b.id == a.id for b in actors) > 1}) if len(ids) != len(actors) else []
        raise BadReference("bad-reference", f"actors: parents unknown: {lost}; ids twice: {twins}")
    return actors


def _read() -> Iterator[Actor]:
    for path in sorted((DATA / "actors").glob("*.tsv")):
        for row in load_table(f"actors/{path.name}", COLUMNS, key=("latin",)):
            yield _actor(row)


def _actor(row: Row) -> Actor:
    weak = split_cell(row["weak"])
    return Actor(
        id=slug(row["latin"]),
        name=row["name"],
        names=tuple(
            dict.fromkeys((row["name"], *split_cell(row["variants"]), *(w for w in weak if w not in split_cell(row["loaded"]))))
        ),
        loaded=split_cell(row["loaded"]),
        weak=frozenset(weak),
        latin=row["latin"],
        country=row["country"],
        inter=int(row["inter"] or 0),
        sector=row["sector"],
        type=EntityType(row["type"] or "group"),
        parent=slug(row["parent"]) or None,
    )


@cache
def _by_id() -> dict[str, Actor]:
    return {a.id: a for a in load_actors()}


def actor_of(actor_id: str) -> Actor | None:
    """The actor with that id."""
    return _by_id().get(actor_id)


@cache
def _by_name() -> dict[str, tuple[Actor, ...]]:
    out: dict[str, tuple[Actor, ...]] = {}
    for actor in load_actors():
        for name in dict.fromkeys(" ".join(fold(n).split()) for n in actor.all_names):
            out[name] = (*out.get(name, ()), actor)
    return out


def find_actors(folded_name: str) -> tuple[Actor, ...]:
    """The actors that the name (search form) may stand for."""
    return _by_name().get(folded_name, ())
