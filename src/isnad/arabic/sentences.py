"""Where the sentences of a block begin and end.

A line break always ends one, and so does a run of blanks, which flattened pages have between title, caption and lead; so do
. ؟ ! ؛ … outside a quotation that closes soon on the same line, whether or not blanks stand on their right sides (" .وأضاف").
What only looks like an end is let pass: decimals, initials and abbreviations (أ.ف.ب، د .ب .أ، د. سامر), addresses, list
numbers, and the two dots that headlines put for a pause. One pass, linear in the length of the text.
"""

import re
from collections.abc import Iterator

from isnad.letters import is_arabic_letter
from isnad.model.page import Block

LONGEST_QUOTE = 400
"""Letters of a quotation that is kept whole; a longer one is split at its own full stops."""

_SIGN = re.compile(r"""\n|[ \t\u00a0]{4,}|[.؟?!…؛"«“„‘]""")
_CLOSING = {'"': '"', "«": "»", "“": "”", "„": "”", "‘": "’"}
_NESTING = re.compile("[«»\n]")
_SHUT = frozenset('"»”’)]}')
_ENDERS = frozenset(".؟?!…؛")
_TRAILERS = frozenset('.؟?!…؛"»”’)]}')
_SHORT = frozenset(
    {"هـ", "ت", "ص", "ب", "د", "أ", "م", "ق", "ج", "ع", "ه", "ا", "س", "ر", "ف", "ن", "ط", "ل", "ك", "ش", "ح", "و"}
)
"""Words that stand before a dot as abbreviations or initials."""
_SPELLED = frozenset(
    "إيه ايه أيه بي سي دي إي إف اف جي إتش اتش آي اي جيه كي كيه إل ال إم ام إن ان أو او كيو آر ار إس اس تي يو في دبليو إكس اكس "
    "واي زد".split()
)
"""Latin letters written out: "بي.بي.سي", "(يو .بي .آي)"."""
_DEEPEST = 4
"""Quotations within each other; more are marks of some other use."""
_BEGINNING = re.compile("[ء-ي][ً-ْ]*(?:[ء-ي]|(?<=و) )")
"""A word that begins a sentence; a lone letter is an initial ("سامر.ع"), except «و» written apart."""
_DEEP = 3
"""Blanks and closing marks that may stand before a full stop that ends a sentence."""


def find_sentences(text: str, block: Block) -> list[tuple[int, int]]:
    """The sentences of `block` as `(start, end)` offsets of `text`, without the space around them."""
    found, start = [], block.start
    for end in _ends(text, block.start, block.end):
        found.append(_trimmed(text, start, end))
        start = end
    found.append(_trimmed(text, start, block.end))
    return [(s, e) for s, e in found if s < e]


def _ends(text: str, at: int, end: int) -> Iterator[int]:
    while (sign := _SIGN.search(text, at, end)) is not None:
        at = sign.end()
        char = sign.group()
        if char.isspace():
            yield at
        elif char in _CLOSING:
            closed = _closed(text, sign.start(), end)
            at = closed or at
            if closed and text[closed - 2] in _ENDERS and _stands_off(text, closed, end):
                yield closed
        else:
            at = _past_run(text, sign.start(), end)
            if _ends_here(text, sign.start(), at, end):
                yield at


def _closed(text: str, opening: int, end: int) -> int:
    """The position after the quotation opened at `opening`, 0 where it does not close soon on its line."""
    limit = min(end, opening + LONGEST_QUOTE)
    if text[opening] == "«":
        return _closed_outside(text, opening, limit)
    line = text.find("\n", opening, limit)
    return text.find(_CLOSING[text[opening]], opening + 1, limit if line < 0 else line) + 1


def _closed_outside(text: str, opening: int, limit: int) -> int:
    """The same for guillemets, which hold others («أجبر «اللواء» الأهالي»): where as many have closed as were opened."""
    deep, inner = 0, 0
    for sign in _NESTING.finditer(text, opening, limit):
        match sign.group():
            case "«" if deep < _DEEPEST:
                deep += 1
            case "»":
                deep, inner = deep - 1, inner or sign.end()
                if deep == 0:
                    return sign.end()
            case _:
                break
    return inner


def _past_run(text: str, at: int, end: int) -> int:
    """The position after the run of end signs at `at` and what closes with them."""
    while at < end and text[at] in _ENDERS:
        at += 1
    if at < end and text[at] in _TRAILERS and _stands_off(text, at + 1, end):
        at += 1
    return at


def _stands_off(text: str, at: int, end: int) -> bool:
    return at >= end or text[at].isspace()


def _ends_here(text: str, start: int, past: int, end: int) -> bool:
    run = text[start:past].rstrip('"»”’)]}')
    if run == "..":
        return False
    if run != ".":
        return True
    if _stands_off(text, past, end):
        return not (_is_short(text, start) or _is_list_number(text, start))
    return _runs_into_arabic(text, start, past)


def _is_short(text: str, dot: int) -> bool:
    word = _word_before(text, dot)
    return word in _SHORT or (len(word) == 1 and word.isupper())


def _is_list_number(text: str, dot: int) -> bool:
    number = _word_before(text, dot)
    before = dot - len(number)
    return 0 < len(number) <= 2 and number.isdecimal() and (before == 0 or text[before - 1] == "\n")


def _runs_into_arabic(text: str, dot: int, past: int) -> bool:
    """A full stop without the space after it ("انسحبت.وأضاف"), blanks and closing marks before it let pass ("«انسحبت» .وأضاف").

    Not an abbreviation ("أ.ف.ب", "د .ب .أ", "يو .بي .آي"), a name's initial ("سامر.ع"), a decimal or an address.
    """
    if not _BEGINNING.match(text, past):
        return text[past] == "(" and text[dot - 1].isspace() and _ends_word(text, _before(text, dot))
    at = _before(text, dot)
    if at != dot or not is_arabic_letter(text[dot - 1]):
        return _ends_word(text, at) and not _is_list_number(text, at)
    return _word_before(text, dot) not in _SHORT | _SPELLED


def _before(text: str, dot: int) -> int:
    """The position after the word before `dot`, blanks and closing marks between them let pass."""
    at = dot
    while at > 0 and dot - at < _DEEP and (text[at - 1] in _SHUT or text[at - 1] in " \t\u00a0"):
        at -= 1
    return at


def _ends_word(text: str, at: int) -> bool:
    word = _word_before(text, at)
    if word.isdecimal():
        return text[at - len(word) - 1 : at - len(word)] not in (".", "،", ",")
    return is_arabic_letter(text[at - 1]) and word not in _SHORT | _SPELLED


def _word_before(text: str, at: int) -> str:
    start = at
    while start > 0 and at - start < 6 and (text[start - 1].isalnum() or text[start - 1] == "ـ"):
        start -= 1
    return text[start:at]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())
