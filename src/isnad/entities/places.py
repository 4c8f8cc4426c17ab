"""Places and facilities to coordinates, with the way they were chosen among their namesakes.

What speaks for a namesake, in points (`POINTS`): its own weight in the gazetteer, the report's other places (the same
country, the same governorate, near by), what the report says it lies in, its kind word, the dateline and the outlet.
Where nothing decides between two that are far apart, there are no coordinates and a note says so.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise

from isnad.letters import fold
from isnad.model.entity import Coordinates, Entity, EntityType, Link, Precision
from isnad.model.note import Found, Note
from isnad.model.page import Page
from isnad.model.text import Text
from isnad.reference.gazetteer import GazetteerPlace, find_places, place_name, places_above, region_of
from isnad.reference.kinds import find_kind
from isnad.reference.outlets import find_outlet

POINTS = {
    "said": 9.0,  # the report says it lies in or by that place
    "not_said": -2.0,  # the report says it lies in or by another
    "kind": 3.0,  # the kind word before it is of that kind
    "not_kind": -2.0,
    "type": 2.0,  # facility or place, as the reader took it
    "region": 3.0,  # its governorate is named in the report
    "country": 4.0,  # share of the report's surely known places in that country
    "near": 3.0,  # another place of the report is at hand, falling off with distance
    "dateline": 1.5,
    "outlet": 2.5,
}
NEAR_KM = 40.0
"""Distance over which nearness falls to a third."""
SAME_KM = 25.0
"""Namesakes nearer than this to each other are taken for one."""
MARGIN = 1.0
"""Points by which the best namesake must lead."""
STRANGER = 4.5
"""Least weight of a place in a country that the rest of the report does not speak of."""
FAR_KM = {"quarter": 80.0, "village": 160.0}
"""A place of that kind is not taken where all other places of the report are farther."""
_WINDOW = 70
_MOST_MENTIONS = 12
MOST_ANCHORS = 60
"""Other places of a report that a namesake's nearness is measured to, so that time stays linear in their number."""

_TOWN = frozenset({"town", "village", "quarter"})
_PRECISION = {
    **dict.fromkeys(("town", "village"), Precision.TOWN),
    **dict.fromkeys(("district", "subdistrict", "area", "mountain", "river", "lake", "island", "strait"), Precision.DISTRICT),
    "region": Precision.GOVERNORATE,
    **dict.fromkeys(("country", "continent", "sea"), Precision.COUNTRY),
}
_KIND_OF_WORD = {
    **dict.fromkeys(("مدينه", "المدينه", "بمدينه", "لمدينه"), ("town", "region")),
    **dict.fromkeys(
        ("بلده", "ببلده", "لبلده", "بلدتي", "بلدات", "قريه", "بقريه", "لقريه", "قريتي", "قري", "بلدتا"), ("village", "town")
    ),
    **dict.fromkeys(("حي", "بحي", "احياء", "باحياء", "حيي", "ضاحيه"), ("quarter",)),
    **dict.fromkeys(("محافظه", "بمحافظه", "لمحافظه", "ولايه", "محافظتي"), ("region",)),
    **dict.fromkeys(
        ("مديريه", "بمديريه", "قضاء", "بقضاء", "ناحيه", "بناحيه", "منطقه", "بمنطقه"), ("district", "subdistrict", "town", "area")
    ),
}

# --- the words around and inside a name -----------------------------------------------------------------------------

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
_LINKING = re.compile(
    r"^[\s\"'»”),\-–(]*(?:(?:التابعه?|الواقعه?|الكاينه?|وسط|قرب|بالقرب من|القريبه من"
    r"|شمالي?|جنوبي?|شرقي?|غربي?|في|من|ب|ل)\s*)*"
    r"(?:ب|ل|في |من )?(?:محافظه|مدينه|منطقه|ناحيه|مديريه|قضاء|ولايه|ريف|حي|بلده|محيط|باديه|اقليم|قطاع|الريف)?\s*"
    r"(?:(?:ال)?(?:شمالي|جنوبي|شرقي|غربي|اوسط)\s*)*(?:ال(?:شمالي|جنوبي|شرقي|غربي)\s*)*(?:ل)?$"
)
"""What may stand between a place and what it lies in: "الأتارب بريف حلب", "العيس جنوب حلب", "حي الصاخور في مدينة حلب"."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A place name taken apart: `base` in search form, and where the phrase points from it, in km north and east."""

    base: str
    km: tuple[float, float] = (0.0, 0.0)
    precision: Precision | None = None
    rural: bool = False


@lru_cache(maxsize=2048)
def _parse_phrase(name: str) -> _Phrase:
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
    return _Phrase(base, (north, east), precision, rural)


def _is_modifier(word: str) -> bool:
    return word in _WAYS or word in _AROUND or word in _COUNTRYSIDE


def _bare(name: str) -> str:
    """A search-form name without the kind word of a place ("مدينه حلب" → "حلب")."""
    words = name.split()
    while len(words) > 1 and (kind := find_kind(words[0])) is not None and kind.type is EntityType.PLACE and not kind.in_name:
        words = words[1:]
    return " ".join(words)


# --- what the report says as a whole --------------------------------------------------------------------------------


@dataclass
class _Report:
    """What the rest of the report says of where it plays."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[int] = field(default_factory=Counter)
    placed: dict[str, GazetteerPlace] = field(default_factory=dict)
    """Places that are sure or chosen by now, by the id of their entity."""
    dateline: GazetteerPlace | None = None
    outlet_country: str = ""

    def others(self, named: "_Named", place: GazetteerPlace) -> list[GazetteerPlace]:
        """The first places of the report that are neither this entity's nor the namesake itself."""
        first = islice(self.placed.items(), MOST_ANCHORS)
        return [p for i, p in first if i != named.entity.id and p.index != place.index]


@dataclass(frozen=True, slots=True)
class _Named:
    """A place entity with its phrase, its candidates and what stands around its mentions."""

    entity: Entity
    phrase: _Phrase
    candidates: tuple[GazetteerPlace, ...]
    kinds: tuple[str, ...]
    said_in: tuple[str, ...]
    """Ids of the entities that the report says it lies in or by."""


def resolve_places(entities: tuple[Entity, ...], text: Text, page: Page) -> Found[tuple[Entity, ...]]:
    """Every place and facility with its coordinates, precision and containment, or a note on why it has none."""
    places = [e for e in entities if e.type in (EntityType.PLACE, EntityType.FACILITY)]
    if not places:
        return Found(entities)
    said = _said_in(places, page.text)
    named = [_named(e, page.text, said.get(e.id, ())) for e in places]
    report = _read_report(named, page)
    chosen: dict[str, Entity] = {}
    notes: list[Note] = []
    for n in sorted(
        named,
        key=lambda n: (
            n.phrase.precision is not None,
            len(n.candidates) != 1,
            n.entity.mentions[0].start if n.entity.mentions else 0,
        ),
    ):
        place, note = _resolve(n, report)
        notes += [note] if note else []
        chosen[n.entity.id] = place
    return Found(tuple(chosen.get(e.id, e) for e in entities), tuple(sorted(notes, key=lambda x: (x.start or 0, x.code))))


def _named(entity: Entity, text: str, said_in: tuple[str, ...]) -> _Named:
    names = list(dict.fromkeys(n for name in entity.names for n in _as_looked_up(name)))
    for name in names:
        whole = find_places(name) or find_places(_bare(name))
        phrase = _Phrase(name) if whole else _parse_phrase(_bare(name))
        found = whole or find_places(phrase.base) or find_places(_bare(phrase.base)) or _by_parts(name)
        if found:
            return _Named(entity, phrase, found, _kind_words(entity, text), said_in)
    for name in names if entity.type is EntityType.FACILITY else ():
        found = _place_of(name)
        if found:
            return _Named(entity, _Phrase(name, precision=Precision.NEAR), found, (), said_in)
    return _Named(entity, _Phrase(names[0] if names else ""), (), (), said_in)


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
    base = _bare(" ".join(rest))
    known = place_name(base)
    return find_places(base) if known is not None and not known.common else ()


def _kind_words(entity: Entity, text: str) -> tuple[str, ...]:
    found = Counter(word for m in entity.mentions[:_MOST_MENTIONS] if (word := _word_before(text, m.start)) in _KIND_OF_WORD)
    return _KIND_OF_WORD[found.most_common(1)[0][0]] if found else ()


def _word_before(text: str, at: int) -> str:
    words = fold(text[max(0, at - 20) : at]).replace('"', " ").split()
    return words[-1] if words else ""


def _said_in(places: Sequence[Entity], text: str) -> dict[str, tuple[str, ...]]:
    """For each place, the ids of the places that the words right after one of its mentions put it in."""
    mentions = sorted(((m.start, m.end, e.id) for e in places for m in e.mentions), key=lambda x: (x[0], -x[1]))
    out: dict[str, Counter[str]] = {}
    for (_, end, inner), (start, _, outer) in pairwise(mentions):
        if inner != outer and 0 < start - end <= _WINDOW and _LINKING.match(fold(text[end:start])):
            out.setdefault(inner, Counter())[outer] += 1
    return {i: tuple(o for o, _ in sorted(c.items(), key=lambda x: (-x[1], x[0]))[:3]) for i, c in out.items()}


def _read_report(named: Sequence[_Named], page: Page) -> _Report:
    report = _Report()
    outlet = find_outlet(page.report.outlet or page.report.site or "") or (
        find_outlet(page.report.url) if page.report.url else None
    )
    report.outlet_country = outlet.country if outlet else ""
    report.dateline = _sure(find_places(_bare(fold(page.report.dateline.place)))) if page.report.dateline else None
    for n in named:
        sure = _sure(n.candidates)
        if sure is None:
            continue
        weight = min(len(n.entity.mentions), 5) or 1
        if sure.country:
            report.countries[sure.country] += weight
        region = region_of(sure)
        if region is not None:
            report.regions[region.index] += weight
        if sure.kind not in ("country", "continent", "sea"):
            report.placed[n.entity.id] = sure
    if report.dateline is not None and report.dateline.country:
        report.countries[report.dateline.country] += 1
    return report


def _sure(candidates: Sequence[GazetteerPlace]) -> GazetteerPlace | None:
    """The first candidate where it is a well-known place or has no rival far away."""
    if not candidates:
        return None
    best = candidates[0]
    rivals = [c for c in candidates[1:] if best.weight - c.weight < 2.5 and _apart(c, best)]
    return best if best.weight >= 2.5 and not rivals else None


# --- choosing -------------------------------------------------------------------------------------------------------


def _resolve(named: _Named, report: _Report) -> tuple[Entity, Note | None]:
    if not named.candidates:
        return named.entity, _note("unresolved-place", named.entity, "no gazetteer knows it")
    ranked = sorted(((_points(c, named, report), -i) for i, c in enumerate(named.candidates)), reverse=True)
    best_points, at = ranked[0]
    best = _town_of(named.candidates[-at], named)
    if _is_stranger(best, named, report):
        return named.entity, _note("unresolved-place", named.entity, "its only namesakes lie where the report does not play")
    rival = next(
        (named.candidates[-j] for p, j in ranked[1:] if best_points - p < MARGIN and _apart(best, named.candidates[-j])), None
    )
    if rival is not None:
        return named.entity, _note("ambiguous-place", named.entity, f"nothing decides between {_where(best)} and {_where(rival)}")
    report.placed[named.entity.id] = best
    return _placed(named, best, _rule(best, named, report)), None


def _town_of(place: GazetteerPlace, named: _Named) -> GazetteerPlace:
    """A governorate's bare name means its seat; with "محافظة" before it, or countryside, it means the governorate."""
    if place.kind != "region" or "region" in named.kinds or named.phrase.rural:
        return place
    towns = (c for c in named.candidates if c.kind == "town" and not _apart(c, place))
    return next(towns, place)


def _points(place: GazetteerPlace, named: _Named, report: _Report) -> float:
    return place.weight + sum(POINTS[name] * share for name, share in _evidence(place, named, report))


def _evidence(place: GazetteerPlace, named: _Named, report: _Report) -> Iterator[tuple[str, float]]:
    """What speaks for a namesake, by the names of POINTS, each with a share of its points."""
    if named.kinds:
        yield ("kind", 1.0) if place.kind in named.kinds else ("not_kind", 1.0)
    if place.type is named.entity.type:
        yield "type", 1.0
    outers = [report.placed[i] for i in named.said_in if i in report.placed and i != named.entity.id]
    if outers:
        yield ("said", 1.0) if any(_lies_by(place, o) for o in outers) else ("not_said", 1.0)
    total = report.countries.total()
    if total and place.country:
        yield "country", report.countries[place.country] / total
    region = region_of(place)
    if region is not None and report.regions[region.index]:
        yield "region", min(1.0, 0.4 + report.regions[region.index] / report.regions.total())
    yield from _nearness(place, named, report)


def _nearness(place: GazetteerPlace, named: _Named, report: _Report) -> Iterator[tuple[str, float]]:
    near = min((place.km_to(p.lat, p.lon) for p in report.others(named, place)), default=None)
    if near is not None:
        yield "near", math.exp(-near / NEAR_KM)
    if report.dateline is not None and report.dateline.km_to(place.lat, place.lon) < 60:
        yield "dateline", 1.0
    if report.outlet_country and report.outlet_country == place.country:
        yield "outlet", 1.0


def _lies_by(place: GazetteerPlace, outer: GazetteerPlace) -> bool:
    if outer.kind in ("country", "region"):
        return any(p.index == outer.index or fold(p.name) == fold(outer.name) for p in places_above(place))
    if any(fold(p.name) == fold(outer.name) for p in places_above(place)):
        return True
    return place.km_to(outer.lat, outer.lon) < (90 if outer.population > 100000 or outer.kind in ("area", "mountain") else 45)


def _is_stranger(place: GazetteerPlace, named: _Named, report: _Report) -> bool:
    """Whether a little-known place lies where the report does not play: in another country, or far from all its places."""
    if place.weight >= STRANGER:
        return False
    known = report.countries[place.country] or report.outlet_country == place.country
    if not known:
        return bool(report.countries.total() or report.outlet_country)
    far = FAR_KM.get(place.kind)
    others = report.others(named, place)
    return far is not None and bool(others) and all(_is_far(place, p, far) for p in others)


def _is_far(place: GazetteerPlace, other: GazetteerPlace, km: float) -> bool:
    return place.km_to(other.lat, other.lon) > km and not _holds(other, place)


def _apart(a: GazetteerPlace, b: GazetteerPlace) -> bool:
    """Whether two namesakes are two: far from each other, and neither lies in the other as a seat in its governorate."""
    return a.km_to(b.lat, b.lon) > SAME_KM and not _holds(a, b) and not _holds(b, a)


def _holds(outer: GazetteerPlace, inner: GazetteerPlace) -> bool:
    return any(p.index == outer.index for p in places_above(inner))


def _where(place: GazetteerPlace) -> str:
    return "، ".join([place.name, *(p.name for p in places_above(place))][:3])


def _note(code: str, entity: Entity, why: str) -> Note:
    first = entity.mentions[0] if entity.mentions else None
    return Note(
        code=code, message=f"{entity.name}: {why}", start=first.start if first else None, end=first.end if first else None
    )


def _rule(place: GazetteerPlace, named: _Named, report: _Report) -> str:
    """The strongest evidence that told it from its namesakes."""
    parts = [_shape(named.phrase)] if named.phrase.precision else []
    if len(named.candidates) == 1:
        return "+".join([*parts, "only-namesake"])
    ranked = sorted(((POINTS[k] * s, k) for k, s in _evidence(place, named, report) if POINTS[k] * s > 0), reverse=True)
    return "+".join([*parts, ranked[0][1] if ranked and ranked[0][0] > 2.0 else "weight"])


def _shape(phrase: _Phrase) -> str:
    if phrase.km != (0.0, 0.0):
        return "direction"
    return "countryside" if phrase.rural else "by-its-place"


def _placed(named: _Named, place: GazetteerPlace, rule: str) -> Entity:
    north, east = named.phrase.km
    scale = 1.0 if named.phrase.rural or place.kind in ("region", "country", "area") else 0.3
    lat = place.lat + north * scale / 111.2
    lon = place.lon + east * scale / (111.2 * max(0.2, math.cos(math.radians(place.lat))))
    precision = _PRECISION.get(place.kind, Precision.POINT)
    if named.phrase.precision is not None:
        precision = named.phrase.precision if place.kind not in ("region", "country") else Precision.DISTRICT
    if place.kind == "town" and ("region" in named.kinds and "town" not in named.kinds):
        precision = Precision.GOVERNORATE
    above = [p.name for p in places_above(place)]
    within = tuple(dict.fromkeys([place.name, *above] if named.phrase.precision else above))
    where = Coordinates(lat=round(lat, 5), lon=round(lon, 5), precision=precision, within=within, rule=rule)
    link = Link(
        register_="gazetteer",
        id=place.id,
        label=place.latin or place.name,
        score=1.0 if len(named.candidates) == 1 else 0.8,
        why=rule,
    )
    return named.entity.model_copy(update={"place": where, "link": named.entity.link or link})
