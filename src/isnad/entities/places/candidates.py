"""The namesakes of a place that the gazetteer knows, with what stands around its mentions in the report."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from isnad.entities.places.phrases import PlacePhrase, parse_phrase, without_kind_word
from isnad.letters import fold
from isnad.model.entity import Entity, EntityType, Precision
from isnad.reference.gazetteer import GazetteerPlace, find_places, place_name
from isnad.reference.kinds import find_kind

_WINDOW = 70
_MOST_MENTIONS = 12
_KIND_OF_WORD: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("مدينه", "المدينه", "بمدينه", "لمدينه"), ("town", "region")),
    **dict.fromkeys(("العاصمه", "بالعاصمه", "للعاصمه"), ("town",)),
    **dict.fromkeys(
        ("بلده", "ببلده", "لبلده", "بلدتي", "بلدات", "قريه", "بقريه", "لقريه", "قريتي", "قري", "بلدتا"), ("village", "town")
    ),
    **dict.fromkeys(("حي", "بحي", "احياء", "باحياء", "حيي", "ضاحيه"), ("quarter",)),
    **dict.fromkeys(("محافظه", "بمحافظه", "لمحافظه", "ولايه", "محافظتي"), ("region",)),
    **dict.fromkeys(
        ("مديريه", "بمديريه", "لمديريه", "قضاء", "بقضاء", "لقضاء", "منطقه", "بمنطقه", "لمنطقه"),
        ("district", "subdistrict", "town", "area"),
    ),
    **dict.fromkeys(("ناحيه", "بناحيه", "لناحيه"), ("subdistrict", "district", "town", "area")),
}
_LINKING = re.compile(
    r"^[\s\"'»”),\-–(]*(?:(?:التابعه?|الواقعه?|الكاينه?|وسط|قرب|بالقرب من|القريبه من"
    r"|شمالي?|جنوبي?|شرقي?|غربي?|في|من|ب|ل)\s*)*"
    r"(?:ب|ل|في |من )?(?:محافظه|مدينه|منطقه|ناحيه|مديريه|قضاء|ولايه|ريف|حي|بلده|محيط|باديه|اقليم|قطاع|الريف)?\s*"
    r"(?:(?:ال)?(?:شمالي|جنوبي|شرقي|غربي|اوسط)\s*)*(?:ال(?:شمالي|جنوبي|شرقي|غربي)\s*)*(?:ل)?$"
)
"""What may stand between a place and what it lies in: "الأتارب بريف حلب", "العيس جنوب حلب", "حي الصاخور في مدينة حلب"."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place entity with its phrase, its candidates and what stands around its mentions."""

    entity: Entity
    phrase: PlacePhrase
    candidates: tuple[GazetteerPlace, ...]
    kinds: tuple[str, ...]
    said_in: tuple[str, ...]
    """Ids of the entities that the report says it lies in or by."""


def find_candidates(entity: Entity, text: str, said_in: tuple[str, ...]) -> NamedPlace:
    """A place with its namesakes in the gazetteer, by the first of its names that has any."""
    names = list(dict.fromkeys(n for name in entity.names for n in _as_looked_up(name)))
    for name in names:
        whole = find_places(name) or find_places(without_kind_word(name))
        phrase = PlacePhrase(name) if whole else parse_phrase(without_kind_word(name))
        found = whole or find_places(phrase.base) or find_places(without_kind_word(phrase.base)) or _by_parts(name)
        if found:
            return NamedPlace(entity, phrase, found, _kind_words(entity, text), said_in)
    for name in names if entity.type is EntityType.FACILITY else ():
        found = _place_of(name)
        if found:
            return NamedPlace(entity, PlacePhrase(name, precision=Precision.NEAR), found, (), said_in)
    return NamedPlace(entity, PlacePhrase(names[0] if names else ""), (), (), said_in)


def _as_looked_up(name: str) -> Iterator[str]:
    """The search form, and where a ل swallowed the article, the form with it ("للعراق" → "العراق")."""
    folded = " ".join(fold(name).split())
    yield folded
    if folded.startswith("لل"):
        yield f"ال{folded[2:]}"


def _by_parts(name: str) -> tuple[GazetteerPlace, ...]:
    """A facility under its name without the last adjective or its own place ("مطار المزة العسكري", "مشفى القدس بحلب")."""
    words = name.split()
    return find_places(" ".join(words[:-1])) if len(words) > 2 and find_kind(words[0]) is not None else ()


_OF_FACILITY = frozenset(
    ("العسكري", "الوطني", "العام", "المركزي", "الجامعي", "الدولي", "المدني", "الحدودي", "الميداني", "الجراحي")
)


def _place_of(name: str) -> tuple[GazetteerPlace, ...]:
    """The place that a facility no gazetteer knows is called after ("مشفى مدينة إعزاز الوطني"), where that is a sure name."""
    words = name.split()
    kind = find_kind(words[0])
    if kind is None or kind.type is not EntityType.FACILITY:
        return ()
    rest = [w for w in words[1:] if w not in _OF_FACILITY]
    base = without_kind_word(" ".join(rest))
    known = place_name(base)
    return find_places(base) if known is not None and not known.common else ()


def _kind_words(entity: Entity, text: str) -> tuple[str, ...]:
    found = Counter(word for m in entity.mentions[:_MOST_MENTIONS] if (word := _word_before(text, m.start)) in _KIND_OF_WORD)
    return _KIND_OF_WORD[found.most_common(1)[0][0]] if found else ()


def _word_before(text: str, at: int) -> str:
    words = fold(text[max(0, at - 20) : at]).replace('"', " ").split()
    return words[-1] if words else ""


def find_outer(places: Sequence[Entity], text: str) -> dict[str, tuple[str, ...]]:
    """For each place, the ids of the places that the words right after one of its mentions put it in."""
    mentions = sorted(((m.start, m.end, e.id) for e in places for m in e.mentions), key=lambda x: (x[0], -x[1]))
    out: dict[str, Counter[str]] = {}
    for (_, end, inner), (start, _, outer) in pairwise(mentions):
        if inner != outer and 0 < start - end <= _WINDOW and _LINKING.match(fold(text[end:start])):
            out.setdefault(inner, Counter())[outer] += 1
    return {i: tuple(o for o, _ in sorted(c.items(), key=lambda x: (-x[1], x[0]))[:3]) for i, c in out.items()}
