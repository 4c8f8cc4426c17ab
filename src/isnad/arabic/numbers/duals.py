"""Duals: two by the ending of the noun (قتيلان), where the ending is no plural's."""

from collections.abc import Sequence
from itertools import pairwise

from isnad.arabic.numbers.phrases import Phrase, word_at
from isnad.model.text import Number, Token
from isnad.reference.numerals import Counted, NounForm, load_causes, load_nouns
from isnad.reference.tables import load_roles

_FATHA, _KASRA = "\u064e", "\u0650"


def says_two(form: NounForm | None) -> bool:
    """Whether a form of a noun says two, or may."""
    return form is not None and form.counted in {Counted.TWO, Counted.TWO_OF, Counted.TWO_OR_MANY}


def find_stuck(folded: str) -> str:
    """A dual behind a proclitic that was not cut (وجريحان), without it; empty where there is none."""
    if len(folded) > 5 and folded[0] in "وفبل" and folded not in load_nouns():
        form = load_nouns().get(folded[1:])
        return folded[1:] if form is not None and form.counted in {Counted.TWO, Counted.TWO_OR_MANY} else ""
    return ""


def read_dual(tokens: Sequence[Token], at: int) -> Phrase | None:
    """قتيلان, قذيفتي دبابة, شخصين اثنين: the noun at token `at` where its form says two."""
    folded = tokens[at].folded
    if _is_two_of_people(tokens, at):
        return Phrase(at, at + 1, 2, 2, "dual", counted=at)
    stuck = find_stuck(folded)
    form = load_nouns().get(stuck or (folded[2:] if folded.startswith("ال") else folded))
    if form is None or not says_two(form) or _agrees(tokens, at):
        return None
    said = word_at(tokens, at + 1)
    said_two = said is not None and said.value == 2 and said.kind == "unit"
    if form.counted is Counted.TWO_OR_MANY and not said_two and not _is_marked_dual(tokens[at].form):
        return None
    if form.counted is Counted.TWO_OF:
        return Phrase(at, at + 1, 2, 2, "dual-of", counted=at)
    if _KASRA + "ين" in tokens[at].form:
        return None
    return Phrase(at, at + 2 if said_two else at + 1, 2, 2, "dual", counted=at, shift=1 if stuck else 0)


def _is_two_of_people(tokens: Sequence[Token], at: int) -> bool:
    """رجلي أمن behind a word of harm: two before their complement; elsewhere the ending is "my"."""
    if tokens[at].folded not in load_roles("numbers/roles.tsv")["two_of"] or not 0 < at < len(tokens) - 1:
        return False
    return tokens[at - 1].folded in load_causes() and tokens[at + 1].word != tokens[at].word and tokens[at + 1].folded.isalpha()


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


def with_told_elsewhere(tokens: Sequence[Token], found: list[Number]) -> tuple[Number, ...]:
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
    form = load_nouns().get(find_stuck(folded) or folded.removeprefix("ال")) or load_nouns().get(folded)
    return form.noun.singular if form is not None else ""
