"""Names in Latin letters, in the style of the press: what is known by its usual spelling first, the rest by rule.

Unvocalised Arabic does not tell its short vowels: a word that no lexicon knows gets them from templates, which is
right for most plain patterns (ناصر Nasir, محمود Mahmud) and a readable guess for the rest.
"""

import re
import unicodedata

from rapidfuzz import fuzz

from isnad.entities.bodies import said_alone, split_body, without_proclitic
from isnad.entities.spelling import capitalized, initial, spell_word
from isnad.letters import fold
from isnad.model.entity import Entity, EntityType
from isnad.reference.actors import find_actors
from isnad.reference.gazetteer import GazetteerPlace, find_places, place_name
from isnad.reference.kinds import find_kind, load_body_words, load_place_words
from isnad.reference.names import find_name
from isnad.reference.organizations import find_organizations
from isnad.reference.outlets import find_outlet
from isnad.reference.people import find_people
from isnad.reference.peoples import find_nationality, find_people_group
from isnad.reference.shared import load_shared

_KUNYA = {
    "ابو": "Abu",
    "ابي": "Abi",
    "ابا": "Aba",
    "ام": "Umm",
    "ابن": "Ibn",
    "بن": "bin",
    "بنت": "bint",
    "بو": "Bu",
    "ال": "Al",
    "اخو": "Akhu",
}
_DIRECTIONS = {
    **{"شمال": "northern", "شمالي": "northern", "الشمالي": "northern", "الشماليه": "northern"},
    **{"جنوب": "southern", "جنوبي": "southern", "الجنوبي": "southern", "الجنوبيه": "southern"},
    **{"شرق": "eastern", "شرقي": "eastern", "الشرقي": "eastern", "الشرقيه": "eastern"},
    **{"غرب": "western", "غربي": "western", "الغربي": "western", "الغربيه": "western"},
    **{"وسط": "central", "الاوسط": "central", "الوسطي": "central"},
}


_WAYS = {"northern": "north", "southern": "south"}
_HOUSES = frozenset(("جامعه", "كليه", "مدرسه", "معهد", "مصرف", "بنك", "اكاديميه"))
"""Kind words of bodies that have a house, and so may be places of an event."""
_DIVISIONS = frozenset(("مديريه", "ناحيه", "قضاء"))
_WHICH = re.compile(r"\([^()]*\)|\s/.*$")
"""What a gazetteer adds: «Al-Zahraa (Homs)», «Zahraa / Sanqunes»."""
_KIND_BEFORE = re.compile(r"^(?:Qaryat|Nahiyat|Madinat|Qada'?|Muhafazat|Mudiriyat|Mintaqat|Harat) (?=\S)")
"""Kind words of places as gazetteers write them into names: «Qaryat an Nasr»."""
_ARTICLE = re.compile(r"^[Aa](?:l|[dnrstz]h?)[ -](?=[A-Z'])")
_QUOTES = re.compile("[‘’`ʻʿʾ]")
_GREAT = 8.0
"""Weight of a city in the gazetteer from which it is spelt alike wherever it is named."""
_SAME_KM = 60.0
"""Two entries of one name and country that are as near are one place or the town and its district."""
_CONSONANTS = re.compile(r"[^bcdfghjklmnpqrstvxz]")
_ALIKE, _HELD = 55, 75
"""Likeness in a hundred of two spellings, and of one to a part of the other («Rafah Camp»)."""
_RENOWNED = 5.0
"""Weight in the gazetteer of places that the press of the world knows by a name of its own."""


def latin_name(name: str, type: EntityType) -> str:
    """The name in Latin letters: "أكرم الكعبي" → "Akram al-Ka'bi". Never empty for a name with a letter in it."""
    folded = " ".join(fold(name).split())
    known = _known(folded, type)
    if known:
        return known
    if type is EntityType.PERSON:
        return _person(name)
    if type in (EntityType.PLACE, EntityType.FACILITY):
        return _place(name)
    return _known_opening(folded, type) or _body(name)


def latin_of_linked(entity: Entity) -> str:
    """The same for an entity that was linked and placed: by what it was taken for, and by no namesake that it was not."""
    folded = " ".join(fold(said_alone(entity.name)).split())
    if entity.type in (EntityType.PLACE, EntityType.FACILITY):
        return _place(entity.name, entity.link.id if entity.link else "-")
    if entity.type is EntityType.PERSON and entity.link is None:
        return _person(entity.name)
    if entity.type in (EntityType.GROUP, EntityType.ORGANIZATION):
        known = bool(find_actors(folded) or find_organizations(folded))
        if entity.link is None and known:
            return _body(entity.name)
        if entity.link is not None and (known or folded in load_shared()):
            return entity.link.label
    return entity.name_latin


def _known(folded: str, type: EntityType) -> str:
    """The usual English name of a thing that a register or the gazetteer knows."""
    if type is EntityType.PERSON:
        return next((p.latin for p in find_people(folded)), "")
    if type is EntityType.PEOPLE:
        people = find_people_group(folded)
        return people.latin if people else ""
    if type in (EntityType.PLACE, EntityType.FACILITY):
        return _known_place(folded) if place_name(folded) else ""
    latins = [*(a.latin for a in find_actors(folded)), *(o.latin for o in find_organizations(folded))]
    outlet = find_outlet(folded) if not latins and type is EntityType.ORGANIZATION and "." not in folded else None
    return outlet.latin if outlet else next(iter(latins), "")


def _known_place(folded: str, taken: str = "") -> str:
    """The gazetteer's Latin name without what tells namesakes apart there; of little known places only one that sounds alike.

    `taken`: the gazetteer's id of the place that the report means, where it is known; "-" where it means none of them.
    """
    places = find_places(folded)
    taken = taken if taken == "-" or any(p.id == taken for p in places) else ""
    for place in _meant_first(places, taken):
        latin = _plain(place.latin)
        renowned = _is_renowned(place) and (taken in ("", place.id) or (taken == "-" and _is_spelt_anywhere(place, len(places))))
        if latin and (renowned or _sounds_alike(latin, _rule(folded))):
            return latin
    return ""


def _is_spelt_anywhere(place: GazetteerPlace, namesakes: int) -> bool:
    """Whether a name left open is still written so: a great city, or a translation that names none («Republican Palace»)."""
    great = place.kind == "town" and place.weight >= _GREAT
    return great or (namesakes == 1 and place.kind != "road" and " of " not in place.latin)


def _meant_first(places: tuple[GazetteerPlace, ...], taken: str) -> list[GazetteerPlace]:
    """The place meant first, and before it our own entry for the same, which is spelt as the press does."""
    meant = next((p for p in places if p.id == taken), None)
    if meant is None or meant.id.startswith("own"):
        return sorted(places, key=lambda p: p.id != taken)
    own = [
        p for p in places if p.id.startswith("own") and p.country == meant.country and p.km_to(meant.lat, meant.lon) < _SAME_KM
    ]
    return [*own, meant, *(p for p in places if p is not meant and p not in own)]


def _plain(latin: str) -> str:
    """A gazetteer's spelling as the press would write it: no kind word, no signs under letters («Qaryat aş Şāliḩ» al-Salih)."""
    letters = unicodedata.normalize("NFKD", _WHICH.sub("", latin).strip())
    bare = _QUOTES.sub("'", "".join(c for c in letters if not unicodedata.combining(c)))
    without = _KIND_BEFORE.sub("", bare)
    return _ARTICLE.sub("Al-", without if without == bare else capitalized(without))


def _is_renowned(place: GazetteerPlace) -> bool:
    """A place of our own list, whose English name need not sound like the Arabic: القدس → Jerusalem."""
    return place.weight >= _RENOWNED and place.id.startswith("own")


def _sounds_alike(one: str, other: str) -> bool:
    """Whether two Latin spellings have much the same consonants («Tell Abiad», «Tall Abyad»)."""
    a, b = (_CONSONANTS.sub("", x.lower()) for x in (one, other))
    return fuzz.ratio(a, b) >= _ALIKE or (min(len(a), len(b)) > 2 and fuzz.partial_ratio(a, b) >= _HELD)


def _rule(folded: str) -> str:
    return " ".join(map(spell_word, folded.split()))


def _known_opening(folded: str, type: EntityType) -> str:
    """A body known without the adjectives that the report adds ("حركة النجباء العراقية الشيعية")."""
    words = folded.split()
    while len(words) > 2 and (find_nationality(words[-1]) or words[-1] in load_body_words()):
        words = words[:-1]
        if known := _known(" ".join(words), type):
            return known
    return ""


def _person(name: str) -> str:
    words = _halves_joined(name.split())
    return capitalized(" ".join(_name_word(w, words[i + 1] if i + 1 < len(words) else "") for i, w in enumerate(words)))


def _halves_joined(words: list[str]) -> list[str]:
    """`عبد` takes its second half, where the two are known as one name: عبد الله → Abdullah."""
    out: list[str] = []
    for word in words:
        if out and fold(out[-1]) == "عبد" and find_name(f"عبد{fold(word)}") is not None:
            out[-1] += word
        else:
            out.append(word)
    return out


def _name_word(word: str, after: str) -> str:
    folded = fold(word)
    if folded in _KUNYA and after:
        return _KUNYA[folded]
    known = find_name(folded)
    if known is None and "." in word.strip(".") and not word.isascii():
        return " ".join(initial(w) if len(w) == 1 else _name_word(w, "-") for w in word.split(".") if w)
    if known is None and folded.startswith("عبدال") and len(folded) > 6:
        return f"Abdul {_name_word(word[5:], '-')}"
    if known is None:
        return spell_word(word)
    has_article = folded.startswith("ال") and not fold(known.name).startswith("ال")
    return f"al-{known.latin}" if has_article and not known.latin.lower().startswith("al-") else known.latin


def _without_place_kind(words: list[str]) -> list[str]:
    while len(words) > 1 and (k := find_kind(fold(words[0]))) is not None and k.type is EntityType.PLACE and not k.in_name:
        words = words[1:]
    return words


def _place(name: str, taken: str = "") -> str:
    """A place or facility: known whole, or without kind word and direction; `taken` as in `_known_place`."""
    words = name.split()
    folded = [fold(w) for w in words]
    whole = " ".join(folded)
    if place_name(whole) and (known := _known_place(whole, taken)):
        return known
    if len(words) > 1 and (rest := _without_place_kind(words)) != words:
        return _place(" ".join(rest), taken)
    way, after = _way(folded)
    if way and after < len(words):
        return f"{way} {_place(' '.join(_without_division(words[after:])), taken)}"
    if len(words) > 1 and folded[0] in ("ريف", "الريف"):
        return _countryside(words, folded, taken)
    kind = find_kind(folded[0])
    if kind is not None and (kind.type is EntityType.FACILITY or folded[0] in _HOUSES) and len(words) > 1:
        return f"{capitalized(_place(' '.join(words[1:]), taken))} {kind.latin}"
    return capitalized(" ".join(_place_word(w) for w in words))


def _way(folded: list[str]) -> tuple[str, int]:
    """The direction that opens a place's name, of one word or two («شمال غربي», northwestern), and how many words it has."""
    ways = [_DIRECTIONS.get(w, "") for w in folded[:2]]
    if not ways or not ways[0]:
        return "", 0
    if len(ways) > 1 and ways[0] in _WAYS and ways[1] in ("eastern", "western"):
        return f"{_WAYS[ways[0]]}{ways[1]}", 2
    return ways[0], 1


def _countryside(words: list[str], folded: list[str], taken: str) -> str:
    """«ريف حماة الشمالي», «الريف الشمالي لحماة»: northern countryside of Hama."""
    last = len(words)
    while last > 1 and folded[last - 1] in _DIRECTIONS:
        last -= 1
    way, _ = _way(folded[last:])
    first = 1
    if not way and last > 1:
        way, many = _way(folded[1:])
        first += many
    rest = words[first:last]
    if rest and first > 1 and (owner := without_proclitic(rest[0], "ل")):
        rest[0] = owner
    of = f" of {_place(' '.join(_without_division(rest)), taken)}" if rest else ""
    return f"{way} countryside{of}".strip() if way or of else "countryside"


def _without_division(words: list[str]) -> list[str]:
    return words[1:] if len(words) > 1 and fold(words[0]) in _DIVISIONS else words


def _place_word(word: str) -> str:
    """A word of a place's name: what places are named by (عين, كفر) as it is usually spelt, given names, the rest by rule."""
    return load_place_words().get(fold(word)) or (_name_word(word, "-") if find_name(fold(word)) else spell_word(word))


def _body(name: str) -> str:
    """A group or organization: what it belongs to or is for after it, the words we know translated, the rest in letters."""
    parts = split_body(name)
    if not parts.rest:
        return _body_alone(parts.head.split())
    if parts.link == "in":
        return f"{_body_alone(parts.head.split())} in {latin_name(parts.rest, EntityType.PLACE)}"
    belongs = find_kind(fold(parts.rest.split()[0])) is not None or _known(fold(parts.rest), EntityType.GROUP)
    return f"{_body_alone(parts.head.split())} {'of' if belongs else 'for'} {latin_name(parts.rest, EntityType.GROUP)}"


def _body_alone(words: list[str]) -> str:
    """Its kind word in front or behind: a definite one has only adjectives after it, and English has them the other way round."""
    kind = find_kind(fold(words[0])) if len(words) > 1 else None
    if kind is None:
        return capitalized(" ".join(_body_words(words)))
    rest = words[1:]
    if words[0].startswith("ال") and fold(words[0][2:]) == fold(kind.word):
        adjectives = _body_words(rest)
        told = adjectives[::-1] if all(w.startswith("ال") for w in rest) else adjectives
        return f"{capitalized(' '.join(told))} {capitalized(kind.latin)}"
    if kind.kind == "of" and len(rest) > 1 and find_kind(fold(rest[0])) is not None:
        return f"{capitalized(kind.latin)} of {latin_name(' '.join(rest), EntityType.GROUP)}"
    out = capitalized(" ".join(_body_words(rest)))
    return f"{capitalized(kind.latin)} of {out}" if kind.kind == "of" else f"{out} {capitalized(kind.latin)}"


def _body_words(words: list[str]) -> list[str]:
    """Each word in English or in letters; two that are translated together are one."""
    out: list[str] = []
    at = 0
    while at < len(words):
        pair = load_body_words().get(fold(" ".join(words[at : at + 2])), "") if at + 1 < len(words) else ""
        out.append(pair or _body_word(words[at]))
        at += 2 if pair else 1
    return [w for w in out if w]


def _body_word(word: str) -> str:
    known = _known_word(word)
    if known:
        return known
    joined = without_proclitic(word, "و")
    return f"and {_known_word(joined) or _name_word(joined, '-')}" if joined else _name_word(word, "-")


def _known_word(word: str) -> str:
    """A word inside a body's name that is translated: by the table, a nationality, a place."""
    folded = fold(word)
    if folded in load_body_words():
        return load_body_words()[folded]
    nation = find_nationality(folded)
    if nation is not None and folded.startswith("ال"):
        return nation.latin
    place = place_name(folded)
    return _known_place(folded) or spell_word(word) if place is not None and not place.common else ""
