"""Number phrases: digits, number words, duals and vague plurals, each an interval."""

from collections.abc import Sequence

from isnad.model.text import Number, Token


def find_numbers(tokens: Sequence[Token]) -> tuple[Number, ...]:
    """The number phrases of `tokens` in order, without the noun each counts."""
    return ()
