"""Links to registers with score and reason; people without a public role are protected."""

import pytest

from isnad.entities.links import find_link, link_entity
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
