"""Names that bodies of several countries bear («الجيش الوطني»), and where the forces of a country act beside it.

`data/links/*.tsv`, own work from public knowledge.
"""

from functools import cache

from isnad.letters import fold
from isnad.reference.tables import load_table, split_cell


@cache
def load_shared() -> dict[str, tuple[str, ...]]:
    """Search form of a shared name → ids of actors that it means in their country, beside those that their own rows call so."""
    rows = load_table("links/shared.tsv", ("name", "also"), key=("name",))
    return {fold(r["name"]): split_cell(r["also"]) for r in rows}


@cache
def load_theatres() -> dict[str, frozenset[str]]:
    """ISO 3166-1 alpha-2 of a country, or the id of one body → the countries in which its forces act as well."""
    rows = load_table("links/theatres.tsv", ("who", "countries"), key=("who",))
    return {r["who"]: frozenset(split_cell(r["countries"])) for r in rows}
