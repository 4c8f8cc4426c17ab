"""Who did it, to whom, where and with what."""

import pytest

from isnad.events.nameless import find_nameless
from isnad.events.scene import Happening, build_scene, find_candidates
from isnad.events.triggers import Trigger
from isnad.model.entity import EntityType
from tests.events.seeing import events, named, seen


def roles(text: str, type_: str, *entities) -> set[tuple[str, str]]:  # type: ignore[no-untyped-def]
    """(role, words) of every argument of the events of `type_`."""
    return {(a.role.value, a.text) for e in events(text, *entities) if e.type == type_ for a in e.arguments}


def who(text: str, role: str, type_: str, *entities) -> set[str]:  # type: ignore[no-untyped-def]
    return {words for r, words in roles(text, type_, *entities) if r == role}


@pytest.mark.parametrize(
    ("text", "type_", "name"),
    [
        ("أحبطت كتائب الفجر الأبيض هجوما لمسلحين على الحاجز.", "clash", "كتائب الفجر الأبيض"),
        ("أفشلت كتائب الفجر الأبيض هجمات للمسلحين على البلدة.", "clash", "كتائب الفجر الأبيض"),
        ("نعت كتائب الفجر الأبيض مقتل قائدها في المعارك.", "killing", "كتائب الفجر الأبيض"),
        ("اعترفت كتائب الفجر الأبيض بمقتل ثلاثة من عناصرها.", "killing", "كتائب الفجر الأبيض"),
        ("أدانت كتائب الفجر الأبيض قصف المدنيين في البلدة.", "shelling", "كتائب الفجر الأبيض"),
        ("هاجم مسلحون تنكروا بزي كتائب الفجر الأبيض مقرا أمنيا.", "clash", "كتائب الفجر الأبيض"),
        ("قتل مدنيان في اشتباكات بين كتائب الفجر الأبيض ومسلحين.", "killing", "كتائب الفجر الأبيض"),
        ("شن مسلحون هجوما على مواقع تسيطر عليها كتائب الفجر الأبيض.", "clash", "كتائب الفجر الأبيض"),
        ("حرر الجيش البلدة من قبضة كتائب الفجر الأبيض.", "capture", "كتائب الفجر الأبيض"),
        ("هاجم المسلحون البلدة بهدف طرد كتائب الفجر الأبيض.", "clash", "كتائب الفجر الأبيض"),
    ],
)
def test_who_only_stands_beside_a_deed_does_not_do_it(text: str, type_: str, name: str) -> None:
    assert name not in who(text, "agent", type_, named(text, 1, EntityType.GROUP, name))


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("هاجمت كتائب الفجر الأبيض مقرا أمنيا في البلدة.", "clash"),
        ("أحبط الجيش هجوما شنته كتائب الفجر الأبيض على البلدة.", "clash"),
        ("سقطت قذائف مصدرها مناطق تسيطر عليها كتائب الفجر الأبيض فقصفت السوق.", "shelling"),
        ("أما كتائب الفجر الأبيض فقد قتلت ثلاثة جنود.", "killing"),
    ],
)
def test_who_does_it_stays_its_agent(text: str, type_: str) -> None:
    group = named(text, 1, EntityType.GROUP, "كتائب الفجر الأبيض")
    found = events(text, group)
    assert any(a.entity == "E1" and a.role == "agent" for e in found for a in e.arguments)


def test_whose_son_was_killed_was_not_killed() -> None:
    text = "قتل مسلحون نجل الشيخ سالم الحمدوني في منزله."
    struck = who(text, "target", "killing", named(text, 1, EntityType.PERSON, "سالم الحمدوني"))
    assert "سالم الحمدوني" not in struck
    assert any(words.startswith("نجل") for words in struck)


def test_whose_sister_was_abducted_before_the_word_for_it_was_not() -> None:
    text = "وكانت شقيقة سالم الحمدوني قد تعرضت للاختطاف قبل أيام في المدينة."
    assert "سالم الحمدوني" not in who(text, "target", "abduction", named(text, 1, EntityType.PERSON, "سالم الحمدوني"))


def test_who_announced_no_dead_killed_nobody() -> None:
    text = "لم تعلن كتائب الفجر الأبيض عن سقوط قتلى في القصف."
    assert "كتائب الفجر الأبيض" not in who(text, "agent", "killing", named(text, 1, EntityType.GROUP, "كتائب الفجر الأبيض"))


@pytest.mark.parametrize(
    ("text", "type_", "doer", "struck"),
    [
        ("قتل مسلح شرطيا عند الحاجز.", "killing", "مسلح", "شرطيا"),
        ("قتل مسلحون ثلاثة حراس أمام المصرف.", "killing", "مسلحون", "ثلاثة حراس"),
    ],
)
def test_cases_tell_who_did_it_to_whom(text: str, type_: str, doer: str, struck: str) -> None:
    assert who(text, "agent", type_) == {doer}
    assert who(text, "target", type_) == {struck}


def test_how_somebody_died_is_nobody() -> None:
    assert who("قتل شاب حرقا في منزله.", "agent", "killing") == set()


def test_what_is_left_is_an_origin() -> None:
    text = "غادر الوفد الأممي دمشق إلى بيروت صباح أمس."
    left = named(text, 1, EntityType.PLACE, "دمشق")
    found = {(a.role.value, a.text) for e in events(text, left) for a in e.arguments}
    assert ("destination", "دمشق") not in found


def test_the_condemner_is_not_whom_it_befell() -> None:
    text = "أدان سالم الحمدوني قتل المتظاهرين في المدينة."
    assert "سالم الحمدوني" not in who(text, "target", "killing", named(text, 1, EntityType.PERSON, "سالم الحمدوني"))


def test_those_of_whom_some_were_killed_did_not_kill_them() -> None:
    text = "مقتل 23 فجريا في مواجهات خاضتها جماعة الفجري قرب البلدة."
    assert "جماعة الفجري" not in who(text, "agent", "killing", named(text, 1, EntityType.GROUP, "جماعة الفجري"))


def test_who_stands_behind_من_قبل_did_it() -> None:
    text = "اعتقال شابين من قبل كتائب الفجر الأبيض في البلدة."
    group = named(text, 1, EntityType.GROUP, "كتائب الفجر الأبيض")
    assert "كتائب الفجر الأبيض" in who(text, "agent", "arrest", group)
    assert "كتائب الفجر الأبيض" not in who(text, "target", "arrest", group)


def test_at_whose_hands_somebody_died_killed_him() -> None:
    text = "مقتل عشرة مدنيين في السوق على أيدي كتائب الفجر الأبيض."
    group = named(text, 1, EntityType.GROUP, "كتائب الفجر الأبيض")
    assert "كتائب الفجر الأبيض" in who(text, "agent", "killing", group)
    assert "كتائب الفجر الأبيض" not in who(text, "target", "killing", group)


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
