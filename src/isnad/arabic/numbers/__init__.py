"""Number phrases: digits, number words, duals and vague plurals, each an interval with the words that bound it.

A phrase is read where a number word stands, never searched for: one look-up a token, so a text of any length takes
linear time. The words are in `reference/data/numbers`.
"""

from collections.abc import Sequence

from isnad.arabic.numbers.bounds import read_range, with_modifiers, with_percent
from isnad.arabic.numbers.cardinals import read_exact
from isnad.arabic.numbers.duals import find_stuck, read_dual, says_two, with_told_elsewhere
from isnad.arabic.numbers.phrases import Phrase
from isnad.arabic.numbers.vague import read_vague
from isnad.model.text import Number, Token
from isnad.reference.calendar import TimeWord, load_time_words
from isnad.reference.numerals import load_nouns, load_number_words
from isnad.reference.tables import load_roles

_NO_WORD = TimeWord("", "")
_CLOSERS = frozenset({")", '"', "'", "]"})


def find_numbers(tokens: Sequence[Token]) -> tuple[Number, ...]:
    """The number phrases of `tokens` in order, without the noun each counts (a dual is its own noun)."""
    found: list[Number] = []
    words, nouns, two_of, at = load_number_words(), load_nouns(), load_roles("numbers/roles.tsv")["two_of"], 0
    while at < len(tokens):
        folded = tokens[at].folded
        bare = folded[2:] if folded.startswith("ال") else folded
        read = None
        if (
            folded in words
            or bare in words
            or folded[:1].isdecimal()
            or says_two(nouns.get(bare))
            or find_stuck(folded)
            or folded in two_of
        ):
            read = _read(tokens, at)
        if read is None:
            at += 1
            continue
        found.append(_number(tokens, read))
        at = max(read.last, at + 1)
    return with_told_elsewhere(tokens, found)


def _number(tokens: Sequence[Token], read: Phrase) -> Number:
    start, end = tokens[read.first].start + read.shift, tokens[read.last - 1].end
    counted = read.counted if read.counted is not None else _counted(tokens, read.last)
    return Number(start, end, read.min, read.max, read.approx, read.rule, counted)


def _read(tokens: Sequence[Token], at: int) -> Phrase | None:
    if _is_part_of_name(tokens, at):
        return None
    bare = read_dual(tokens, at) or read_vague(tokens, at) or read_exact(tokens, at)
    if bare is None:
        return None
    return with_modifiers(tokens, with_percent(tokens, read_range(tokens, bare)))


def _is_part_of_name(tokens: Sequence[Token], at: int) -> bool:
    """Digits glued to a colon, slash, dash or Latin letter: times, dates, "F16", "إف-16"; عشرة in الرابعة عشرة."""
    if tokens[at].folded in {"عشر", "عشره"} and at and tokens[at - 1].folded.startswith("ال"):
        return load_time_words().get(tokens[at - 1].folded, _NO_WORD).category == "ordinal"
    if not tokens[at].folded[:1].isdecimal() or at == 0:
        return False
    before = tokens[at - 1]
    if before.end != tokens[at].start:
        return _opens_time(tokens, at)
    if before.folded == "-":
        return at > 1 and tokens[at - 2].end == before.start and not tokens[at - 2].folded[:1].isdecimal()
    return before.folded in {":", "/", ".", "#", "_", "+"} or (before.folded.isascii() and before.folded.isalpha())


def _opens_time(tokens: Sequence[Token], at: int) -> bool:
    if at + 2 >= len(tokens) or tokens[at + 1].folded not in {":", "/"}:
        return False
    return (
        tokens[at + 1].start == tokens[at].end
        and tokens[at + 2].start == tokens[at + 1].end
        and tokens[at + 2].folded[:1].isdecimal()
    )


def _counted(tokens: Sequence[Token], at: int) -> int | None:
    """The token a number that ends at `at` counts: the next noun, through من and closing marks."""
    while at < len(tokens) and (tokens[at].folded in _CLOSERS or _is_of(tokens, at)):
        at += 1
    if (
        at >= len(tokens)
        or tokens[at].folded in load_roles("numbers/roles.tsv")["no_noun"]
        or not tokens[at].folded[:1].isalpha()
        or tokens[at].upos == "VERB"
    ):
        return None
    return at


def _is_of(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].folded == "من" and at > 0 and at + 1 < len(tokens) and tokens[at - 1].folded != "من"
