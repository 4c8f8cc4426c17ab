"""A written word cut into its clitics, as UD Arabic PADT cuts: و ف ب ل ك س before, pronouns after; the article stays.

A lexicon of the words of the news answers almost always; a character CRF, which sees how often the pieces
stand alone in the same news, answers for the rest. Words are cut without their context (PADT leaves
little to it: `training/README.md` has the figures).
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Protocol

from isnad.letters import fold
from isnad.reference.lines import Lines, load_lines

MODELS = Path(__file__).parent / "models"
LEXICON = "segments.txt.gz"
CHAR_CRF = "segmenter.crfsuite"

CUT = "-"
_ONE_AT_A_TIME = Lock()
"""The CRF keeps the word it works on in itself."""
_LONGEST = 24
"""Longer words are no Arabic words (run-together or drawn-out letters) and stay whole."""
_INVISIBLE = [*range(0x200B, 0x2010), 0xAD]
_MARKS = dict.fromkeys([*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, 0x640, *range(0x6D6, 0x6EE), *_INVISIBLE])
SPELLING = {**_MARKS, ord("ی"): "ي", ord("ک"): "ك", ord("ۀ"): "ة", ord("ھ"): "ه", ord("ہ"): "ه"}
_PRONOUNS = frozenset("ه ها هم هن هما ك كم كما كن نا ي ني".split())
_WHOLE = {
    "مما": ("من", "ما"),
    "عما": ("عن", "ما"),
    "ممن": ("من", "من"),
    "عمن": ("عن", "من"),
    "ألا": ("ان", "لا"),
    "لئلا": ("لان", "لا"),
}


class Tagger(Protocol):
    def tag(self, xseq: list[dict[str, float]], /) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters `start..end` of the written word, and their search form with swallowed letters restored."""

    start: int
    end: int
    folded: str


HowCommon = Callable[[str], int]
"""How common a word of the news is: log2 of its count, 0 where it is not known."""


def spell(word: str) -> str:
    """`word` in the spelling the lexicon uses: no marks, no tatweel, no presentation forms; hamza and ة kept."""
    plain = word.translate(SPELLING)
    return plain if plain.isascii() or max(plain) < "\ufb50" else unicodedata.normalize("NFKC", plain).translate(SPELLING)


@cache
def load_lexicon() -> Lines:
    """The words of the news: log2 of the count of each, and how it is cut (`و-قال`) where it is."""
    return load_lines(MODELS / LEXICON)


@lru_cache(maxsize=100_000)
def how_common(word: str) -> int:
    known = load_lexicon().get(word)
    return int(known.partition("\t")[0]) if known is not None else 0


def _known_cut(plain: str) -> str | None:
    known = load_lexicon().get(plain)
    return None if known is None else known.partition("\t")[2] or plain


@cache
def _load_crf() -> Tagger:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(MODELS / CHAR_CRF))
    loaded: Tagger = tagger
    return loaded


@lru_cache(maxsize=200_000)
def segment(word: str) -> tuple[Piece, ...]:
    """The pieces of a written word (letters only, no spaces), in order and without gaps."""
    plain = spell(word)
    cut = cut_word(plain).split(CUT)
    if len(cut) == 1:
        return (Piece(0, len(word), fold(word)),)
    bounds = _bounds(word, plain, cut)
    if len(set(bounds)) < len(bounds):
        return (Piece(0, len(word), fold(word)),)  # the cut runs through a ligature (ﻷ), one letter of the text
    forms = restored(tuple(cut))
    return tuple(Piece(a, b, fold(form)) for a, b, form in zip(bounds, bounds[1:], forms, strict=False))


def cut_word(plain: str) -> str:
    """`plain` (as `spell` leaves it) with `-` between its pieces."""
    known = _known_cut(plain)
    if known is not None:
        return known
    if len(plain) < 2 or len(plain) > _LONGEST or not all("\u0621" <= c <= "\u064a" for c in plain):
        return plain
    with _ONE_AT_A_TIME:
        labels = _load_crf().tag(features(plain, how_common))
    return "".join(CUT + c if k and label == "B" else c for k, (c, label) in enumerate(zip(plain, labels, strict=True)))


def _bounds(word: str, plain: str, cut: list[str]) -> list[int]:
    """Where each piece starts in `word`, and its end; marks go with the letter before them."""
    at = list(range(len(word))) if len(word) == len(plain) else [i for i, c in enumerate(word) for _ in spell(c)]
    starts, k = [0], 0
    for piece in cut[:-1]:
        k += len(piece)
        starts.append(at[k])
    return [*starts, len(word)]


def restored(cut: tuple[str, ...]) -> tuple[str, ...]:
    """The pieces as they would be written alone: article after ل, ة and final alef before a pronoun."""
    if len(cut) == 2 and "".join(cut) in _WHOLE:
        return _WHOLE["".join(cut)]
    forms = list(cut)
    for k in range(1, len(forms)):
        if forms[k - 1] == "ل" and forms[k].startswith("ل"):
            forms[k] = _with_article(forms[k])
    if forms[-1] in _PRONOUNS:
        forms[-2] = _before_pronoun(forms[-2])
    return tuple(forms)


def _with_article(form: str) -> str:
    if form == "له":
        return "الله"
    alone = max(how_common(form), how_common("ال" + form))
    return "ا" + form if how_common("ا" + form) >= alone else form


def _before_pronoun(form: str) -> str:
    if len(form) > 2 and form.endswith("ت") and how_common(form[:-1] + "ة") > how_common(form):
        return form[:-1] + "ة"
    if len(form) > 2 and form.endswith("و") and how_common(form + "ا") > how_common(form):
        return form + "ا"
    return form


def features(word: str, common: HowCommon) -> list[dict[str, float]]:
    """What the CRF sees at each letter: the letters around it and how common the pieces would be alone."""
    n, whole = len(word), common(word)
    padded = "^^^" + word + "$$$"
    return [_at(word, padded, i, n, whole, common) for i in range(n)]


def _at(word: str, padded: str, i: int, n: int, whole: int, common: HowCommon) -> dict[str, float]:
    p = i + 3
    seen = dict.fromkeys((f"{d}{padded[p + d]}" for d in range(-3, 4)), 1.0)
    seen[f"l{padded[p - 2 : p]}"] = seen[f"r{padded[p : p + 2]}"] = seen[f"R{padded[p : p + 3]}"] = 1.0
    seen[f"m{padded[p - 1 : p + 1]}"] = 1.0
    seen[f"<{min(i, 5)}"] = seen[f">{min(n - i, 5)}"] = 1.0
    if i <= 4:
        seen[f"p{word[:i]}|{padded[p]}"] = 1.0
    if n - i <= 4:
        seen[f"s{padded[p - 1]}|{word[i:]}"] = 1.0
    if i:
        _frequencies(seen, word[:i], word[i:], whole, common)
    return seen


def _frequencies(seen: dict[str, float], left: str, right: str, whole: int, common: HowCommon) -> None:
    before, after = common(left), common(right)
    if right[0] == "ل":
        after = max(after, common("ا" + right))
    if left[-1] == "ت":
        before = max(before, common(left[:-1] + "ة"))
    if left[-1] in "ئؤ":
        before = max(before, common(left[:-1] + "ء"))
    if left[-1] == "ا":
        before = max(before, common(left[:-1] + "ى"))
    affix = left if len(left) <= 3 else ""
    tail = right if len(right) <= 3 else ""
    seen[f"W{whole}"] = 1.0
    if affix:
        seen[f"a{affix}{after}"] = seen[f"A{affix}{_step(after - whole)}"] = 1.0
    if tail:
        seen[f"t{tail}{before}"] = seen[f"T{tail}{_step(before - whole)}"] = 1.0


def _step(difference: int) -> int:
    return max(-6, min(6, difference))
