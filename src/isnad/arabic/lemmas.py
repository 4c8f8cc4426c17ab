"""Lemmas of the treebank's words, in search form: a list, no guessing."""

from functools import cache, lru_cache
from pathlib import Path

from isnad.reference.lines import Lines, load_lines

LEMMAS = Path(__file__).parent / "models" / "lemmas.txt.gz"


@cache
def _load() -> Lines:
    return load_lines(LEMMAS)


@lru_cache(maxsize=100_000)
def lemma(folded: str, upos: str) -> str:
    """The lemma of a word in search form; the word without its article, or itself, where the list has none."""
    known = _load().get(f"{folded}\t{upos}")
    if known is not None:
        return known
    bare = folded[2:] if folded.startswith("ال") and len(folded) > 4 and upos in ("NOUN", "ADJ") else folded
    known = _load().get(f"{bare}\t{upos}")
    return bare if known is None else known
