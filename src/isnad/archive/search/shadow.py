"""The search shadow of a text: folded words without clitics, article and plural endings, and the way back to the letters.

FTS5's `unicode61` breaks at harakat and keeps tatweel, so it is fed words we have cut and folded ourselves; a query goes
through the same mill. `وبالمدارس` meets `مدارس`; `مدنيين`, `المدنيون` and `مدني` are one word.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from isnad.arabic.segmenter import how_common, spell
from isnad.arabic.words import find_tokens, find_written
from isnad.letters import is_arabic_letter
from isnad.model.text import Token

_PROCLITICS = frozenset("و ف ب ل ك س".split())
_SUFFIXES = frozenset("ه ها هم هن هما ك كم كن نا ي ني".split())
_PLURALS = ("ون", "ين", "ات", "ان")
_RARER = 4
"""So much rarer (log2) than with the letter before it must a cut word be for the cut to be undone: `بيتهم` is no `ب-يت-هم`."""


class ShadowWord(NamedTuple):
    """One word of the shadow and the letters it stands for; `exact` keeps the endings `word` has lost."""

    word: str
    exact: str
    start: int
    end: int


def find_shadow_words(text: str) -> Iterator[ShadowWord]:
    """The words of `text` as search sees them, in order. A clitic is no word unless it is all there is of one."""
    for start, end, _ in find_written(text, 0, len(text)):
        for word, exact, first, last in _cut(text[start:end]):
            yield ShadowWord(word, exact, start + first, start + last)


@lru_cache(maxsize=65_536)
def _cut(written: str) -> tuple[ShadowWord, ...]:
    """One written word as shadow words, places counted from its beginning. Words are cut without their context."""
    pieces = _rejoined(written, find_tokens(written, 0, len(written)))
    bare = [p for p in pieces if len(pieces) == 1 or (p.folded not in _PROCLITICS and p.folded not in _SUFFIXES)]
    forms = ((shadow_form(piece.folded), piece) for piece in bare)
    return tuple(ShadowWord(stem(exact), exact, piece.start, piece.end) for exact, piece in forms if exact)


def _rejoined(text: str, pieces: list[Token]) -> list[Token]:
    """The pieces, a first letter given back to a word that was cut on both sides and is rare without it."""
    if len(pieces) < 3 or pieces[-1].folded not in _SUFFIXES or pieces[-3].folded not in _PROCLITICS:
        return pieces
    before, core = pieces[-3], pieces[-2]
    whole = text[before.start : core.end]
    if _commonness(whole) < _commonness(text[core.start : core.end]) + _RARER:
        return pieces
    joined = replace(core, start=before.start, form=whole, folded=before.folded + core.folded)
    return [*pieces[:-3], joined, pieces[-1]]


def _commonness(word: str) -> int:
    """How common a word is in the news (log2), also as a noun whose ة a suffix has opened."""
    plain = spell(word)
    return max(how_common(plain), how_common(plain[:-1] + "ة") if plain.endswith("ت") else 0)


def shadow_form(folded: str) -> str:
    """A folded word without its article; empty for what is no letter and no digit."""
    plain = "".join(c for c in folded if c.isalnum())
    if plain.startswith("ال") and len(plain) > 4 and is_arabic_letter(plain[2]):
        return plain[2:]
    return plain


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A shadow word without the ending of sound plurals, duals and the feminine, where three letters stay."""
    if word.isascii():
        return word
    if len(word) >= 5 and word.endswith(_PLURALS):
        word = word[:-2]
    return word[:-1] if len(word) >= 4 and word.endswith("ه") else word


def build_shadow(text: str) -> str:
    """The shadow as one string, words parted by spaces."""
    return " ".join(word.word for word in find_shadow_words(text))


@lru_cache(maxsize=16_384)
def shadow_words(text: str) -> tuple[str, ...]:
    """The shadow words of a short text: a phrase, a name."""
    return tuple(word.word for word in find_shadow_words(text))
