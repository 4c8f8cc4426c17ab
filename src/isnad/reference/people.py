"""The register of people of public role in the conflicts of 2011–2025: office-holders, commanders, envoys, spokesmen.

`data/people/*.tsv`, own work from public knowledge. It holds what they are known for in public and nothing else; whoever
is not here is taken for a private person (`entities/links.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from isnad.letters import fold
from isnad.model.errors import BadReference
from isnad.reference.tables import DATA, Row, load_table, slug, split_cell

COLUMNS = ("name", "variants", "latin", "country", "role", "of")


@dataclass(frozen=True, slots=True)
class PublicPerson:
    """One person of public role. `names` are full names and by-names as written in news; `short` what is said of them alone."""

    id: str
    name: str
    names: tuple[str, ...]
    latin: str
    country: str
    role: str
    of: str
    """What the role is or was in: an actor's, organization's or country's name."""


@cache
def load_people() -> tuple[PublicPerson, ...]:
    """All people of public role, by file and line."""
    found = tuple(_read())
    seen: set[str] = set()
    for p in found:
        if p.id in seen:
            raise BadReference("bad-reference", f"people: {p.id} stands twice")
        seen.add(p.id)
    return found


def _read() -> Iterator[PublicPerson]:
    for path in sorted((DATA / "people").glob("*.tsv")):
        for row in load_table(f"people/{path.name}", COLUMNS, key=("latin",)):
            yield _person(row)


def _person(row: Row) -> PublicPerson:
    names = tuple(dict.fromkeys((row["name"], *split_cell(row["variants"]))))
    return PublicPerson(slug(row["latin"]), row["name"], names, row["latin"], row["country"], row["role"], row["of"])


@cache
def _by_name() -> dict[str, tuple[PublicPerson, ...]]:
    out: dict[str, tuple[PublicPerson, ...]] = {}
    for p in load_people():
        for name in dict.fromkeys(" ".join(fold(n).split()) for n in p.names):
            out[name] = (*out.get(name, ()), p)
    return out


def find_people(folded_name: str) -> tuple[PublicPerson, ...]:
    """The people whom the name (search form) may mean."""
    return _by_name().get(folded_name, ())


@cache
def _by_last() -> dict[str, tuple[PublicPerson, ...]]:
    out: dict[str, tuple[PublicPerson, ...]] = {}
    for p in load_people():
        words = fold(p.name).split()
        if len(words) > 1:
            out[words[-1]] = (*out.get(words[-1], ()), p)
    return out


def find_people_by_last(folded_word: str) -> tuple[PublicPerson, ...]:
    """The people whose name ends in that word (search form)."""
    return _by_last().get(folded_word, ())
