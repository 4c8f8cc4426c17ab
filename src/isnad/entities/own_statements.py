"""Pronouns right behind the أن of somebody's own statement: «قالت حركة الرايات إنها …», «تقول إسرائيل إنها …» mean who speaks.

A statement's pronoun never reaches past a speaker of its own gender to somebody told of before: where the speaker has no name
(«قال شقيق فلان إنه»), it means no name. «إنه لم …», «إنه من الضروري …» mean nobody at all.
"""

from collections.abc import Sequence

from isnad.entities.units import Named
from isnad.model.entity import EntityType
from isnad.model.text import Text, Token
from isnad.reference.grammar import load_agreement
from isnad.reference.nominals import load_kinds
from isnad.reference.saying import Shape, load_cue_forms
from isnad.reference.ties import load_offices
from isnad.reference.titles import find_title

_THAT = "ان"
_REACH = 24
"""Words between a verb of saying and its أن."""
_SAID = {"ه": frozenset(("3ms",)), "ها": frozenset(("3fs",)), "هم": frozenset(("3ms", "3fs", "3p", "3mp"))}
"""Pronoun → forms of the verb whose subject it may be."""
_BEGINS = {"ه": "ي", "ها": "ت", "هم": "ي"}
"""Pronoun → the letter by which its verb in the present begins."""
_NOT = frozenset(("لا", "لم", "لن"))
_OF = frozenset(("من", "علي", "في"))
"""«من الضروري»، «على الرغم»، «في تمام الثالثة»: with a definite word behind."""
_AND = frozenset(("و", "ف"))
_WORDS = frozenset(("NOUN", "ADJ", "PROPN", "X"))
"""What a subject may begin with."""


def is_behind_that(text: Text, token: Token) -> bool:
    """Whether the pronoun is written together with «أن» or «إن»."""
    return text.tokens[token.i - 1].folded == _THAT


def means_nobody(text: Text, token: Token, *, own: bool) -> bool:
    """«أنه لم»، «إنه من الضروري»: the pronoun only opens the clause. `own`: behind the أن of who speaks, if he agrees."""
    after, verb = (t.folded for t in (*text.tokens[token.i + 1 : token.i + 3], token, token)[:2])
    definite = verb.startswith(("ال", "غير", "تمام"))
    if token.folded == "ه" and (after in load_agreement("impersonal") or (after in _OF and definite)):
        return True
    if own or _is_said(text, token):
        opens = verb in load_agreement("impersonal") or not verb.startswith(_BEGINS.get(token.folded, ""))
        return after in _NOT and opens
    return token.folded == "ه" and (after in _NOT or after == "ليس")


def _is_said(text: Text, token: Token) -> bool:
    """«وأكد أنه»، «مشيرا إلى أنه»: a word of saying stands right before the «أن»."""
    return any(t.folded in load_cue_forms() for t in text.tokens[max(0, token.i - 3) : token.i - 1])


def find_verb_of_saying(text: Text, token: Token, least: int, inside: set[int]) -> int:
    """The verb of saying, with a subject behind it, whose «أن» carries the pronoun; -1 where none stands from `least` on."""
    if text.tokens[token.i - 2].folded == "ذلك":
        return -1
    for i in range(token.i - 2, max(least, token.i - 2 - _REACH) - 1, -1):
        word = text.tokens[i]
        if i in inside:
            continue
        if word.folded == _THAT or word.folded in load_agreement("relative"):
            return -1
        if word.upos in ("VERB", "X") and (said := _said(word)):
            subject = text.tokens[i + 1]
            has_one = i + 1 in inside or (subject.upos in _WORDS and subject.folded not in _AND and i + 1 < token.i - 1)
            return i if has_one and subject.word != word.word and not said.isdisjoint(_SAID.get(token.folded, ())) else -1
        if word.upos in ("VERB", "AUX"):
            return -1
    return -1


def _said(token: Token) -> set[str]:
    cues = load_cue_forms().get(token.folded, ())
    return {c.person for c in cues if c.shape in (Shape.PAST, Shape.PRESENT) and "an" in c.takes}


def find_owner(text: Text, verb: int, token: Token, near: Sequence[Named]) -> Named | None:
    """The name that speaks by the verb of saying at token `verb`, if it has one that agrees with the pronoun."""
    behind = [n for n in near if verb < n.first]
    people = {n.entity: n for n in reversed(behind) if n.type is EntityType.PERSON}
    if people:
        first, *others = reversed(people.values())
        speaks = not others and _is_titled(text, verb + 1, first.first)
        return first if speaks and token.folded in first.faces else None
    if not behind or token.folded not in behind[0].faces:
        return None
    between = [t for t in text.tokens[verb + 1 : behind[0].first] if any(map(str.isalpha, t.folded))]
    return behind[0] if all(_is_kind(t, behind[0].type) for t in between) else None


def _is_kind(token: Token, type_: EntityType) -> bool:
    kind = load_kinds().get(token.folded.removeprefix("ال"))
    return kind is not None and kind.type == type_.value


def _is_titled(text: Text, first: int, person: int) -> bool:
    """Whether the words before a person are his title («الوزير»، «قائد لواء كذا»), not another's of his («شقيق»، «محامي»)."""
    if first == person:
        return True
    head = text.tokens[first].folded
    title = find_title(head)
    if title is not None and title.kind == "family":
        return False
    definite = head.startswith("ال")
    return definite or (head in load_offices() and person - first > 1)
