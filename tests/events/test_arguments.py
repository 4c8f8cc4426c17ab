"""Who did it, to whom, where and with what."""

from isnad.events.nameless import find_nameless
from isnad.events.scene import Happening, build_scene, find_candidates
from isnad.events.triggers import Trigger
from isnad.model.entity import EntityType
from tests.events.seeing import events, named, seen


def roles(text: str, type_: str, *entities) -> set[tuple[str, str]]:  # type: ignore[no-untyped-def]
    """(role, words) of every argument of the events of `type_`."""
    return {(a.role.value, a.text) for e in events(text, *entities) if e.type == type_ for a in e.arguments}


SHELLING = "قصفت قوات النظام بالمدفعية الثقيلة بلدة كنصفرة في ريف إدلب الجنوبي."


def test_the_subject_of_a_strike_is_its_agent() -> None:
    army = named(SHELLING, 1, EntityType.GROUP, "قوات النظام")
    town = named(SHELLING, 2, EntityType.PLACE, "كنصفرة")
    assert ("agent", "قوات النظام") in roles(SHELLING, "shelling", army, town)


def test_a_town_that_is_struck_is_target_and_place() -> None:
    army = named(SHELLING, 1, EntityType.GROUP, "قوات النظام")
    town = named(SHELLING, 2, EntityType.PLACE, "كنصفرة")
    assert {("target", "كنصفرة"), ("place", "كنصفرة")} <= roles(SHELLING, "shelling", army, town)


def test_the_countryside_after_the_town_is_a_place_too() -> None:
    town = named(SHELLING, 1, EntityType.PLACE, "كنصفرة")
    land = named(SHELLING, 2, EntityType.PLACE, "ريف إدلب الجنوبي")
    assert ("place", "ريف إدلب الجنوبي") in roles(SHELLING, "shelling", town, land)


def test_those_arrested_are_the_target_though_nameless() -> None:
    text = "اعتقلت الشرطة العسكرية ثلاثة شبان في مدينة منبج."
    police, town = named(text, 1, EntityType.GROUP, "الشرطة العسكرية"), named(text, 2, EntityType.PLACE, "منبج")
    assert {("agent", "الشرطة العسكرية"), ("target", "ثلاثة شبان"), ("place", "منبج")} <= roles(text, "arrest", police, town)


def test_the_complement_of_a_verbal_noun_is_its_target() -> None:
    text = "مقتل سالم الحمدوني في مدينة منبج."
    man, town = named(text, 1, EntityType.PERSON, "سالم الحمدوني"), named(text, 2, EntityType.PLACE, "منبج")
    assert ("target", "سالم الحمدوني") in roles(text, "killing", man, town)


def test_a_nameless_phrase_is_cut_with_its_number() -> None:
    view = seen("أصيب سبعة مدنيين بجروح في السوق.")
    first = find_nameless(view, 0, len(view.words))[0]
    tokens = view.text.tokens
    assert view.text.text[tokens[first.first].start : tokens[first.last - 1].end] == "سبعة مدنيين"


def test_candidates_stay_near_their_trigger_in_endless_sentences() -> None:
    text = "قتل " + "رجل في حلب و " * 3000
    town = named(text, 1, EntityType.PLACE, "حلب")
    view = seen(text, town)
    happening = Happening("killing", (Trigger(0, "killing", 1.0, "قتل", "", ("past",)),))
    assert len(find_candidates(build_scene(view, [happening]), happening)) < 40
