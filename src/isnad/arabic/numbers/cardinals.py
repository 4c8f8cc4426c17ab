"""Exact numbers in digits and in words, with the parts that add and multiply: خمسة وعشرون ألفا, مليون ونصف, 27 ألف, 1,250."""

import math
from collections.abc import Sequence
from fractions import Fraction

from isnad.arabic.numbers.phrases import LARGEST, Phrase, follows_between, word_at, word_with_article
from isnad.model.text import Token
from isnad.reference.numerals import Counted, NounForm, load_nouns, load_number_words


def read_number(tokens: Sequence[Token], at: int, *, article: bool = False) -> tuple[Fraction, int] | None:
    """The exact number that begins at token `at` and the token after it; `article`: one word with its article (الثلاثة)."""
    if at >= len(tokens):
        return None
    if article:
        word = load_number_words().get(tokens[at].folded[2:]) if tokens[at].folded.startswith("ال") else None
        return (Fraction(word.value), at + 1) if word is not None and word.kind in {"unit", "ten", "tens"} else None
    if not (tokens[at].folded in load_number_words() or tokens[at].folded[:1].isdecimal()):
        return None
    value, last = _sum(tokens, at, joins=True)
    return (value, last) if value is not None else None


def read_exact(tokens: Sequence[Token], at: int) -> Phrase | None:
    """The exact number that begins at token `at`; one alone (واحدة) only after its noun."""
    word = word_at(tokens, at)
    if tokens[at].folded.startswith("ال") and word is None:
        return _definite(tokens, at)
    if word is not None and word.value == 1 and word.kind == "unit" and _next_part(tokens, at + 1)[0] is None:
        return _single(tokens, at)
    value, last = _sum(tokens, at, joins=not follows_between(tokens, at))
    if value is None:
        return None
    rule = "digits" if tokens[at].folded[:1].isdecimal() else "words"
    alone = last == at + 1 and at > 0 and tokens[at - 1].folded == "ال" and not _is_noun(tokens, last)
    return Phrase(at, last, math.floor(value), math.ceil(value), rule, counted=_plural_before(tokens, at - 1) if alone else None)


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].folded in load_nouns()


def _definite(tokens: Sequence[Token], at: int) -> Phrase | None:
    """الأشخاص الثلاثة, الثلاثة أيام: a number with the article, beside what it counts."""
    word = load_number_words().get(tokens[at].folded[2:])
    if word is None or word.kind not in {"unit", "ten", "tens"} or word.value < 3:
        return None
    named = _plural_before(tokens, at)
    if named is not None:
        return Phrase(at, at + 1, word.value, word.value, "definite", counted=named)
    following = load_nouns().get(tokens[at + 1].folded) if at + 1 < len(tokens) else None
    if following is not None and following.counted in {Counted.MANY, Counted.TWO_OR_MANY}:
        return Phrase(at, at + 1, word.value, word.value, "definite", counted=at + 1)
    return None


def _plural_before(tokens: Sequence[Token], at: int) -> int | None:
    """The plural that a number with its article stands behind: الأشخاص الثلاثة, الركاب المدنيين الـ90, أبناؤه الثلاثة."""
    if at and _is_definite_plural(tokens[at - 1]):
        return at - 1
    if at > 1 and tokens[at - 1].folded.startswith("ال") and _is_definite_plural(tokens[at - 2]):
        return at - 2
    if at > 1 and tokens[at - 1].folded in _PRONOUNS and _is_plural(tokens[at - 2].folded):
        return at - 2
    return None


_PRONOUNS = frozenset(["ي", "ه", "ها", "هم", "هن", "هما", "نا", "ك", "كم"])


def _is_definite_plural(token: Token) -> bool:
    return token.folded.startswith("ال") and _is_plural(token.folded[2:])


def _is_plural(folded: str) -> bool:
    """A counted plural, also with the seat that its hamza takes before a pronoun (أبناؤه, أبنائه)."""
    form = load_nouns().get(folded) or (load_nouns().get(folded[:-1] + "ء") if folded.endswith(("او", "اي")) else None)
    return form is not None and form.counted in {Counted.MANY, Counted.TWO_OR_MANY}


def _single(tokens: Sequence[Token], at: int) -> Phrase | None:
    """غارة جوية واحدة: one, said aloud."""
    for back in (1, 2):
        form = _singular(tokens[at - back].folded) if at >= back else None
        if form is not None and form.counted is Counted.ONE:
            return Phrase(at, at + 1, 1, 1, "one", counted=at - back)
    return None


def _singular(folded: str) -> NounForm | None:
    """A noun, also behind a proclitic that was not cut."""
    return load_nouns().get(folded) or (load_nouns().get(folded[1:]) if len(folded) > 4 and folded[0] in "وفبل" else None)


def _sum(tokens: Sequence[Token], at: int, *, joins: bool) -> tuple[Fraction | None, int]:
    """The value of the number that begins at `at`, and the token after it."""
    total, scale, last = _term(tokens, at, joins=joins)
    if total is None:
        return None, at
    while joins and scale > 1 and last + 1 < len(tokens) and tokens[last].folded == "و":
        half = _half(tokens, last + 1, scale)
        more, lesser, after = half if half else _term(tokens, last + 1, joins=True)
        if more is None or more >= scale:
            break
        total, scale, last = total + more, lesser, after
    return total, last


def _half(tokens: Sequence[Token], at: int, scale: int) -> tuple[Fraction, int, int] | None:
    """مليون ونصف [المليون]."""
    word = word_at(tokens, at)
    if word is None or word.kind not in {"half", "quarter", "third"}:
        return None
    after = at + 1
    named = word_with_article(tokens, after)
    return Fraction(scale, word.value), 1, after + 1 if named and named.value == scale else after


def _term(tokens: Sequence[Token], at: int, *, joins: bool) -> tuple[Fraction | None, int, int]:
    """Value, scale and end of one term: خمسة وعشرون ألفا, ألفان, نصف مليون, 27 ألف, 831."""
    word = word_at(tokens, at)
    if word is not None and word.kind == "twice":
        return Fraction(2 * word.value), word.value, at + 1
    if word is not None and word.kind == "scale":
        return Fraction(word.value), word.value, at + 1
    if word is not None and word.kind in {"half", "quarter", "third"}:
        value, last = Fraction(1, word.value), at + 1
        by = word_at(tokens, last)
        return (value * by.value, 1, last + 1) if by is not None and by.kind == "scale" else (None, 1, at)
    value_, last = _small(tokens, at, joins=joins)
    if value_ is None:
        return None, 1, at
    scale = 1
    while (by := word_at(tokens, last)) is not None and by.kind in {"scale", "scales"}:
        value_, scale, last = value_ * by.value, scale * by.value, last + 1
    return (value_, scale, last) if value_ < LARGEST else (None, 1, at)


def _small(tokens: Sequence[Token], at: int, *, joins: bool) -> tuple[Fraction | None, int]:
    """A number under a thousand in words, or any in digits."""
    if at < len(tokens) and tokens[at].folded[:1].isdecimal():
        return parse_digits(tokens[at].folded, scaled=_is_scaled(tokens, at + 1)), at + 1
    value, last = _part(tokens, at)
    if value is None:
        return None, at
    total, low = value, value
    while joins:
        more, after = _next_part(tokens, last)
        if more is None or not _may_follow(low, more):
            break
        total, low, last = total + more, more, after
    return Fraction(total), last


def _next_part(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """What و joins at `at`, also where it was not cut from its word (وتسعون)."""
    folded = tokens[at].folded if at < len(tokens) else ""
    if folded == "و":
        return _part(tokens, at + 1)
    stuck = load_number_words().get(folded[1:]) if folded[:1] == "و" else None
    return (stuck.value, at + 1) if stuck is not None and stuck.kind in {"tens", "unit", "ten"} else (None, at)


def _may_follow(low: int, more: int) -> bool:
    """مئة و‑ا خمسة, عشرون after خمسة, nothing after a lone عشرون but what is above it."""
    return (low >= 100 and more < 100) or (low < 10 and 20 <= more < 100 and more % 10 == 0)


_ONLY_BEFORE_TEN = frozenset({"اثنا", "اثني", "اثنتا", "اثنتي"})
"""Two in twelve alone: elsewhere the same letters praise (أثنى)."""


def _part(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    word = word_at(tokens, at)
    if word is None:
        return None, at
    following = word_at(tokens, at + 1)
    teen = following is not None and following.kind == "ten"
    if tokens[at].folded in _ONLY_BEFORE_TEN and not teen:
        return None, at
    if word.kind in {"unit", "one"} and teen:
        return word.value + 10, at + 2
    if word.kind == "unit" and following is not None and following.kind == "hundred" and word.value > 2:
        return word.value * 100, at + 2
    if word.kind in {"unit", "ten", "tens", "hundred", "hundreds"}:
        return word.value, at + 1
    return None, at


def _is_scaled(tokens: Sequence[Token], at: int) -> bool:
    word = word_at(tokens, at)
    return word is not None and word.kind in {"scale", "scales"}


def parse_digits(folded: str, *, scaled: bool = False) -> Fraction | None:
    """The value of a digit string with separators; None for dates, phone numbers and the like. `scaled`: ألف or مليون follows."""
    if folded.isdecimal():
        return Fraction(int(folded)) if len(folded) <= 15 and not (folded[0] == "0" and len(folded) > 1) else None
    parts = folded.replace(",", ".").split(".")
    if len(folded) > 24 or not all(p.isdecimal() for p in parts):
        return None
    grouped = len(parts[0]) <= 3 and parts[0] != "0" and all(len(p) == 3 for p in parts[1:])
    if grouped and (len(parts) > 2 or not scaled or "," in folded):
        return Fraction(int("".join(parts)))
    return Fraction(f"{parts[0]}.{parts[1]}") if len(parts) == 2 else None
