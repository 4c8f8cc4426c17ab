"""Places in view of the other places about an event."""

from isnad.arabic.features import spell
from isnad.events.placing import extents_of, find_surroundings
from isnad.model.entity import Coordinates, Entity, EntityType, Precision


def place(name: str, precision: Precision | None, *within: str, type_: EntityType = EntityType.PLACE) -> Entity:
    where = Coordinates(lat=0, lon=0, precision=precision, within=within) if precision else None
    return Entity(id=name, type=type_, name=name, name_latin="", names=(name,), mentions=(), place=where)


TOWN = place("عين الوادي", Precision.TOWN, "حلب", "سوريا")
COUNTRYSIDE = place("ريف حلب الجنوبي", Precision.DISTRICT, "حلب", "سوريا")
PROVINCE = place("حلب", Precision.GOVERNORATE, "سوريا")
OTHER = place("درعا", Precision.GOVERNORATE, "سوريا")
PERSON = Entity(id="p", type=EntityType.PERSON, name="مروان", name_latin="", names=("مروان",), mentions=())


def test_a_province_holds_its_towns_and_countryside_and_no_other_provinces():
    extents = extents_of([TOWN, COUNTRYSIDE, PROVINCE, OTHER])
    assert extents[2].holds(extents[0])
    assert extents[2].holds(extents[1])
    assert not extents[2].holds(extents[3])
    assert not extents[0].holds(extents[2])


def test_people_do_not_lie_anywhere():
    assert list(extents_of([PERSON, TOWN])) == [1]


def test_only_places_are_seen_among_places():
    found = find_surroundings(extents_of([TOWN, PERSON]), [0, 1, -1], [3, 1, 2], ["here", "here", "here"], "shelling")
    assert found[0]
    assert found[1] == found[2] == []


def test_the_province_of_a_nearer_town_is_seen_to_hold_it():
    extents = extents_of([TOWN, PROVINCE, OTHER])
    near, wide, away = map(spell, find_surroundings(extents, [0, 1, 2], [2, 5, 60], ["here", "here", "title"], "shelling"))
    assert "among=|here" in near
    assert "among=nh|here" in wide
    assert "among=ns|title" in away


def test_a_place_nothing_is_known_of_is_neither_wide_nor_narrow():
    extents = extents_of([place("بير الغزال", None), TOWN, PROVINCE])
    assert extents[1].width < extents[0].width < extents[2].width
