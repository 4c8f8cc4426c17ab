"""Builds the packaged gazetteer: `python -m training.gazetteer` (sources and licences: NOTICE).

Takes the open gazetteers of ../shared/data/gazetteer, our own tables of src/isnad/reference/data/places, and counts in
the raw news how often a name is said as a place, so that a village called Peace is never found by its name alone.
"""

import gzip
import json
import lzma
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from isnad.letters import fold
from isnad.reference.gazetteer import FACILITIES
from isnad.reference.lines import write_lines
from isnad.reference.tables import DATA, load_table

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
OUT = DATA / "gazetteer"
OWN = ("governorates", "cities", "regions", "facilities", "quarters")
COLUMNS = ("name", "variants", "latin", "kind", "country", "within", "lat", "lon", "population")
COUNTRY_COLUMNS = ("iso2", "iso3", "name", "variants", "latin", "lat", "lon", "adjective", "plural")
WOF = ("sy", "iq", "ye", "lb", "ps", "jo", "eg", "ly", "sd")
KIND_WORDS = [
    "محافظة",
    "مُحافظة",
    "مدينة",
    "بلدة",
    "قرية",
    "ناحية",
    "منطقة",
    "قضاء",
    "مديرية",
    "حي",
    "حارة",
    "ولاية",
    "إقليم",
    "اقليم",
    "شعبية",
    "بلدية",
    "عزلة",
    "محلة",
    "مركز",
    "حى",
    "بلده",
    "قريه",
    "مدينه",
]
SEATS = {"region": 8.0, "country": 10.0, "continent": 7.0, "area": 6.0, "town": 6.0, "sea": 6.0, "river": 6.0}
SAME_KM = 9.0
_SPLIT = re.compile(r"[_/،,]|\s-\s")
_BRACKETS = re.compile(r"[(（].*?[)）]|[\"'«»]")
_ARABIC = re.compile(r"^[\u0621-\u064a0-9\s]+$")
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640\u200b-\u200f]")
_CONTEXT = frozenset(
    [
        "مدينه",
        "بلده",
        "قريه",
        "ريف",
        "محافظه",
        "حي",
        "منطقه",
        "ناحيه",
        "مديريه",
        "قضاء",
        "بلدات",
        "بلدتي",
        "قري",
        "قريتي",
        "مدينتي",
        "احياء",
        "محيط",
        "اطراف",
        "شمال",
        "جنوب",
        "شرق",
        "غرب",
        "شمالي",
        "جنوبي",
        "شرقي",
        "غربي",
        "بمدينه",
        "ببلده",
        "بقريه",
        "بريف",
        "بمحافظه",
        "بحي",
        "بمنطقه",
        "مخيم",
        "جبل",
        "جسر",
        "مطار",
        "ضواحي",
        "مدخل",
        "مركز",
        "وسط",
        "طريق",
        "محور",
        "جبهه",
    ]
)
_TOWARDS = frozenset(["في", "الي", "نحو", "باتجاه", "من", "داخل", "وفي", "والي", "ومن", "الى", "قرب", "عند", "بين"])


@dataclass
class Row:
    """One place while it is being put together; `names` are as written, best first."""

    source: str
    names: list[str]
    latin: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    population: int = 0
    weight: float = 0.0
    parent: "Row | None" = None
    region: str = ""
    index: int = -1
    own: bool = False
    also: list[str] = field(default_factory=list)


def main() -> None:
    rows = merge(list(own_rows()), list(ocha_rows()), list(wof_rows()))
    rows = merge(rows, list(airwars_rows(rows)))
    give_regions(rows)
    name_weights(rows)
    places, names = tables(rows)
    write(places, names)


# --- our own tables -------------------------------------------------------------------------------------------------


def own_rows() -> Iterator[Row]:
    countries: dict[str, Row] = {}
    regions: dict[tuple[str, str], Row] = {}
    for r in load_table("places/countries.tsv", COUNTRY_COLUMNS, key=("iso2",)):
        row = Row(
            "own",
            _names(r["name"], r["variants"]),
            r["latin"],
            "country",
            r["iso2"],
            float(r["lat"]),
            float(r["lon"]),
            weight=10.0,
            own=True,
        )
        countries[r["iso2"]] = row
        yield row
    seats = {(r["country"], r["name"]) for r in load_table("places/seats.tsv", ("country", "name"), key=("country", "name"))}
    for part in OWN:
        if not (DATA / "places" / f"{part}.tsv").exists():
            continue
        for r in load_table(f"places/{part}.tsv", COLUMNS):
            if r["lat"]:
                yield _own_row(r, countries, regions)
            if part == "governorates" and (r["country"], r["name"]) in seats:
                yield _own_row({**r, "kind": "town", "within": r["name"]}, countries, regions)


def _own_row(r: dict[str, str], countries: dict[str, Row], regions: dict[tuple[str, str], Row]) -> Row:
    lat, lon, people = float(r["lat"]), float(r["lon"]), int(r["population"] or 0)
    names = _names(r["name"], r["variants"])
    row = Row("own", names, r["latin"], r["kind"], r["country"], lat, lon, people, own=True, region=r["within"])
    parent = regions.get((r["country"], r["within"])) if r["within"] else None
    if r["within"] and parent is None:
        raise SystemExit(f"{r['name']}: nothing known is called {r['within']} in {r['country']}")
    row.parent = parent or countries.get(r["country"])
    if r["kind"] in ("region", "area", "district", "town"):
        regions.setdefault((r["country"], r["name"]), row)
    row.weight = SEATS.get(r["kind"], 5.0)
    return row


def _names(name: str, variants: str) -> list[str]:
    out = [name, *filter(None, variants.split("|"))]
    return list(dict.fromkeys(n for n in (plain(x) for x in out) if n)) or [name]


def plain(name: str) -> str:
    """A name without marks, brackets and the kind word that the guide leaves out of names."""
    words = _MARKS.sub("", _BRACKETS.sub(" ", name)).split()
    while len(words) > 1 and words[0] in KIND_WORDS:
        words = words[1:]
    return " ".join(words)


# --- OCHA: settlements of Syria -------------------------------------------------------------------------------------

OCHA_GOVERNORATES = {
    "حلب": "عفرين|مركز عفرين|الباب|اعزاز|منبج|عين العرب|جرابلس|السفيرة|جبل سمعان|مركز جبل سمعان|ديرحافر|دير حافر|الأتارب|اتارب",
    "إدلب": "جسر الشغور|المعرة|معرة النعمان|حارم|أريحا|ادلب|إدلب|مركز إدلب|اريحا",
    "حماة": "السقيلبية|محردة|السلمية|سلمية|مصياف|حماة|مركز حماة",
    "حمص": "حمص|مركز حمص|الرستن|تدمر|القصير|تلكلخ|المخرم",
    "اللاذقية": "الحفة|اللاذقية|مركز اللاذقية|جبلة|القرداحة",
    "طرطوس": "طرطوس|مركز طرطوس|بانياس|صافيتا|دريكيش|الدريكيش|الشيخ بدر|شيخ بدر",
    "دير الزور": "دير الزور|مركز دير الزور|البوكمال|ابو كمال|أبو كمال|الميادين",
    "الرقة": "الرقة|مركز الرقة|تل أبيض|تل ابيض|الثورة",
    "الحسكة": "الحسكة|مركز الحسكة|القامشلي|المالكية|رأس العين|راس العين",
    "درعا": "درعا|مركز درعا|ازرع|إزرع|الصنمين",
    "السويداء": "السويداء|مركز السويداء|صلخد|شهبا",
    "القنيطرة": "القنيطرة|مركز القنيطرة|فيق",
    "ريف دمشق": "دوما|مركز دوما|داريا|الزبداني|قطنا|التل|يبرود|النبك|القطيفة|مركز ريف دمشق|ريف دمشق|قدسيا",
    "دمشق": "دمشق",
}


def _governorate_of() -> dict[str, str]:
    return {fold(d): g for g, ds in OCHA_GOVERNORATES.items() for d in ds.split("|")}


def ocha_rows() -> Iterator[Row]:
    governorate, subs = _governorate_of(), dict[tuple[str, ...], Row]()
    with lzma.open(SHARED / "gazetteer" / "ocha_sy_places.tsv.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            pcode, name, path, latin, lat, lon = line.rstrip("\n").split("\t")
            if not lat:
                continue
            parts = [p.strip() for p in path.split(">")]
            row = Row(
                f"ocha:{pcode}",
                [],
                latin.split(">")[0].split(" (")[0].strip(),
                "village",
                "SY",
                float(lat),
                float(lon),
                weight=2.5,
            )
            if ":" in name:
                city, _, name = (x.strip() for x in name.partition(":"))
                row.kind, row.region, row.latin = "quarter", plain(city), latin.split(":")[-1].strip().title()
            else:
                row.region = governorate.get(fold(parts[-1]), "")
                row.parent = _district(parts, row, subs)
            row.names = _spellings(name)
            if row.names:
                yield row
    yield from subs.values()


def _district(parts: list[str], row: Row, subs: dict[tuple[str, ...], Row]) -> Row | None:
    """The subdistrict row above a settlement; `مركز X` is the subdistrict of X itself. Districts stand above subdistricts."""
    above: Row | None = None
    for depth, part in enumerate(reversed(parts[1:])):
        name = part.removeprefix("مركز ").strip()
        key = (row.region, *(p.removeprefix("مركز ") for p in reversed(parts[1:][-1 - depth :])))
        if key not in subs:
            kind = "district" if depth == 0 else "subdistrict"
            subs[key] = Row(
                f"ocha:{'/'.join(key)}", [name], "", kind, "SY", row.lat, row.lon, weight=3.0, parent=above, region=row.region
            )
        if row.names[:1] == [name] or parts[0] == name:
            subs[key].lat, subs[key].lon, subs[key].latin = row.lat, row.lon, row.latin
        above = subs[key]
    return above


def _spellings(name: str) -> list[str]:
    out = [plain(p) for p in _SPLIT.split(name)]
    return list(dict.fromkeys(p for p in out if len(p) > 1 and _ARABIC.match(p)))


# --- Who's On First -------------------------------------------------------------------------------------------------

WOF_KINDS = {
    "region": "region",
    "county": "district",
    "locality": "village",
    "neighbourhood": "quarter",
    "campus": "airport",
    "localadmin": "district",
}


def wof_rows() -> Iterator[Row]:
    for country in WOF:
        by_id, parents = dict[str, Row](), list[tuple[Row, str]]()
        with lzma.open(SHARED / "gazetteer" / f"wof_{country}.tsv.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                i, latin, arabic, kind, lat, lon, parent, people = line.rstrip("\n").split("\t")[:8]
                names = list(dict.fromkeys(n for v in arabic.split("|") for n in _spellings(v)))
                if kind not in WOF_KINDS or not names:
                    continue
                row = Row(
                    f"wof:{i}",
                    names,
                    latin,
                    WOF_KINDS[kind],
                    country.upper(),
                    float(lat),
                    float(lon),
                    int(people or 0),
                    weight=1.5,
                )
                _grade(row)
                by_id[i] = row
                parents.append((row, parent))
        for row, parent in parents:
            row.parent = by_id.get(parent)
            yield row


def _grade(row: Row) -> None:
    if row.kind == "village" and row.population >= 10000:
        row.kind = "town"
    if row.kind == "airport" and "قاعدة" in row.names[0]:
        row.kind = "airbase"
    row.weight += {"region": 4.0, "district": 1.5, "airport": 2.0, "airbase": 2.0}.get(row.kind, 0.0)


# --- places of incidents --------------------------------------------------------------------------------------------

AIRWARS_KINDS = {"village": "village", "town": "town", "city": "town", "neighbourhood_area": "quarter"}


def airwars_rows(known: list[Row]) -> Iterator[Row]:
    """Named places of coded incidents that the other gazetteers lack; country and parent are those of the nearest known place."""
    grid: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in known:
        if row.kind in ("town", "village", "quarter") and row.lat is not None and row.lon is not None:
            grid[int(row.lat * 4), int(row.lon * 4)].append(row)
    with lzma.open(SHARED / "gazetteer" / "airwars_places.tsv.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 7 and cells[4] and cells[6] in AIRWARS_KINDS and (row := _airwars_row(cells, grid)):
                yield row


def _airwars_row(cells: list[str], grid: dict[tuple[int, int], list[Row]]) -> Row | None:
    names = _spellings(re.split(r"[,،:]", cells[1])[0])[:1]
    latin = re.split(r"[,،(]", cells[2])[0].strip()
    row = Row("airwars", names, latin, AIRWARS_KINDS[cells[6]], "", float(cells[4]), float(cells[5]), weight=2.0)
    if not names or len(names[0].split()) > 3 or names[0].split()[0] in _NOT_OPENING:
        return None
    y, x = int(float(cells[4]) * 4), int(float(cells[5]) * 4)
    around = [r for dy in (-1, 0, 1) for dx in (-1, 0, 1) for r in grid.get((y + dy, x + dx), ())]
    near = min(around, key=lambda r: km(r, row), default=None)
    if near is None or km(near, row) > 25:
        return None
    row.country, row.region, row.parent = near.country, near.region, near.parent
    return row


_NOT_OPENING = frozenset(
    [
        "ريف",
        "بريف",
        "محيط",
        "قرب",
        "بالقرب",
        "في",
        "بين",
        "على",
        "شمال",
        "جنوب",
        "شرق",
        "غرب",
        "شمالي",
        "جنوبي",
        "شرقي",
        "غربي",
        "قرى",
        "بلدات",
        "أحياء",
        "عدة",
        "منطقة",
        "طريق",
        "مخيم",
        "مشفى",
        "مستشفى",
        "معبر",
        "مدرسة",
        "سوق",
    ]
)

# --- one row a place ------------------------------------------------------------------------------------------------


def merge(own: list[Row], *others: list[Row]) -> list[Row]:
    """Own rows first; a later row of one name, of a like kind and near by adds its spellings to the earlier one."""
    kept, by_name = list(own), defaultdict[str, list[Row]](list)
    merged: dict[int, Row] = {}
    for row in own:
        _register(row, by_name)
    for rows in others:
        for row in rows:
            same = _same(row, by_name)
            if same is None:
                kept.append(row)
                _register(row, by_name)
            else:
                merged[id(row)] = same
                _absorb(same, row)
    _parents(kept, merged)
    return kept


def _register(row: Row, by_name: dict[str, list[Row]]) -> None:
    for name in dict.fromkeys(f for n in row.names for f in _joined_and_parted(fold(n))):
        by_name[name].append(row)


_OPENERS = ("كفر", "دير", "معر", "تل", "بيت", "خان", "عين", "ام", "ابو", "راس")


def _joined_and_parted(name: str) -> Iterator[str]:
    """Names that open with a word like كفر are written with a space and without one."""
    yield name
    first, _, rest = name.partition(" ")
    if rest and first in _OPENERS and " " not in rest and not rest.startswith("ال"):
        yield first + rest
    for opener in ("كفر", "دير", "معر"):
        if not rest and first.startswith(opener) and len(first) > len(opener) + 2 and first[3:5] != "ال":
            yield f"{opener} {first[3:]}"


LIKE = ({"town", "village", "quarter"}, {"region", "area"}, {"district", "subdistrict"}, {"airport", "airbase", "base"})


def _same(row: Row, by_name: dict[str, list[Row]]) -> Row | None:
    for name in map(fold, row.names):
        for other in by_name.get(name, ()):
            like = other.kind == row.kind or any(row.kind in group and other.kind in group for group in LIKE)
            far = 400.0 if row.kind == "region" and other.kind == "region" else SAME_KM
            if like and other.country == row.country and km(row, other) <= far:
                return other
    return None


def _absorb(kept: Row, row: Row) -> None:
    if not (kept.own and kept.kind in ("region", "area", "country")):
        kept.names = list(dict.fromkeys([*kept.names, *row.names]))[:12]
    kept.population = max(kept.population, row.population)
    kept.latin = kept.latin or row.latin
    if not kept.own:
        kept.weight = max(kept.weight, row.weight)
    if row.source.startswith("ocha") and row.parent is not None and kept.source == "own" and kept.kind in ("town", "village"):
        kept.also.append(row.source)
        kept.parent = row.parent
    if kept.source == "own":
        kept.also.append(row.source)
    if kept.kind == "village" and row.kind == "town":
        kept.kind = "town"


def km(a: Row, b: Row) -> float:
    return distance(a.lat or 0.0, a.lon or 0.0, b.lat or 0.0, b.lon or 0.0)


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    x = math.radians(lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return 6371.0 * math.hypot(x, math.radians(lat2 - lat1))


def _parents(rows: list[Row], merged: dict[int, Row]) -> None:
    countries = {r.country: r for r in rows if r.kind == "country"}
    regions: dict[str, list[Row]] = defaultdict(list)
    towns = {(r.country, fold(r.names[0])): r for r in reversed(rows) if r.kind == "town"}
    for r in rows:
        if r.kind == "region":
            regions[r.country].append(r)
    by_name = {(r.country, fold(n)): r for rs in regions.values() for r in rs for n in r.names}
    for r in rows:
        while r.parent is not None and id(r.parent) in merged:
            r.parent = merged[id(r.parent)]
        if r.kind in ("country", "continent", "sea"):
            r.parent = None
        elif r.parent is None or (r.parent.kind == "country" and r.kind not in ("region", "area", "river", "strait", "mountain")):
            near = towns.get((r.country, fold(r.region))) if r.kind == "quarter" and r.region else None
            r.parent = near or by_name.get((r.country, fold(r.region))) or r.parent or _nearest(r, regions, countries)
        if r.parent is r:
            r.parent = by_name.get((r.country, fold(r.region))) or countries.get(r.country)
            r.parent = countries.get(r.country) if r.parent is r else r.parent


def _nearest(row: Row, regions: dict[str, list[Row]], countries: dict[str, Row]) -> Row | None:
    if row.kind == "region" or not regions[row.country]:
        return countries.get(row.country)
    return countries.get(row.country)


def give_regions(rows: list[Row]) -> None:
    """A settlement that no source puts in a region takes that of the nearest settlement of its country that has one."""
    grid: dict[tuple[str, int, int], list[Row]] = defaultdict(list)
    namesakes = {(r.country, fold(n)): r for r in rows if r.kind == "region" for n in r.names}
    without = []
    for row in rows:
        if row.lat is None or row.lon is None or row.kind not in ("town", "village", "quarter", "subdistrict", "district"):
            continue
        seat_of = namesakes.get((row.country, fold(row.names[0]))) if row.kind == "town" else None
        if seat_of is not None and not _has_region(row) and km(seat_of, row) < 150:
            row.parent = seat_of
        if _has_region(row):
            grid[row.country, int(row.lat * 4), int(row.lon * 4)].append(row)
        else:
            without.append(row)
    for row in without:
        y, x = int((row.lat or 0) * 4), int((row.lon or 0) * 4)
        around = [r for dy in (-1, 0, 1) for dx in (-1, 0, 1) for r in grid.get((row.country, y + dy, x + dx), ())]
        near = min(around, key=lambda r: km(r, row), default=None)
        if near is not None and km(near, row) < 40:
            row.parent = next(r for r in _chain(near) if r.kind == "region")


def _chain(row: Row) -> Iterator[Row]:
    seen: set[int] = set()
    at: Row | None = row
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield at
        at = at.parent


def _has_region(row: Row) -> bool:
    return any(r.kind == "region" for r in _chain(row))


# --- how the names are used in news ---------------------------------------------------------------------------------


def name_weights(rows: list[Row]) -> None:
    """Adds to a place's weight what its population says."""
    for r in rows:
        r.weight += min(2.0, math.log10(r.population + 1) / 3) if r.population else 0.0


def counts(names: Iterable[str]) -> dict[str, tuple[int, int, int]]:
    """For each search-form name of one or two words: how often said, after a word of place, after a word of direction."""
    wanted = {n for n in names if n.count(" ") < 2}
    total, place, towards = Counter[str](), Counter[str](), Counter[str]()
    with lzma.open(SHARED / "raw" / "arabic-news.txt.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            words = re.findall(r"\w+", fold_fast(line))
            _count_line(words, wanted, total, place, towards)
    return {n: (total[n], place[n], towards[n]) for n in wanted}


def _count_line(words: list[str], wanted: set[str], total: Counter[str], place: Counter[str], towards: Counter[str]) -> None:
    before = ""
    for i, word in enumerate(words):
        pair = f"{word} {words[i + 1]}" if i + 1 < len(words) else ""
        for name in (word, pair):
            if name in wanted:
                total[name] += 1
                place[name] += before in _CONTEXT
                towards[name] += before in _TOWARDS
        if word[:1] == "ب" and word[1:] in wanted:
            total[word[1:]] += 1
            towards[word[1:]] += 1
        before = word


_FAST = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ـ": None,
        **dict.fromkeys(map(chr, range(0x64B, 0x653))),
    }
)


def fold_fast(text: str) -> str:
    return text.translate(_FAST)


def everyday() -> frozenset[str]:
    """Words that are common whatever the counts say."""
    return frozenset(fold(r["word"]) for r in load_table("places/everyday.tsv", ("word",), key=("word",)))


EVERYDAY = everyday()


def is_common(name: str, said: tuple[int, int, int], own: bool, people: frozenset[str]) -> bool:
    """Whether the word stands for something else more often than for the place."""
    total, place, towards = said
    if name in EVERYDAY or (" " in name and not own and all(w in people for w in name.split())):
        return True
    if name in people:
        return not own or not total or (place + towards) / total < 0.12
    if total < 8:
        return len(name) < 3
    placed, led = place / total, (place + towards) / total
    return led < 0.08 if own else placed < 0.04 or led < 0.16


def given_names() -> frozenset[str]:
    path = DATA / "names" / "names.tsv"
    if not path.exists():
        return frozenset()
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return frozenset(fold(n) for r in rows[1:] for n in r[0].split("|"))


# --- the packaged files ---------------------------------------------------------------------------------------------


def tables(rows: list[Row]) -> tuple[list[str], list[tuple[str, str]]]:
    rows.sort(key=lambda r: (-r.weight, r.country, r.names[0], r.source))
    for i, r in enumerate(rows):
        r.index = i
    by_name: dict[str, list[Row]] = defaultdict(list)
    for r in rows:
        _register(r, by_name)
    said, people = counts(by_name), given_names()
    places = [_line(r) for r in rows]
    names = []
    for name in sorted(by_name):
        own = any(r.own and r.kind != "quarter" for r in by_name[name])
        country = any(r.kind == "country" for r in by_name[name])
        common = name in EVERYDAY or (not country and is_common(name, said.get(name, (0, 0, 0)), own, people))
        best = by_name[name][0]
        flags = ("!" if common else "") + ("*" if best.kind in FACILITIES else "")
        names.append((name, flags + ",".join(str(r.index) for r in by_name[name][:24])))
    report(rows, names, said)
    return places, names


def _line(r: Row) -> str:
    source = r.source if r.source != "own" else ";".join(["own", *dict.fromkeys(r.also)])[:60]
    parent = str(r.parent.index) if r.parent is not None else ""
    where = (f"{r.lat:.4f}", f"{r.lon:.4f}") if r.lat is not None and r.lon is not None else ("", "")
    return "\t".join([source, r.names[0], r.latin, r.kind, r.country, parent, *where, str(r.population or ""), f"{r.weight:.1f}"])


def report(rows: list[Row], names: list[tuple[str, str]], said: dict[str, tuple[int, int, int]]) -> None:
    common = [n for n, v in names if v.startswith("!")]
    print(len(rows), "places", len(names), "names", len(common), "common", Counter(r.kind for r in rows).most_common())
    (Path("/tmp") / "gazetteer_common.json").write_text(json.dumps({n: said.get(n, ()) for n in common}, ensure_ascii=False))


def write(places: list[str], names: list[tuple[str, str]]) -> None:
    """Two files of lines: the places by weight; the search-form names, sorted, each with its flags and places."""
    OUT.mkdir(exist_ok=True)
    (OUT / "places.gz").write_bytes(gzip.compress("\n".join(places).encode(), 9, mtime=0))
    write_lines(dict(names), OUT / "names.gz")
    for stem in ("places", "names"):
        print(stem, (OUT / f"{stem}.gz").stat().st_size)


if __name__ == "__main__":
    main()
