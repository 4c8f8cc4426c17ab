"""The text layer of a PDF, by PDFium (the extra `isnad[pdf]`), put back into the order Arabic is written in.

PDFium restores the order of right-to-left words and of the digits between them, where pypdf scatters digits (tried on PDFs of two
makers, see docs/decisions). Two things it leaves as drawn are mended here: the letters of a ligature ("لا" is one glyph of two
letters, which come reversed), told by their sharing one box; and brackets, which a right-to-left line draws mirrored.
"""

from itertools import groupby
from typing import Any

from isnad.letters import is_arabic_letter
from isnad.model.errors import InputRefused

MOST_PAGES = 200
"""A report has few pages; a book of reports is to be split."""
_FULL_LINE = 0.75
_ENDS = (".", "؟", "!", ":", "…")
_MIRRORED = str.maketrans("()[]{}«»", ")(][}{»«")
_OPENING = dict(zip("([{«", ")]}»", strict=True))


def parse_pages(body: bytes) -> list[str]:
    """The text of each page, "" where a page has no text layer. Called in a process of its own (`apart`).

    Raises InputRefused `not-installed` without the extra, `unreadable` for a broken or locked file, `too-large` for a book.
    """
    try:
        import pypdfium2
    except ModuleNotFoundError:
        raise InputRefused("not-installed", "A PDF is read only with the extra: pip install 'isnad[pdf]'.") from None
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as why:
        raise InputRefused("unreadable", f"It is a PDF that is broken or locked by a password ({why}).") from None
    if len(document) > MOST_PAGES:
        raise InputRefused("too-large", f"It is a PDF of more than {MOST_PAGES} pages; split it.")
    return [_page_text(pypdfium2, document, number) for number in range(len(document))]


def _page_text(pypdfium2: Any, document: Any, number: int) -> str:
    try:
        layer = document[number].get_textpage()
        chars = [chr(pypdfium2.raw.FPDFText_GetUnicode(layer, n)) for n in range(layer.count_chars())]
        boxes = [layer.get_charbox(n, loose=True) for n in range(len(chars))]
    except (pypdfium2.PdfiumError, ValueError):
        return ""
    lines = mend_ligatures(chars, boxes).replace("\r\n", "\n").split("\n")
    return join_lines([mend_brackets(" ".join(line.split())) for line in lines])


def join_lines(lines: list[str]) -> str:
    """Paragraphs from the lines of a page: a line nearly as long as the longest, and ending no sentence, goes on in the next."""
    full = _FULL_LINE * max(map(len, lines), default=0)
    out, last = "", 0
    for line in lines:
        goes_on = line and last >= full > 0 and not out.endswith(_ENDS)
        out += (" " if goes_on else "\n" if out else "") + line
        last = len(line)
    return out.strip()


def mend_ligatures(chars: list[str], boxes: list[tuple[float, ...]]) -> str:
    """`chars` with the letters of each ligature in reading order: Arabic letters of one box (in points) are one glyph."""
    out: list[str] = []
    for _, run in groupby(zip(chars, boxes, strict=True), key=lambda pair: pair[1]):
        letters = [char for char, _ in run]
        is_ligature = len(letters) > 1 and all(map(is_arabic_letter, letters))
        out += reversed(letters) if is_ligature else letters
    return "".join(out)


def mend_brackets(line: str) -> str:
    """A line that is mostly Arabic and whose brackets only pair when mirrored, mirrored."""
    if sum(map(is_arabic_letter, line)) * 2 < sum(char.isalpha() for char in line):
        return line
    mirrored = line.translate(_MIRRORED)
    return mirrored if _unpaired(mirrored) < _unpaired(line) else line


def _unpaired(line: str) -> int:
    waiting: list[str] = []
    lonely = 0
    for char in line:
        if char in _OPENING:
            waiting.append(_OPENING[char])
        elif char in _OPENING.values():
            if waiting and waiting[-1] == char:
                waiting.pop()
            else:
                lonely += 1
    return lonely + len(waiting)
