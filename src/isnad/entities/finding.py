"""Text → entities: names weighed, found wherever the report says them, grouped into who they name, linked and placed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from isnad.entities.bodies import said_alone
from isnad.entities.coreference import Name, group_names
from isnad.entities.latin import latin_name, latin_of_linked
from isnad.entities.links import link_entities
from isnad.entities.name_sense import find_misread
from isnad.entities.names import choose_names
from isnad.entities.nominals import add_nominals
from isnad.entities.occurrences import find_occurrences
from isnad.entities.places import resolve_places
from isnad.entities.pronouns import add_pronouns
from isnad.entities.theatre import read_theatre
from isnad.letters import fold
from isnad.model.entity import Entity, EntityType, Mention
from isnad.model.note import Found
from isnad.model.page import Page
from isnad.model.text import Text

_TERRITORY = ("الأراضي ", "الاراضي ")
"""«الأراضي الليبية» is Libya, and is shown by its name."""
_BODIES = (EntityType.GROUP, EntityType.ORGANIZATION)
_CALLED = re.compile(r'^[\s"،,(]*(?:و?ي?كني|المكني|الملقب|المدعو|المعروف|الشهير)\s*(?:باسم|بلقب|ب)?\s*["(]*$')
_CALLED_WITHIN = 25
"""Letters between a man's name and what he is called."""
_CLOSING = frozenset("\"”»'’")


def find_entities(text: Text, page: Page) -> Found[tuple[Entity, ...]]:
    """The named entities of a report, by first mention, with every mention of each."""
    types = choose_names(text)
    spots = [Spot(s, e, name, types[name]) for s, e, name in find_occurrences(page.text, types)]
    misread = set(find_misread(text, ((s.start, s.end, s.name, s.type) for s in spots)))
    spots = [s for k, s in enumerate(spots) if k not in misread]
    named = add_pronouns(text, add_nominals(text, build_entities(page.text, spots)))
    placed, on_places = resolve_places(named, text, page)
    linked, on_links = link_entities(placed, page, read_theatre(placed, text, page))
    spelt = tuple(e.model_copy(update={"name_latin": latin_of_linked(e)}) for e in linked)
    return Found(spelt, (*on_links, *on_places))


@dataclass(frozen=True, slots=True)
class Spot:
    """One occurrence of a name (its search form) in the stored text."""

    start: int
    end: int
    name: str
    type: EntityType


def build_entities(text: str, spots: Sequence[Spot]) -> list[Entity]:
    """Entities of the spots' names, ids in order of first mention; a name is shown as most often written, longest first."""
    first: dict[str, Spot] = {}
    for spot in spots:
        first.setdefault(spot.name, spot)
    order = list(first)
    names = [Name(n, first[n].type, first[n].start) for n in order]
    groups = group_names(names, _in_brackets(text, spots, {n: i for i, n in enumerate(order)}))
    by_name: dict[str, list[Spot]] = {}
    for spot in spots:
        by_name.setdefault(spot.name, []).append(spot)
    return [_entity(text, f"E{k}", [s for i in group for s in by_name[order[i]]]) for k, group in enumerate(groups, 1)]


def _entity(text: str, id_: str, spots: Sequence[Spot]) -> Entity:
    ordered = sorted(spots, key=lambda s: s.start)
    written = list(dict.fromkeys(text[s.start : s.end] for s in ordered))
    names = tuple(sorted(written, key=lambda n: -len(n)))
    mentions = tuple(Mention(start=s.start, end=s.end, text=text[s.start : s.end]) for s in ordered)
    type_ = ordered[0].type
    name = said_alone(next((n for n in names if not n.startswith(_TERRITORY)), names[0]))
    return Entity(id=id_, type=type_, name=name, name_latin=latin_name(name, type_), names=names, mentions=mentions)


def _in_brackets(text: str, spots: Sequence[Spot], index: dict[str, int]) -> Iterable[tuple[int, int]]:
    """«قوات سوريا الديمقراطية (قسد)»: a name directly in brackets or quotation marks after another; «فلان المكنى «أبو كذا»»."""
    for a, b in pairwise(spots):
        between = text[a.end : b.start]
        if a.type is b.type is EntityType.PERSON and len(between) < _CALLED_WITHIN and _CALLED.match(fold(between)):
            yield index[a.name], index[b.name]
        if len(between) > 4 or "\n" in between:
            continue
        signs = fold(between).replace(" ", "")
        bodies = a.type in _BODIES and b.type in _BODIES and text[b.end : b.end + 1] in _CLOSING
        if signs.replace('"', "") == "(" or (signs == '"' and bodies):
            yield index[a.name], index[b.name]
