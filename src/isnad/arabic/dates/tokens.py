"""Looking at the tokens of a date: the word at a place, its category in `reference/data/dates`, marks passed over."""

from collections.abc import Sequence

from isnad.model.text import Token
from isnad.reference.calendar import TimeWord, load_time_words
from isnad.reference.tables import load_roles


def roles() -> dict[str, frozenset[str]]:
    """Part that a word plays around a date → the folded words that play it (`dates/roles.tsv`)."""
    return load_roles("dates/roles.tsv")


_NO_WORD = TimeWord("", "")


def folded_at(tokens: Sequence[Token], at: int) -> str:
    """The folded word at token `at`; empty outside the text."""
    return tokens[at].folded if 0 <= at < len(tokens) else ""


def word_at(tokens: Sequence[Token], at: int) -> TimeWord:
    """What the word at token `at` does in a date."""
    return load_time_words().get(folded_at(tokens, at), _NO_WORD)


def is_a(tokens: Sequence[Token], at: int, category: str) -> bool:
    """Whether the word at token `at` is of that category (`dates/words.tsv`)."""
    return word_at(tokens, at).category == category


def skip(tokens: Sequence[Token], at: int, *words: str) -> int:
    """The token after `at` where one of `words` stands there, else `at`."""
    return at + 1 if folded_at(tokens, at) in words else at
