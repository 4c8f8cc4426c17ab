"""The registers load, hold what they promise, and find by every spelling."""

import re

import pytest

from isnad.letters import fold
from isnad.model.entity import EntityType
from isnad.reference.actors import find_actors, load_actors
from isnad.reference.kinds import find_kind, load_kinds
from isnad.reference.names import find_name, load_names
from isnad.reference.organizations import find_organizations, load_organizations
from isnad.reference.outlets import find_outlet, load_outlets
from isnad.reference.people import find_people, load_people
from isnad.reference.peoples import find_nationality, find_people_group, load_peoples
from isnad.reference.titles import find_title, load_titles


@pytest.mark.parametrize(
    ("load", "least"),
    [
        (load_actors, 500),
        (load_organizations, 2500),
        (load_people, 700),
        (load_outlets, 200),
        (load_peoples, 200),
        (load_titles, 900),
        (load_kinds, 200),
        (load_names, 2400),
    ],
)
def test_a_register_holds_at_least(load, least):
    assert len(load()) >= least


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("قسد", "Syrian Democratic Forces"),
        ("هتش", "Hay'at Tahrir al-Sham"),
        ("تنظيم الدولة", "Islamic State"),
        ("الدواعش", "Islamic State"),
        ("ميليشيا الحوثي", "Houthis"),
        ("أنصار الله", "Houthis"),
        ("وحدات حماية الشعب", "People's Protection Units"),
        ("ميليشيات الحشد", "Popular Mobilization Forces"),
        ("قوات النظام", "Syrian Arab Army"),
        ("قوات الدعم السريع", "Rapid Support Forces"),
    ],
)
def test_an_actor_is_found_by_its_names_of_all_sides(name, latin):
    assert latin in [a.latin for a in find_actors(fold(name))]


def test_a_name_that_takes_a_side_is_kept_apart_from_the_neutral_ones():
    houthis = find_actors(fold("أنصار الله"))[0]
    assert "ميليشيا الحوثي" in houthis.loaded
    assert "ميليشيا الحوثي" not in houthis.names


def test_codes_of_actors_are_acled_codes():
    assert {a.inter for a in load_actors()} <= set(range(9))


def test_kinds_of_actors_are_entity_types():
    assert {a.type for a in load_actors()} <= {EntityType.GROUP, EntityType.ORGANIZATION, EntityType.PEOPLE}


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("وزارة الدفاع الروسية", "Ministry of Defence (Russia)"),
        ("الخارجية التركية", "Ministry of Foreign Affairs (Turkey)"),
        ("الخوذ البيضاء", "Syria Civil Defence"),
    ],
)
def test_an_organization_is_found_by_its_names(name, latin):
    assert latin in [o.latin for o in find_organizations(fold(name))]


@pytest.mark.parametrize("name", ["أبو محمد الجولاني", "أحمد الشرع"])
def test_a_person_of_public_role_is_found_by_name_and_by_name_of_war(name):
    assert [p.latin for p in find_people(fold(name))] == ["Ahmed al-Sharaa"]


def test_names_of_people_hold_no_title():
    titled = [n for p in load_people() for n in p.names if re.match(r"(الرئيس|الوزير|اللواء|العميد|المشير) ", n)]
    assert titled == []


@pytest.mark.parametrize("said", ["عنب بلدي", "صحيفة عنب بلدي", "enabbaladi.net", "https://www.enabbaladi.net/archives/1"])
def test_an_outlet_is_found_by_name_kind_word_domain_or_address(said):
    assert find_outlet(said).latin == "Enab Baladi"


def test_an_outlet_nobody_knows_is_none():
    assert find_outlet("وكالة الريح البعيدة") is None
    assert find_outlet("rih-baida.example") is None


@pytest.mark.parametrize(("word", "country"), [("السورية", "SY"), ("عراقيين", "IQ"), ("الأمريكي", "US"), ("يمنية", "YE")])
def test_an_adjective_in_any_form_says_its_country(word, country):
    assert find_nationality(fold(word)).country == country


@pytest.mark.parametrize("name", ["الأكراد", "الشيعة", "السوريين", "التركمان", "الإيزيديين"])
def test_peoples_are_known_as_nouns(name):
    assert find_people_group(fold(name)) is not None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("المتحدث باسم", "spokesman"),
        ("قائد اللواء", "command"),
        ("العميد الركن", "rank"),
        ("وزير الدفاع", "office"),
        ("الشيخ", "religious"),
    ],
)
def test_titles_have_a_kind(name, kind):
    assert find_title(fold(name)).kind == kind


@pytest.mark.parametrize(
    ("word", "in_name"),
    [
        ("كتائب", True),
        ("لواء", True),
        ("وزارة", True),
        ("مدينة", False),
        ("بلدة", False),
        ("محافظة", False),
        ("مخيم", True),
        ("جبل", True),
    ],
)
def test_a_kind_word_belongs_to_the_name_or_not(word, in_name):
    assert find_kind(fold(word)).in_name is in_name


def test_a_family_name_is_found_with_its_article_or_without():
    assert find_name(fold("الجبوري")).latin == "al-Jubouri"
    assert find_name(fold("أحمد")).latin == "Ahmed"
