"""The gazetteer: places and facilities by every spelling, built by `training/gazetteer.py` (sources: NOTICE).

Two packaged files of lines are read at first use (about 50 ms); a place's own line is parsed when it is asked for.
"""

import gzip
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Self

from isnad.letters import fold
from isnad.model.entity import EntityType
from isnad.model.errors import BadReference
from isnad.reference.lines import Lines, load_lines
from isnad.reference.tables import DATA

FACILITIES = frozenset(
    [
        "crossing",
        "airport",
        "airbase",
        "base",
        "prison",
        "dam",
        "camp",
        "hospital",
        "mosque",
        "church",
        "castle",
        "square",
        "road",
        "bridge",
        "palace",
        "field",
        "factory",
        "refinery",
        "university",
        "port",
        "market",
    ]
)
"""The kinds that are facilities; all others are places."""


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """One place. Degrees are WGS 84; `weight` is what speaks for it before the report is read (0 to about 12)."""

    id: str
    """Source and its key: `own`, `ocha:C1353`, `wof:1125772627`; a merged place has them all, parted by `;`."""
    index: int
    name: str
    latin: str
    kind: str
    """country region district subdistrict town village quarter area mountain river …, or one of FACILITIES."""
    country: str
    """ISO 3166-1 alpha-2, or empty."""
    parent: int | None
    lat: float
    lon: float
    population: int
    weight: float

    @property
    def type(self) -> EntityType:
        return EntityType.FACILITY if self.kind in FACILITIES else EntityType.PLACE

    @classmethod
    def parse(cls, index: int, line: str) -> Self:
        i, name, latin, kind, country, parent, lat, lon, people, weight = line.split("\t")
        place = (index, name, latin, kind, country, int(parent) if parent else None)
        return cls(f"{i}:{index}" if i == "own" else i, *place, float(lat), float(lon), int(people or 0), float(weight))

    def km_to(self, lat: float, lon: float) -> float:
        """Kilometres to a point, on a flat earth: right to a percent within a country."""
        x = math.radians(lon - self.lon) * math.cos(math.radians((lat + self.lat) / 2))
        return 6371.0 * math.hypot(x, math.radians(lat - self.lat))


@dataclass(frozen=True, slots=True)
class PlaceName:
    """What a name may be. `common`: in news the word stands mostly for something else, so that it alone is no evidence."""

    type: EntityType
    common: bool


@cache
def _places() -> list[bytes]:
    try:
        return gzip.decompress((DATA / "gazetteer" / "places.gz").read_bytes()).split(b"\n")
    except (OSError, EOFError) as error:
        raise BadReference("bad-reference", f"gazetteer/places.gz: {error}") from error


@cache
def raw_names() -> Lines:
    """Every search-form name to its flags (`!` common, `*` facility) and the indices of its places, weightiest first."""
    try:
        return load_lines(DATA / "gazetteer" / "names.gz")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadReference("bad-reference", f"gazetteer/names.gz: {error}") from error


@lru_cache(maxsize=4096)
def place_at(index: int) -> GazetteerPlace:
    """The place with that index."""
    return GazetteerPlace.parse(index, _places()[index].decode())


@lru_cache(maxsize=4096)
def find_places(folded_name: str) -> tuple[GazetteerPlace, ...]:
    """All places of that name (search form, without kind word), weightiest first; the article may be there or not."""
    known = raw_names()
    found = known.get(folded_name) or known.get(_other_article(folded_name)) or ""
    return tuple(place_at(int(i)) for i in found.lstrip("!*").split(",") if i)


def _other_article(name: str) -> str:
    return name[2:] if name.startswith("ال") and len(name) > 4 else f"ال{name}"


def read_flags(value: str) -> PlaceName:
    return PlaceName(EntityType.FACILITY if "*" in value[:2] else EntityType.PLACE, value.startswith("!"))


def place_name(folded_name: str) -> PlaceName | None:
    """What a name may be, without its places."""
    value = raw_names().get(folded_name)
    return read_flags(value) if value else None


def places_above(place: GazetteerPlace) -> Iterator[GazetteerPlace]:
    """What a place lies in, narrowest first."""
    seen = {place.index}
    at = place.parent
    while at is not None and at not in seen:
        seen.add(at)
        above = place_at(at)
        yield above
        at = above.parent


def region_of(place: GazetteerPlace) -> GazetteerPlace | None:
    """The first-level division (governorate, province, state) a place lies in, or itself."""
    return next((p for p in (place, *places_above(place)) if p.kind == "region"), None)


@cache
def find_country(iso2: str) -> GazetteerPlace | None:
    """The country with that ISO 3166-1 alpha-2 code."""
    return next((p for p in map(place_at, range(len(_places()))) if p.kind == "country" and p.country == iso2), None)


def find_named(name: str) -> tuple[GazetteerPlace, ...]:
    """`find_places` for a name as written."""
    return find_places(" ".join(fold(name).split()))
