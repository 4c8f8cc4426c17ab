"""Links to registers with score and reason; people without a public role are protected."""

import pytest

from isnad.entities.links import find_link, find_sole, link_entities, link_entity
from isnad.entities.theatre import Theatre
from isnad.model.entity import Entity, EntityType, Mention
from isnad.model.page import Page, Report


def entity(name, type_, *, names=None, at=0):
    return Entity(
        id="E1",
        type=type_,
        name=name,
        name_latin="",
        names=names or (name,),
        mentions=(Mention(start=at, end=at + len(name), text=name),),
    )


def page(text):
    return Page(text, (), Report(id="-", source_sha256="-"))


@pytest.mark.parametrize(
    ("name", "type_", "id_"),
    [
        ("قسد", EntityType.GROUP, "actors/syrian-democratic-forces"),
        ("المجلس الانتقالي الجنوبي", EntityType.ORGANIZATION, "actors/southern-transitional-council"),
        ("وزارة الخارجية الروسية", EntityType.ORGANIZATION, "organizations/ministry-of-foreign-affairs-ru"),
        ("عنب بلدي", EntityType.ORGANIZATION, "outlets/enab-baladi"),
        ("وكالة مهر الإيرانية للأنباء", EntityType.ORGANIZATION, "outlets/mehr"),
        ("عبد الفتاح البرهان", EntityType.PERSON, "people/abdel-fattah-al-burhan"),
        ("الأكراد", EntityType.PEOPLE, "peoples/people-kurds"),
    ],
)
def test_a_known_name_is_linked(name, type_, id_):
    link = link_entity(entity(name, type_), page(name)).link
    assert (link.register_, link.id) == ("isnad", id_)
    assert link.why


def test_another_spelling_of_a_full_name_is_linked_with_less_certainty():
    link = find_link(entity("عبدالفتاح البرهان", EntityType.PERSON))
    assert link.id == "people/abdel-fattah-al-burhan"


@pytest.mark.parametrize("name", ["سالم الدالي", "رنا القصباوي", "البرهان الصغير"])
def test_an_unknown_person_has_no_link_and_is_protected(name):
    linked = link_entity(entity(name, EntityType.PERSON), page(name))
    assert linked.link is None
    assert linked.protected


@pytest.mark.parametrize("before", ["قال المتحدث باسم اللواء ", "صرح وزير الدفاع ", "أكد القائد الميداني ", "وقال العقيد "])
def test_a_person_whom_the_report_gives_a_public_office_is_not_protected(before):
    text = f"{before}سالم الدالي إن"
    assert not link_entity(entity("سالم الدالي", EntityType.PERSON, at=len(before)), page(text)).protected


@pytest.mark.parametrize("before", ["قتل الطفل ", "اعتقل الشاب ", "قال الطبيب ", "قالت الناشطة "])
def test_a_private_calling_keeps_a_person_protected(before):
    text = f"{before}سالم الدالي أمس"
    assert link_entity(entity("سالم الدالي", EntityType.PERSON, at=len(before)), page(text)).protected


def test_only_people_are_protected():
    assert not link_entity(entity("لواء النهر البعيد", EntityType.GROUP), page("لواء النهر البعيد")).protected


@pytest.mark.parametrize(
    ("name", "country", "id_"),
    [
        ("قوات التحالف", "YE", "actors/saudi-led-coalition"),
        ("قوات التحالف", "SY", "actors/global-coalition-against-daesh"),
        ("الجيش الوطني", "YE", "actors/yemeni-army"),
        ("الجيش الوطني", "SY", "actors/syrian-national-army"),
        ("القوات الحكومية", "SY", "actors/syrian-arab-army"),
        ("القوات الحكومية", "LY", "actors/libyan-national-army"),
        ("اللجان الشعبية", "YE", "actors/popular-committees-houthi"),
        ("الأمن العام", "LB", "actors/general-security-lebanon"),
        ("سلطات الاحتلال", "PS", "actors/israel-defense-forces"),
    ],
)
def test_a_name_that_several_countries_share_is_that_of_the_report_s(name, country, id_):
    assert find_link(entity(name, EntityType.GROUP), Theatre({country: 9, "FR": 1})).id == id_


@pytest.mark.parametrize(
    ("name", "country"), [("القوات الحكومية", "SO"), ("الجيش الوطني", "IQ"), ("الحكومة المؤقتة", "KG"), ("الدفاع المدني", "SA")]
)
def test_where_the_report_plays_in_none_of_their_countries_there_is_no_link_and_a_note(name, country):
    theatre = Theatre({country: 9, "SY": 1})
    (linked,), notes = link_entities((entity(name, EntityType.GROUP),), page(name), theatre)
    assert linked.link is None
    assert [n.code for n in notes] == ["unlinked-name"]


def test_a_name_of_one_body_alone_is_linked_wherever_the_report_plays():
    assert find_link(entity("قسد", EntityType.GROUP), Theatre({"FR": 9})).id == "actors/syrian-democratic-forces"


def test_another_nation_in_one_of_its_names_keeps_a_shared_name_from_being_linked():
    names = ("القوات الحكومية السودانية", "القوات الحكومية")
    link = find_link(entity(names[0], EntityType.GROUP, names=names), Theatre({"SY": 9}))
    assert link is None or link.id != "actors/syrian-arab-army"


def test_a_name_behind_a_lam_is_linked_as_it_stands_alone():
    assert find_link(entity("للجيش الإسرائيلي", EntityType.GROUP)).id == "actors/israel-defense-forces"


@pytest.mark.parametrize("name", ["حسان الشيخ", "أحمد المساري", "ماجد النصراوي", "محمود العلوش", "حسين سالم"])
def test_one_arab_name_is_never_a_spelling_of_another(name):
    assert find_link(entity(name, EntityType.PERSON)) is None


@pytest.mark.parametrize(("name", "id_"), [("جوزيف دنفورد", "joseph-dunford"), ("صلاح الدين دمرتاش", "selahattin-demirtas")])
def test_a_foreign_name_may_be_spelt_otherwise(name, id_):
    assert find_link(entity(name, EntityType.PERSON)).id == f"people/{id_}"


def test_a_kunya_is_nobody_s_name_where_the_report_does_not_speak_of_his_country():
    assert find_link(entity("أبي أحمد", EntityType.PERSON), Theatre({"SY": 5})) is None
    assert find_link(entity("آبي أحمد", EntityType.PERSON), Theatre({"ET": 5})).id == "people/abiy-ahmed"


@pytest.mark.parametrize(
    ("name", "type_", "id_"),
    [
        ("الدواعش", EntityType.GROUP, "actors/islamic-state"),
        ("قوات التحالف", EntityType.GROUP, ""),
        ("أبي أحمد", EntityType.PERSON, ""),
    ],
)
def test_a_register_names_one_body_alone_or_none(name, type_, id_):
    assert find_sole(name, type_) == id_
