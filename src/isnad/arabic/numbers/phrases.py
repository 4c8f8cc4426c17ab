"""A number phrase as it is being read, and looking at the words it is read from."""

from collections.abc import Sequence
from dataclasses import dataclass

from isnad.model.text import Token
from isnad.reference.numerals import NumberWord, load_number_words

LARGEST = 10**15
"""Longer digit strings are telephone numbers, identifiers or noise."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A number being read: bounds, and the tokens `first..last` (exclusive) it was read from."""

    first: int
    last: int
    min: int | None
    max: int | None
    rule: str
    approx: bool = False
    counted: int | None = None
    shift: int = 0
    """Letters of a proclitic the segmenter left on the first word."""


def word_at(tokens: Sequence[Token], at: int) -> NumberWord | None:
    """The number word at token `at`."""
    return load_number_words().get(tokens[at].folded) if at < len(tokens) else None


def word_with_article(tokens: Sequence[Token], at: int) -> NumberWord | None:
    """The number word at `at`, with or without its article."""
    if at >= len(tokens):
        return None
    folded = tokens[at].folded
    return load_number_words().get(folded) or load_number_words().get(folded.removeprefix("ال"))


def matches(tokens: Sequence[Token], at: int, phrase: tuple[str, ...]) -> bool:
    """Whether the folded words `phrase` stand at token `at`."""
    return at + len(phrase) <= len(tokens) and all(tokens[at + k].folded == w for k, w in enumerate(phrase))


def follows_between(tokens: Sequence[Token], at: int) -> bool:
    """Whether بين stands before token `at`."""
    return at > 0 and tokens[at - 1].folded == "بين"
