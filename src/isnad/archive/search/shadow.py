"""The search shadow of a text: folded words without their clitics, and the way back to the letters.

FTS5's `unicode61` breaks at harakat and keeps tatweel, so it is fed words we have cut and folded ourselves; a query goes
through the same mill. `و بال مدارس` and `المدارس` meet in `مدارس`.
"""

from collections.abc import Iterator
from typing import NamedTuple

from isnad.arabic.words import find_tokens
from isnad.letters import is_arabic_letter

_PROCLITICS = frozenset("و ف ب ل ك س".split())
_SUFFIXES = frozenset("ه ها هم هن هما ك كم كن نا ي ني".split())


class ShadowWord(NamedTuple):
    """One word of the shadow and the letters it stands for."""

    word: str
    start: int
    end: int


def find_shadow_words(text: str) -> Iterator[ShadowWord]:
    """The words of `text` as search sees them, in order. A clitic is no word unless it is all there is of one."""
    tokens = find_tokens(text, 0, len(text))
    sizes: dict[int, int] = {}
    for token in tokens:
        sizes[token.word] = sizes.get(token.word, 0) + 1
    for token in tokens:
        if sizes[token.word] > 1 and (token.folded in _PROCLITICS or token.folded in _SUFFIXES):
            continue
        word = shadow_form(token.folded)
        if word:
            yield ShadowWord(word, token.start, token.end)


def shadow_form(folded: str) -> str:
    """A folded word without its article; empty for what is no letter and no digit."""
    plain = "".join(c for c in folded if c.isalnum())
    if plain.startswith("ال") and len(plain) > 4 and is_arabic_letter(plain[2]):
        return plain[2:]
    return plain


def build_shadow(text: str) -> str:
    """The shadow as one string, words parted by spaces."""
    return " ".join(word.word for word in find_shadow_words(text))
