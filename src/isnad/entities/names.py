"""Which strings of a report are names, and of what: the tagger's spans, the sequence model's and the registers', weighed together."""

from collections.abc import Iterator
from dataclasses import dataclass

from isnad.entities.naming import find_named
from isnad.letters import fold
from isnad.model.entity import EntityType
from isnad.model.text import Tagged, Text

_LEAST = 0.35


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens that may be a name, with its search form."""

    first: int
    last: int
    folded: str
    type: str
    score: float
    by: str


def choose_names(text: Text) -> dict[str, EntityType]:
    """Search form of each name of the report → its type."""
    votes: dict[str, dict[str, float]] = {}
    for c in find_candidates(text):
        if c.score >= _LEAST:
            of = votes.setdefault(c.folded, {})
            of[c.type] = of.get(c.type, 0.0) + c.score
    return {name: EntityType(max(of, key=lambda t: of[t])) for name, of in votes.items()}


def find_candidates(text: Text) -> Iterator[Candidate]:
    """Everything any of the finders takes for a name, in order of finder and place."""
    for by, spans in (("tagger", text.layers.get("names", ())), ("sequence", find_named(text))):
        for span in spans:
            yield _candidate(text, span, by)


def _candidate(text: Text, span: Tagged, by: str) -> Candidate:
    first, last = _repaired(text, span.first, span.last)
    start, end = text.tokens[first].start, text.tokens[last - 1].end
    return Candidate(first, last, fold(text.text[start:end]), span.label, span.score, by)


def _repaired(text: Text, first: int, last: int) -> tuple[int, int]:
    """«لجيش» of «للجيش» is quoted with the ل that swallowed its article, as the annotation guide has it."""
    token = text.tokens[first]
    swallowed = token.folded.startswith("ال") and not fold(token.form).startswith("ال")
    if swallowed and first > 0 and text.tokens[first - 1].word == token.word and text.tokens[first - 1].folded == "ل":
        return first - 1, last
    return first, last
