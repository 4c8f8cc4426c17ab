"""The page it all started from, read by meaning: who commands, who met, who preaches, who is taken, who says so.

The page stays in ../shared; names are looked up there, so that no real name stands here. Its like with invented people is
`tests/test_sample_report.py`.
"""

import json
from pathlib import Path

import pytest

from isnad.letters import fold
from isnad.model.capture import Beside, Capture
from isnad.model.entity import Entity
from isnad.model.event import Event
from isnad.model.record import Record
from isnad.reading import read_capture

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "dev"
pytestmark = pytest.mark.skipif(
    not (GOLD / "seed.txt").exists(), reason="LOUD: ../shared is absent, the starting page was not read"
)


@pytest.fixture(scope="module")
def gold() -> dict:
    return json.loads((GOLD / "seed.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def record() -> Record:
    meta = json.loads((GOLD / "seed.meta.json").read_text(encoding="utf-8"))
    beside = Beside(outlet=meta["outlet"], published=meta["published"])
    return read_capture(Capture(body=(GOLD / "seed.txt").read_bytes(), name="seed.txt", beside=beside))


@pytest.fixture(scope="module")
def named(record, gold):
    """Gold id → the record's entity that bears one of its names."""

    def find(gold_id: str) -> Entity:
        names = {fold(n) for e in gold["entities"] if e["id"] == gold_id for n in e["names"]}
        found = [e for e in record.entities if names & {fold(n) for n in e.names}]
        assert found, f"no entity for {gold_id}"
        return found[0]

    return find


def _events(record: Record, kind: str, *, near: str = "") -> list[Event]:
    return [v for v in record.events if v.type == kind and (not near or fold(near) in fold(_around(record, v)))]


def _around(record: Record, event: Event) -> str:
    spans = (event.trigger, *event.also)
    return " ".join(record.text[max(0, s.start - 60) : s.end + 80] for s in spans)


def _fills(event: Event, role: str, entity: Entity) -> bool:
    return any(a.role == role and a.entity == entity.id for a in event.arguments)


def _says(record: Record, event: Event) -> set[str]:
    return {a.source.text for a in record.attributions if a.id in event.attributions}


def test_the_pages_parts(record, gold):
    page = gold["page"]
    assert record.report.title == page["title"]
    assert (record.report.site, record.report.outlet, record.report.author) == (page["site"], page["outlet"], page["author"])
    assert record.report.dateline.place == page["dateline_place"]
    assert [s.heading for s in record.report.sections if s.heading] == page["headings"]
    assert [r.title for r in record.report.related] == page["related"]


def test_the_commander_holds_his_three_titles_at_his_movement(record, named):
    titles = {
        fold(r.title)
        for r in record.relations
        if r.type == "role" and r.from_ == named("kaabi").id and r.to == named("nujaba").id
    }
    assert {fold("الأمين العام"), fold("قائد"), fold("القائد العام")} <= titles


def test_both_groups_and_their_media_are_parts(record, named):
    parts = {(r.from_, r.to) for r in record.relations if r.type == "part_of"}
    wanted = [("imamali", "pmf"), ("nujaba", "pmf"), ("imamali_media", "imamali"), ("nujaba_media", "nujaba")]
    missing = [pair for pair in wanted if (named(pair[0]).id, named(pair[1]).id) not in parts]
    assert not missing


def test_more_than_ten_divisions(record):
    assert [f for f in record.figures if f.of == "units" and f.min == 11 and f.max is None]


def test_the_arrival_is_told_by_two_sources_and_counted_once(record, named):
    arrivals = [v for v in _events(record, "travel") if _fills(v, "agent", named("kaabi"))]
    assert len(arrivals) == 1
    assert _fills(arrivals[0], "destination", named("damascus"))
    assert len(_says(record, arrivals[0])) >= 2


def test_the_meeting_joins_the_two_leaders(record, named):
    assert [v for v in _events(record, "meeting") if _fills(v, "agent", named("kaabi")) and _fills(v, "partner", named("bawi"))]


def test_the_recruitment_call_has_its_pretext_as_a_doubted_claim(record, named):
    calls = [v for v in _events(record, "recruitment") if _fills(v, "agent", named("nujaba"))]
    assert calls
    assert "doubt" in {a.stance for v in calls for a in record.attributions if a.id in v.attributions}


def test_the_statement_is_one_quotation(record):
    assert [a for a in record.attributions if a.quote == "direct" and a.content[-1].end - a.content[0].start > 200]


def test_the_sermon_has_its_date_and_place(record, named):
    sermons = [v for v in _events(record, "speech") if _fills(v, "agent", named("kaabi"))]
    assert any(v.time and v.time.edtf == "2015-11-13" and _fills(v, "place", named("eis")) for v in sermons)


def test_the_regimes_part_in_the_battle_is_denied(record):
    assert [v for v in _events(record, "clash") if v.status == "denied"]


def test_the_arrest_campaign_has_its_figure(record, named):
    taken = [f for f in record.figures if f.of == "detained"]
    assert [(f.min, f.max, f.approx) for f in taken] == [(27000, 27000, True)]
    assert [v for v in _events(record, "arrest") if _fills(v, "agent", named("regime"))]


def test_forced_conscription_is_its_purpose(record):
    assert [v for v in _events(record, "conscription") if v.status == "planned"]


def test_thousands_flee(record):
    assert _events(record, "displacement")
    assert [f for f in record.figures if f.of == "displaced" and f.min == 2000 and f.max is None and f.approx]


def test_the_thirteen_attributions_are_read_with_their_sources(record, gold):
    sources = [fold(a.source.text) for a in record.attributions]
    told = [s for s in gold["says"] if any(fold(s["source"]) in x or x in fold(s["source"]) for x in sources)]
    assert len(told) == len(gold["says"]) == 13
    assert len(record.attributions) >= 13
    assert "affirm" in {a.stance for a in record.attributions}
    assert {"anonymous", "media", "organization", "person"} <= {a.source.kind for a in record.attributions}


def test_what_the_commander_urges_stands_inside_what_the_source_affirms(record, named):
    urged = [a for a in record.attributions if a.act == "call" and a.source.entity == named("kaabi").id]
    assert urged
    outer = {a.id: a for a in record.attributions}[urged[0].in_]
    assert outer.source.kind == "anonymous"


def test_the_six_headlines_are_small_reports_of_their_own(record):
    spans = record.report.related
    inside = [[v for v in record.events if h.start <= v.trigger.start < h.end] for h in spans]
    assert sum(bool(found) for found in inside) >= 4
