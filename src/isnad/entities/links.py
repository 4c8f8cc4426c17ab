"""Entities to what the registers know: people of public role, actors, organizations, outlets, peoples.

A link says what a name may stand for; it is never evidence of what the report says. A person whom no register knows
and whom the report gives no public office is taken for a private person and protected.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from isnad.letters import fold
from isnad.model.entity import Entity, EntityType, Link
from isnad.model.note import Found
from isnad.model.page import Page
from isnad.reference.actors import find_actors
from isnad.reference.organizations import find_organizations
from isnad.reference.outlets import find_outlet
from isnad.reference.people import PublicPerson, find_people, find_people_by_last, load_people
from isnad.reference.peoples import find_people_group
from isnad.reference.titles import Title, find_title

REGISTER = "isnad"
ALIKE = 93.0
"""Least likeness (0–100) of two skeletons of a full name; below it are brothers and namesakes."""
_PUBLIC = frozenset({"office", "rank", "command", "spokesman"})
_WORDS = re.compile(r"[^\W_]+")
_BACK = 60
"""Letters before a name in which its title is looked for."""


class _Best(NamedTuple):
    id: str
    label: str
    score: float
    why: str


def link_entities(entities: tuple[Entity, ...], page: Page) -> Found[tuple[Entity, ...]]:
    """Every entity with its link, where a register knows it, and people without a public role marked as protected."""
    return Found(tuple(link_entity(e, page) for e in entities))


def link_entity(entity: Entity, page: Page) -> Entity:
    """One entity with its link and protection."""
    best = find_link(entity)
    link = Link(register_=REGISTER, id=best.id, label=best.label, score=best.score, why=best.why) if best else None
    private = entity.type is EntityType.PERSON and best is None and not _has_office(entity, page)
    return entity.model_copy(update={"link": entity.link or link, "protected": private})


def find_link(entity: Entity) -> _Best | None:
    """What a register knows the entity as, with score and reason."""
    names = [" ".join(fold(n).split()) for n in entity.names]
    if entity.type is EntityType.PERSON:
        return _person(names)
    if entity.type in (EntityType.GROUP, EntityType.ORGANIZATION):
        return _body(names, entity.type)
    if entity.type is EntityType.PEOPLE:
        return next((_Best(f"peoples/{p.id}", p.latin, 1.0, "same name") for n in names if (p := find_people_group(n))), None)
    return None


def _person(names: list[str]) -> _Best | None:
    for name in names:
        found = find_people(name)
        if len(found) == 1 and (" " in name or len(names) == 1):
            return _of_person(found[0], 1.0 if " " in name else 0.7, "same name" if " " in name else "by-name")
    for name in names:
        if " " in name and (near := _part_of_name(name) or _alike(name)):
            return near
    return None


def _of_person(person: PublicPerson, score: float, why: str) -> _Best:
    return _Best(f"people/{person.id}", f"{person.name} ({person.role})" if person.role else person.name, round(score, 2), why)


def _part_of_name(name: str) -> _Best | None:
    """A register's name with a father's name more or less ("علي عبد الله صالح", "علي صالح")."""
    words = name.split()
    for person in find_people_by_last(words[-1]):
        theirs = fold(person.name).split()
        if words[0] == theirs[0] and (set(words) <= set(theirs) or set(theirs) <= set(words)):
            return _of_person(person, 0.85, "name with more or fewer words")
    return None


def skeleton(name: str) -> str:
    """A name without article, spaces and long vowels: what is left when spellings differ."""
    words = [w.removeprefix("ال") or w for w in fold(name).split()]
    return " ".join(re.sub(r"(?<=.)[اويء](?=.)", "", w) for w in words)


@cache
def _skeletons() -> tuple[list[str], list[PublicPerson]]:
    pairs = [(skeleton(n), p) for p in load_people() for n in p.names if " " in n]
    return [s for s, _ in pairs], [p for _, p in pairs]


@lru_cache(maxsize=2048)
def _alike(name: str) -> _Best | None:
    skeletons, people = _skeletons()
    from rapidfuzz import fuzz, process  # 15 ms, and few reports have a name to compare so

    found = process.extractOne(skeleton(name), skeletons, scorer=fuzz.ratio, score_cutoff=ALIKE)
    if found is None or len(skeleton(name)) < 6 or len(name.split()) != len(skeletons[found[2]].split()):
        return None
    return _of_person(people[found[2]], found[1] / 100 * 0.9, "like spelling")


def _body(names: list[str], type: EntityType) -> _Best | None:
    for name in names:
        for best in _bodies(name, type):
            return best
    return None


def _bodies(name: str, type: EntityType) -> list[_Best]:
    actors = [
        _Best(f"actors/{a.id}", a.latin, 1.0, "same name" if fold(a.name) == name else "known spelling")
        for a in find_actors(name)
    ]
    bodies = [_Best(f"organizations/{o.id}", o.latin, 1.0, "same name") for o in find_organizations(name)]
    found = actors + bodies if type is EntityType.GROUP else bodies + actors
    outlet = find_outlet(name) if type is EntityType.ORGANIZATION and not found else None
    if outlet is not None:
        found.append(_Best(f"outlets/{outlet.id}", outlet.latin, 0.95, "outlet's name"))
    if len(found) > 1:
        return [_Best(b.id, b.label, 0.6, f"{b.why}, which {len(found)} bear") for b in found]
    return found


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
