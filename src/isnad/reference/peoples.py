"""Peoples: nationalities, sects, ethnicities and tribes as nouns, and the adjectives of nationality.

Nationalities come from `data/places/countries.tsv`; the others from `data/peoples/peoples.tsv`. Own work.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from isnad.letters import fold
from isnad.reference.tables import Row, load_table, slug, split_cell

COUNTRY_COLUMNS = ("iso2", "iso3", "name", "variants", "latin", "lat", "lon", "adjective", "plural")
COLUMNS = ("forms", "latin", "kind", "common")


@dataclass(frozen=True, slots=True)
class People:
    """One people. `forms` are definite and indefinite plurals and collectives ("السوريون", "سوريين", "الشعب السوري")."""

    id: str
    forms: tuple[str, ...]
    latin: str
    kind: str
    """nationality ethnicity sect religion tribe region movement."""
    common: bool
    """Whether the forms are mostly adjectives or other words in news."""


@dataclass(frozen=True, slots=True)
class Nationality:
    """A country's adjective ("سوري") with its country."""

    adjective: str
    country: str
    """ISO 3166-1 alpha-2."""
    place: str
    """The country's name."""
    latin: str
    """The English adjective; the country's English name where we have none."""


@cache
def load_peoples() -> tuple[People, ...]:
    """All peoples."""
    return (*_nationalities(), *_others())


def _nationalities() -> Iterator[People]:
    for row in load_table("places/countries.tsv", COUNTRY_COLUMNS, key=("iso2",)):
        plurals = [p for p in split_cell(row["plural"]) if p != "-"]
        forms = [f for p in plurals for f in (_definite(p), p)]
        adjectives = [a for a in split_cell(row["adjective"]) if a != "-" and " " not in a]
        forms += [f"الشعب {_definite(a)}" for a in adjectives]
        if forms:
            demonym = _demonyms().get(row["iso2"])
            latin = demonym["people"] if demonym else f"People of {row['latin']}"
            yield People(f"people-{slug(row['latin'])}", tuple(forms), latin, "nationality", False)


@cache
def _demonyms() -> dict[str, Row]:
    return {r["iso2"]: r for r in load_table("peoples/demonyms.tsv", ("iso2", "adjective", "people"), key=("iso2",))}


def _definite(words: str) -> str:
    return " ".join(w if w.startswith("ال") else f"ال{w}" for w in words.split())


def _others() -> Iterator[People]:
    for row in load_table("peoples/peoples.tsv", COLUMNS, key=("latin",)):
        yield People(f"people-{slug(row['latin'])}", split_cell(row["forms"]), row["latin"], row["kind"], row["common"] == "yes")


@cache
def _by_adjective() -> dict[str, Nationality]:
    out: dict[str, Nationality] = {}
    for row in load_table("places/countries.tsv", COUNTRY_COLUMNS, key=("iso2",)):
        latin = _demonyms()[row["iso2"]]["adjective"] if row["iso2"] in _demonyms() else row["latin"]
        for adjective in split_cell(row["adjective"]):
            for form in _adjective_forms(adjective):
                out.setdefault(fold(form), Nationality(adjective, row["iso2"], row["name"], latin))
    return out


def _adjective_forms(adjective: str) -> Iterator[str]:
    if adjective == "-" or " " in adjective:
        return
    for ending in ("", "ة", "ان", "ين", "ون", "ات", "تان", "تين"):
        yield adjective + ending
        yield f"ال{adjective}{ending}"


def find_nationality(folded_word: str) -> Nationality | None:
    """The nationality an adjective in any gender, number and definiteness says ("السورية" → سوريا)."""
    return _by_adjective().get(folded_word)


@cache
def _by_form() -> dict[str, People]:
    out: dict[str, People] = {}
    for people in load_peoples():
        for form in people.forms:
            out.setdefault(" ".join(fold(form).split()), people)
    return out


def find_people_group(folded_name: str) -> People | None:
    """The people that a noun phrase in search form names ("الاكراد")."""
    return _by_form().get(folded_name)
