"""The register of Arabic outlets: names, domains, what it reports on, whose side it is said to be on; feeds and page layouts.

One outlet, one small file under `data/outlets/`; those known by name and domain alone stand in `others.tsv`, a line each. Own
work from public knowledge. How to add one: docs/how-to/add-an-outlet.md.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from isnad.letters import fold
from isnad.model.errors import BadReference
from isnad.reference.layouts import Layout, parse_layout
from isnad.reference.tables import DATA, Row, bad, load_table, slug, split_cell

FIELDS = ("what", "value", "since", "until")
LISTS = ("variant", "weak", "domain", "language", "feed", "layout")
SINGLE = ("name", "latin", "country", "region", "side", "kind")
REGIONS = ("levant", "iraq", "yemen", "libya", "sudan", "gulf", "maghreb", "world")
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
    languages: tuple[str, ...] = ()
    """ISO 639-1, Arabic first; empty where we know the outlet by name alone."""
    region: str = ""
    feeds: tuple[str, ...] = ()
    layouts: tuple[Layout, ...] = ()


@cache
def load_outlets() -> tuple[Outlet, ...]:
    """All outlets, those with a file of their own first."""
    files = sorted(path for path in (DATA / "outlets").glob("*.tsv") if path.name != "others.tsv")
    others = map(_outlet, load_table("outlets/others.tsv", COLUMNS, key=("latin",)))
    return (*map(_read_outlet, files), *others)


def _read_outlet(path: Path) -> Outlet:
    """The outlet of one file. Raises BadReference naming the file."""
    rows = load_table(f"outlets/{path.name}", FIELDS, key=("what", "value", "since"))
    told = {what: [row["value"] for row in rows if row["what"] == what] for what in (*SINGLE, *LISTS)}
    strange = [row["what"] for row in rows if row["what"] not in told]
    doubled = [what for what in SINGLE if len(told[what]) > 1]
    missing = [what for what in ("name", "latin", "region", "side", "kind", "domain", "language") if not told[what]]
    for wrong, why in ((strange, "is no field of an outlet"), (doubled, "stands more than once"), (missing, "is missing")):
        if wrong:
            raise bad(path, 0, f"{wrong[0]} {why}")
    one = {what: (told[what] or [""])[0] for what in SINGLE}
    if one["region"] not in REGIONS or slug(one["latin"]) != path.stem:
        raise bad(path, 0, f"the region is one of {' '.join(REGIONS)}, and the file is named after the Latin name")
    layouts = tuple(_layout(path, row) for row in rows if row["what"] == "layout")
    names = tuple(dict.fromkeys((one["name"], *told["variant"], *told["weak"])))
    return Outlet(
        path.stem, one["name"], names, frozenset(told["weak"]), tuple(told["domain"]), one["latin"], one["country"], one["side"],
        one["kind"], tuple(told["language"]), one["region"], tuple(told["feed"]), layouts,
    )  # fmt: skip


def _layout(path: Path, row: Row) -> Layout:
    try:
        return parse_layout(row["value"], row["since"], row["until"])
    except ValueError as why:
        raise bad(path, 0, str(why)) from None


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


def is_report_address(url: str) -> bool | None:
    """Whether `url` looks as its outlet's reports do; None for outlets whose addresses we do not know."""
    outlet = find_outlet(url)
    return any(layout.fits(url) for layout in outlet.layouts) if outlet and outlet.layouts else None
