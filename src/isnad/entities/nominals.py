"""Bare nouns that point back to a named thing: «الحركة» after «حركة X», «المدينة» after «مدينة Y», «الوزير» after «وزير Z».

What an entity can be called is read from the report: the kind word that opens its name or stands before it, the first word of
its name, the office before a person. The noun goes to the last such entity named before it; where two were named in that same
sentence, to none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from isnad.entities.units import Placed, place_mentions, with_mentions
from isnad.letters import fold
from isnad.model.entity import Entity, EntityType, Mention, MentionKind
from isnad.model.text import Text, Token
from isnad.reference.gazetteer import find_places
from isnad.reference.nominals import load_edges, load_kinds, load_same
from isnad.reference.ties import load_offices

_COUNTRY = "البلاد"
"""Points back only where one country has been named."""
_OF_PLACES = {"town": ("المدينه",), "village": ("القريه",), "region": ("المحافظه",), "quarter": ("الحي",), "country": (_COUNTRY,)}
"""Gazetteer kind → what a place of that kind may be called."""
_FAR = 400
"""Words back to which a noun may point."""
_BODIES = (EntityType.GROUP, EntityType.ORGANIZATION)
_NEAR = 40
"""The same for a noun with «هذه» before it that no name carries."""


@dataclass(slots=True)
class _Heard:
    """What has been named so far: for each definite noun, the last entities that can be called so, with token and sentence."""

    last: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)
    body: tuple[int, int] | None = None
    """The last group or organization named, with its token: what «هذه الميليشيا» means whatever its name calls it."""

    def hear(self, noun: str, entity: int, token: int, sentence: int) -> None:
        known = [x for x in self.last.get(noun, ()) if x[0] != entity]
        self.last[noun] = [*known, (entity, token, sentence)][-3:]

    def pointed_at(self, noun: str, token: int) -> int:
        """What a body's noun with «هذه» before it means."""
        kind = load_kinds().get(noun.removeprefix("ال"))
        if kind is None or not kind.back or kind.type not in _BODIES or self.body is None:
            return -1
        return self.body[0] if token - self.body[1] <= _NEAR else -1

    def meant(self, noun: str, token: int) -> int:
        known = self.last.get(noun, ())
        if not known or token - known[-1][1] > _FAR:
            return -1
        if len(known) > 1 and (known[-2][2] == known[-1][2] or noun == _COUNTRY):
            return -1
        return known[-1][0]


def add_nominals(text: Text, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities with the bare nouns that point to them among their mentions, marked nominal."""
    found: dict[int, list[Mention]] = {}
    for entity, token in find_nominals(text, entities):
        start = text.tokens[text.quoted_from(token.i)].start
        mention = Mention(start=start, end=token.end, text=text.text[start : token.end], kind=MentionKind.NOMINAL)
        found.setdefault(entity, []).append(mention)
    return with_mentions(entities, found)


def find_nominals(text: Text, entities: Sequence[Entity]) -> Iterator[tuple[int, Token]]:
    """(entity index, token) of every bare noun that points back, in order."""
    placed = place_mentions(text, entities, nominals=False)
    heard, at = _Heard(), 0
    inside = {i for first, last, _, _ in placed for i in range(first, last)}
    says_which = {i for first, last, k, _ in placed if entities[k].type is not EntityType.PERSON for i in range(first, last)}
    for s, sentence in enumerate(text.sentences):
        for token in text.tokens[sentence.first : sentence.last]:
            while at < len(placed) and placed[at][0] <= token.i:
                _hear(text, placed[at], entities, heard, s)
                at += 1
            if token.i not in inside and _is_bare(text, token, sentence.last, says_which):
                entity = heard.meant(token.folded, token.i)
                if entity < 0 and token.i and text.tokens[token.i - 1].folded in load_edges("this"):
                    entity = heard.pointed_at(token.folded, token.i)
                if entity >= 0:
                    yield entity, token


def _hear(text: Text, mention: Placed, entities: Sequence[Entity], heard: _Heard, sentence: int) -> None:
    first, last, entity, _ = mention
    if entities[entity].type in _BODIES:
        heard.body = (entity, first)
    for noun in _nouns(text, first, last, entities[entity].type):
        heard.hear(noun, entity, first, sentence)


def _nouns(text: Text, first: int, last: int, type_: EntityType) -> Iterator[str]:
    """Definite nouns that a mention lets its entity be called by."""
    before = text.tokens[first - 1].folded if first else ""
    if type_ is EntityType.PERSON:
        for token in text.tokens[max(0, first - 5) : first]:
            if load_offices().get(token.folded) == "office":
                yield "ال" + token.folded.removeprefix("ال")
        return
    kind = load_kinds().get(before)
    if kind is not None and kind.back:
        yield "ال" + before
    yield from _known_as(fold(text.text[text.tokens[first].start : text.tokens[last - 1].end]), type_)
    head = text.tokens[first].folded
    if head == "ل" and last - first > 1:
        head = text.tokens[first + 1].folded
    own = load_kinds().get(head.removeprefix("ال"))
    if last - first > 1 and (head.startswith("ال") or (own is not None and own.back)):
        yield "ال" + head.removeprefix("ال")


@cache
def _called() -> dict[tuple[str, str], tuple[str, ...]]:
    """(type, name) → definite kind words that open other names of the same («تنظيم» of داعش)."""
    out: dict[tuple[str, str], tuple[str, ...]] = {}
    for type_, names in load_same():
        heads = [n.split()[0] for n in names if " " in n]
        nouns = tuple(dict.fromkeys("ال" + h.removeprefix("ال") for h in heads if h in load_kinds() and load_kinds()[h].back))
        out.update({(type_, n): nouns for n in names})
    return out


@lru_cache(maxsize=4096)
def _known_as(folded: str, type_: EntityType) -> tuple[str, ...]:
    if type_ is EntityType.PLACE:
        places = find_places(folded)
        return _OF_PLACES.get(places[0].kind, ()) if places else ()
    return _called().get((str(type_), folded), ())


def _is_bare(text: Text, token: Token, end: int, says_which: set[int]) -> bool:
    """A definite noun with nothing that says which: no adjective, no name after it."""
    if not token.folded.startswith("ال") or len(token.folded) < 4:
        return False
    after = token.i + 1
    if after >= end:
        return True
    following = text.tokens[after]
    adjective = following.folded.startswith("ال") and following.word != token.word and following.folded not in load_edges("cut")
    return after not in says_which and not adjective
