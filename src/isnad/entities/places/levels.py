"""Whether two namesakes are one place, and which of its levels the report means: the town, or the division called after it.

Gazetteers hold a town, its subdistrict and its district as three places with three points, often from three sources, so that
the middle of a wide district stands far from its seat and nothing ties the two. To a reader they are one.
"""

from isnad.entities.places.candidates import NamedPlace
from isnad.reference.gazetteer import GazetteerPlace, places_above, region_of

SAME_KM = 25.0
"""Namesakes nearer than this to each other are taken for one."""
_DIVISIONS = frozenset({"district", "subdistrict"})
_SETTLEMENTS = ("town", "village")


def are_apart(a: GazetteerPlace, b: GazetteerPlace) -> bool:
    """Whether two namesakes are two: far apart, neither in the other, and not a town and the division called after it."""
    return a.km_to(b.lat, b.lon) > SAME_KM and not holds(a, b) and not holds(b, a) and not _is_seat_of(a, b)


def holds(outer: GazetteerPlace, inner: GazetteerPlace) -> bool:
    """Whether the gazetteer puts the inner place in the outer one."""
    return any(p.index == outer.index for p in places_above(inner))


def _is_seat_of(a: GazetteerPlace, b: GazetteerPlace) -> bool:
    """A town and a division of one name in one governorate, or two divisions. Villages stand as often in another district."""
    if not (a.kind in _DIVISIONS or b.kind in _DIVISIONS) or not {a.kind, b.kind} <= {*_DIVISIONS, "town"}:
        return False
    regions = region_of(a), region_of(b)
    return regions[0] is not None and regions[1] is not None and regions[0].index == regions[1].index


def choose_level(place: GazetteerPlace, named: NamedPlace) -> GazetteerPlace:
    """Of the levels of one place the one meant: the town by the bare name, the division after ناحية, منطقة, قضاء or محافظة.

    The countryside of a place ("ريف حلب") is that of the whole division.
    """
    if named.phrase.rural:
        return place
    same = [c for c in named.candidates if not are_apart(c, place)]
    if named.kinds and named.kinds[0] in _DIVISIONS:
        divisions = [c for c in same if c.kind in _DIVISIONS]
        return min(divisions, key=lambda c: (named.kinds.index(c.kind), c.km_to(place.lat, place.lon)), default=place)
    if place.kind in _DIVISIONS:
        return next((c for kind in _SETTLEMENTS for c in same if c.kind == kind), place)
    if place.kind == "region" and "region" not in named.kinds:
        return next((c for c in same if c.kind == "town"), place)
    return place
