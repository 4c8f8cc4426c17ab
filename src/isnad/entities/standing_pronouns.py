"""Pronouns that stand alone and say of a name what it is: «حركة الرايات، وهي فصيل …», «مروان الشامي، وهو في الأربعين».

Only behind the name itself, with a و and no more than a comma or a bracket between, where nothing that agrees as well governs
the name («مسؤول في حزب …، وهو»); a place moreover only where its kind comes next («وهي بلدة»). A هو that joins the two parts of
a sentence («الهدف هو») means no name, and «وهو ما» takes up all that was told. The rest is left open.
"""

from collections.abc import Callable, Iterator, Sequence

from isnad.entities.units import Placed
from isnad.model.entity import Entity, EntityType
from isnad.model.text import Text, Token
from isnad.reference.grammar import load_agreement
from isnad.reference.nominals import load_kinds
from isnad.reference.titles import find_title

_AGREES_AS = {"هو": "ه", "هي": "ها", "هم": "هم"}
"""The attached pronoun that agrees as one that stands alone."""
_AND = frozenset(("و", "ف"))
_BETWEEN = 3
"""Marks that may stand between a name and its pronoun: closing quote, bracket, comma."""
_CLAUSE = 7
"""Words before a name in which the noun that governs it is looked for."""
_ENDS = frozenset((*".،؛:-–—()؟!", "ان", "انه", "انها", "انهم", "حيث", "بينما", "فيما", "لكن", "ثم"))
"""Where the clause of a name begins."""
_PLACES = (EntityType.PLACE, EntityType.FACILITY)


def find_standing(
    text: Text, entities: Sequence[Entity], placed: Sequence[Placed], agrees: Callable[[int, str], bool]
) -> Iterator[tuple[int, Token]]:
    """(entity index, token) of every pronoun that stands alone and can only mean the name before it, in order.

    `agrees` tells whether an entity, by index, goes with an attached pronoun in search form.
    """
    inside = {i for first, last, _, _ in placed for i in range(first, last)}
    for first, last, k, named in placed:
        token = _pronoun_behind(text, last)
        if not named or token is None or not agrees(k, _AGREES_AS[token.folded]):
            continue
        kind, before = entities[k].type, [t for t in text.tokens[max(0, first - _CLAUSE) : first] if t.i not in inside]
        if _says_what(text, token, kind) and not _is_governed(before, kind, _AGREES_AS[token.folded]):
            yield k, token


def stands_alone(text: Text, token: Token) -> bool:
    """Whether `token` is no more than a pronoun with a conjunction: «وهم»."""
    before = text.tokens[token.i - 1]
    return before.word == token.word and before.folded in _AND and (before.i == 0 or text.tokens[before.i - 1].word != token.word)


def _pronoun_behind(text: Text, at: int) -> Token | None:
    """The «و» + pronoun that begins within a few marks behind token `at`."""
    end = min(at + _BETWEEN, len(text.tokens) - 1)
    while at < end and not any(c.isalnum() for c in text.tokens[at].folded):
        at += 1
    if at + 1 >= len(text.tokens) or text.tokens[at].folded not in _AND:
        return None
    token = text.tokens[at + 1]
    return token if token.folded in _AGREES_AS and stands_alone(text, token) else None


def _says_what(text: Text, token: Token, kind: EntityType) -> bool:
    """Whether what follows the pronoun can be said of a name of this type."""
    following = text.tokens[token.i + 1 : token.i + 3]
    words = [t.folded for t in following]
    if not words or words[0] in load_agreement("told") or not any(c.isalpha() for c in words[0]):
        return False
    kinds = [load_kinds().get(w.removeprefix("ال")) for w in words]
    if kind in _PLACES:
        return any(k is not None and k.back and k.type in _PLACES for k in kinds)
    return kind is EntityType.PERSON or kinds[0] is not None or not _is_of_one(words[0])


def _is_of_one(word: str) -> bool:
    """«وهو نازح», «وهو قيادي»: said of one human being, not of a body."""
    return find_title(word) is not None or word in load_agreement("man") or word in load_agreement("of-one")


def _is_governed(before: Sequence[Token], kind: EntityType, pronoun: str) -> bool:
    """Whether a noun that agrees as well stands before the name in its clause, and is not a word for the name's own kind."""
    for token in reversed(before):
        if token.upos == "VERB" or token.folded in _ENDS:
            return False
        if _rivals(token, kind, pronoun):
            return True
    return False


def _rivals(token: Token, kind: EntityType, pronoun: str) -> bool:
    word = token.folded.removeprefix("ال")
    own = load_kinds().get(word)
    if own is not None and own.type == kind.value:
        return False
    if kind is EntityType.PERSON:
        title = find_title(word)
        kin = title is not None and title.kind == "family"
        return kin or (title is None and word == token.folded and token.upos == "NOUN" and len(word) > 2)
    if pronoun == "ها":
        return token.upos in ("NOUN", "X") and word.endswith(("ه", "ات")) and len(word) > 3
    return _is_of_one(word) or _is_of_one(word.removesuffix("ا"))
