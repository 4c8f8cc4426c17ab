"""Number words, what stands around them, and the nouns that news reports count."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from isnad.letters import fold
from isnad.reference.tables import DATA, bad, load_table


@dataclass(frozen=True, slots=True)
class NumberWord:
    """What a number word is worth; `kind` says what it does in a phrase (the table explains)."""

    value: int
    kind: str


@dataclass(frozen=True, slots=True)
class Modifier:
    """A phrase of folded words beside a number, and what it does to it (about, more, less, least, most)."""

    words: tuple[str, ...]
    effect: str


class Counted(StrEnum):
    """How many a form of a noun says by itself."""

    ONE = "one"
    TWO = "two"
    MANY = "many"
    TWO_OR_MANY = "two_or_many"
    """ين of a noun whose plural is in ون."""
    TWO_OF = "two_of"
    """The dual before its complement (قذيفتي دبابة)."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A countable noun: what a bare count of it is (`of`, empty for no figure), and its kind (the table explains)."""

    singular: str
    """Folded."""
    of: str
    kind: str
    name: str = ""
    """The singular as written."""


@dataclass(frozen=True, slots=True)
class NounForm:
    noun: Noun
    counted: Counted


@cache
def load_number_words() -> dict[str, NumberWord]:
    """Folded number word → its worth."""
    rows = load_table("numbers/words.tsv", ("word", "value", "kind"), key=("word",), folded="word")
    return {fold(r["word"]): NumberWord(int(r["value"]), r["kind"]) for r in rows}


@cache
def load_modifiers(place: str) -> dict[str, tuple[Modifier, ...]]:
    """Modifiers that stand `before` a number by their last word, or `after` one by their first; longest first."""
    rows = load_table("numbers/modifiers.tsv", ("phrase", "place", "effect"), key=("phrase", "place"))
    found: dict[str, set[tuple[tuple[str, ...], str]]] = {}
    for row in rows:
        if row["effect"] not in {"about", "more", "less", "least", "most"} or row["place"] not in {"before", "after"}:
            raise bad(DATA / "numbers/modifiers.tsv", 0, f"{row['phrase']}: unknown place or effect")
        words = tuple(fold(row["phrase"]).split())
        if row["place"] == place:
            found.setdefault(words[-1 if place == "before" else 0], set()).add((words, row["effect"]))
    return {k: tuple(Modifier(w, e) for w, e in sorted(v, key=lambda we: (-len(we[0]), we))) for k, v in found.items()}


@cache
def load_nouns() -> dict[str, NounForm]:
    """Folded form (no article, no clitics) → the countable noun and how many the form says."""
    rows = load_table("numbers/nouns.tsv", ("singular", "plurals", "of", "kind"), key=("singular",), folded="singular")
    nouns = [(Noun(fold(r["singular"]), r["of"], r["kind"], r["singular"]), fold(r["plurals"]).split()) for r in rows]
    forms: dict[str, NounForm] = {}
    for build in (_singulars, _plurals, _duals):
        for noun, plurals in nouns:
            for form, counted in build(noun.singular, plurals):
                forms.setdefault(form, NounForm(noun, counted))
    for form in _not_duals():
        if form in forms and forms[form].counted in {Counted.TWO, Counted.TWO_OF, Counted.TWO_OR_MANY}:
            del forms[form]
    return forms


def _not_duals() -> list[str]:
    return [fold(r["form"]) for r in load_table("numbers/not_duals.tsv", ("form",), key=("form",))]


def _singulars(singular: str, _: list[str]) -> list[tuple[str, Counted]]:
    forms = [(singular, Counted.ONE)]
    if not singular.endswith(("ه", "اء", "ا")):
        forms.append((singular + "ا", Counted.ONE))
    return forms


def _plurals(singular: str, plurals: list[str]) -> list[tuple[str, Counted]]:
    forms = []
    for plural in plurals:
        forms.append((plural, Counted.MANY))
        if plural.endswith("ون"):
            both = plural[:-2] + "ين"
            forms += [(both, Counted.TWO_OR_MANY if plural[:-2] == singular else Counted.MANY)]
            forms += [(plural[:-1], Counted.MANY), (plural[:-2] + "ي", Counted.MANY)]
        elif not plural.endswith(("ات", "اء", "ه", "ي")):
            forms.append((plural + "ا", Counted.MANY))
    return forms


def _duals(singular: str, _: list[str]) -> list[tuple[str, Counted]]:
    if len(singular) < 3:
        return []
    stem = singular[:-1] + "ت" if singular.endswith("ه") else singular
    free = [(stem + "ان", Counted.TWO), (stem + "ين", Counted.TWO)]
    return [*free, (stem + "ي", Counted.TWO_OF), (stem + "ا", Counted.TWO_OF)] if stem != singular else free


@cache
def load_causes() -> dict[str, str]:
    """Folded word (مقتل, أصيبوا) → what the number of people beside it is (killed, injured, …)."""
    rows = load_table("numbers/causes.tsv", ("words", "of"), key=("words",))
    return {word: r["of"] for r in rows for word in fold(r["words"]).split()}
