"""What is refused: texts that are not Arabic, and Arabic texts that are no report."""

from isnad.letters import is_arabic_letter
from isnad.model.errors import InputRefused
from isnad.model.page import BlockKind
from isnad.page.knowledge import WordList, key, load_words
from isnad.page.labelling import Layout

_SAMPLE = 40_000
_FEWEST_WORDS = 6
"""Words of the longest line: a flash of news has as many, a list or a menu has not."""
_LANGUAGES = {"Persian": WordList.PERSIAN, "Urdu": WordList.URDU, "Kurdish": WordList.KURDISH, "Pashto": WordList.PASHTO}


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
    arabic = load_words(WordList.ARABIC)
    own = sum(w in arabic or w.startswith("ال") for w in words)
    for language, common in _LANGUAGES.items():
        if sum(w in load_words(common) for w in words) > max(2 * own, 3):
            raise InputRefused("not-arabic", f"It is in Arabic letters but reads as {language}. Only Arabic reports are read.")


def _refuse_no_report(text: str, layout: Layout) -> None:
    read = [text[b.start : b.end] for b in layout.blocks if b.kind in (BlockKind.TITLE, BlockKind.BODY)]
    longest = max((_arabic_words(piece) for piece in read), default=0)
    if longest < _FEWEST_WORDS:
        raise InputRefused(
            "not-a-report", f"No sentence of {_FEWEST_WORDS} words or more stands in it; it is a list, a menu or a fragment."
        )


def _arabic_words(piece: str) -> int:
    return sum(is_arabic_letter(w[0]) for w in key(piece[:5_000]).split())
