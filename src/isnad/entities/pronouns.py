"""Attached pronouns that point back to a named thing: «اعتقلته», «عملياتها», «أسرهم».

Only where little else can be meant: one named thing that agrees in gender and number stands before, in the sentence or the one
before it, and no bare noun that agrees as well stands between. The rest is left open; a wrong link is worse than none.
"""

from collections.abc import Iterator, Sequence

from isnad.entities.units import Placed, place_mentions
from isnad.letters import fold
from isnad.model.entity import Entity, EntityType, Mention, MentionKind
from isnad.model.text import Sentence, Text, Token
from isnad.reference.nominals import load_edges

_FAR = 30
"""Words back to which a pronoun may point."""
_PLURAL = frozenset(("هم", "هن"))
_BODIES = (EntityType.GROUP, EntityType.ORGANIZATION)
_PLACES = (EntityType.PLACE, EntityType.FACILITY)


def add_pronouns(text: Text, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities with the pronouns that point to them among their mentions, marked pronoun."""
    found: dict[int, list[Mention]] = {}
    for entity, token in find_pronouns(text, entities):
        mention = Mention(start=token.start, end=token.end, text=text.text[token.start : token.end], kind=MentionKind.PRONOUN)
        found.setdefault(entity, []).append(mention)
    return tuple(_with(e, found.get(k, [])) for k, e in enumerate(entities))


def _with(entity: Entity, pronouns: list[Mention]) -> Entity:
    if not pronouns:
        return entity
    return entity.model_copy(update={"mentions": tuple(sorted((*entity.mentions, *pronouns), key=lambda m: m.start))})


def find_pronouns(text: Text, entities: Sequence[Entity]) -> Iterator[tuple[int, Token]]:
    """(entity index, token) of every pronoun that can only mean one named thing, in order."""
    placed = place_mentions(text, entities)
    faces = [faces_of(e) for e in entities]
    places = frozenset(k for k, e in enumerate(entities) if e.type in _PLACES)
    inside = {i for first, last, _, _ in placed for i in range(first, last)}
    at = 0
    for n, sentence in enumerate(text.sentences):
        least = text.sentences[n - 1].first if n else sentence.first
        for token in text.tokens[sentence.first : sentence.last]:
            while at < len(placed) and placed[at][0] < token.i:
                at += 1
            if _is_pronoun(text, token) and token.i not in inside:
                entity = _meant(text, token, sentence, placed[:at][-12:], faces, places, max(least, token.i - _FAR), inside)
                if entity >= 0:
                    yield entity, token


def _is_pronoun(text: Text, token: Token) -> bool:
    before = text.tokens[token.i - 1] if token.i else None
    attached = before is not None and before.word == token.word
    return attached and token.folded in load_edges("pronoun") and not _resumes(text, token)


def _resumes(text: Text, token: Token) -> bool:
    """«التي أرسلها»: the pronoun takes up the noun before the relative word."""
    return any(text.tokens[k].folded in load_edges("relative") for k in range(max(0, token.i - 4), token.i))


def _meant(
    text: Text,
    token: Token,
    sentence: Sentence,
    before: Sequence[Placed],
    faces: Sequence[frozenset[str]],
    places: frozenset[int],
    least: int,
    inside: set[int],
) -> int:
    """The one entity that can be meant, -1 where none or several can."""
    where = text.tokens[token.i - 1].folded in load_edges("where")
    agreeing = [
        (first, last, k) for first, last, k, _ in before if first >= least and token.folded in faces[k] and where >= (k in places)
    ]
    if not agreeing:
        return -1
    _, last, entity = agreeing[-1]
    here = {k for first, _, k in agreeing if first >= sentence.first} or {entity}
    if len(here) > 1 or any(_rivals(text.tokens[i], token.folded) for i in range(last, token.i - 1) if i not in inside):
        return -1
    return entity


def _rivals(noun: Token, pronoun: str) -> bool:
    """Whether a bare noun could be what the pronoun means."""
    if noun.upos not in ("NOUN", "X"):
        return False
    word = noun.folded.removeprefix("ال")
    if pronoun in _PLURAL:
        return word.endswith(("ين", "ون")) or word in load_edges("people")
    if pronoun == "ها":
        return word.endswith(("ه", "ات")) and len(word) > 3
    return word in load_edges("man") or word.removesuffix("ا") in load_edges("man")


def faces_of(entity: Entity) -> frozenset[str]:
    """The pronouns that can stand for an entity, as far as the letters of its names tell."""
    words = [fold(n).split()[0] for n in entity.names]
    bare = [w.removeprefix("ال") for w in words]
    if entity.type is EntityType.PEOPLE:
        return frozenset(("هم",))
    if entity.type is EntityType.PERSON:
        woman = words[-1].endswith(("ه", "اء")) and words[-1] not in load_edges("man-name")
        return frozenset(("ها",)) if woman else frozenset(("ه",))
    feminine = any(w.endswith(("ه", "ات")) or w in load_edges("feminine") for w in bare)
    masculine = any(w in load_edges("masculine") for w in bare)
    if entity.type in _BODIES:
        return frozenset(("ها",)) if feminine else frozenset(("ه",)) if masculine else frozenset(("ه", "ها"))
    return frozenset(("ه",)) if masculine and not feminine else frozenset(("ها",))
