"""Bare nouns that point back to a named thing: «الحركة» after «حركة X», «المدينة» after «مدينة Y», «الوزير» after «وزير Z».

What an entity can be called is read from the report: the kind word that opens its name or stands before it, the first word of
its name, the office before a person. The noun goes to the last such entity named before it; where two were named in that same
sentence, to none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from isnad.entities.units import Placed, place_mentions, with_mentions
from isnad.letters import fold
from isnad.model.entity import Entity, EntityType, Mention, MentionKind
from isnad.model.text import Text, Token
from isnad.reference.gazetteer import find_places
from isnad.reference.grammar import load_agreement
from isnad.reference.nominals import load_edges, load_kinds, load_same
from isnad.reference.ties import load_adjectives, load_linking, load_offices

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
    types = {i: entities[k].type for first, last, k, _ in placed for i in range(first, last)}
    for s, sentence in enumerate(text.sentences):
        for token in text.tokens[sentence.first : sentence.last]:
            while at < len(placed) and placed[at][0] <= token.i:
                _hear(text, placed[at], entities, heard, s)
                at += 1
            if token.i not in inside and _is_bare(text, token, sentence.last, types):
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
        yield from _offices(text.tokens[max(0, first - 5) : first])
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
        noun = "ال" + head.removeprefix("ال")
        if noun not in load_agreement("no-back"):
            yield noun


def _offices(before: Sequence[Token]) -> Iterator[str]:
    """What the words before a person let him be called by: «الوزير» of «وزير النقل»; «نائب الرئيس» is no «الرئيس»."""
    for k in range(len(before) - 1, -1, -1):
        token, head = before[k], before[k - 1].folded if k else ""
        kind, definite = load_offices().get(token.folded), token.folded.startswith("ال")
        of = definite and head in load_offices() and not head.startswith("ال")
        if kind == "office" and not of and token.folded not in load_linking("several") and _heads_a_state(token, before):
            yield "ال" + token.folded.removeprefix("ال")
        if token.upos == "VERB" or (kind in ("office", "part") and not definite):
            return


def _heads_a_state(token: Token, before: Sequence[Token]) -> bool:
    """«الرئيس» is not said of whoever heads a committee or a government («رئيس اللجنة»)."""
    if token.folded != "رييس":
        return True
    return any(t.i == token.i + 1 and t.folded in (*load_agreement("state"), *load_adjectives()) for t in before)


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


def _is_bare(text: Text, token: Token, end: int, types: Mapping[int, EntityType]) -> bool:
    """A definite noun with nothing that says which: no adjective, no name after it. `types`: of the names, by token."""
    if not token.folded.startswith("ال") or len(token.folded) < 4 or token.folded in load_linking("several"):
        return False
    after = token.i + 1
    if after >= end:
        return True
    following = text.tokens[after]
    if token.folded in load_agreement("forces") and following.folded in load_agreement("which"):
        return False  # «القوات الموالية ل …»: others than those named before
    adjective = following.folded.startswith("ال") and following.word != token.word and following.folded not in load_edges("cut")
    if adjective or types.get(after, EntityType.PERSON) is not EntityType.PERSON:
        return False
    return token.folded not in load_offices() or not _has_owner(text, after, end, types)


def _has_owner(text: Text, after: int, end: int, types: Mapping[int, EntityType]) -> bool:
    """Whether an office says by what stands at `after` whose it is: «الرئيس فلان»، «المتحدث باسم …»، «القيادي في لواء كذا»."""
    word = text.tokens[after].folded
    if after in types or word == "باسم" or (word == "ب" and text.tokens[min(after + 1, end - 1)].folded in ("اسم", "لسان")):
        return True
    return word in ("في", "ل", "لدي", "عن") and any(types.get(i) in _BODIES for i in range(after + 1, min(after + 3, end)))
