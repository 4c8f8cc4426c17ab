"""What counts as the same letter: the search form of a text, and the way back to its own positions.

Folding follows Lucene's ArabicNormalizer where that is silent on nothing we meet, and goes on: presentation forms
and ligatures are spelt out, harakat, tatweel and invisible controls fall away, hamza seats and alef forms meet.
It is used to compare and to search, never to show or to quote.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_SAME = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ىیېے", "ي"),
        **dict.fromkeys("ةۃەہھۀۂ", "ه"),
        **dict.fromkeys("کڪ", "ك"),
        "ؤ": "و",
        "ئ": "ي",
        **{chr(0x0660 + d): str(d) for d in range(10)},
        **{chr(0x06F0 + d): str(d) for d in range(10)},
        "٪": "%",
        "٫": ".",
        "٬": ",",
        **dict.fromkeys("“”„«»‟″", '"'),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00a0": " ",
    }
)
_BIDI_AND_INVISIBLE = frozenset(
    "\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"
)
_TATWEEL = "\u0640"


@dataclass(frozen=True, slots=True)
class Folded:
    """A search form with the way back: `origins[i]` is the position in the source text of `text[i]`."""

    text: str
    origins: tuple[int, ...]
    length: int
    """Length of the source text."""

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that `text[start:end]` came from, marks on its last letter included."""
        if start == end:
            at = self.origins[start] if start < len(self.origins) else self.length
            return at, at
        first = self.origins[start]
        after = self.origins[end - 1]
        stop = next((self.origins[i] for i in range(end, len(self.origins)) if self.origins[i] > after), self.length)
        return first, stop

    def from_source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the search form made from source letters `start..end`."""
        return bisect_left(self.origins, start), bisect_left(self.origins, end)


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if _falls_away(char):
        return ""
    spelt = unicodedata.normalize("NFKC", char) if _is_presentation(char) else char
    if spelt != char:
        return _fold_spelt(spelt)
    return char.translate(_SAME).lower()


def _fold_spelt(spelt: str) -> str:
    """A presentation form spelt out; the space that Unicode puts under a lone mark (ﹰ) falls away with it."""
    folded = "".join(_fold_char(c) for c in spelt)
    return folded if folded.strip() else ""


def _falls_away(char: str) -> bool:
    if char == _TATWEEL or char in _BIDI_AND_INVISIBLE:
        return True
    return unicodedata.category(char) == "Mn" and ("\u0610" <= char <= "\u06ed" or "\u08d3" <= char <= "\u08ff")


def _is_presentation(char: str) -> bool:
    return "\ufb50" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefc" or "\uff01" <= char <= "\uff5e"


class _FoldTable(dict[int, str]):
    """Code point → its search form, found once: `str.translate` reads it at the speed of C."""

    def __missing__(self, point: int) -> str:
        self[point] = _fold_char(chr(point))
        return self[point]


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """The search form of `text`: same letters for same words, however they were typed."""
    return text.translate(_TABLE)


def _pairs(text: str) -> Iterator[tuple[str, int]]:
    for at, char in enumerate(text):
        for out in _fold_char(char):
            yield out, at


def fold_with_origins(text: str) -> Folded:
    """The search form of `text` with the exact way back to its positions."""
    pairs = list(_pairs(text))
    return Folded(text="".join(c for c, _ in pairs), origins=tuple(at for _, at in pairs), length=len(text))


def is_arabic_letter(char: str) -> bool:
    """Whether `char` is a letter of the Arabic script, presentation forms included."""
    return (
        char != _TATWEEL
        and (
            "\u0620" <= char <= "\u064a" or "\u066e" <= char <= "\u06d3" or "\u06fa" <= char <= "\u06ff" or _is_presentation(char)
        )
        and char.isalpha()
    )
