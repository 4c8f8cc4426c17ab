"""How well places get their coordinates: `python -m bench.places [--worst N]`.

Reads Syrian outlets' pages, each with the place and coordinates that people coded for the incident it reports. Every known
place name in the page becomes an entity, the incident's place among them, as the finder of entities would make them; the
coordinates given to it are compared with people's. Skips what people placed by hand far from any named place only in the
sense that such rows count as wrong: no row with coordinates is left out once its place is named in the page.
"""

import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from isnad.arabic.words import find_tokens
from isnad.entities.places import resolve_places
from isnad.letters import fold_with_origins
from isnad.model.entity import Entity, EntityType, Mention
from isnad.model.page import Block, BlockKind, Page, Report
from isnad.model.text import Text
from isnad.reference.gazetteer import GazetteerPlace
from isnad.reference.matching import find_known

INCIDENTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "incidents" / "pages.jsonl.xz"
_CLEAN = re.compile(r"^(?:محيط|قرب|بالقرب من|ريف|مدينة|بلدة|قرية|حي|منطقة|ناحية|محافظة|مخيم)\s+(?=\S)")
NEAR_KM = 25.0


@dataclass(frozen=True)
class Case:
    page: Page
    entities: tuple[Entity, ...]
    target: str
    lat: float | None
    lon: float | None
    governorate: str


def read_cases() -> Iterator[Case]:
    with lzma.open(INCIDENTS, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            case = _case(row)
            if case is not None:
                yield case


def _case(row: dict[str, Any]) -> Case | None:
    incident, text = row["incident"], row["text"]
    place = re.split(r"[,،/\-]|\sفي\s|\sب(?=ريف|محافظة)", incident.get("place_ar") or "")[0].strip(" \u200e\u200f")
    place = _CLEAN.sub("", _CLEAN.sub("", place))
    spans = _occurrences(text, place) if len(place) > 1 else []
    if not spans:
        return None
    page = Page(
        text, (Block(0, len(text), BlockKind.BODY),), Report(id="-", source_sha256="-", outlet=row["outlet"], url=row["url"])
    )
    entities = [_entity("T", text, spans), *_others(text, {x for s in spans for x in range(*s)})]
    return Case(page, tuple(entities), place, incident.get("lat"), incident.get("lon"), incident.get("governorate_ar") or "")


def _occurrences(text: str, name: str) -> list[tuple[int, int]]:
    folded, wanted = fold_with_origins(text), fold_with_origins(name).text
    found = re.finditer(rf"(?<!\w)(?:[وفبل]|لل)?({re.escape(wanted)})(?!\w)", folded.text)
    return [folded.to_source(*m.span(1)) for m in found]


def _entity(i: str, text: str, spans: list[tuple[int, int]], type_: EntityType = EntityType.PLACE) -> Entity:
    mentions = tuple(Mention(start=s, end=t, text=text[s:t]) for s, t in spans)
    names = tuple(dict.fromkeys(m.text for m in mentions))
    return Entity(id=i, type=type_, name=names[0], name_latin="", names=names, mentions=mentions)


def _others(text: str, taken: set[int]) -> Iterator[Entity]:
    tokens = find_tokens(text, 0, len(text))
    spans: dict[str, list[tuple[int, int]]] = {}
    for m in find_known(tokens):
        if m.register == "gazetteer" and not m.common and tokens[m.first].start not in taken:
            name = " ".join(t.folded for t in tokens[m.first : m.last])
            spans.setdefault(name, []).append((tokens[m.first].start, tokens[m.last - 1].end))
    for k, found in enumerate(spans.values()):
        yield _entity(f"O{k}", text, found)


def measure(worst: int = 0) -> Counter[str]:
    tally, misses = Counter[str](), list[str]()
    for case in read_cases():
        entity = next(e for e in resolve_places(case.entities, Text(case.page.text, (), ()), case.page).value if e.id == "T")
        tally["cases"] += 1
        tally["answered"] += entity.place is not None
        if case.governorate in GOVERNORATES:
            tally["governorate cases"] += 1
            tally["governorate answered"] += entity.place is not None
            tally["governorate right"] += entity.place is not None and case.governorate in (*entity.place.within, case.target)
        if case.lat is None or case.lon is None:
            continue
        tally["with coordinates"] += 1
        tally["coordinates answered"] += entity.place is not None
        km = _km(case, entity)
        tally["within 25 km"] += km is not None and km <= NEAR_KM
        if km is None or km > NEAR_KM:
            rule = entity.place.rule if entity.place else "-"
            misses.append(
                f"{case.target} ({case.governorate}) {km and round(km)} km, {rule}, {entity.place and entity.place.within}"
            )
    for line in misses[:worst]:
        print(line)
    return tally


GOVERNORATES = frozenset(
    [
        "دمشق",
        "ريف دمشق",
        "حلب",
        "حمص",
        "حماة",
        "إدلب",
        "ادلب",
        "اللاذقية",
        "طرطوس",
        "درعا",
        "السويداء",
        "القنيطرة",
        "الرقة",
        "الحسكة",
        "دير الزور",
    ]
)


def _km(case: Case, entity: Entity) -> float | None:
    if entity.place is None or case.lat is None or case.lon is None:
        return None
    here = GazetteerPlace("", 0, "", "", "village", "", None, entity.place.lat, entity.place.lon, 0, 0.0)
    return here.km_to(case.lat, case.lon)


def main() -> None:
    if not INCIDENTS.exists():
        sys.exit("bench.places: ../shared/data/incidents is not here; nothing to measure")
    worst = int(sys.argv[sys.argv.index("--worst") + 1]) if "--worst" in sys.argv else 0
    t = measure(worst)
    print(f"{t['cases']} pages name the place of their incident; {t['answered'] / t['cases']:.1%} get coordinates")
    print(
        f"within {NEAR_KM:.0f} km: {t['within 25 km']} of {t['coordinates answered']} answered ({t['with coordinates']} in all)"
    )
    print(f"governorate: {t['governorate right']} of {t['governorate answered']} answered ({t['governorate cases']} in all)")


if __name__ == "__main__":
    main()
