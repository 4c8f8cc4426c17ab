"""Words that tell of standing ties: offices and ranks, cues of belonging, backing, holding and lying in, nationalities."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from isnad.letters import fold
from isnad.reference.tables import load_table

Words = tuple[str, ...]
"""Search forms of tokens as the segmenter cuts them."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words telling of a tie: its type, whether it starts at the first or second of a pair, and where the words stand."""

    words: Words
    tie: str
    starts: str
    """`first` or `second`."""
    stands: str
    """`between` or `before`."""


@cache
def load_cues() -> dict[str, tuple[Cue, ...]]:
    """First word → cues that open with it, longest first."""
    out: dict[str, list[Cue]] = {}
    for row in load_table("relations/cues.tsv", ("cue", "tie", "from", "stands", "form")):
        for words in _phrasings(row["cue"], row["form"]):
            out.setdefault(words[0], []).append(Cue(words, row["tie"], row["from"], row["stands"]))
    return {first: tuple(sorted(cues, key=lambda c: -len(c.words))) for first, cues in out.items()}


def _phrasings(cue: str, form: str) -> Iterator[Words]:
    for phrase in cue.split("/"):
        first, *rest = fold(phrase).split()
        for head in _inflected(first) if form == "adj" else (first,):
            yield (head, *rest)


def _inflected(word: str) -> tuple[str, ...]:
    stem = word[:-1] if word.endswith("ي") else word
    forms = (word, word + "ه", stem + "ين", stem + "ون", word + "تين", word + "ات", word + "ا")
    return (*forms, *("ال" + f for f in forms))


@cache
def load_offices() -> dict[str, str]:
    """Search form of the first word of an office → office, rank, honorific or part."""
    rows = load_table("relations/offices.tsv", ("word", "kind"))
    return {fold(row["word"]): row["kind"] for row in rows}


@cache
def load_nationalities() -> dict[str, Words]:
    """Adjective of nationality, any gender, number and article → search forms of its country's names, commonest first."""
    out: dict[str, Words] = {}
    for row in load_table("relations/nationalities.tsv", ("adjective", "names"), key=("adjective",)):
        base, names = fold(row["adjective"]), tuple(fold(n) for n in row["names"].split("/"))
        for form in (base, base + "ه", base + "ين", base + "ون", base + "تين"):
            out.setdefault(form, names)
            out.setdefault("ال" + form, names)
    return out


@cache
def load_linking(use: str) -> frozenset[str]:
    """Search forms of the words of one use around titles: `break`, `be` or `to`."""
    rows = load_table("relations/linking.tsv", ("word", "use"))
    return frozenset(fold(row["word"]) for row in rows if row["use"] == use)


@cache
def load_adjectives() -> dict[str, Words]:
    """Search form of a country's name → its adjectives of nationality, any gender, number and article."""
    out: dict[str, list[str]] = {}
    for adjective, names in load_nationalities().items():
        for name in names:
            out.setdefault(name, []).append(adjective)
    return {name: tuple(adjectives) for name, adjectives in out.items()}
