"""What speaks for one namesake rather than another: the report's other places, its dateline and outlet, words around the name."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from isnad.entities.places.candidates import NamedPlace
from isnad.entities.places.levels import are_apart, holds
from isnad.entities.places.phrases import without_kind_word
from isnad.entities.theatre import count_nationalities
from isnad.letters import fold
from isnad.model.page import Page
from isnad.model.text import Text
from isnad.reference.gazetteer import GazetteerPlace, find_places, places_above, region_of
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
STRANGER = 4.5
"""Least weight of a place in a country that the rest of the report does not speak of."""
FAR_KM = {"village": 160.0}
"""A place of that kind is not taken where all other places of the report are farther."""
TIMID = frozenset("quarter road square market hospital bridge castle palace factory".split())
"""Kinds whose names stand in many cities («السلام», «البلدة القديمة»): one alone does not tell where a report plays."""
BESIDE_KM = 25.0
"""A quarter is taken where a place of the report is as near, though its city is not named."""
RENOWNED = 6.0
"""Least weight of a place that is not of our own list and is taken in a country the report does not speak of."""
CAPITAL = 8.0
"""Least weight of a city whose villages of the same name give way to it («القاهرة» has twenty)."""
MOST_ANCHORS = 60
"""Other places of a report that a namesake's nearness is measured to, so that time stays linear in their number."""


@dataclass
class ReportPlaces:
    """What the rest of the report says of where it plays."""

    countries: Counter[str] = field(default_factory=Counter)
    adjectives: Counter[str] = field(default_factory=Counter)
    """Countries by the adjectives of nationality in the text: they let a place in, and keep none out."""
    timid: Counter[str] = field(default_factory=Counter)
    """Countries by the names of quarters and the like: each stands for another, none for itself."""
    bases: frozenset[str] = frozenset()
    """Search forms of all place names of the report, without direction and kind words."""
    regions: Counter[int] = field(default_factory=Counter)
    placed: dict[str, GazetteerPlace] = field(default_factory=dict)
    """Places that are sure or chosen by now, by the id of their entity."""
    dateline: GazetteerPlace | None = None
    outlet_country: str = ""

    def speaks_of(self, country: str) -> bool:
        """Whether something but the place in question itself says that the report plays in the country."""
        said = self.countries[country] or self.adjectives[country] or self.outlet_country == country
        return bool(said) or self.timid[country] > 1

    def speaks_of_others(self, country: str) -> bool:
        """Whether some place of the report, or its outlet, is of another country."""
        return bool(self.countries or self.outlet_country or any(c != country for c in self.timid))

    def others(self, named: "NamedPlace", place: GazetteerPlace) -> list[GazetteerPlace]:
        """The first places of the report that are neither this entity's nor the namesake itself."""
        first = islice(self.placed.items(), MOST_ANCHORS)
        return [p for i, p in first if i != named.entity.id and p.index != place.index]


def read_report(named: Sequence[NamedPlace], text: Text, page: Page) -> ReportPlaces:
    """Where the report as a whole plays, by the places that are sure and the adjectives of nationality."""
    report = ReportPlaces(adjectives=count_nationalities(text), bases=frozenset(n.phrase.base for n in named))
    outlet = find_outlet(page.report.outlet or page.report.site or "") or (
        find_outlet(page.report.url) if page.report.url else None
    )
    report.outlet_country = outlet.country if outlet else ""
    report.dateline = _sure(find_places(without_kind_word(fold(page.report.dateline.place)))) if page.report.dateline else None
    for n in named:
        sure = _sure(n.candidates)
        if sure is None or sure.kind in TIMID:
            report.timid.update([sure.country] if sure else [])
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
    rivals = [c for c in candidates[1:] if best.weight - c.weight < 2.5 and are_apart(c, best)]
    return best if best.weight >= 2.5 and not rivals else None


def count_points(place: GazetteerPlace, named: NamedPlace, report: ReportPlaces) -> float:
    """The points that speak for a namesake, its own weight among them."""
    return place.weight + sum(POINTS[name] * share for name, share in find_evidence(place, named, report))


def find_evidence(place: GazetteerPlace, named: NamedPlace, report: ReportPlaces) -> Iterator[tuple[str, float]]:
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


def _nearness(place: GazetteerPlace, named: NamedPlace, report: ReportPlaces) -> Iterator[tuple[str, float]]:
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


def is_stranger(place: GazetteerPlace, named: NamedPlace, report: ReportPlaces) -> bool:
    """Whether a place lies where the report does not play: in another country, another city, or far from all its places.

    Well-known towns, regions and countries are named anywhere; a quarter only beside its city.
    """
    if _is_known_anywhere(place):
        return False
    if not report.speaks_of(place.country):
        return report.speaks_of_others(place.country)
    others = report.others(named, place)
    if place.kind == "quarter" and others:
        return not _is_beside_its_city(place, others, report)
    far = FAR_KM.get(place.kind)
    return far is not None and bool(others) and all(_is_far(place, p, far) for p in others)


def _is_known_anywhere(place: GazetteerPlace) -> bool:
    known = place.weight >= RENOWNED or (place.weight >= STRANGER and place.id.startswith("own"))
    return known and place.kind not in TIMID


def _is_beside_its_city(quarter: GazetteerPlace, others: Sequence[GazetteerPlace], report: ReportPlaces) -> bool:
    """Whether the report names the quarter's city or what that lies in, a place in that city or one near by."""
    above = [p for p in places_above(quarter) if p.kind != "country"]
    if not above or any(fold(p.name) in report.bases for p in above):
        return True
    around = [*others, report.dateline] if report.dateline is not None else others
    return any(holds(above[0], p) or p.km_to(quarter.lat, quarter.lon) <= BESIDE_KM for p in around)


def with_capitals(named: NamedPlace, report: ReportPlaces | None = None) -> NamedPlace:
    """Without the villages and districts that are called after a great city, unless the report says that it means such a one.

    Before the report's places are known, whatever is said to hold the place leaves it open.
    """
    city = next((c for c in named.candidates[:2] if c.kind == "town" and c.weight >= CAPITAL), None)
    if city is None or (report is None and named.said_in and not named.kinds) or not {*named.kinds} <= {"town", "region"}:
        return named
    one = tuple(c for c in named.candidates if not are_apart(c, city))
    outers = [report.placed[i] for i in named.said_in if i in report.placed] if report is not None and not named.kinds else []
    if any(_lies_by(c, o) for c in named.candidates if c not in one for o in outers if o.kind != "country"):
        return named
    rivals = [c for c in named.candidates if c not in one and city.weight - c.weight < STRANGER - 1]
    return named if rivals else replace(named, candidates=one)


def _is_far(place: GazetteerPlace, other: GazetteerPlace, km: float) -> bool:
    return place.km_to(other.lat, other.lon) > km and not holds(other, place)
