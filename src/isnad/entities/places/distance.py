"""Whether two places of the gazetteer are two."""

from isnad.reference.gazetteer import GazetteerPlace, places_above

SAME_KM = 25.0
"""Namesakes nearer than this to each other are taken for one."""


def are_apart(a: GazetteerPlace, b: GazetteerPlace) -> bool:
    """Whether two namesakes are two: far from each other, and neither lies in the other as a seat in its governorate."""
    return a.km_to(b.lat, b.lon) > SAME_KM and not holds(a, b) and not holds(b, a)


def holds(outer: GazetteerPlace, inner: GazetteerPlace) -> bool:
    """Whether the gazetteer puts the inner place in the outer one."""
    return any(p.index == outer.index for p in places_above(inner))
