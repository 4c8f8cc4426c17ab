"""Pronouns that point back to a named thing: attached («اعتقلته», «عملياتها», «أسرهم») and those that stand alone.

Only where little else can be meant: one named thing that agrees in gender and number stands before, in the sentence or the one
before it, and no bare noun that agrees as well stands between. The rest is left open; a wrong link is worse than none.
"""

from collections.abc import Iterator, Sequence

from isnad.entities.own_statements import find_owner, find_verb_of_saying, is_behind_that, means_nobody
from isnad.entities.standing_pronouns import find_standing, stands_alone
from isnad.entities.units import Named, Placed, place_mentions, with_mentions
from isnad.letters import fold
from isnad.model.entity import Entity, EntityType, Mention, MentionKind
from isnad.model.text import Text, Token
from isnad.reference.grammar import load_agreement
from isnad.reference.names import find_name
from isnad.reference.ties import load_nationalities
from isnad.reference.triggers import load_entries

_FAR = 30
"""Words back to which a pronoun may point."""
_MOST = 12
"""Names before a pronoun that are looked at."""
_OF_PEOPLE = frozenset(("killing", "injury", "arrest", "abduction", "release", "torture", "trial"))
"""Events whose nouns stand before whom they happen to."""
_PLURAL = frozenset(("هم", "هن"))
_BODIES = (EntityType.GROUP, EntityType.ORGANIZATION)
_PLACES = (EntityType.PLACE, EntityType.FACILITY)


def add_pronouns(text: Text, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities with the pronouns that point to them among their mentions, marked pronoun."""
    found: dict[int, list[Mention]] = {}
    for entity, token in find_pronouns(text, entities):
        mention = Mention(start=token.start, end=token.end, text=text.text[token.start : token.end], kind=MentionKind.PRONOUN)
        found.setdefault(entity, []).append(mention)
    return with_mentions(entities, found)


def find_pronouns(text: Text, entities: Sequence[Entity]) -> Iterator[tuple[int, Token]]:
    """(entity index, token) of every pronoun that can only mean one named thing, in order."""
    faces = [faces_of(e) for e in entities]
    placed = place_mentions(text, entities)
    attached = _find_attached(text, entities, placed, faces)
    standing = find_standing(text, entities, placed, lambda k, pronoun: pronoun in faces[k])
    yield from sorted((*attached, *standing), key=lambda found: found[1].i)


def _find_attached(
    text: Text, entities: Sequence[Entity], placed: Sequence[Placed], faces: Sequence[frozenset[str]]
) -> Iterator[tuple[int, Token]]:
    named = [Named(first, last, k, faces[k], entities[k].type) for first, last, k, _ in placed]
    inside = {i for n in named for i in range(n.first, n.last)}
    at = 0
    for n, sentence in enumerate(text.sentences):
        for token in text.tokens[sentence.first : sentence.last]:
            while at < len(named) and named[at].first < token.i:
                at += 1
            if token.i not in inside and _is_pronoun(text, token):
                least = max(text.sentences[max(0, n - 1)].first, token.i - _FAR)
                near = [x for x in named[max(0, at - _MOST) : at] if x.first >= least]
                meant = _meant(text, token, near, sentence.first, inside)
                if meant is not None:
                    yield meant.entity, token


def _is_pronoun(text: Text, token: Token) -> bool:
    before = text.tokens[token.i - 1] if token.i else None
    if before is None or before.word != token.word or before.folded in load_agreement("self") or stands_alone(text, token):
        return False  # «فجر نفسه»، «التفجير نفسه»: says again what the clause has named
    return token.folded in load_agreement("pronoun") and not _resumes(text, token)


def _resumes(text: Text, token: Token) -> bool:
    """«التي أرسلها»: the pronoun takes up the noun before the relative word."""
    return any(text.tokens[k].folded in load_agreement("relative") for k in range(max(0, token.i - 4), token.i))


def _meant(text: Text, token: Token, near: Sequence[Named], sentence: int, inside: set[int]) -> Named | None:
    """What a pronoun means: who speaks where it opens his own statement, else the one named thing that agrees."""
    if is_behind_that(text, token):
        verb = find_verb_of_saying(text, token, sentence, inside)
        if means_nobody(text, token, own=verb >= 0):
            return None
        if verb >= 0:
            return find_owner(text, verb, token, near)
    meant = _agreeing(text, token, near, sentence)
    return meant if meant is not None and not _has_rival(text, token, meant.last, inside) else None


def _agreeing(text: Text, token: Token, near: Sequence[Named], sentence: int) -> Named | None:
    """The one named thing that agrees; nothing where none does, or several of the sentence, which begins at token `sentence`."""
    where = text.tokens[token.i - 1].folded in load_agreement("where")
    human = text.tokens[token.i - 1].folded in load_agreement("of-a-human")
    agreeing = [n for n in near if token.folded in n.faces and (where or n.type not in _PLACES)]
    agreeing = [n for n in agreeing if not human or n.type not in _BODIES]  # «مقتله»، «منزله»: no group's
    here = {n.entity for n in agreeing if n.first >= sentence}
    return agreeing[-1] if agreeing and len(here) < 2 else None


def _has_rival(text: Text, token: Token, last: int, inside: set[int]) -> bool:
    """Whether a bare noun that agrees as well stands between token `last` and the pronoun."""
    return any(_rivals(text, text.tokens[i], token.folded) for i in range(last, token.i - 1) if i not in inside)


def _rivals(text: Text, noun: Token, pronoun: str) -> bool:
    """Whether a bare noun could be what the pronoun means."""
    subject = noun.upos == "ADJ" and noun.i > 0 and text.tokens[noun.i - 1].upos == "VERB"  # «لقي فلسطيني مصرعه»
    if (noun.upos not in ("NOUN", "X") and not subject) or _qualifies(text, noun):
        return False
    word = noun.folded.removeprefix("ال")
    if pronoun in _PLURAL:
        return word.endswith(("ين", "ون")) or word in load_agreement("people")
    if pronoun == "ها":
        return word.endswith(("ه", "ات")) and len(word) > 3
    singular = word.removesuffix("ا")
    of_a_people = (
        word == noun.folded and noun.upos in ("NOUN", "ADJ") and singular.endswith("ي") and singular in load_nationalities()
    )
    return of_a_people or not load_agreement("man").isdisjoint((word, singular))


def _qualifies(text: Text, noun: Token) -> bool:
    """«هجوم انتحاري» names no bomber, «مقتل مدني» a civilian: a nisba behind a noun that nobody suffers by qualifies it."""
    before = text.tokens[noun.i - 1] if noun.i else noun
    if not noun.folded.endswith("ي") or before.upos != "NOUN" or before.folded.endswith(("ه", "ات")) or before.word == noun.word:
        return False
    event = load_entries().get(before.folded)
    return event is None or _OF_PEOPLE.isdisjoint(event.types)


def faces_of(entity: Entity) -> frozenset[str]:
    """The pronouns that can stand for an entity, as far as the letters of its names tell."""
    words = [fold(n).split()[0] for n in entity.names]
    bare = [w.removeprefix("ال") for w in words]
    if entity.type is EntityType.PEOPLE:
        return frozenset(("هم",))
    if entity.type is EntityType.PERSON:
        return frozenset(("ها",)) if _is_woman(words) else frozenset(("ه",))
    feminine = any(w.endswith(("ه", "ات")) or w in load_agreement("feminine") for w in bare)
    masculine = any(w in load_agreement("masculine") for w in bare)
    if entity.type in _BODIES:
        return frozenset(("ها",)) if feminine else frozenset(("ه",)) if masculine else frozenset(("ه", "ها"))
    return frozenset(("ه",)) if masculine and not feminine else frozenset(("ها",))


def _is_woman(words: Sequence[str]) -> bool:
    """By the first words of somebody's names: a given name that is known, else how the first one ends."""
    kinds = {name.kind for w in words if (name := find_name(w)) is not None}
    if "female" in kinds or "male" in kinds:
        return "male" not in kinds
    return words[0].endswith(("ه", "اء")) and words[0] not in load_agreement("man-name")
