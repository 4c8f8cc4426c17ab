"""Where a report plays: the countries that its places lie in and its adjectives of nationality say.

A name that bodies of several countries bear («قوات التحالف», «الأمن العام») is whose the report's country has it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from isnad.letters import fold
from isnad.model.entity import Entity, EntityType, MentionKind
from isnad.model.page import Page
from isnad.model.text import Text
from isnad.reference.gazetteer import find_places
from isnad.reference.outlets import find_outlet
from isnad.reference.peoples import find_nationality
from isnad.reference.shared import load_theatres

_MOST = 5
"""Mentions of one place, and words of one nationality, that count."""
_OF_WORD = 0.5
"""What an adjective of nationality counts beside the mention of a place: it is as often that of a foreign power."""
_PLAYS = 0.2
"""Least share of a country in which a report plays."""
_NO_COUNTRY = frozenset(("", "EU", "UN"))


class Theatre:
    """The countries of a report with what speaks for each."""

    def __init__(self, countries: Mapping[str, float] | None = None) -> None:
        self._countries = dict(countries or {})
        self._total = sum(self._countries.values())

    def share(self, id_: str, countries: Iterable[str]) -> float:
        """How much of the report plays where that body acts, 0 to 1; 1 for a body of no country."""
        where = {*countries, *load_theatres().get(id_, ())}
        if not where:
            return 1.0
        around = where.union(*(load_theatres().get(c, ()) for c in where))
        return sum(self._countries.get(c, 0.0) for c in around) / self._total if self._total else 0.0

    def holds(self, id_: str, countries: Iterable[str]) -> bool:
        """Whether the report plays where that body acts."""
        return self.share(id_, countries) >= _PLAYS

    def names(self, country: str) -> bool:
        """Whether the report names the country or a place in it; True where it names none at all."""
        return not self._total or country in _NO_COUNTRY or country in self._countries


def read_theatre(entities: Sequence[Entity], text: Text, page: Page) -> Theatre:
    """The countries of the resolved places and of the adjectives in the text; the outlet's where there is nothing else."""
    out: defaultdict[str, float] = defaultdict(float)
    for entity in entities:
        country = _country_of(entity)
        if country:
            out[country] += min(_MOST, sum(m.kind is MentionKind.NAME for m in entity.mentions))
    for country, times in count_nationalities(text).items():
        out[country] += min(_MOST, times) * _OF_WORD
    if not out:
        outlet = find_outlet(page.report.outlet or page.report.site or "")
        out.update({outlet.country: 1.0} if outlet and outlet.country else {})
    return Theatre(out)


def count_nationalities(text: Text) -> Counter[str]:
    """ISO 3166-1 alpha-2 of countries → words of the text that are their adjective of nationality."""
    return Counter(n.country for t in text.tokens if (n := find_nationality(t.folded)) is not None)


def _country_of(entity: Entity) -> str:
    """ISO 3166-1 alpha-2 of the country that a resolved place is or lies in."""
    if entity.place is None or entity.type not in (EntityType.PLACE, EntityType.FACILITY):
        return ""
    outermost = entity.place.within[-1] if entity.place.within else entity.name
    return next((p.country for p in find_places(fold(outermost)) if p.kind == "country"), "")
