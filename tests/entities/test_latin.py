"""Names in Latin letters: the usual spelling where one is known, else by rule."""

import pytest

from isnad.entities.latin import latin_name
from isnad.model.entity import EntityType


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


@pytest.mark.parametrize(("word", "latin"), [("يزبك", "Yazbak"), ("الدالي", "al-Dali"), ("قلعوط", "Qal'ut")])
def test_a_word_no_lexicon_knows_is_spelt_by_rule(word, latin):
    assert latin_name(word, EntityType.PERSON) == latin


@pytest.mark.parametrize("name", ["ء", "لأ", "ئئئ", "PYD", "سالم-الدالي", "٣"])
def test_a_name_never_becomes_empty(name):
    assert latin_name(name, EntityType.GROUP)
