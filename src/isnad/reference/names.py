"""Given names, family names and by-names with their usual Latin spelling (`data/names/names.tsv`). Own work."""

from dataclasses import dataclass
from functools import cache

from isnad.letters import fold
from isnad.reference.tables import load_table, split_cell

COLUMNS = ("name", "latin", "kind", "common")


@dataclass(frozen=True, slots=True)
class NameWord:
    """One word of people's names."""

    name: str
    latin: str
    kind: str
    """male female family both."""
    common: bool
    """Whether the word has another everyday meaning ("كريم", "سعيد", "أمل")."""


@cache
def load_names() -> dict[str, NameWord]:
    """Name words by search form."""
    out: dict[str, NameWord] = {}
    for row in load_table("names/names.tsv", COLUMNS):
        for spelling in split_cell(row["name"]):
            out.setdefault(fold(spelling), NameWord(spelling, row["latin"], row["kind"], row["common"] == "yes"))
    return out


def find_name(folded_word: str) -> NameWord | None:
    """The name word in search form; a family name is found with its article or without."""
    names = load_names()
    found = names.get(folded_word)
    if found is None and folded_word.startswith("ال"):
        found = names.get(folded_word[2:])
    return found
