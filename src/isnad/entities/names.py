"""Which strings of a report are names, and of what: the sequence model, the tagger and the registers, weighed together."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from isnad.entities.name_ends import QUOTES, repaired, says_nothing
from isnad.entities.name_sense import settle_names
from isnad.entities.name_words import (
    SURE,
    find_after_kinds,
    find_as_groups_are_called,
    find_definite_groups,
    find_part,
    find_quoted_groups,
    find_said_again,
)
from isnad.entities.naming import find_named
from isnad.letters import fold
from isnad.model.entity import EntityType
from isnad.model.text import Tagged, Text
from isnad.reference.matching import KnownMatch, find_known, load_known
from isnad.reference.nominals import Kind, load_edges, load_kinds
from isnad.reference.ties import load_nationalities

_LEAST = 0.3
"""Least probability of a span that is taken for a name."""
_SURE_ALONE = 0.85
"""The same where only the shared tagger sees it."""
_HEADED = {
    "group": ("group", "organization"),
    "organization": ("organization",),
    "place": ("facility", "organization", "group"),
    "person": ("group", "organization"),
}
"""Type seen → types of the kind words that may open it."""
_TRUSTED = frozenset(("gazetteer", "actors", "outlets", "organizations", "people"))
"""Registers whose names, where they mean little else, were right nine times in ten in gold/train with no other word for them."""


_STAFF = "اركان"
"""«هيئة أركان القوات …» is one body, and no name without the army it is of."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens that may be a name, with its search form."""

    first: int
    last: int
    folded: str
    type: str
    score: float
    by: str


def choose_names(text: Text) -> dict[str, EntityType]:
    """Search form of each name of the report → its type; what ends a person's name («العلي» of «سامر العلي») is a person,

    and what follows a group's kind word («فرسان النهر» of «لواء فرسان النهر») is the group.
    """
    votes: dict[str, dict[str, float]] = {}
    for c in find_candidates(text):
        of = votes.setdefault(c.folded, {})
        of[c.type] = of.get(c.type, 0.0) + c.score
    for name, of in votes.items():
        _hear_registers(name, of)
        _hear_kind(name, of)
    types = {name: EntityType(max(of, key=lambda t: of[t])) for name, of in votes.items()}
    for name in [n for n, t in types.items() if t is EntityType.GROUP and n.count(" ") > 1]:
        first, _, rest = name.partition(" ")
        if first in load_edges("force") and rest in types:
            types[rest] = EntityType.GROUP
    lasts = {n.rsplit(" ", 1)[-1] for n, t in types.items() if t is EntityType.PERSON and " " in n}
    return settle_names(
        text, {n: EntityType.PERSON if n in lasts and not load_known().look_up(n) else t for n, t in types.items()}
    )


def _hear_registers(name: str, of: dict[str, float]) -> None:
    """What a register says of a name it knows, and that means little else, weighs as much as two sightings."""
    for known in load_known().look_up(name):
        if known.type is not None and not known.common and known.register in ("actors", "organizations", "outlets"):
            of[str(known.type)] = of.get(str(known.type), 0.0) + 2.0


def _hear_kind(name: str, of: dict[str, float]) -> None:
    """«كتائب كذا» is a group, whatever it was taken for; of other kind words one sighting as their kind must agree."""
    first = name.split(" ", 1)[0]
    kind = load_kinds().get(first)
    if kind is not None and not kind.dropped and " " in name and (kind.type in of or first in load_edges("force")):
        of[kind.type] = of.get(kind.type, 0.0) + (2.0 if first in load_edges("force") else 0.5)


def find_candidates(text: Text) -> Iterator[Candidate]:
    """Everything any of the finders takes for a name, in order of finder and place."""
    all_known = find_known(text.tokens)
    known_names = [k for k in all_known if k.type is not None and _is_sure(text, k)]
    wider = {i: k for k in known_names for i in range(k.first, k.last)}
    called = list(find_as_groups_are_called(text))
    seen: set[int] = set()
    for by, span in _trained(text, all_known, {i: s for s in called for i in range(s.first, s.last)}):
        if seen.isdisjoint(range(span.first, span.last)):
            yield from _taken(text, _headed(text, _widened(span, wider), seen), by, seen)
    for by, span in _worded(text, called):
        if seen.isdisjoint(range(span.first, span.last)) and (by != "kind word" or span.first not in wider):
            yield from _taken(text, span, by, seen)
    for known in known_names:
        if seen.isdisjoint(range(known.first, known.last)):
            yield from _candidates(text, Tagged(known.first, known.last, str(known.type), SURE), "register")


def _taken(text: Text, span: Tagged, by: str, seen: set[int]) -> Iterator[Candidate]:
    """The name at `span`, and the office that is named after it; both are `seen` from now on."""
    found = [(span, by), *([(part, "part")] if (part := find_part(text, span)) else [])]
    for taken, how in found:
        seen.update(range(taken.first, taken.last))
        yield from _candidates(text, taken, how)


def _worded(text: Text, called: Sequence[Tagged]) -> Iterator[tuple[str, Tagged]]:
    """What is known by its words alone."""
    yield from (("group words", span) for span in called)
    yield from (("quoted", span) for span in find_quoted_groups(text))
    yield from (("kind word", span) for span in find_after_kinds(text))
    yield from (("definite", span) for span in find_definite_groups(text))
    yield from (("said again", span) for span in find_said_again(text))


def _trained(text: Text, known: Sequence[KnownMatch], larger: Mapping[int, Tagged]) -> Iterator[tuple[str, Tagged]]:
    """What the sequence model sees, then what only the shared tagger sees, each from its own sureness on.

    Without what is only a part of a name that its words show whole (`larger`, by token).
    """
    seen = [("sequence", span) for span in find_named(text, known) if span.score >= _LEAST]
    seen += [("tagger", span) for span in text.layers.get("names", ()) if span.score >= _SURE_ALONE]
    yield from ((by, s) for by, s in seen if not _is_only_part(s, larger.get(s.first)))


def _is_only_part(span: Tagged, whole: Tagged | None) -> bool:
    return (
        whole is not None
        and whole.first <= span.first
        and span.last <= whole.last
        and span.last - span.first < whole.last - whole.first
    )


def _widened(span: Tagged, wider: Mapping[int, KnownMatch]) -> Tagged:
    """The whole of a name that a register knows and of which only a part was seen («غزة» of «قطاع غزة»)."""
    known = wider.get(span.first)
    if (
        known is None
        or not (known.first <= span.first and span.last <= known.last)
        or known.last - known.first == span.last - span.first
    ):
        return span
    return Tagged(known.first, known.last, str(known.type), span.score)


def _headed(text: Text, span: Tagged, seen: Container[int]) -> Tagged:
    """With the kind word that opens a name of which only the rest was seen («مجلس قيادة كذا»); after «قبيلة» a people."""
    at = span.first - 1
    kind = _kind_at(text, at - 1 if at > 0 and text.tokens[at].folded in QUOTES else at)
    if kind is not None and kind.type == "people":
        return Tagged(span.first, span.last, kind.type, span.score)
    if span.label == "group" and at > 0 and text.tokens[at].folded == _STAFF and _kind_at(text, at - 1) is not None:
        return Tagged(at - 1, span.last, "organization", span.score)
    kind = _kind_at(text, at)
    if kind is not None and kind.dropped and span.label == "place" and at and text.tokens[at - 1].folded in load_edges("of_town"):
        at -= 1
        kind = _kind_at(text, at)
    if kind is None or kind.dropped or kind.type not in _HEADED.get(span.label, ()) or at in seen:
        return span
    return Tagged(at, span.last, kind.type, span.score)


def _kind_at(text: Text, i: int) -> Kind | None:
    return load_kinds().get(text.tokens[i].folded) if i >= 0 else None


def _is_sure(text: Text, known: KnownMatch) -> bool:
    """Whether a register's word alone is evidence: it means little else, and is no adjective («سورية»، «تركية»)."""
    words = text.tokens[known.first : known.last]
    word = words[0].folded if len(words) == 1 else ""
    adjective = word in load_nationalities() or word.removeprefix("ال") in load_kinds() or 0 < len(word) < 3
    if len(words) > 1 and words[0].folded in load_edges("towards"):
        return False
    bare = len(words) == 1 and known.register not in ("gazetteer", "actors") and not _is_foreign(words[0].folded)
    return not known.common and known.register in _TRUSTED and not adjective and not bare


def _is_foreign(word: str) -> bool:
    """«CNN»، «رويترز»: a word that can hardly be an Arabic common noun."""
    return not word.startswith("ال") and (word.isascii() or len(word) > 4)


def _candidates(text: Text, span: Tagged, by: str) -> Iterator[Candidate]:
    first, last = repaired(text, span.first, span.last, span.label)
    if span.label == "place" and last < span.last - 1 and text.tokens[last].folded == "و" and first < last:
        yield from _candidates(text, replace(span, first=last + 1), by)
    if first < last and not says_nothing(text, first, last, span.label):
        start, end = text.tokens[first].start, text.tokens[last - 1].end
        yield Candidate(first, last, fold(text.text[start:end]), span.label, span.score, by)
