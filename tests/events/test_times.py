"""When an event happened: its own date, its paragraph's, its round-up's, else a bound and never the publication date."""

import time

from isnad.events.times import find_event_times
from isnad.model.event import Event, EventType, Status
from isnad.model.time import EventTime, TimeBasis
from tests.events.texts import PUBLISHED, analysed, event


def when(text: str, *events: Event, title: str = "", published: str | None = PUBLISHED) -> list[EventTime | None]:
    return [e.time for e in find_event_times(analysed(text, published, title), events, published)]


def test_the_date_of_its_clause():
    text = "قصفت الطائرات البلدة أمس، واعتقلت الدورية شابا اليوم."
    first, second = when(text, event(text, "قصفت", EventType.AIRSTRIKE), event(text, "اعتقلت", EventType.ARREST, number=2))
    assert (first.edtf, second.edtf) == ("2023-08-09", "2023-08-10")


def test_it_keeps_the_words_it_rests_on():
    text = "قصفت الطائرات البلدة فجر أمس."
    found = when(text, event(text, "قصفت", EventType.AIRSTRIKE))[0]
    assert (found.text, text[found.start : found.end], found.basis) == ("فجر أمس", "فجر أمس", TimeBasis.RELATIVE)


def test_the_day_of_a_saying_is_not_preferred():
    text = "قصفت القوات البلدة الاثنين كما أعلن المجلس أمس أن جنديا قتل السبت."
    death = when(text, event(text, "قتل", EventType.KILLING))[0]
    assert death.edtf == "2023-08-05"


def test_a_later_sentence_of_the_paragraph_inherits():
    text = "وصلت القوات إلى البلدة أمس. وداهمت الدوريات المنازل."
    found = when(text, event(text, "داهمت", EventType.CLASH))[0]
    assert (found.edtf, found.basis) == ("2023-08-09", TimeBasis.INHERITED)


def test_another_paragraph_does_not():
    text = "وصلت القوات إلى البلدة أمس.\nوداهمت الدوريات المنازل."
    found = when(text, event(text, "داهمت", EventType.CLASH))[0]
    assert (found.edtf, found.latest, found.basis) == (None, PUBLISHED, TimeBasis.PUBLICATION_BOUND)


def test_a_headline_takes_the_day_of_its_lead():
    title = "مقتل مدنيين بقصف"
    text = title + "\nقتل مدنيون أمس بقصف على السوق."
    found = when(text, event(text, "مقتل", EventType.KILLING), title=title)[0]
    assert (found.edtf, found.basis) == ("2023-08-09", TimeBasis.INHERITED)


def test_a_headline_does_not_take_the_day_of_a_lead_that_tells_of_other_things():
    title = "لقاء قادة وحملة تجنيد"
    text = title + "\nعقد القادة اجتماعا أمس في البلدة."
    meeting, call = event(text, "اجتماعا", EventType.MEETING), event(text, "تجنيد", EventType.RECRUITMENT)
    assert when(text, call, meeting, title=title)[0].edtf is None


def test_a_round_up_gives_its_day_to_what_it_tells():
    title = "حصاد الأحداث ليوم الجمعة 4-8-2023"
    text = title + "\nمقدمة بلا خبر.\nاستهدفت المدفعية القرية."
    assert when(text, event(text, "استهدفت", EventType.SHELLING), title=title)[0].edtf == "2023-08-04"


def test_what_is_planned_is_not_bounded_by_publication():
    text = "دعا المجلس إلى التظاهر."
    assert when(text, event(text, "التظاهر", EventType.PROTEST, status=Status.PLANNED)) == [None]


def test_without_a_publication_date_nothing_is_made_up():
    text = "قصفت الطائرات البلدة."
    assert when(text, event(text, "قصفت", EventType.AIRSTRIKE), published=None) == [None]


def test_the_publication_date_is_never_the_date_of_an_event():
    text = "قصفت الطائرات البلدة."
    found = when(text, event(text, "قصفت", EventType.AIRSTRIKE))[0]
    assert (found.edtf, found.earliest, found.latest) == (None, None, PUBLISHED)


def test_a_time_already_told_is_kept():
    text = "قصفت الطائرات البلدة أمس."
    told = EventTime(edtf="2020", basis=TimeBasis.STATED, rule="person")
    assert when(text, event(text, "قصفت", EventType.AIRSTRIKE).model_copy(update={"time": told})) == [told]


def test_time_grows_with_the_text_and_no_faster():
    text = "قصفت الطائرات البلدة أمس و" * 3000
    events = tuple(event(text, "قصفت", EventType.AIRSTRIKE, number=k) for k in range(300))
    analysed_text = analysed(text)
    began = time.process_time()
    find_event_times(analysed_text, events, PUBLISHED)
    assert time.process_time() - began < 3
