"""Titles, offices, ranks and callings that stand before or after a person's name (`data/titles/titles.tsv`). Own work."""

from dataclasses import dataclass
from functools import cache

from isnad.letters import fold
from isnad.reference.tables import load_table, slug

COLUMNS = ("name", "kind", "sector", "latin", "common")


@dataclass(frozen=True, slots=True)
class Title:
    """One title as written without article. `common`: the word means other things as well ("عميد", "سيد")."""

    id: str
    name: str
    kind: str
    """office rank command spokesman religious courtesy calling family."""
    sector: str
    """PLOVER sector where the title tells it, or empty."""
    latin: str
    common: bool


@cache
def load_titles() -> tuple[Title, ...]:
    """All titles, each also with the article."""
    return tuple(t for row in load_table("titles/titles.tsv", COLUMNS, key=("name",)) for t in _forms(row))


def _forms(row: dict[str, str]) -> list[Title]:
    name, common = row["name"], row["common"] == "yes"
    forms = dict.fromkeys((name, name if name.startswith("ال") else f"ال{name}"))
    return [Title(slug(row["latin"]), f, row["kind"], row["sector"], row["latin"], common) for f in forms]


@cache
def _by_name() -> dict[str, Title]:
    return {" ".join(fold(t.name).split()): t for t in load_titles()}


def find_title(folded_name: str) -> Title | None:
    """The title in search form, with or without article."""
    return _by_name().get(folded_name)
