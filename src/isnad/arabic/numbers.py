"""Number phrases: digits, number words, duals and vague plurals, each an interval with the words that bound it.

A phrase is read where a number word stands, never searched for: one look-up a token, so a text of any length takes
linear time. The words are in `reference/data/numbers`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from isnad.model.text import Number, Token
from isnad.reference.numerals import Counted, NounForm, NumberWord, load_causes, load_modifiers, load_nouns, load_number_words
from isnad.reference.tables import load_roles

LARGEST = 10**15
"""Longer digit strings are telephone numbers, identifiers or noise."""
_OPENERS = frozenset({"(", '"', "ال", "'", "["})
_CLOSERS = frozenset({")", '"', "'", "]"})
_PERCENT = (("%",), ("في", "الميه"), ("ب", "الميه"), ("في", "المايه"), ("ب", "المايه"), ("بالميه",), ("بالمايه",))
_FATHA, _KASRA = "\u064e", "\u0650"


@dataclass(frozen=True, slots=True)
class _Read:
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


def find_numbers(tokens: Sequence[Token]) -> tuple[Number, ...]:
    """The number phrases of `tokens` in order, without the noun each counts (a dual is its own noun)."""
    found: list[Number] = []
    words, nouns, at = load_number_words(), load_nouns(), 0
    while at < len(tokens):
        folded = tokens[at].folded
        bare = folded[2:] if folded.startswith("ال") else folded
        read = None
        if folded in words or bare in words or folded[:1].isdecimal() or _two(nouns.get(bare)) or _stuck(folded):
            read = _read(tokens, at)
        if read is None:
            at += 1
            continue
        found.append(_number(tokens, read))
        at = max(read.last, at + 1)
    return _with_told_elsewhere(tokens, found)


def _with_told_elsewhere(tokens: Sequence[Token], found: list[Number]) -> tuple[Number, ...]:
    """إصابة مدنيين in a headline is two where the report says اثنين or مدنيان elsewhere: ين alone does not tell."""
    duals = {_singular_of(tokens[n.counted].folded) for n in found if n.rule == "dual" and n.counted is not None}
    if not duals:
        return tuple(found)
    taken, causes = {n.counted for n in found}, load_causes()
    for before, token in pairwise(tokens):
        form = load_nouns().get(token.folded) if before.folded in causes and token.folded.endswith("ين") else None
        if form is None or form.counted is not Counted.TWO_OR_MANY or form.noun.singular not in duals or token.i in taken:
            continue
        if _KASRA + "ين" not in token.form:
            found.append(Number(token.start, token.end, 2, 2, False, "dual-elsewhere", token.i))
    return tuple(sorted(found, key=lambda n: n.start))


def _singular_of(folded: str) -> str:
    form = load_nouns().get(_stuck(folded) or folded.removeprefix("ال")) or load_nouns().get(folded)
    return form.noun.singular if form is not None else ""


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


def _two(form: NounForm | None) -> bool:
    return form is not None and form.counted in {Counted.TWO, Counted.TWO_OF, Counted.TWO_OR_MANY}


def _stuck(folded: str) -> str:
    """A dual behind a proclitic that was not cut (وجريحان), without it; empty where there is none."""
    if len(folded) > 5 and folded[0] in "وفبل" and folded not in load_nouns():
        form = load_nouns().get(folded[1:])
        return folded[1:] if form is not None and form.counted in {Counted.TWO, Counted.TWO_OR_MANY} else ""
    return ""


def _number(tokens: Sequence[Token], read: _Read) -> Number:
    start, end = tokens[read.first].start + read.shift, tokens[read.last - 1].end
    counted = read.counted if read.counted is not None else _counted(tokens, read.last)
    return Number(start, end, read.min, read.max, read.approx, read.rule, counted)


def _read(tokens: Sequence[Token], at: int) -> _Read | None:
    if _is_part_of_name(tokens, at):
        return None
    bare = _dual(tokens, at) or _vague(tokens, at) or _exact(tokens, at)
    if bare is None:
        return None
    return _with_modifiers(tokens, _with_percent(tokens, _range(tokens, bare)))


def _is_part_of_name(tokens: Sequence[Token], at: int) -> bool:
    """Digits glued to a colon, slash, dash or Latin letter: times, dates, "F16", "إف-16"."""
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


# ---- exact numbers -------------------------------------------------------------------------------


def _exact(tokens: Sequence[Token], at: int) -> _Read | None:
    word = _word(tokens, at)
    if tokens[at].folded.startswith("ال") and word is None:
        return _definite(tokens, at)
    if word is not None and word.value == 1 and word.kind == "unit" and _next_part(tokens, at + 1)[0] is None:
        return _single(tokens, at)
    value, last = _sum(tokens, at, joins=not _follows_between(tokens, at))
    if value is None:
        return None
    rule = "digits" if tokens[at].folded[:1].isdecimal() else "words"
    return _Read(at, last, math.floor(value), math.ceil(value), rule)


def _word(tokens: Sequence[Token], at: int) -> NumberWord | None:
    return load_number_words().get(tokens[at].folded) if at < len(tokens) else None


def _follows_between(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].folded == "بين"


def _definite(tokens: Sequence[Token], at: int) -> _Read | None:
    """الأشخاص الثلاثة, الثلاثة أيام: a number with the article, beside what it counts."""
    word = load_number_words().get(tokens[at].folded[2:])
    if word is None or word.kind not in {"unit", "ten", "tens"} or word.value < 3:
        return None
    if at and _is_definite_plural(tokens[at - 1]):
        return _Read(at, at + 1, word.value, word.value, "definite", counted=at - 1)
    if at > 1 and tokens[at - 1].folded.startswith("ال") and _is_definite_plural(tokens[at - 2]):
        return _Read(at, at + 1, word.value, word.value, "definite", counted=at - 2)
    if at > 1 and tokens[at - 1].folded in _PRONOUNS and _is_plural(tokens[at - 2].folded):
        return _Read(at, at + 1, word.value, word.value, "definite", counted=at - 2)
    following = load_nouns().get(tokens[at + 1].folded) if at + 1 < len(tokens) else None
    if following is not None and following.counted in {Counted.MANY, Counted.TWO_OR_MANY}:
        return _Read(at, at + 1, word.value, word.value, "definite", counted=at + 1)
    return None


_PRONOUNS = frozenset(["ي", "ه", "ها", "هم", "هن", "هما", "نا", "ك", "كم"])


def _is_definite_plural(token: Token) -> bool:
    return token.folded.startswith("ال") and _is_plural(token.folded[2:])


def _is_plural(folded: str) -> bool:
    form = load_nouns().get(folded)
    return form is not None and form.counted in {Counted.MANY, Counted.TWO_OR_MANY}


def _single(tokens: Sequence[Token], at: int) -> _Read | None:
    """غارة جوية واحدة: one, said aloud."""
    for back in (1, 2):
        form = _singular(tokens[at - back].folded) if at >= back else None
        if form is not None and form.counted is Counted.ONE:
            return _Read(at, at + 1, 1, 1, "one", counted=at - back)
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
    word = _word(tokens, at)
    if word is None or word.kind not in {"half", "quarter", "third"}:
        return None
    after = at + 1
    named = _with_article(tokens, after)
    return Fraction(scale, word.value), 1, after + 1 if named and named.value == scale else after


def _term(tokens: Sequence[Token], at: int, *, joins: bool) -> tuple[Fraction | None, int, int]:
    """Value, scale and end of one term: خمسة وعشرون ألفا, ألفان, نصف مليون, 27 ألف, 831."""
    word = _word(tokens, at)
    if word is not None and word.kind == "twice":
        return Fraction(2 * word.value), word.value, at + 1
    if word is not None and word.kind == "scale":
        return Fraction(word.value), word.value, at + 1
    if word is not None and word.kind in {"half", "quarter", "third"}:
        value, last = Fraction(1, word.value), at + 1
        by = _word(tokens, last)
        return (value * by.value, 1, last + 1) if by is not None and by.kind == "scale" else (None, 1, at)
    value_, last = _small(tokens, at, joins=joins)
    if value_ is None:
        return None, 1, at
    scale = 1
    while (by := _word(tokens, last)) is not None and by.kind in {"scale", "scales"}:
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


def _part(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    word = _word(tokens, at)
    if word is None:
        return None, at
    following = _word(tokens, at + 1)
    teen = following is not None and following.kind == "ten"
    if word.kind in {"unit", "one"} and teen:
        return word.value + 10, at + 2
    if word.kind == "unit" and following is not None and following.kind == "hundred" and word.value > 2:
        return word.value * 100, at + 2
    if word.kind in {"unit", "ten", "tens", "hundred", "hundreds"}:
        return word.value, at + 1
    return None, at


def _is_scaled(tokens: Sequence[Token], at: int) -> bool:
    word = _word(tokens, at)
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


# ---- duals and vague numbers ---------------------------------------------------------------------


def _dual(tokens: Sequence[Token], at: int) -> _Read | None:
    folded = tokens[at].folded
    stuck = _stuck(folded)
    form = load_nouns().get(stuck or (folded[2:] if folded.startswith("ال") else folded))
    if form is None or not _two(form) or _agrees(tokens, at):
        return None
    said = _word(tokens, at + 1)
    said_two = said is not None and said.value == 2 and said.kind == "unit"
    if form.counted is Counted.TWO_OR_MANY and not said_two and not _is_marked_dual(tokens[at].form):
        return None
    if form.counted is Counted.TWO_OF:
        return _Read(at, at + 1, 2, 2, "dual-of", counted=at)
    if _KASRA + "ين" in tokens[at].form:
        return None
    return _Read(at, at + 2 if said_two else at + 1, 2, 2, "dual", counted=at, shift=1 if stuck else 0)


def _agrees(tokens: Sequence[Token], at: int) -> bool:
    """An adjective of a dual (شخصان ليبيان), or the second half of a name (أبو راسين)."""
    if at == 0:
        return False
    before = tokens[at - 1].folded
    form = load_nouns().get(before) or load_nouns().get(before.removeprefix("ال"))
    return before in {"ابو", "ام", "تل", "بني"} or (form is not None and form.counted in {Counted.TWO, Counted.TWO_OF})


def _is_marked_dual(form: str) -> bool:
    """Whether a fatha before ين tells the dual (مدنيَّين) from the plural."""
    bare = form.rstrip("\u0650\u0652\u064e")
    return bare.endswith((_FATHA + "ين", _FATHA + "ّين", "ي" + _FATHA + "ن"))


def _with_article(tokens: Sequence[Token], at: int) -> NumberWord | None:
    """The number word at `at`, with or without its article."""
    if at >= len(tokens):
        return None
    folded = tokens[at].folded
    return load_number_words().get(folded) or load_number_words().get(folded.removeprefix("ال"))


def _vague(tokens: Sequence[Token], at: int) -> _Read | None:
    """عشرات, مئات الآلاف, آلاف, بضع عشرات, عدة آلاف, بضعة, عدة."""
    word = _with_article(tokens, at)
    if word is None:
        return None
    if word.kind in {"few", "several"}:
        return _few(tokens, at, word)
    if word.kind == "vague" or word.kind == "scales":
        value, last = _scaled_up(tokens, at + 1, 2 * word.value)
        return _Read(at, last, value, None, "vague", approx=True)
    return None


def _few(tokens: Sequence[Token], at: int, word: NumberWord) -> _Read | None:
    following = _with_article(tokens, at + 1)
    if following is not None and following.kind in {"vague", "scales"}:
        value, last = _scaled_up(tokens, at + 2, 2 * following.value)
        return _Read(at, last, value, None, "vague", approx=True)
    if word.kind == "few":
        return _Read(at, at + 1, 3, 9, "few", approx=True)
    return _Read(at, at + 1, 3, None, "several", approx=True)


def _scaled_up(tokens: Sequence[Token], at: int, value: int) -> tuple[int, int]:
    """`value` times the scales that follow (عشرات الآلاف), and the token after them."""
    while at < len(tokens):
        word = _with_article(tokens, at)
        if word is None or word.kind not in {"scale", "scales"} or value >= LARGEST:
            break
        value, at = value * word.value, at + 1
    return value, at


# ---- what stands around a number -----------------------------------------------------------------


def _range(tokens: Sequence[Token], low: _Read) -> _Read:
    """بين 10 و15, من 10 إلى 15, 10-15, خمسة أو ستة, with or without a noun after the first number."""
    if low.rule not in {"digits", "words", "dual"} or low.last + 1 >= len(tokens):
        return low
    between = _follows_between(tokens, low.first)
    link = _link(tokens, low, between=between)
    high = _exact(tokens, link + 1) if link and link + 1 < len(tokens) else None
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
    return _Read(first if first >= 0 else low.first, high.last, least, high.max, "range")


def _link(tokens: Sequence[Token], low: _Read, *, between: bool) -> int:
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


def _same_scale(tokens: Sequence[Token], low: _Read, high: _Read) -> int:
    """بين 10 و15 ألفا counts thousands on both sides."""
    least = low.min or 0
    word = _word(tokens, high.last - 1)
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


def _with_percent(tokens: Sequence[Token], read: _Read) -> _Read:
    if read.rule not in {"digits", "words", "range"}:
        return read
    for phrase in _PERCENT:
        if _matches(tokens, read.last, phrase):
            return replace(read, last=read.last + len(phrase), rule="percent")
    if read.first and tokens[read.first - 1].folded == "%" and tokens[read.first - 1].end == tokens[read.first].start:
        return replace(read, first=read.first - 1, rule="percent")
    return read


def _matches(tokens: Sequence[Token], at: int, phrase: tuple[str, ...]) -> bool:
    return at + len(phrase) <= len(tokens) and all(tokens[at + k].folded == w for k, w in enumerate(phrase))


def _with_modifiers(tokens: Sequence[Token], read: _Read) -> _Read:
    read = _modified_after(tokens, read)
    for _ in range(2):
        read = _modified_before(tokens, read)
    return read


def _modified_before(tokens: Sequence[Token], read: _Read) -> _Read:
    at = read.first
    while at and tokens[at - 1].folded in _OPENERS:
        at -= 1
    for modifier in load_modifiers("before").get(tokens[at - 1].folded, ()) if at else ():
        start = at - len(modifier.words)
        if start >= 0 and _matches(tokens, start, modifier.words):
            return replace(_bounded(read, modifier.effect), first=start)
    return read


def _modified_after(tokens: Sequence[Token], read: _Read) -> _Read:
    """على الأقل and the like, up to three words (the counted noun, its adjectives) after the number."""
    for at in range(read.last, min(read.last + 4, len(tokens))):
        folded = tokens[at].folded
        for modifier in load_modifiers("after").get(folded, ()):
            if _matches(tokens, at, modifier.words) and not _opens_modifier(tokens, at, modifier.words):
                return _bounded(read, modifier.effect)
        if folded in {".", ",", "،", "؛", ":"} or folded[:1].isdecimal() or folded == "و":
            break
    return read


def _opens_modifier(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    """6 قتلى وأكثر من 10 جرحى: the modifier is of the next number."""
    after = at + len(words)
    return words[-1] in {"اكثر", "اقل"} and after < len(tokens) and tokens[after].folded in {"من", "عن"}


def _bounded(read: _Read, effect: str) -> _Read:
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
