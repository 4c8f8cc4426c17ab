"""What bounds a number: the other end of a range, a per cent sign, and words such as نحو, أكثر من, على الأقل."""

from collections.abc import Sequence
from dataclasses import replace

from isnad.arabic.numbers.cardinals import read_exact
from isnad.arabic.numbers.phrases import Phrase, follows_between, matches, word_at
from isnad.model.text import Token
from isnad.reference.numerals import load_modifiers
from isnad.reference.tables import load_roles

_OPENERS = frozenset({"(", '"', "ال", "'", "["})
_PERCENT = (("%",), ("في", "الميه"), ("ب", "الميه"), ("في", "المايه"), ("ب", "المايه"), ("بالميه",), ("بالمايه",))


def read_range(tokens: Sequence[Token], low: Phrase) -> Phrase:
    """بين 10 و15, من 10 إلى 15, 10-15, خمسة أو ستة, with or without a noun after the first number."""
    if low.rule not in {"digits", "words", "dual"} or low.last + 1 >= len(tokens):
        return low
    between = follows_between(tokens, low.first)
    link = _link(tokens, low, between=between)
    high = read_exact(tokens, link + 1) if link and link + 1 < len(tokens) else None
    if high is None or high.min is None or high.max is None or low.min is None or high.rule not in {"digits", "words"}:
        return low
    least = _same_scale(tokens, low, high)
    first = low.first
    if between or tokens[first - 1].folded == "من":
        first -= 1
    if least >= high.max or (tokens[link].folded == "او" and high.max > 2 * least):
        return low
    if tokens[link].folded in {"الي", "حتي"} and _tells_growth(tokens, low.first):
        return low
    return Phrase(first if first >= 0 else low.first, high.last, least, high.max, "range")


def _link(tokens: Sequence[Token], low: Phrase, *, between: bool) -> int:
    """The token that links the two ends of a range, 0 where none does."""
    reach = low.last + (3 if between else 1)
    for at in range(low.last, min(reach, len(tokens) - 1)):
        folded = tokens[at].folded
        if between and folded == "و":
            return at
        if not between and folded in {"الي", "او", "-", "الى"}:
            return 0 if folded == "-" and _is_chain(tokens, at) else at
        if folded.isascii() and not folded.isalnum():
            return 0
    return 0


def _is_chain(tokens: Sequence[Token], dash: int) -> bool:
    """19-11-2021 is no range."""
    around = [tokens[i].folded for i in (dash - 2, dash + 2) if 0 <= i < len(tokens)]
    return any(x in {"-", "/"} for x in around)


def _same_scale(tokens: Sequence[Token], low: Phrase, high: Phrase) -> int:
    """بين 10 و15 ألفا counts thousands on both sides."""
    least = low.min or 0
    word = word_at(tokens, high.last - 1)
    if (
        word is not None
        and word.kind in {"scale", "scales"}
        and high.last - 1 > high.first
        and least < 1000
        and low.last - low.first == 1
    ):
        return least * word.value
    return least


def _tells_growth(tokens: Sequence[Token], at: int) -> bool:
    return any(t.folded in load_roles("numbers/roles.tsv")["growth"] for t in tokens[max(0, at - 7) : at])


def with_percent(tokens: Sequence[Token], read: Phrase) -> Phrase:
    """The number with its per cent sign or words (في المئة), where they follow."""
    if read.rule not in {"digits", "words", "range"}:
        return read
    for phrase in _PERCENT:
        if matches(tokens, read.last, phrase):
            return replace(read, last=read.last + len(phrase), rule="percent")
    if read.first and tokens[read.first - 1].folded == "%" and tokens[read.first - 1].end == tokens[read.first].start:
        return replace(read, first=read.first - 1, rule="percent")
    return read


def with_modifiers(tokens: Sequence[Token], read: Phrase) -> Phrase:
    """The number with the words that bound it, before it (نحو, أكثر من) and after it (على الأقل)."""
    read = _modified_after(tokens, read)
    for _ in range(2):
        read = _modified_before(tokens, read)
    return read


def _modified_before(tokens: Sequence[Token], read: Phrase) -> Phrase:
    at = read.first
    while at and tokens[at - 1].folded in _OPENERS:
        at -= 1
    for modifier in load_modifiers("before").get(tokens[at - 1].folded, ()) if at else ():
        start = at - len(modifier.words)
        if start >= 0 and matches(tokens, start, modifier.words):
            return replace(_bounded(read, modifier.effect), first=start)
    return read


def _modified_after(tokens: Sequence[Token], read: Phrase) -> Phrase:
    """على الأقل and the like, up to three words (the counted noun, its adjectives) after the number."""
    for at in range(read.last, min(read.last + 4, len(tokens))):
        folded = tokens[at].folded
        for modifier in load_modifiers("after").get(folded, ()):
            if matches(tokens, at, modifier.words) and not _opens_modifier(tokens, at, modifier.words):
                return _bounded(read, modifier.effect)
        if folded in {".", ",", "،", "؛", ":"} or folded[:1].isdecimal() or folded == "و":
            break
    return read


def _opens_modifier(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    """6 قتلى وأكثر من 10 جرحى: the modifier is of the next number."""
    after = at + len(words)
    return words[-1] in {"اكثر", "اقل"} and after < len(tokens) and tokens[after].folded in {"من", "عن"}


def _bounded(read: Phrase, effect: str) -> Phrase:
    low, high = read.min, read.max
    rule = f"{read.rule}+{effect}"
    if effect == "about":
        return replace(read, approx=True, rule=rule)
    if read.approx and read.max is None:
        return replace(read, rule=rule)
    bounds = {
        "more": (None if low is None else low + 1, None),
        "least": (low, None),
        "less": (None, None if high is None else high - 1),
        "most": (None, high),
    }
    return replace(read, min=bounds[effect][0], max=bounds[effect][1], rule=rule)
