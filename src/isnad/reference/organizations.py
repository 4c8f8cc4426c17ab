"""The register of organizations: governments and their bodies, UN bodies, NGOs, monitors, parties, courts, companies.

`data/organizations/*.tsv`, own work from public knowledge.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from isnad.letters import fold
from isnad.model.errors import BadReference
from isnad.reference.tables import DATA, Row, load_table, slug, split_cell

COLUMNS = ("name", "variants", "weak", "latin", "country", "sector", "kind", "parent")
BODY_COLUMNS = ("pattern", "short", "latin", "sector", "kind", "alone")
COUNTRY_COLUMNS = ("iso2", "iso3", "name", "variants", "latin", "lat", "lon", "adjective", "plural")


@dataclass(frozen=True, slots=True)
class Organization:
    """One organization. All names are as written in news."""

    id: str
    name: str
    names: tuple[str, ...]
    weak: frozenset[str]
    """Names that alone are no evidence."""
    latin: str
    country: str
    sector: str
    """PLOVER sector: GOV, LEG, JUD, MED, NGO, IGO, PTY, BUS, …"""
    kind: str
    """government ministry parliament court un igo ngo monitor relief party company bank union academy agency media."""
    parent: str


@cache
def load_organizations() -> tuple[Organization, ...]:
    """All organizations, by file and line."""
    found = (*_read(), *_bodies())
    seen: set[str] = set()
    for o in found:
        if o.id in seen:
            raise BadReference("bad-reference", f"organizations: {o.id} stands twice")
        seen.add(o.id)
    return found


def _read() -> Iterator[Organization]:
    for path in sorted((DATA / "organizations").glob("*.tsv")):
        for row in load_table(f"organizations/{path.name}", COLUMNS, key=("latin",)):
            yield _organization(row)


def _organization(row: Row) -> Organization:
    weak = split_cell(row["weak"])
    names = tuple(dict.fromkeys((row["name"], *split_cell(row["variants"]), *weak)))
    about = (row["latin"], row["country"], row["sector"], row["kind"], row["parent"])
    return Organization(slug(row["latin"]), row["name"], names, frozenset(weak), *about)


def _bodies() -> Iterator[Organization]:
    """The bodies that every state has, under the adjectives of the countries our news is of (`data/bodies`)."""
    countries = {r["iso2"]: r for r in load_table("places/countries.tsv", COUNTRY_COLUMNS, key=("iso2",))}
    wanted = [r["iso2"] for r in load_table("bodies/countries.tsv", ("iso2",), key=("iso2",))]
    adjectives = {i: [a for a in split_cell(countries[i]["adjective"]) if " " not in a] for i in wanted}
    for body in load_table("bodies/bodies.tsv", BODY_COLUMNS, key=("latin",)):
        stem, patterns = slug(body["latin"]), (body["pattern"], *split_cell(body["short"]))
        if body["alone"] == "yes":
            plain = body["pattern"].replace(" {f}", "").replace(" {m}", "")
            yield _body(body, f"{stem}-body", "", body["latin"], [plain])
        for iso2 in wanted:
            names = [_filled(p, a, countries[iso2]["name"]) for a in adjectives[iso2] for p in patterns]
            yield _body(body, f"{stem}-{iso2.lower()}", iso2, f"{body['latin']} ({countries[iso2]['latin']})", names)


def _body(body: Row, id_: str, country: str, label: str, names: list[str]) -> Organization:
    return Organization(id_, names[0], tuple(dict.fromkeys(names)), frozenset(), label, country, body["sector"], body["kind"], "")


def _filled(pattern: str, adjective: str, place: str) -> str:
    """A pattern of bodies.tsv with a country put in: {f} and {m} its adjective with article, {place} its name."""
    return pattern.replace("{f}", f"ال{adjective}ة").replace("{m}", f"ال{adjective}").replace("{place}", place)


@cache
def _by_name() -> dict[str, tuple[Organization, ...]]:
    out: dict[str, tuple[Organization, ...]] = {}
    for o in load_organizations():
        for name in dict.fromkeys(" ".join(fold(n).split()) for n in o.names):
            out[name] = (*out.get(name, ()), o)
    return out


def find_organizations(folded_name: str) -> tuple[Organization, ...]:
    """The organizations that the name (search form) may stand for."""
    return _by_name().get(folded_name, ())
