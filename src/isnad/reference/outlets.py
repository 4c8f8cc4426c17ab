"""The register of Arabic outlets: names, domains, what it reports on, whose side it is said to be on.

`data/outlets/outlets.tsv`, own work from public knowledge.
"""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from isnad.letters import fold
from isnad.model.errors import BadReference
from isnad.reference.tables import Row, load_table, slug, split_cell

COLUMNS = ("name", "variants", "weak", "domains", "latin", "country", "side", "kind")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet. `side` is what it is commonly said to stand with, for the reader's prior on places and words, never a grade."""

    id: str
    name: str
    names: tuple[str, ...]
    weak: frozenset[str]
    domains: tuple[str, ...]
    latin: str
    country: str
    """ISO 3166-1 alpha-2 of what it mostly reports on; empty where that is the world."""
    side: str
    kind: str
    """agency tv radio newspaper site monitor channel."""


@cache
def load_outlets() -> tuple[Outlet, ...]:
    """All outlets."""
    return tuple(map(_outlet, load_table("outlets/outlets.tsv", COLUMNS, key=("latin",))))


def _outlet(row: Row) -> Outlet:
    weak = split_cell(row["weak"])
    names = tuple(dict.fromkeys((row["name"], *split_cell(row["variants"]), *weak)))
    return Outlet(
        slug(row["latin"]),
        row["name"],
        names,
        frozenset(weak),
        split_cell(row["domains"]),
        row["latin"],
        row["country"],
        row["side"],
        row["kind"],
    )


@cache
def _by_key() -> dict[str, Outlet]:
    out: dict[str, Outlet] = {}
    for outlet in load_outlets():
        for key in (*(_name_key(n) for n in outlet.names), *outlet.domains):
            if out.setdefault(key, outlet) is not outlet:
                raise BadReference("bad-reference", f"outlets: {key} is said of {outlet.latin} and of {out[key].latin}")
    for outlet in load_outlets():
        for name in outlet.names:
            out.setdefault(_without_kind(_name_key(name)), outlet)
    return out


_KIND_WORDS = frozenset(map(fold, ("وكالة", "موقع", "صحيفة", "جريدة", "قناة", "شبكة", "إذاعة", "تلفزيون", "مجلة", "راديو")))


def _name_key(name: str) -> str:
    return " ".join(fold(name).replace('"', " ").split())


def _without_kind(key: str) -> str:
    first, _, rest = key.partition(" ")
    return rest if rest and first in _KIND_WORDS else key


def find_outlet(text_or_domain: str) -> Outlet | None:
    """The outlet of that name (with or without "وكالة", "صحيفة" and the like), domain or address."""
    by_key = _by_key()
    text = text_or_domain.strip()
    if "." in text and " " not in text:
        host = (urlsplit(text if "//" in text else f"//{text}").hostname or "").removeprefix("www.")
        while host:
            if host in by_key:
                return by_key[host]
            host = host.partition(".")[2]
        return None
    key = _name_key(text)
    return by_key.get(key) or by_key.get(_without_kind(key))
