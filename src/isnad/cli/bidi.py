"""Source text on a terminal: every datum isolated from what stands beside it, hidden characters made visible (trust.md S10).

A datum is wrapped word by word, and each line of it is enclosed in FSI … PDI (UAX #9), so that right-to-left words can
neither pull a neighbour's digits and arrows into their run nor be pulled apart by them. Controls that could reorder or
hide text, and those that could command the terminal, are shown as badges and never sent.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style

FSI, PDI = "\u2068", "\u2069"
COMMA = "،"
"""Stands at the end of a line, never at the beginning of one, and without a blank before it."""
_KEPT = frozenset("\u200c\u200d\u200e\u200f\u061c")
"""Joiners and marks that belong to the spelling of Arabic and move nothing beyond their own datum."""
_SHORT = {
    "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI",
    "\u2068": "FSI", "\u2069": "PDI", "\u200b": "ZWSP", "\ufeff": "BOM", "\u00ad": "SHY", "\u2060": "WJ",
    "\u0000": "NUL", "\u001b": "ESC",
}  # fmt: skip


def show_hidden(text: str) -> str:
    """`text` with characters that reorder, hide or command shown as badges ("⟦RLO⟧"); blanks of any kind become one space."""
    return "".join(map(_shown, text))


def _shown(char: str) -> str:
    if char in _KEPT:
        return char
    if char.isspace():
        return " "
    if char in _SHORT or unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"):
        return f"⟦{_SHORT.get(char, f'U+{ord(char):04X}')}⟧"
    return char


def escape_hidden(line: str) -> str:
    """A line of JSON with the characters that `show_hidden` shows as badges written as JSON escapes: the same value."""
    return "".join(char if _shown(char) == char else _escape(char) for char in line) if not line.isascii() else line


def _escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def isolate(text: str) -> str:
    """One datum, made safe and isolated, for a line that is written and not laid out."""
    return f"{FSI}{show_hidden(text)}{PDI}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one style; `datum` marks text of the source, which is isolated."""

    text: str
    style: str = ""
    datum: bool = False


def datum(text: str, style: str = "") -> Piece:
    """A piece of source text."""
    return Piece(show_hidden(text), style, datum=True)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    piece: int


class Line:
    """Pieces laid out in the width there is; breaks fall between words, and every line isolates its own part of a datum."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces = tuple(p for p in pieces if p.text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in _wrap(self.pieces, options.max_width):
            yield from Segment.simplify(self._segments(console, line))
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        longest = max((cell_len(w) for p in self.pieces for w in p.text.split()), default=1)
        whole = sum(cell_len(p.text) for p in self.pieces) + len(self.pieces)
        return Measurement(min(longest, options.max_width), min(whole, options.max_width))

    def _segments(self, console: Console, words: Sequence[_Word]) -> Iterator[Segment]:
        for n, word in enumerate(words):
            piece = self.pieces[word.piece]
            apart = piece.datum or _moves_others(piece.text)
            opens = apart and (n == 0 or words[n - 1].piece != word.piece)
            closes = apart and (n == len(words) - 1 or words[n + 1].piece != word.piece)
            style = console.get_style(piece.style) if piece.style else Style.null()
            if n and word.text != COMMA:
                yield Segment(" ", style if not opens else Style.null())
            yield Segment(f"{FSI if opens else ''}{word.text}{PDI if closes else ''}", style)


def _moves_others(text: str) -> bool:
    """Whether our own words must stand apart too: an Arabic label turns the date beside it round («11-10-2016»)."""
    return any(unicodedata.bidirectional(c) in ("AL", "R", "EN", "AN") for c in text)


def _wrap(pieces: Sequence[Piece], width: int) -> Iterator[list[_Word]]:
    line: list[_Word] = []
    used = 0
    for word in _words(pieces, max(width, 1)):
        size = cell_len(word.text)
        if line and used + 1 + size > width:
            kept = line.pop() if word.text == COMMA and len(line) > 1 else None
            yield line
            line, used = ([kept], cell_len(kept.text)) if kept else ([], 0)
        used += size + (1 if line else 0)
        line.append(word)
    if line:
        yield line


def _words(pieces: Sequence[Piece], width: int) -> Iterator[_Word]:
    """The words of all pieces; one wider than the line is cut."""
    for n, piece in enumerate(pieces):
        for word in piece.text.split():
            while cell_len(word) > width:
                cut = _fitting(word, width)
                yield _Word(word[:cut], n)
                word = word[cut:]
            yield _Word(word, n)


def _fitting(word: str, width: int) -> int:
    """How many characters of `word` fit into `width` cells, at least one."""
    used = 0
    for n, char in enumerate(word):
        used += cell_len(char)
        if used > width:
            return max(n, 1)
    return len(word)
