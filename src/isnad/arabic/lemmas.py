"""Lemmas of the treebank's words, in search form: a list, no guessing."""

import gzip
from functools import cache
from pathlib import Path

LEMMAS = Path(__file__).parent / "models" / "lemmas.txt.gz"


@cache
def _load() -> dict[tuple[str, str], str]:
    lines = gzip.decompress(LEMMAS.read_bytes()).decode().splitlines()
    return {(word, upos): lemma for word, upos, lemma in (line.split("\t") for line in lines)}


def lemma(folded: str, upos: str) -> str:
    """The lemma of a word in search form; the word without its article, or itself, where the list has none."""
    known = _load().get((folded, upos))
    if known is not None:
        return known
    bare = folded[2:] if folded.startswith("ال") and len(folded) > 4 and upos in ("NOUN", "ADJ") else folded
    return _load().get((bare, upos), bare)
