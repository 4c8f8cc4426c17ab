"""A number in its sentence with the noun it counts, and whether it counts at all or names (الفوج 46, القرار 2254)."""

from collections.abc import Sequence
from dataclasses import dataclass

from isnad.model.text import Number, Sentence, Text, Token
from isnad.reference.numerals import Noun, load_causes, load_nouns
from isnad.reference.tables import load_roles

PEOPLE = frozenset({"person", "captive", "moved"})


def roles() -> dict[str, frozenset[str]]:
    """Part that a word plays around a number → the folded words that play it (`numbers/roles.tsv`)."""
    return load_roles("numbers/roles.tsv")


@dataclass(frozen=True, slots=True)
class CountedNumber:
    """A number in its sentence: its tokens, the noun it counts if any, and the kind of that noun."""

    number: Number
    first: int
    last: int
    noun_at: int | None
    noun: Noun | None
    sentence: Sentence


def read_counted(text: Text, number: Number) -> CountedNumber:
    """A number of the text with its tokens, its sentence and the noun it counts."""
    tokens = text.tokens_in(number.start, number.end) or text.tokens_in(number.start - 1, number.end)
    first, last = tokens[0].i, tokens[-1].i + 1
    sentence = text.sentence_of(first)
    at = number.counted
    if at is None or not sentence.first <= at < sentence.last or _is_not_counted(text, number, last, at):
        return CountedNumber(number, first, last, None, None, sentence)
    if text.tokens[at].folded == "و" and at + 1 < sentence.last:
        at += 1
    return CountedNumber(number, min(first, at), last, at, noun_of(text.tokens[at]), sentence)


def _is_not_counted(text: Text, number: Number, last: int, at: int) -> bool:
    """A word of harm (29 قتلوا) or a definite noun right after an exact number (الفرقة 30 العقيد) is not what it counts."""
    if text.tokens[at].folded in load_causes() and noun_of(text.tokens[at]) is None:
        return True
    exact = number.rule.split("+")[0] in {"digits", "words", "range"}
    direct = not any(t.folded == "من" for t in text.tokens[last:at])
    return (
        exact and at >= last and direct and text.tokens[at].folded.startswith("ال") and text.tokens[at].folded not in load_nouns()
    )


def noun_of(token: Token) -> Noun | None:
    """The countable noun that a token is a form of, article and uncut proclitic aside."""
    nouns = load_nouns()
    form = nouns.get(token.folded) or (nouns.get(token.folded[2:]) if token.folded.startswith("ال") else None)
    form = form or (nouns.get(token.folded[1:]) if is_stuck(token) else None)
    form = form or (nouns.get(token.folded[:-1]) if token.folded in roles()["two_of"] else None)
    return form.noun if form else None


def is_stuck(token: Token) -> bool:
    """A noun behind a proclitic that was not cut (بغارة)."""
    return (
        len(token.folded) > 4
        and token.folded[0] in "وفبل"
        and token.folded not in load_nouns()
        and token.folded[1:] in load_nouns()
    )


def is_no_figure(text: Text, c: CountedNumber) -> bool:
    """Whether the number names, orders or points (القرار 2254, القريتين, صفحة 3) and counts nothing."""
    rule, tokens = c.number.rule.split("+")[0], text.tokens
    before = tokens[c.first - 1].folded if c.first > c.sentence.first else ""
    after = tokens[c.last].folded if c.last < c.sentence.last else ""
    beyond = tokens[c.last + 1].folded if c.last + 1 < c.sentence.last else ""
    if c.noun is not None and not c.noun.of:
        return True
    if rule == "several" or after in roles()["page"] or beyond in roles()["page"]:
        return True
    if rule == "one":
        return c.noun is None or c.noun.of not in {"strikes", "weapons", "killed", "injured"}
    if rule in {"dual", "dual-of"}:
        return _is_no_counted_dual(tokens[c.first].folded, rule, c.noun)
    return rule == "digits" and _is_a_name(tokens, c, before, after)


def _is_no_counted_dual(folded: str, rule: str, noun: Noun | None) -> bool:
    """قريتي كذا وكذا names two villages, الطرفان is everybody: no counts. قذيفتي دبابة and الطفلين are."""
    if noun is None:
        return True
    if rule == "dual-of":
        return noun.of != "weapons"
    return folded.startswith("ال") and noun.kind not in {"victim", "person", "captive"} and noun.of not in {"vehicles", "strikes"}


def _is_a_name(tokens: Sequence[Token], c: CountedNumber, before: str, after: str) -> bool:
    """القرار 2254, الفوج 46, ميغ 21, (0) comments: the number names, it does not count."""
    value = c.number.min or c.number.max or 0
    if value == 0 or before in {":", "#", "@"} or after in {":"} or _ends_quoted_name(tokens, c, after):
        return True
    if before in roles()["always_named"]:
        return c.noun is None or c.noun.kind not in {"person", "victim", "captive"}
    if (
        before in roles()["named"]
        or before == "-"
        or (before == "و" and c.first > 1 and tokens[c.first - 2].folded[:1].isdecimal())
    ):
        return c.noun is None
    return c.noun is None and c.number.rule == "digits" and (1900 <= value <= 2040 or after in {"ه", "هـ"})


def _ends_quoted_name(tokens: Sequence[Token], c: CountedNumber, after: str) -> bool:
    """شبكة "الساحل 24"."""
    return (
        after == '"' and c.noun is None and any(t.folded == '"' for t in tokens[max(c.sentence.first, c.first - 3) : c.first - 1])
    )


def is_plain_noun(token: Token) -> bool:
    """Whether a token may be a counted noun that no table holds."""
    return (
        token.folded not in roles()["others"]
        and token.folded[:1].isalpha()
        and not token.folded.isascii()
        and token.upos not in {"VERB", "ADP", "CCONJ"}
    )
