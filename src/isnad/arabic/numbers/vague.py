"""Vague numbers: عشرات, مئات الآلاف, عدة آلاف, بضعة."""

from collections.abc import Sequence

from isnad.arabic.numbers.phrases import LARGEST, Phrase, word_with_article
from isnad.model.text import Token
from isnad.reference.numerals import NumberWord


def read_vague(tokens: Sequence[Token], at: int) -> Phrase | None:
    """عشرات, مئات الآلاف, آلاف, بضع عشرات, عدة آلاف, بضعة, عدة."""
    word = word_with_article(tokens, at)
    if word is None:
        return None
    if word.kind in {"few", "several"}:
        return _few(tokens, at, word)
    if word.kind == "vague" or word.kind == "scales":
        value, last = _scaled_up(tokens, at + 1, 2 * word.value)
        return Phrase(at, last, value, None, "vague", approx=True)
    return None


def _few(tokens: Sequence[Token], at: int, word: NumberWord) -> Phrase | None:
    following = word_with_article(tokens, at + 1)
    if following is not None and following.kind in {"vague", "scales"}:
        value, last = _scaled_up(tokens, at + 2, 2 * following.value)
        return Phrase(at, last, value, None, "vague", approx=True)
    if word.kind == "few":
        return Phrase(at, at + 1, 3, 9, "few", approx=True)
    return Phrase(at, at + 1, 3, None, "several", approx=True)


def _scaled_up(tokens: Sequence[Token], at: int, value: int) -> tuple[int, int]:
    """`value` times the scales that follow (عشرات الآلاف), and the token after them."""
    while at < len(tokens):
        word = word_with_article(tokens, at)
        if word is None or word.kind not in {"scale", "scales"} or value >= LARGEST:
            break
        value, at = value * word.value, at + 1
    return value, at
