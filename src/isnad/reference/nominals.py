"""Common nouns that name the kind of a named thing («مدينة», «حركة», «مطار»)."""

from dataclasses import dataclass
from functools import cache

from isnad.letters import fold
from isnad.reference.tables import load_table


@dataclass(frozen=True, slots=True)
class Kind:
    type: str
    """Entity type of what it names."""
    dropped: bool
    """Whether it is left out of the name: «مدينة حلب» is حلب."""
    back: bool
    """Whether the bare definite noun can point back to a named thing."""


@cache
def load_kinds() -> dict[str, Kind]:
    """Search form, without the article → kind."""
    rows = load_table("nominals/kinds.tsv", ("word", "type", "dropped", "back"), key=("word",))
    return {fold(r["word"]): Kind(r["type"], r["dropped"] == "yes", r["back"] == "yes") for r in rows}


@cache
def load_same() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(entity type, search forms of names of one and the same) of each set."""
    rows = load_table("nominals/same.tsv", ("names", "type"))
    return tuple((r["type"], tuple(dict.fromkeys(fold(n) for n in r["names"].split("/")))) for r in rows)


@cache
def load_edges(use: str) -> frozenset[str]:
    """Search forms of the words of one use in names: `cut`, `lead`, `site`, `generic`, `no_core` or `rest`."""
    rows = load_table("nominals/edges.tsv", ("word", "use"), key=("word", "use"))
    return frozenset(fold(r["word"]) for r in rows if r["use"] == use)
