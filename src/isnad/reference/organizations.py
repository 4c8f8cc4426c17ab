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
    for body in load_table("bodies/bodies.tsv", BODY_COLUMNS, key=("latin",)):
        if body["alone"] == "yes":
            yield _body(body, "", "", _without_adjective(body))
        for iso2 in wanted:
            yield _body(body, iso2, countries[iso2]["latin"], _with_adjectives(body, countries[iso2]))


def _body(body: Row, country: str, latin: str, names: list[str]) -> Organization:
    label = f"{body['latin']} ({latin})" if latin else body["latin"]
    return Organization(slug(f"{label} body"), names[0], tuple(names), frozenset(), label, country, body["sector"], body["kind"], "")


def _without_adjective(body: Row) -> list[str]:
    return [body["pattern"].replace(" {f}", "").replace(" {m}", "")]


def _with_adjectives(body: Row, country: Row) -> list[str]:
    patterns = (body["pattern"], *split_cell(body["short"]))
    names = [
        p.replace("{f}", f"ال{a}ة").replace("{m}", f"ال{a}").replace("{place}", country["name"])
        for a in split_cell(country["adjective"])
        if " " not in a
        for p in patterns
    ]
    return list(dict.fromkeys(names))


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
