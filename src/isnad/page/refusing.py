"""What is refused: texts that are not Arabic, and Arabic texts that are no report."""

from isnad.letters import is_arabic_letter
from isnad.model.errors import InputRefused
from isnad.model.page import BlockKind
from isnad.page.knowledge import key
from isnad.page.labelling import Layout

_SAMPLE = 40_000
_FEWEST_WORDS = 6
"""Words of the longest line: a flash of news has as many, a list or a menu has not."""
_LANGUAGES = {
    "Persian": frozenset("است را که این برای های شد کرد می خود اند نیز".split()),
    "Urdu": frozenset("کے کی میں ہے اور سے نے کو کا ہیں پر".split()),
    "Kurdish": frozenset("لە بۆ کە ئەم بە و لەگەڵ دەکات کرد ئەو".split()),
    "Pashto": frozenset("په کې د چې او له ته دی شوي کړي".split()),
}
_ARABIC = frozenset("في من على إلى الى عن أن ان التي الذي هذا بعد مع إن كما قال كان خلال بين".split())


def refuse_unreadable(text: str, layout: Layout) -> None:
    """Raise InputRefused (not-arabic, not-a-report) for a text that must not be read with the rules of Arabic news."""
    sample = text[:_SAMPLE]
    letters = sum(c.isalpha() for c in sample)
    arabic = sum(map(is_arabic_letter, sample))
    if not letters or arabic < 0.4 * letters:
        share = f"{100 * arabic // letters}% of its letters are Arabic" if letters else "it has no letters"
        raise InputRefused("not-arabic", f"It is not Arabic: {share}. Only Arabic reports are read.")
    _refuse_other_languages(sample)
    _refuse_no_report(text, layout)


def _refuse_other_languages(sample: str) -> None:
    words = sample.split()
    own = sum(w in _ARABIC or w.startswith("ال") for w in words)
    for language, common in _LANGUAGES.items():
        if sum(w in common for w in words) > max(2 * own, 3):
            raise InputRefused("not-arabic", f"It is in Arabic letters but reads as {language}. Only Arabic reports are read.")


def _refuse_no_report(text: str, layout: Layout) -> None:
    read = [text[b.start : b.end] for b in layout.blocks if b.kind in (BlockKind.TITLE, BlockKind.BODY)]
    longest = max((_arabic_words(piece) for piece in read), default=0)
    if longest < _FEWEST_WORDS:
        raise InputRefused("not-a-report", f"No sentence of {_FEWEST_WORDS} words or more stands in it; it is a list, a menu or a fragment.")


def _arabic_words(piece: str) -> int:
    return sum(is_arabic_letter(w[0]) for w in key(piece[:5_000]).split())
