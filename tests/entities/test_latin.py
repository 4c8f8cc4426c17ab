"""Names in Latin letters: the usual spelling where one is known, else by rule."""

import pytest

from isnad.entities.latin import latin_name, latin_of_linked
from isnad.model.entity import Entity, EntityType, Link, Mention
from isnad.reference.gazetteer import find_named


@pytest.mark.parametrize(
    ("name", "type_", "latin"),
    [
        ("أحمد الجبوري", EntityType.PERSON, "Ahmed al-Jubouri"),
        ("عبد الله خالد", EntityType.PERSON, "Abdullah Khaled"),
        ("أبو خالد الشامي", EntityType.PERSON, "Abu Khaled al-Shami"),
        ("دمشق", EntityType.PLACE, "Damascus"),
        ("شمال سوريا", EntityType.PLACE, "Northern Syria"),
        ("ريف حلب الجنوبي", EntityType.PLACE, "southern countryside of Aleppo"),
        ("قسد", EntityType.GROUP, "Syrian Democratic Forces"),
        ("الأكراد", EntityType.PEOPLE, "Kurds"),
        ("السوريين", EntityType.PEOPLE, "Syrians"),
        ("حركة النجباء العراقية", EntityType.GROUP, "Harakat Hezbollah al-Nujaba"),
        ("مسجد بلدة العيس", EntityType.FACILITY, "Al-Eis mosque"),
        ("لواء حلب الوطني", EntityType.GROUP, "Aleppo National Brigade"),
    ],
)
def test_a_name_is_written_as_the_press_writes_it(name, type_, latin):
    assert latin_name(name, type_) == latin


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("المكتب الإعلامي لكتائب أحفاد الخابور", "Media Office of Ahafad al-Khabur Brigades"),
        ("المكتب الإعلامي للواء فرسان النهرين", "Media Office of Farsan al-Nahrin Brigade"),
        ("للمكتب السياسي لجبهة الوفاق", "Political Office of al-Wafaq Front"),
        ("مركز نداء لحقوق الإنسان", "Nada Centre for Human Rights"),
        ("المجلس المحلي في كفر نور", "Local Council in Kafr Nour"),
        ("تجمع القبائل والعشائر", "al-Qaba'il and al-Asha'ir Gathering"),
        ("قيادة كتائب أحفاد الخابور", "Command of Ahafad al-Khabur Brigades"),
    ],
)
def test_what_a_body_belongs_to_or_is_for_comes_after_it(name, latin):
    assert latin_name(name, EntityType.GROUP) == latin


def test_a_definite_kind_word_has_its_adjectives_before_it_in_english_order():
    assert latin_name("اللجنة الوطنية الثورية", EntityType.ORGANIZATION) == "Revolutionary National Committee"


@pytest.mark.parametrize("name", ["لواء ليث الصحراء", "كتائب لؤلؤة الوادي", "قوات لبنان الأخضر", "حركة ليبيا الغد"])
def test_a_lam_that_is_a_letter_of_its_word_is_no_of(name):
    assert " of " not in latin_name(name, EntityType.GROUP)


@pytest.mark.parametrize(("word", "latin"), [("يزبك", "Yazbak"), ("الدالي", "al-Dali"), ("قلعوط", "Qal'ut")])
def test_a_word_no_lexicon_knows_is_spelt_by_rule(word, latin):
    assert latin_name(word, EntityType.PERSON) == latin


@pytest.mark.parametrize(
    ("name", "type_", "latin"),
    [
        ("شمال غربي بغداد", EntityType.PLACE, "northwestern Baghdad"),
        ("جنوب شرق الموصل", EntityType.PLACE, "southeastern Mosul"),
        ("ريف حلب الشمالي الشرقي", EntityType.PLACE, "northeastern countryside of Aleppo"),
        ("الريف الشرقي لدير الزور", EntityType.PLACE, "eastern countryside of Deir ez-Zor"),
        ("شرق مديرية حرض", EntityType.PLACE, "eastern Haradh"),
        ("جامعة القاهرة", EntityType.FACILITY, "Cairo University"),
        ("عبدالحافظ الراوي", EntityType.PERSON, "Abdul Hafez al-Rawi"),
        ("محمد.ع", EntityType.PERSON, "Mohammed A."),
        ("كريم الصفوي", EntityType.PERSON, "Karim al-Safwi"),
        ("سراب77", EntityType.PERSON, "Sarab77"),
        ("لجنة الاستخبارات", EntityType.ORGANIZATION, "Committee of Intelligence"),
        ("محكمة الاستئناف", EntityType.ORGANIZATION, "Court of Appeal"),
        ("ساحة الاعتصام", EntityType.FACILITY, "al-I'tisam square"),
    ],
)
def test_what_the_rules_had_wrong(name, type_, latin):
    assert latin_name(name, type_) == latin


def linked(name, type_, id_, label=""):
    link = Link(register_="gazetteer", id=id_, label=label or name, score=1.0, why="-") if id_ else None
    mention = Mention(start=0, end=len(name), text=name)
    return Entity(
        id="E1", type=type_, name=name, name_latin=latin_name(name, type_), names=(name,), mentions=(mention,), link=link
    )


def test_a_place_is_spelt_as_the_one_it_was_taken_for():
    town = next(p for p in find_named("غزة") if p.kind == "town")
    assert latin_of_linked(linked("غزة", EntityType.PLACE, town.id)) == "Gaza City"


def test_a_quarter_that_was_not_found_is_not_spelt_as_that_of_another_city():
    assert "Mosul" not in latin_of_linked(linked("المدينة القديمة", EntityType.PLACE, ""))


def test_a_country_linked_by_its_territory_is_still_spelt_as_the_country():
    assert latin_of_linked(linked("السعودية", EntityType.PLACE, "own:0")) == "Saudi Arabia"


def test_a_name_that_was_taken_for_no_known_body_has_not_the_name_of_one():
    assert latin_of_linked(linked("الجيش الوطني", EntityType.GROUP, "")) == "National Army"
    assert latin_of_linked(linked("الجيش الوطني", EntityType.GROUP, "actors/yemeni-army", "Yemeni Army")) == "Yemeni Army"


@pytest.mark.parametrize("name", ["ء", "لأ", "ئئئ", "PYD", "سالم-الدالي", "٣"])
def test_a_name_never_becomes_empty(name):
    assert latin_name(name, EntityType.GROUP)
