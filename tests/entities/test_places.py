"""Places to coordinates: namesakes by what the report says, directions by their base, and notes where nothing decides."""

import re

import pytest

from isnad.entities.places import resolve_places
from isnad.model.entity import Entity, EntityType, Mention, Precision
from isnad.model.page import Block, BlockKind, Page, Report
from isnad.model.text import Text


def read(text, *names, types=None, outlet=None):
    page = Page(text, (Block(0, len(text), BlockKind.BODY),), Report(id="-", source_sha256="-", outlet=outlet))
    entities = tuple(entity(f"E{i}", n, text, (types or {}).get(n, EntityType.PLACE)) for i, n in enumerate(names, 1))
    placed, notes = resolve_places(entities, Text(text, (), ()), page)
    return {e.name: e.place for e in placed}, notes


def entity(id_, name, text, type_):
    mentions = tuple(
        Mention(start=m.start(), end=m.end(), text=name) for m in re.finditer(rf"(?<!\w)(?:[وبلف])?{name}(?!\w)", text)
    )
    mentions = tuple(m.model_copy(update={"start": m.end - len(name)}) for m in mentions)
    return Entity(id=id_, type=type_, name=name, name_latin="", names=(name,), mentions=mentions)


def test_a_town_gets_its_point_and_what_it_lies_in():
    places, notes = read("وصلت القافلة إلى سراقب", "سراقب")
    assert places["سراقب"].precision is Precision.TOWN
    assert places["سراقب"].within[-2:] == ("إدلب", "سوريا")
    assert notes == ()


@pytest.mark.parametrize(("other", "lat"), [("بيروت", 34.4), ("مصراتة", 32.9)])
def test_the_report_s_other_places_choose_between_namesakes(other, lat):
    places, _ = read(f"توجه من {other} إلى طرابلس", other, "طرابلس")
    assert abs(places["طرابلس"].lat - lat) < 0.2


def test_the_outlet_s_region_chooses_where_the_report_does_not():
    places, _ = read("وصل إلى طرابلس", "طرابلس", outlet="بوابة الوسط")
    assert places["طرابلس"].within[-1] == "ليبيا"


@pytest.mark.parametrize(("said", "governorate"), [("في قرية الزهراء بريف حمص", "حمص"), ("في قرية الزهراء بريف حلب", "حلب")])
def test_what_the_report_says_it_lies_in_decides(said, governorate):
    outer = said.split()[-1].removeprefix("ب")
    places, _ = read(f"قصف {said}", "الزهراء", f"ريف {said.split()[-1]}")
    assert governorate in places["الزهراء"].within, outer


def test_where_nothing_decides_there_are_no_coordinates_and_a_note():
    places, notes = read("قصف استهدف الصالحية", "الصالحية")
    assert places["الصالحية"] is None
    assert [n.code for n in notes] == ["ambiguous-place"]


@pytest.mark.parametrize("name", ["البوكمال", "السفيرة", "منبج", "الكوت", "الشحر"])
def test_a_town_and_the_divisions_called_after_it_are_one_place_and_the_bare_name_is_the_town(name):
    places, notes = read(f"وصلت القافلة إلى {name}", name)
    assert places[name].precision is Precision.TOWN
    assert notes == ()


@pytest.mark.parametrize("kind", ["منطقة", "ناحية", "قضاء", "مديرية"])
def test_the_word_for_a_division_before_the_name_makes_it_the_division(kind):
    places, notes = read(f"اندلعت اشتباكات في {kind} البوكمال", "البوكمال")
    assert places["البوكمال"].precision is Precision.DISTRICT
    assert places["البوكمال"].within[-2:] == ("دير الزور", "سوريا")
    assert notes == ()


def test_villages_of_one_name_in_two_areas_stay_two():
    _, notes = read("قصف استهدف تل شعير", "تل شعير")
    assert [n.code for n in notes] == ["ambiguous-place"]


def test_a_place_nobody_knows_is_noted_with_its_span():
    text = "وصل إلى تلة الغبار الأزرق"
    places, notes = read(text, "تلة الغبار الأزرق")
    assert places["تلة الغبار الأزرق"] is None
    assert [(n.code, text[n.start : n.end]) for n in notes] == [("unresolved-place", "تلة الغبار الأزرق")]


def test_countryside_in_a_direction_is_moved_from_its_base():
    places, _ = read("معارك في ريف حلب الجنوبي وفي حلب", "ريف حلب الجنوبي", "حلب")
    assert places["ريف حلب الجنوبي"].lat < places["حلب"].lat - 0.1
    assert places["ريف حلب الجنوبي"].precision is Precision.DISTRICT
    assert places["ريف حلب الجنوبي"].within[0] == "حلب"


def test_a_direction_from_a_town_is_near_it():
    places, _ = read("انفجار غرب الموصل", "غرب الموصل")
    assert places["غرب الموصل"].precision is Precision.NEAR


def test_a_country_has_the_precision_of_a_country():
    places, _ = read("في سوريا", "سوريا")
    assert places["سوريا"].precision is Precision.COUNTRY


def test_a_facility_is_a_point():
    places, _ = read("قصف مطار الشعيرات", "مطار الشعيرات", types={"مطار الشعيرات": EntityType.FACILITY})
    assert places["مطار الشعيرات"].precision is Precision.POINT
    assert abs(places["مطار الشعيرات"].lat - 34.49) < 0.05


def test_other_entities_pass_untouched():
    person = Entity(id="E1", type=EntityType.PERSON, name="سالم الدالي", name_latin="", names=("سالم الدالي",), mentions=())
    page = Page("x", (), Report(id="-", source_sha256="-"))
    assert resolve_places((person,), Text("x", (), ()), page).value == (person,)


def test_every_choice_names_its_rule():
    places, _ = read("توجه من بيروت إلى طرابلس", "بيروت", "طرابلس")
    assert all(p.rule for p in places.values())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("قصف الطيران أحياء المدينة القديمة في تعز، ونقل الجرحى إلى عدن", ("المدينة القديمة", "تعز", "عدن")),
        ("سيطر الجيش على حي السلام في درنة وانسحب إلى طبرق", ("السلام", "درنة", "طبرق")),
        ("انفجرت عبوة في حي النصر في مدينة الحسكة وفي القامشلي", ("النصر", "الحسكة", "القامشلي")),
        ("أصيب شاب في البلدة القديمة وسط الخليل ونقل إلى نابلس", ("البلدة القديمة", "الخليل", "نابلس")),
        ("تظاهر المئات أمام القصر الرئاسي في صنعاء وفي ذمار", ("القصر الرئاسي", "صنعاء", "ذمار")),
    ],
)
def test_a_quarter_or_landmark_of_another_city_is_not_taken(text, names):
    places, notes = read(text, *names)
    assert places[names[0]] is None
    assert notes
    assert places[names[1]] is not None


def test_a_quarter_is_taken_beside_its_city():
    places, _ = read("سيطر الجيش على حي السلام في مدينة الموصل وعاد إلى أربيل", "السلام", "الموصل", "أربيل")
    assert "الموصل" in places["السلام"].within


@pytest.mark.parametrize(
    "text",
    ["عاد الوفد من القاهرة إلى تعز ثم إلى عدن واليمن كله", "سافر من تعز إلى العاصمة القاهرة، ومنها إلى عدن ومأرب"],
)
def test_a_capital_is_not_taken_for_a_village_of_its_name(text):
    places, _ = read(text, "القاهرة", "تعز", "عدن")
    assert places["القاهرة"].within[-1] == "مصر"


def test_a_kind_word_may_still_say_that_the_namesake_of_a_capital_is_meant():
    places, _ = read("اشتباكات في مديرية القاهرة بمدينة تعز، وقصف على تعز", "القاهرة", "تعز")
    assert places["القاهرة"].within[-1] == "اليمن"
