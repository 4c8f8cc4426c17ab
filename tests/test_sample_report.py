"""The bundled report, read by meaning: the like of the page it all started from, with invented people (its README says what it must show)."""

import json
from pathlib import Path

import pytest

import isnad
from isnad.letters import fold
from isnad.model.capture import Beside, Capture
from isnad.reading import read_capture

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "src/isnad/reference/data/sample"


@pytest.fixture(scope="module")
def record() -> isnad.Record:
    meta = json.loads((SAMPLE / "report.meta.json").read_text(encoding="utf-8"))
    beside = Beside(outlet=meta.get("outlet"), published=meta.get("published"), url=meta.get("url"))
    return read_capture(Capture(body=(SAMPLE / "report.txt").read_bytes(), name="report.txt", beside=beside))


@pytest.fixture(scope="module")
def named(record):
    """The record's entity that bears a name."""

    def find(name: str):
        found = [e for e in record.entities if fold(name) in {fold(n) for n in e.names}]
        assert found, f"no entity is called {name}"
        return found[0]

    return find


def _has(event, role, entity) -> bool:
    return any(a.role == role and a.entity == entity.id for a in event.arguments)


def test_the_page_has_its_parts(record):
    report = record.report
    assert (report.site, report.outlet, report.author, report.dateline.place) == (
        "Furat Window",
        "نافذة الفرات",
        "ريما العكاري",
        "الميادين",
    )
    assert [s.heading for s in report.sections if s.heading] == ["تقاسم المعابر", "مدينة بلا شبان"]
    assert len(report.related) == 6


def test_the_commander_holds_his_offices(record, named):
    held = {(fold(r.title), r.to) for r in record.relations if r.type == "role" and r.from_ == named("ضرغام السويعدي").id}
    assert (fold("القائد العام"), named("لواء فرسان النهرين").id) in held


def test_both_groups_are_parts_of_the_umbrella(record, named):
    parts = {(r.from_, r.to) for r in record.relations if r.type == "part_of"}
    umbrella = named("تجمع رايات الشرق").id
    assert {(named("كتائب العهد").id, umbrella), (named("لواء فرسان النهرين").id, umbrella)} <= parts


def test_more_than_seven_brigades(record):
    assert [f for f in record.figures if f.of == "units" and (f.min, f.max) == (8, None)]


def test_the_sermon_has_its_day_and_its_town(record, named):
    sermons = [v for v in record.events if v.type == "speech" and _has(v, "place", named("محكان"))]
    assert [v for v in sermons if v.time and (v.time.edtf or "").endswith("09-09")]


def test_the_pretext_of_the_call_is_doubted(record):
    calls = [v for v in record.events if v.type == "recruitment"]
    said = {i for v in calls for i in v.attributions}
    assert "doubt" in {a.stance for a in record.attributions if a.id in said}


def test_the_regimes_part_in_the_battle_is_denied(record):
    assert [v for v in record.events if v.type == "clash" and v.status == "denied"]


def test_the_arrests_have_their_figure(record):
    assert [(f.min, f.max, f.approx) for f in record.figures if f.of == "detained"] == [(1800, 1800, True)]


def test_the_dead_of_the_campaign_are_counted(record):
    assert [f for f in record.figures if f.of == "killed" and (f.min, f.max) == (14, 14)]


def test_the_statement_is_one_quotation(record):
    assert [a for a in record.attributions if a.quote == "direct" and a.content[-1].end - a.content[0].start > 150]


def test_the_headlines_below_are_read_as_small_reports(record):
    spans = record.report.related
    assert sum(any(h.start <= v.trigger.start < h.end for v in record.events) for h in spans) >= 4


def test_the_same_page_as_html_gives_the_same_body():
    html = isnad.read(SAMPLE / "report.html")
    assert html.report.title == 'قادة "فرسان النهرين" في الميادين.. تقاسم للمعابر وحملة تجنيد تفرغ المدينة من شبانها'
    assert len(html.report.related) == 6
    assert any(f.of == "detained" and f.min == 1800 for f in html.figures)
