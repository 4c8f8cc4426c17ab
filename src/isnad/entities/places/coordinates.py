"""The place chosen → coordinates, precision, what it lies in, and the rule that chose it."""

import math

from isnad.entities.places.candidates import NamedPlace
from isnad.entities.places.evidence import POINTS, ReportPlaces, find_evidence
from isnad.entities.places.phrases import PlacePhrase
from isnad.model.entity import Coordinates, Entity, Link, Precision
from isnad.reference.gazetteer import GazetteerPlace, places_above

_PRECISION = {
    **dict.fromkeys(("town", "village"), Precision.TOWN),
    **dict.fromkeys(("district", "subdistrict", "area", "mountain", "river", "lake", "island", "strait"), Precision.DISTRICT),
    "region": Precision.GOVERNORATE,
    **dict.fromkeys(("country", "continent", "sea"), Precision.COUNTRY),
}


def name_rule(place: GazetteerPlace, named: NamedPlace, report: ReportPlaces) -> str:
    """The strongest evidence that told it from its namesakes."""
    parts = [_shape(named.phrase)] if named.phrase.precision else []
    if len(named.candidates) == 1:
        return "+".join([*parts, "only-namesake"])
    ranked = sorted(((POINTS[k] * s, k) for k, s in find_evidence(place, named, report) if POINTS[k] * s > 0), reverse=True)
    return "+".join([*parts, ranked[0][1] if ranked and ranked[0][0] > 2.0 else "weight"])


def _shape(phrase: PlacePhrase) -> str:
    if phrase.km != (0.0, 0.0):
        return "direction"
    return "countryside" if phrase.rural else "by-its-place"


def place_entity(named: NamedPlace, place: GazetteerPlace, rule: str) -> Entity:
    """The entity with its coordinates and link; moved where the name points aside from the place ("شمال حلب")."""
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
