"""Places in view of the other places about an event."""

from isnad.arabic.features import spell
from isnad.events.placing import find_surroundings, lies_of
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
    lies = lies_of([TOWN, COUNTRYSIDE, PROVINCE, OTHER])
    assert lies[2].holds(lies[0])
    assert lies[2].holds(lies[1])
    assert not lies[2].holds(lies[3])
    assert not lies[0].holds(lies[2])


def test_people_do_not_lie_anywhere():
    assert list(lies_of([PERSON, TOWN])) == [1]


def test_only_places_are_seen_among_places():
    found = find_surroundings(lies_of([TOWN, PERSON]), [0, 1, -1], [3, 1, 2], ["here", "here", "here"], "shelling")
    assert found[0]
    assert found[1] == found[2] == []


def test_the_province_of_a_nearer_town_is_seen_to_hold_it():
    lies = lies_of([TOWN, PROVINCE, OTHER])
    near, wide, away = map(spell, find_surroundings(lies, [0, 1, 2], [2, 5, 60], ["here", "here", "title"], "shelling"))
    assert "among=|here" in near
    assert "among=nh|here" in wide
    assert "among=ns|title" in away


def test_a_place_nothing_is_known_of_is_neither_wide_nor_narrow():
    lies = lies_of([place("بير الغزال", None), TOWN, PROVINCE])
    assert lies[1].width < lies[0].width < lies[2].width
