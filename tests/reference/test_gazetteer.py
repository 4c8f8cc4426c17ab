"""The gazetteer: spellings, namesakes, what lies in what, and words that are no evidence of a place."""

import pytest

from isnad.letters import fold
from isnad.model.entity import EntityType
from isnad.reference.gazetteer import find_country, find_named, place_name, places_above, region_of
from isnad.reference.tables import DATA, load_table

OWN = ("name", "variants", "latin", "kind", "country", "within", "lat", "lon", "population")


@pytest.mark.parametrize("name", ["إعزاز", "اعزاز", "أعزاز", "عزاز"])
def test_a_town_is_found_by_every_spelling(name):
    assert find_named(name)[0].latin == "Azaz"


def test_the_article_may_be_there_or_not():
    assert find_named("قامشلي")[0].latin == "Qamishli"


def test_namesakes_come_weightiest_first():
    tripolis = find_named("طرابلس")
    assert {p.country for p in tripolis[:2]} == {"LY", "LB"}
    assert tripolis[0].weight >= tripolis[1].weight


def test_a_town_lies_in_its_governorate_and_country():
    above = [p.name for p in places_above(find_named("سراقب")[0])]
    assert above[-2:] == ["إدلب", "سوريا"]


def test_a_facility_is_told_from_a_place():
    assert find_named("مخيم الهول")[0].type is EntityType.FACILITY
    assert find_named("الهول")[0].type is EntityType.PLACE


@pytest.mark.parametrize("word", ["السلام", "النصر", "الحرية", "المدينة", "محمد", "السعيد", "مدينة", "شمال"])
def test_an_everyday_word_is_no_evidence_of_a_place(word):
    known = place_name(fold(word))
    assert known is None or known.common


@pytest.mark.parametrize("name", ["حلب", "دمشق", "الموصل", "صنعاء", "بنغازي", "غزة", "سوريا", "إدلب", "الرقة"])
def test_a_well_known_place_is_evidence(name):
    assert place_name(fold(name)).common is False


def test_countries_are_found_by_code():
    assert find_country("YE").name == "اليمن"
    assert find_country("ZZ") is None


def test_the_region_of_a_region_is_itself():
    aleppo = next(p for p in find_named("حلب") if p.kind == "region")
    assert region_of(aleppo) == aleppo


@pytest.mark.parametrize("part", ["cities", "facilities", "regions", "governorates", "quarters"])
def test_the_packaged_files_hold_our_own_tables_as_they_are_now(part):
    rows = [r for r in load_table(f"places/{part}.tsv", OWN) if r["lat"]]
    lost = [r["name"] for r in rows if not (find_named(r["name"]) or find_named(r["name"].split(" ", 1)[-1]))]
    assert lost == []


def test_the_packaged_files_stay_small():
    assert sum(p.stat().st_size for p in (DATA / "gazetteer").glob("*.gz")) < 4_000_000


def test_the_packaged_files_carry_no_time_of_their_making():
    stamps = {p.read_bytes()[4:8] for p in (DATA / "gazetteer").glob("*.gz")}
    assert stamps == {bytes(4)}
