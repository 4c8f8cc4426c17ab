"""What is refused: texts that are not Arabic, and Arabic texts that are no report."""

import re

from isnad.letters import is_arabic_letter
from isnad.model.errors import InputRefused
from isnad.model.page import BlockKind
from isnad.page.knowledge import WordList, key, load_words
from isnad.page.labelling.state import Layout

_SAMPLE = 10_000
_FEWEST_WORDS = 6
"""Words of the longest line: a flash of news has as many, a list or a menu has not."""
_OF_READ, _OF_ALL = 0.4, 0.2
"""Least share of Arabic letters: in title and body, and on the whole page, whose menus may be in another script."""
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_FOREIGN_LETTER = re.compile("[پچژگکیےۆێېړڼہھٹڈڑںەڕڵ]")
_LANGUAGES = {"Persian": WordList.PERSIAN, "Urdu": WordList.URDU, "Kurdish": WordList.KURDISH, "Pashto": WordList.PASHTO}


def refuse_unreadable(text: str, layout: Layout) -> None:
    """Raise InputRefused (not-arabic, not-a-report) for a text that must not be read with the rules of Arabic news."""
    pieces = [text[b.start : b.end] for b in layout.blocks if b.kind in (BlockKind.TITLE, BlockKind.BODY)]
    read = "\n".join(pieces)[:_SAMPLE]
    for sample, least in ((text[:_SAMPLE], _OF_ALL), (read or text[:_SAMPLE], _OF_READ)):
        _refuse_little_arabic(sample, least)
    _refuse_other_languages(read)
    _refuse_no_report(pieces)


def _refuse_little_arabic(sample: str, least: float) -> None:
    letters, arabic = len(_LETTER.findall(sample)), len(_ARABIC_LETTER.findall(sample))
    if not letters or arabic < least * letters:
        share = f"{100 * arabic // letters}% of its letters are Arabic" if letters else "it has no letters"
        raise InputRefused("not-arabic", f"It is not Arabic: {share}. Only Arabic reports are read.")


def _refuse_other_languages(sample: str) -> None:
    if len(_FOREIGN_LETTER.findall(sample)) < 0.02 * len(sample):
        return
    words = sample.split()
    arabic = load_words(WordList.ARABIC)
    own = sum(w in arabic or w.startswith("ال") for w in words)
    for language, common in _LANGUAGES.items():
        if sum(w in load_words(common) for w in words) > max(2 * own, 3):
            raise InputRefused("not-arabic", f"It is in Arabic letters but reads as {language}. Only Arabic reports are read.")


def _refuse_no_report(pieces: list[str]) -> None:
    longest = max(map(_arabic_words, pieces), default=0)
    if longest < _FEWEST_WORDS:
        what = f"No sentence of {_FEWEST_WORDS} words or more stands in it"
        raise InputRefused("not-a-report", f"{what}; it is a list, a menu or a fragment.")


def _arabic_words(piece: str) -> int:
    return sum(is_arabic_letter(w[0]) for w in key(piece[:2_000]).split())
