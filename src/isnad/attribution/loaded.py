"""Loaded words: distance, slur, euphemism, honorific."""

from collections.abc import Iterator, Sequence

from isnad.attribution.scare_quotes import find_scare_quotes
from isnad.model.attribution import Attribution, Loaded, LoadedKind
from isnad.model.entity import Entity, EntityType, MentionKind
from isnad.model.text import Text, Token
from isnad.reference.saying import load_loaded

_CLITICS = frozenset("و ف ب ل ك س".split())


def find_loaded(text: Text, entities: Sequence[Entity] = (), attributions: Sequence[Attribution] = ()) -> tuple[Loaded, ...]:
    """The loaded words and phrases of `text` in order, without clitics: those of the lexicon, the longest where they overlap,
    and those the outlet holds at a distance with quotation marks.
    """
    known = [x for x in _of_lexicon(text) if not _is_of_name(x, entities)]
    taken = [(x.start, x.end) for x in known]
    scare = (x for x in find_scare_quotes(text, entities, attributions) if not any(a < x.end and x.start < b for a, b in taken))
    return tuple(sorted((*known, *scare), key=lambda x: x.start))


def _is_of_name(found: Loaded, entities: Sequence[Entity]) -> bool:
    """A word that honours, inside the name that a group gave itself («كتائب أحرار الوادي»): nobody's judgement but its own."""
    if found.kind is not LoadedKind.HONORIFIC:
        return False
    named = (m for e in entities if e.type in _NAMED for m in e.mentions if m.kind is MentionKind.NAME)
    return any(m.start <= found.start and found.end <= m.end and (m.end - m.start) > (found.end - found.start) for m in named)


_NAMED = frozenset([EntityType.GROUP, EntityType.ORGANIZATION, EntityType.PLACE, EntityType.FACILITY])


def _of_lexicon(text: Text) -> list[Loaded]:
    words = list(_words(text.tokens))
    found: list[Loaded] = []
    past = 0
    for k, word in enumerate(words):
        match = _match(words, k) if k >= past else None
        if match is None:
            continue
        past, kind = match
        start, end = word[0], words[past - 1][1]
        found.append(Loaded(start=start, end=end, text=text.text[start:end], kind=kind))
    return found


def _match(words: Sequence[tuple[int, int, str]], k: int) -> tuple[int, LoadedKind] | None:
    for phrase, kind in load_loaded().get(words[k][2], ()):
        if len(phrase) <= len(words) - k and all(words[k + i][2] == w for i, w in enumerate(phrase)):
            return k + len(phrase), kind
    return None


def _words(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Written words without proclitics: start, end, search form."""
    k = 0
    while k < len(tokens):
        last = k
        while last + 1 < len(tokens) and tokens[last + 1].word == tokens[k].word:
            last += 1
        first = k
        while first < last and tokens[first].folded in _CLITICS:
            first += 1
        yield tokens[first].start, tokens[last].end, "".join(t.folded for t in tokens[first : last + 1])
        k = last + 1
