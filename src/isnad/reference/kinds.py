"""Kind words: the common nouns that open names of groups, organizations, places and facilities.

`data/kinds/kinds.tsv`, own work. Whether the kind word belongs to the name follows the annotation guide:
"كتائب الإمام علي" has it, "مدينة حلب" has not.
"""

from dataclasses import dataclass
from functools import cache

from isnad.letters import fold
from isnad.model.entity import EntityType
from isnad.reference.tables import load_table

COLUMNS = ("word", "type", "in_name", "latin", "kind")


@dataclass(frozen=True, slots=True)
class KindWord:
    """One kind word. `kind` is the gazetteer kind of a place or facility, else a finer sort of body."""

    word: str
    type: EntityType
    in_name: bool
    latin: str
    kind: str


@cache
def load_kinds() -> dict[str, KindWord]:
    """Kind words by search form."""
    rows = load_table("kinds/kinds.tsv", COLUMNS, key=("word",), folded="word")
    return {
        fold(r["word"]): KindWord(r["word"], EntityType(r["type"]), r["in_name"] == "yes", r["latin"], r["kind"]) for r in rows
    }


def find_kind(folded_word: str) -> KindWord | None:
    """The kind word in search form, with or without its article."""
    kinds = load_kinds()
    return kinds.get(folded_word) or (kinds.get(folded_word[2:]) if folded_word.startswith("ال") else None)


@cache
def load_body_words() -> dict[str, str]:
    """Words and pairs of words inside names of bodies, in search form → how they are translated."""
    rows = load_table("kinds/body_words.tsv", ("word", "latin"), key=("word",), folded="word")
    return {fold(r["word"]): r["latin"] for r in rows}


@cache
def load_place_words() -> dict[str, str]:
    """Words that many places are named by, in search form → their usual spelling: عين → Ain."""
    rows = load_table("kinds/place_words.tsv", ("word", "latin"), key=("word",), folded="word")
    return {fold(r["word"]): r["latin"] for r in rows}
