"""Names in Latin letters, in the style of the press: what is known by its usual spelling first, the rest by rule.

Unvocalised Arabic does not tell its short vowels: a word that no lexicon knows gets them from templates, which is
right for most plain patterns (ناصر Nasir, محمود Mahmud) and a readable guess for the rest.
"""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from isnad.entities.bodies import split_body, without_proclitic
from isnad.letters import fold
from isnad.model.entity import EntityType
from isnad.reference.actors import find_actors
from isnad.reference.gazetteer import GazetteerPlace, find_places, place_name
from isnad.reference.kinds import find_kind, load_body_words, load_place_words
from isnad.reference.names import find_name
from isnad.reference.organizations import find_organizations
from isnad.reference.outlets import find_outlet
from isnad.reference.people import find_people
from isnad.reference.peoples import find_nationality, find_people_group

_SUN = frozenset("تثدذرزسشصضطظلن")
_LETTERS = {
    **{"ا": "a", "أ": "a", "إ": "i", "آ": "a", "ى": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh"},
    **{"د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "'"},
    **{"غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ة": "a"},
    **{"ء": "'", "ؤ": "'", "ئ": "'", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v", "ک": "k", "ی": "y"},
}
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


def _known_place(folded: str) -> str:
    """The gazetteer's Latin name without what tells namesakes apart there; of little known places only one that sounds alike."""
    for place in find_places(folded):
        latin = _without_which(place.latin)
        if latin and (_is_renowned(place) or _sounds_alike(latin, _rule(folded))):
            return latin
    return ""


def _without_which(latin: str) -> str:
    """Without what a gazetteer adds to tell namesakes apart: «Al-Zahraa (Homs)», «Zahraa / Sanqunes»."""
    return latin.partition(" (")[0].partition(" / ")[0].strip()


def _is_renowned(place: GazetteerPlace) -> bool:
    """A place of our own list, whose English name need not sound like the Arabic: القدس → Jerusalem."""
    return place.weight >= _RENOWNED and place.id.startswith("own")


def _sounds_alike(one: str, other: str) -> bool:
    """Whether two Latin spellings have much the same consonants («Tell Abiad», «Tall Abyad»)."""
    a, b = (_CONSONANTS.sub("", x.lower()) for x in (one, other))
    return fuzz.ratio(a, b) >= _ALIKE or (min(len(a), len(b)) > 2 and fuzz.partial_ratio(a, b) >= _HELD)


def _rule(folded: str) -> str:
    return " ".join(map(_word, folded.split()))


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
    return _cap(" ".join(_name_word(w, words[i + 1] if i + 1 < len(words) else "") for i, w in enumerate(words)))


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
    if known is None:
        return _word(word)
    has_article = folded.startswith("ال") and not fold(known.name).startswith("ال")
    return f"al-{known.latin}" if has_article and not known.latin.lower().startswith("al-") else known.latin


def _without_place_kind(words: list[str]) -> list[str]:
    while len(words) > 1 and (k := find_kind(fold(words[0]))) is not None and k.type is EntityType.PLACE and not k.in_name:
        words = words[1:]
    return words


def _place(name: str) -> str:
    words = _without_place_kind(name.split())
    if len(words) < len(name.split()):
        return latin_name(" ".join(words), EntityType.PLACE)
    folded = [fold(w) for w in words]
    kind = find_kind(folded[0])
    if len(words) > 1 and folded[0] in _DIRECTIONS:
        return f"{_DIRECTIONS[folded[0]]} {latin_name(' '.join(words[1:]), EntityType.PLACE)}"
    if len(words) > 1 and folded[-1] in _DIRECTIONS and folded[0] in ("ريف", "الريف"):
        return f"{_DIRECTIONS[folded[-1]]} countryside of {latin_name(' '.join(words[1:-1]) or words[0], EntityType.PLACE)}"
    if len(words) > 1 and folded[0] == "ريف":
        return f"countryside of {latin_name(' '.join(words[1:]), EntityType.PLACE)}"
    if kind is not None and kind.type is EntityType.FACILITY and len(words) > 1:
        return f"{_cap(latin_name(' '.join(words[1:]), EntityType.PLACE))} {kind.latin}"
    return _cap(" ".join(_place_word(w) for w in words))


def _place_word(word: str) -> str:
    """A word of a place's name: what places are named by (عين, كفر) as it is usually spelt, given names, the rest by rule."""
    return load_place_words().get(fold(word)) or (_name_word(word, "-") if find_name(fold(word)) else _word(word))


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
        return _cap(" ".join(_body_words(words)))
    rest = words[1:]
    if words[0].startswith("ال") and fold(words[0][2:]) == fold(kind.word):
        adjectives = _body_words(rest)
        told = adjectives[::-1] if all(w.startswith("ال") for w in rest) else adjectives
        return f"{_cap(' '.join(told))} {_cap(kind.latin)}"
    if kind.kind == "of" and len(rest) > 1 and find_kind(fold(rest[0])) is not None:
        return f"{_cap(kind.latin)} of {latin_name(' '.join(rest), EntityType.GROUP)}"
    out = _cap(" ".join(_body_words(rest)))
    return f"{_cap(kind.latin)} of {out}" if kind.kind == "of" else f"{out} {_cap(kind.latin)}"


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
    return find_places(folded)[0].latin or _word(word) if place is not None and not place.common else ""


@lru_cache(maxsize=4096)
def _word(word: str) -> str:
    """One word by rule."""
    if not any(c in _LETTERS for c in word):
        return word
    if word.startswith("ال") and len(word) > 3:
        return f"al-{_cap(_stem(word[2:]))}"
    return _cap(_stem(word))


def _stem(word: str) -> str:
    """Consonants with the long vowels as written and short ones by template: `a`, but `i` in the active participle (ناصر)."""
    letters = [c for c in word if c in _LETTERS or c.isalnum()]
    out: list[str] = []
    for i in range(len(letters)):
        out.append(_sound(letters, i))
        if _needs_vowel(letters, i):
            out.append("i" if i and letters[i - 1] == "ا" and i == len(letters) - 2 else "a")
    return _tidy("".join(out)) or word


def _tidy(latin: str) -> str:
    return latin.replace("aa", "a").replace("''", "'").replace("iyy", "iy").strip("'")


def _sound(letters: list[str], i: int) -> str:
    c = letters[i]
    if c not in "وي" or not i:
        return _LETTERS.get(c, c)
    after = letters[i + 1] if i + 1 < len(letters) else ""
    if _is_vowel(letters, i - 1) or (after and _is_vowel(letters, i + 1)):
        return _LETTERS[c]
    return "u" if c == "و" else "i"


def _is_vowel(letters: list[str], i: int) -> bool:
    """Whether the letter writes a long vowel; at the start of a word و and ي are consonants."""
    return letters[i] in "اأإآىة" or (i > 0 and letters[i] in "وي")


def _needs_vowel(letters: list[str], i: int) -> bool:
    """A short vowel stands after the first of two consonants, and before the last consonant of a word."""
    n = len(letters)
    if _is_vowel(letters, i) or i + 1 >= n or _is_vowel(letters, i + 1):
        return False
    run = 0
    while run <= i and not _is_vowel(letters, i - run):
        run += 1
    return (run % 2 == 1 and (i + 2 < n or run == 1)) or i + 2 == n


def _cap(text: str) -> str:
    """Capital first letters, but for the article and the words between."""
    small = {
        "al",
        "of",
        "bin",
        "bint",
        "and",
        "the",
        "countryside",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "outskirts",
    }
    return " ".join(w if w.split("-")[0] in small else w[:1].upper() + w[1:] for w in text.split(" "))
