"""Words the outlet holds at a distance with quotation marks: «أجرت الميليشيا "انتخابات" في البلدة».

A short quotation in the outlet's own voice that is neither a name, nor somebody's words, nor what something is called.
"""

from collections.abc import Iterator, Sequence

from isnad.attribution.view import find_quotations
from isnad.model.attribution import Attribution, Loaded, LoadedKind
from isnad.model.entity import Entity, MentionKind
from isnad.model.page import BlockKind
from isnad.model.text import Text, Token
from isnad.reference.saying import load_cue_forms, load_words

_LONGEST = 3
"""Written words of a quotation that only holds a word at a distance."""
_AFTER_CUE = 6
"""Words after a word of saying in which a quotation is what was said."""


def find_scare_quotes(text: Text, entities: Sequence[Entity], attributions: Sequence[Attribution]) -> Iterator[Loaded]:
    """The quoted words, without their marks, in order."""
    said = sorted((c.start, c.end) for a in attributions for c in a.content)
    named = _named(text, entities)
    kinds = {i: s.kind for s in text.sentences for i in range(s.first, s.last)}
    for first, last in sorted(find_quotations(text.tokens).items()):
        inside = text.tokens[first + 1 : last]
        if not _holds_common_words(inside) or any(t.i in named for t in inside) or kinds.get(first) is BlockKind.RELATED:
            continue
        start, end = inside[0].start, inside[-1].end
        if any(a < end and start < b for a, b in said) or _is_called_or_said(text, first):
            continue
        yield Loaded(start=start, end=end, text=text.text[start:end], kind=LoadedKind.DISTANCE)


def _named(text: Text, entities: Sequence[Entity]) -> set[int]:
    """Tokens in a name."""
    names = (m for e in entities for m in e.mentions if m.kind is MentionKind.NAME)
    return {t.i for m in names for t in text.tokens_in(m.start, m.end)}


def _holds_common_words(inside: Sequence[Token]) -> bool:
    """One to three written words that begin with one that outlets are known to doubt («انتخابات»، «مصالحة»، «تحرير»)."""
    told = [t.folded for t in inside if len(t.folded) > 1]
    if not told or len({t.word for t in inside}) > _LONGEST:
        return False
    return told[0].removeprefix("ال") in load_words("doubtable") and not any(w[0].isascii() for w in told)


def _is_called_or_said(text: Text, first: int) -> bool:
    """What stands before says that the quotation is a title, a name, or somebody's word for it."""
    before = [t.folded for t in text.tokens[max(0, first - _AFTER_CUE) : first]]
    nearest = before[-1] if before else ""
    if nearest in load_words("titled") or nearest == ":" or (len(before) > 1 and before[-2] in load_words("titled")):
        return True
    return any(w in load_cue_forms() or w in load_words("describing") for w in before)
