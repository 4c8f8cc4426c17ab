"""Place names taken apart: direction, countryside and surroundings, kind words ("ريف حلب الجنوبي", "محيط مدينة إدلب")."""

from dataclasses import dataclass
from functools import lru_cache

from isnad.model.entity import EntityType, Precision
from isnad.reference.gazetteer import find_places
from isnad.reference.kinds import find_kind

_N, _S, _E, _W = (25.0, 0.0), (-25.0, 0.0), (0.0, 25.0), (0.0, -25.0)
_WAYS = {
    **dict.fromkeys(("شمال", "شمالي", "الشمالي", "الشماليه", "شماله"), _N),
    **dict.fromkeys(("جنوب", "جنوبي", "الجنوبي", "الجنوبيه"), _S),
    **dict.fromkeys(("شرق", "شرقي", "الشرقي", "الشرقيه"), _E),
    **dict.fromkeys(("غرب", "غربي", "الغربي", "الغربيه"), _W),
    **dict.fromkeys(("وشمال", "وشمالي"), _N),
    **dict.fromkeys(("وجنوب", "وجنوبي"), _S),
    **dict.fromkeys(("وشرق", "وشرقي"), _E),
    **dict.fromkeys(("وغرب", "وغربي"), _W),
    **dict.fromkeys(("وسط", "الاوسط", "قلب", "مركز"), (0.0, 0.0)),
}
_AROUND = frozenset(
    ["محيط", "اطراف", "ضواحي", "مشارف", "قرب", "جوار", "تخوم", "حدود", "محور", "جبهه", "جبهات", "بلدات", "قري", "مناطق", "ارياف"]
)
_COUNTRYSIDE = frozenset(("ريف", "الريف", "ارياف", "ريفي", "باديه"))


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """A place name taken apart: `base` in search form, and where the phrase points from it, in km north and east."""

    base: str
    km: tuple[float, float] = (0.0, 0.0)
    precision: Precision | None = None
    rural: bool = False


@lru_cache(maxsize=2048)
def parse_phrase(name: str) -> PlacePhrase:
    """Direction words, countryside and surroundings taken off a name in search form."""
    words, north, east, precision, rural = name.split(), 0.0, 0.0, None, False
    while len(words) > 1:
        word = words[0] if _is_modifier(words[0]) else words[-1] if words[-1].startswith("ال") and words[-1] in _WAYS else ""
        if not word:
            break
        at = 0 if word == words[0] else -1
        words = words[1:] if at == 0 else words[:-1]
        if word in _COUNTRYSIDE:
            precision, rural = Precision.DISTRICT, True
        elif word in _WAYS:
            north, east = north + _WAYS[word][0], east + _WAYS[word][1]
            precision = precision or Precision.NEAR
        else:
            precision = precision or Precision.NEAR
    base = " ".join(words)
    if rural and base.startswith("ل") and not find_places(base):
        base = base.removeprefix("ل")
    return PlacePhrase(base, (north, east), precision, rural)


def _is_modifier(word: str) -> bool:
    return word in _WAYS or word in _AROUND or word in _COUNTRYSIDE


def without_kind_word(name: str) -> str:
    """A search-form name without the kind word of a place ("مدينه حلب" → "حلب")."""
    words = name.split()
    while len(words) > 1 and (kind := find_kind(words[0])) is not None and kind.type is EntityType.PLACE and not kind.in_name:
        words = words[1:]
    return " ".join(words)
