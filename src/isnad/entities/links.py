"""Entities to what the registers know: people of public role, actors, organizations, outlets, peoples.

A link says what a name may stand for; it is never evidence of what the report says. A person whom no register knows
and whom the report gives no public office is taken for a private person and protected.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from isnad.entities.bodies import said_alone
from isnad.entities.theatre import Theatre
from isnad.letters import fold
from isnad.model.entity import Entity, EntityType, Link
from isnad.model.note import Found, Note
from isnad.model.page import Page
from isnad.reference.actors import Actor, actor_of, find_actors
from isnad.reference.names import find_name
from isnad.reference.organizations import find_organizations
from isnad.reference.outlets import Outlet, find_outlet
from isnad.reference.people import PublicPerson, find_people, find_people_by_last, load_people
from isnad.reference.peoples import find_nationality, find_people_group
from isnad.reference.shared import load_shared
from isnad.reference.titles import Title, find_title

REGISTER = "isnad"
ALIKE = 93.0
"""Least likeness (0–100) of two skeletons of a full name; below it are brothers and namesakes."""
_PUBLIC = frozenset({"office", "rank", "command", "spokesman"})
_WORDS = re.compile(r"[^\W_]+")
_BACK = 60
"""Letters before a name in which its title is looked for."""
_BODIES = (EntityType.GROUP, EntityType.ORGANIZATION)
_KUNYA = frozenset(("ابو", "ابي", "ابا", "ام"))
_NOWHERE = Theatre()
_OF_NEWS = frozenset(("للانباء", "الاخباريه"))
_LONG = 5
"""Consonants of a word that are seldom those of two Arab names; «صالح» and «صلاح» have three."""


class _Best(NamedTuple):
    id: str
    label: str
    score: float
    why: str


class _Bearer(NamedTuple):
    """A body that bears a name, with where it is of; `shared`: bodies of other countries are called so as well."""

    best: _Best
    countries: tuple[str, ...]
    shared: bool


def link_entities(entities: tuple[Entity, ...], page: Page, theatre: Theatre = _NOWHERE) -> Found[tuple[Entity, ...]]:
    """Every entity with its link, where a register knows it, and people without a public role marked as protected.

    A name that bodies of several countries bear is linked to that of a country in which the report plays (`theatre`); where
    it plays in none of theirs, a note says so.
    """
    linked = tuple(link_entity(e, page, theatre) for e in entities)
    return Found(linked, tuple(_note(e) for e in linked if e.link is None and _bears_known(e)))


def link_entity(entity: Entity, page: Page, theatre: Theatre = _NOWHERE) -> Entity:
    """One entity with its link and protection."""
    best = find_link(entity, theatre)
    link = Link(register_=REGISTER, id=best.id, label=best.label, score=best.score, why=best.why) if best else None
    private = entity.type is EntityType.PERSON and best is None and not _has_office(entity, page)
    return entity.model_copy(update={"link": entity.link or link, "protected": private})


def _bears_known(entity: Entity) -> bool:
    return entity.type in _BODIES and any(_bearers(n, entity.type) for n in _looked_up(entity))


def _note(entity: Entity) -> Note:
    first = entity.mentions[0] if entity.mentions else None
    why = "the bodies called so are of countries in which the report does not play"
    return Note(
        code="unlinked-name",
        message=f"{entity.name}: {why}",
        start=first.start if first else None,
        end=first.end if first else None,
    )


def find_link(entity: Entity, theatre: Theatre = _NOWHERE) -> _Best | None:
    """What a register knows the entity as, with score and reason."""
    names = _looked_up(entity)
    if entity.type is EntityType.PERSON:
        return _person(names, theatre)
    if entity.type in _BODIES:
        return _body(names, entity.type, theatre)
    if entity.type is EntityType.PEOPLE:
        return next((_Best(f"peoples/{p.id}", p.latin, 1.0, "same name") for n in names if (p := find_people_group(n))), None)
    return None


def find_sole(name: str, type: EntityType) -> str:
    """The id of the one person or body of a register that alone bears a name (search form); empty where none or several do."""
    if type is EntityType.PERSON:
        people = find_people(name) if " " in name and _is_full(name) else ()
        return f"people/{people[0].id}" if len(people) == 1 else ""
    bearers = _bearers(said_alone(name), type) if type in _BODIES else []
    return bearers[0].best.id if len(bearers) == 1 and not bearers[0].shared else ""


def _looked_up(entity: Entity) -> list[str]:
    return [said_alone(" ".join(fold(n).split())) for n in entity.names]


def _person(names: list[str], theatre: Theatre) -> _Best | None:
    for name in names:
        found = find_people(name)
        if len(found) == 1 and (" " in name or len(names) == 1) and (_is_full(name) or theatre.names(found[0].country)):
            return _of_person(found[0], 1.0 if " " in name else 0.7, "same name" if " " in name else "by-name")
    for name in names:
        near = _part_of_name(name) or _alike(name) if " " in name and _is_full(name) else None
        if near is not None and theatre.names(near.country):
            return _of_person(near.person, near.score, near.why)
    return None


def _is_full(name: str) -> bool:
    """Whether a name tells a man from others: no kunya («أبي أحمد») and no family's name alone («الحريري»)."""
    words = name.split()
    if len(words) == 1:
        return not name.startswith("ال")
    return words[0] not in _KUNYA or len(words) > 2


def _of_person(person: PublicPerson, score: float, why: str) -> _Best:
    return _Best(f"people/{person.id}", f"{person.name} ({person.role})" if person.role else person.name, round(score, 2), why)


class _Near(NamedTuple):
    person: PublicPerson
    score: float
    why: str

    @property
    def country(self) -> str:
        return self.person.country


def _part_of_name(name: str) -> _Near | None:
    """A register's name with a father's name more or less ("علي عبد الله صالح", "علي صالح")."""
    words = _whole_words(name)
    for person in find_people_by_last(name.split()[-1]):
        theirs = _whole_words(fold(person.name))
        one_more = abs(len(words) - len(theirs)) <= 1
        if words[0] == theirs[0] and one_more and (set(words) <= set(theirs) or set(theirs) <= set(words)):
            return _Near(person, 0.85, "name with more or fewer words")
    return None


def _whole_words(name: str) -> list[str]:
    """The words of a name, «عبد» with its second half as one, without «بن»."""
    return re.sub(r"\bعبد ", "عبد", name).replace(" بن ", " ").split()


def skeleton(name: str) -> str:
    """A name without article, spaces and long vowels: what is left when spellings differ."""
    words = [w.removeprefix("ال") or w for w in fold(name).split()]
    return " ".join(re.sub(r"(?<=.)[اويء](?=.)", "", w) for w in words)


@cache
def _skeletons() -> tuple[list[str], list[tuple[PublicPerson, str]]]:
    pairs = [(skeleton(n), (p, n)) for p in load_people() for n in p.names if " " in n]
    return [s for s, _ in pairs], [p for _, p in pairs]


@lru_cache(maxsize=2048)
def _alike(name: str) -> _Near | None:
    skeletons, people = _skeletons()
    from rapidfuzz import fuzz, process  # 15 ms, and few reports have a name to compare so

    found = process.extractOne(skeleton(name), skeletons, scorer=fuzz.ratio, score_cutoff=ALIKE)
    if found is None or len(skeleton(name)) < 6 or len(name.split()) != len(skeletons[found[2]].split()):
        return None
    person, theirs = people[found[2]]
    same = all(_is_spelling_of(a, b) for a, b in zip(name.split(), fold(theirs).split(), strict=True))
    return _Near(person, found[1] / 100 * 0.9, "like spelling") if same else None


def _is_spelling_of(word: str, theirs: str) -> bool:
    """Whether a word of a name may be another's by spelling alone: a foreign name («دنفورد»), never one Arab name for another."""
    a, b = (w.removeprefix("ال") for w in (word, theirs))
    if a == b:
        return True
    if any(w.startswith("ال") for w in (word, theirs)) or skeleton(word)[:1] != skeleton(theirs)[:1]:
        return False
    arab = any(find_name(w) is not None for w in (word, theirs))
    return not arab or (skeleton(word) == skeleton(theirs) and len(skeleton(word)) >= _LONG)


def _body(names: list[str], type: EntityType, theatre: Theatre) -> _Best | None:
    """The body that one of the names is of, names of one body alone before names that several countries' bodies share."""
    nations = {n.country for name in names for w in name.split() if (n := find_nationality(w)) is not None}
    borne = [_bearers(name, type) for name in names]
    for bearers in sorted(borne, key=lambda found: any(b.shared for b in found)):
        fitting = [b for b in bearers if not b.shared or _fits(b, nations, theatre)]
        if fitting:
            return _likeliest(fitting, theatre)
    return None


def _fits(bearer: _Bearer, nations: set[str], theatre: Theatre) -> bool:
    if nations and bearer.countries and nations.isdisjoint(bearer.countries):
        return False
    return theatre.holds(bearer.best.id.partition("/")[2], bearer.countries)


def _likeliest(bearers: list[_Bearer], theatre: Theatre) -> _Best:
    """Of several bodies of one name that of the country in which the report plays most."""
    if len(bearers) == 1:
        return bearers[0].best
    shares = [theatre.share(b.best.id.partition("/")[2], b.countries) for b in bearers]
    best = bearers[shares.index(max(shares))].best
    if shares.count(max(shares)) == 1:
        return _Best(best.id, best.label, 0.8, f"{best.why}, of the report's country")
    return _Best(best.id, best.label, 0.6, f"{best.why}, which {len(bearers)} bear")


def _bearers(name: str, type: EntityType) -> list[_Bearer]:
    """The bodies called `name`, of the type seen first; an outlet only where nothing else is."""
    actors = [_of_actor(a, name) for a in find_actors(name)]
    actors += [_of_actor(a, name) for i in load_shared().get(name, ()) if (a := actor_of(i)) is not None]
    bodies = [
        _Bearer(_Best(f"organizations/{o.id}", o.latin, 1.0, "same name"), _codes(o.country), _is_shared(o.weak, name))
        for o in find_organizations(name)
    ]
    found = actors + bodies if type is EntityType.GROUP else bodies + actors
    outlet = _outlet(name) if type is EntityType.ORGANIZATION and not found else None
    if outlet is not None:
        found.append(_Bearer(_Best(f"outlets/{outlet.id}", outlet.latin, 0.95, "outlet's name"), (), False))
    return found


def _outlet(name: str) -> Outlet | None:
    """An outlet, also with the adjectives that a report adds («وكالة مهر الإيرانية للأنباء»)."""
    words = name.split()
    while (outlet := find_outlet(" ".join(words))) is None and len(words) > 2:
        if find_nationality(words[-1]) is None and words[-1] not in _OF_NEWS:
            return None
        words = words[:-1]
    return outlet


def _of_actor(actor: Actor, name: str) -> _Bearer:
    why = "same name" if fold(actor.name) == name else "known spelling"
    return _Bearer(_Best(f"actors/{actor.id}", actor.latin, 1.0, why), _codes(actor.country), _is_shared(actor.weak, name))


def _codes(country: str) -> tuple[str, ...]:
    return (country,) if country else ()


def _is_shared(weak: Iterable[str], name: str) -> bool:
    """Whether a name (search form) is one that bodies of other countries bear too."""
    return name in load_shared() or any(fold(w) == name for w in weak)


def _has_office(entity: Entity, page: Page) -> bool:
    """Whether a title of public office, rank or command stands right before one of the person's names."""
    return any(_office_before(page.text[max(0, m.start - _BACK) : m.start]) for m in entity.mentions[:20])


def _office_before(before: str) -> bool:
    words = [fold(w) for w in _WORDS.findall(before)][-6:]
    for first in range(len(words)):
        for last in range(len(words), first, -1):
            title = _title(" ".join(words[first:last]))
            if title is not None and title.kind in _PUBLIC and len(words) - last <= 3:
                return True
    return False


def _title(name: str) -> Title | None:
    return find_title(name) or next((t for p in ("و", "ب", "ل") if name.startswith(p) and (t := find_title(name[1:]))), None)
