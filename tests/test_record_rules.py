"""Rules that hold for every record, whatever the report: spans quote, references resolve, no date is invented."""

from pathlib import Path

import pytest

from isnad.model.capture import Beside, Capture
from isnad.model.record import Record
from isnad.reading import read_capture

ROOT = Path(__file__).parents[1]
SAMPLES = [ROOT / "src/isnad/reference/data/sample/report.txt", *sorted((ROOT / "tests/golden/reports").glob("*.txt"))]
SHARED = ROOT.parent / "shared" / "gold"
REAL = sorted((SHARED / "dev").glob("*.txt")) + sorted((SHARED / "train").glob("*.txt"))[::6]


def _records() -> list[object]:
    real = [pytest.param(p, id=f"shared-{p.stem}") for p in REAL]
    return [pytest.param(p, id=p.stem) for p in SAMPLES] + (
        real or [pytest.param(None, marks=pytest.mark.skip(reason="LOUD: ../shared is absent, no real report was read"))]
    )


@pytest.fixture(scope="module", params=_records())
def record(request) -> Record:
    return read_capture(Capture(body=request.param.read_bytes(), name=request.param.name, beside=Beside(published="2016-03-10")))


def _quotes(record: Record):
    for entity in record.entities:
        yield from entity.mentions
    for event in record.events:
        yield from (event.trigger, *event.also, *event.arguments)
    for said in record.attributions:
        yield from (said.source, said.cue, *said.via)
    yield from (*record.figures, *record.times, *record.loaded)


def test_every_quotation_stands_in_the_text_letter_for_letter(record):
    wrong = [q for q in _quotes(record) if record.text[q.start : q.end] != q.text]
    assert not wrong


def test_every_span_is_inside_the_text(record):
    ends = [q.end for q in _quotes(record)] + [c.end for a in record.attributions for c in a.content]
    assert max(ends, default=0) <= len(record.text)


def test_every_reference_points_at_something(record):
    entities, says = {e.id for e in record.entities}, {a.id for a in record.attributions}
    events, figures = {v.id for v in record.events}, {f.id for f in record.figures}
    assert {a.entity for v in record.events for a in v.arguments if a.entity} <= entities
    assert {r.from_ for r in record.relations} | {r.to for r in record.relations if r.to} <= entities
    assert {i for x in (*record.events, *record.relations, *record.figures) for i in x.attributions} <= says
    assert {a.in_ for a in record.attributions if a.in_} <= says
    assert {f.event for f in record.figures if f.event} <= events
    assert {i for v in record.events for i in v.figures} <= figures


def test_ids_are_unique_and_in_order(record):
    for group, letter in (
        (record.entities, "E"),
        (record.relations, "R"),
        (record.events, "V"),
        (record.attributions, "A"),
        (record.figures, "F"),
        (record.times, "T"),
    ):
        assert [x.id for x in group] == [f"{letter}{n}" for n in range(1, len(group) + 1)]


def test_every_value_names_the_rule_that_made_it(record):
    assert all(x.rule for x in (*record.relations, *record.events, *record.attributions, *record.times))
    assert all(v.time.rule for v in record.events if v.time)


def test_the_publication_date_is_never_an_events_date(record):
    bounded = [v.time for v in record.events if v.time and v.time.basis == "publication_bound"]
    assert all(t.edtf is None or t.edtf.startswith(("..", "[..")) for t in bounded)


def test_every_event_has_a_figure_only_of_its_own(record):
    by_id = {f.id: f for f in record.figures}
    assert all(by_id[i].event == v.id for v in record.events for i in v.figures)


def test_figures_are_intervals_that_run_forward(record):
    assert all(f.min is None or f.max is None or f.min <= f.max for f in record.figures)


def test_the_outlet_is_never_made_up_as_a_source(record):
    outlet = record.report.outlet
    assert all(a.source.text in record.text for a in record.attributions)
    assert not [a for a in record.attributions if outlet and a.source.text == outlet and a.source.start == a.cue.start]


def test_a_read_record_can_be_read_back(record):
    assert Record.model_validate_json(record.to_json()) == record
