"""Words of a text: written words with exact offsets, cut into syntactic words (UD Arabic PADT)."""

import re
from collections.abc import Iterator

from isnad.arabic.segmenter import segment
from isnad.letters import fold
from isnad.model.text import Token

_ARABIC = (
    "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdfd\ufe70-\ufefc"
)
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_INVISIBLE = "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad"
_WRITTEN = re.compile(
    rf"(?P<arabic>[{_ARABIC}](?:[{_ARABIC}{_MARKS}\u0640]|[{_INVISIBLE}]+(?=[{_ARABIC}]))*)"
    r"|(?P<number>\d+(?:[.,٫٬]\d+)*)"
    rf"|(?P<other>[^\W\d_{_ARABIC}\u0640]+|[^\s{_MARKS}{_INVISIBLE}])"
)


def find_written(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The written words, numbers and signs of `text[start:end]`: where, and whether in Arabic letters."""
    for found in _WRITTEN.finditer(text, start, end):
        yield found.start(), found.end(), found.lastgroup == "arabic"


def find_tokens(text: str, start: int, end: int, first: int = 0, word: int = 0) -> list[Token]:
    """The syntactic words of `text[start:end]`, untagged, numbered from `first`; written words from `word`."""
    out: list[Token] = []
    for w, (s, e, arabic) in enumerate(find_written(text, start, end), word):
        if not arabic:
            out.append(Token(first + len(out), s, e, text[s:e], fold(text[s:e]), w))
            continue
        for piece in segment(text[s:e]):
            a, b = s + piece.start, s + piece.end
            out.append(Token(first + len(out), a, b, text[a:b], piece.folded, w))
    return out
