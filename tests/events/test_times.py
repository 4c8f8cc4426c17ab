"""When an event happened: its own date, its paragraph's, its round-up's, else a bound and never the publication date."""

import time
from dataclasses import replace

import pytest

from isnad.arabic.tagger import tag
from isnad.events.times import find_event_times
from isnad.model.event import Event, EventType, Status
from isnad.model.text import Text
from isnad.model.time import EventTime, TimeBasis
from tests.events.texts import PUBLISHED, analysed, event


def when(text: str | Text, *events: Event, title: str = "", published: str | None = PUBLISHED) -> list[EventTime | None]:
    read = analysed(text, published, title) if isinstance(text, str) else text
    return [e.time for e in find_event_times(read, events, published)]


def tagged(text: str) -> Text:
    """`text` as the tagger sees it: verbs are known as verbs."""
    plain = analysed(text)
    tokens, _ = tag(plain.tokens, plain.sentences)
    return replace(plain, tokens=tokens)


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
    _, found = when(text, event(text, "وصلت", EventType.DEPLOYMENT), event(text, "داهمت", EventType.CLASH, number=2))
    assert (found.edtf, found.basis) == ("2023-08-09", TimeBasis.INHERITED)


def test_a_day_that_no_event_of_its_sentence_has_is_not_handed_on():
    text = "استقبل الوزير الصحفيين أمس. وداهمت الدوريات المنازل."
    assert when(text, event(text, "داهمت", EventType.CLASH))[0].edtf is None


def test_the_day_of_a_plan_is_not_handed_on():
    text = "يصوت المجلس اليوم على إطلاق السجناء. وداهمت الدوريات المنازل."
    plan = event(text, "إطلاق", EventType.RELEASE, status=Status.PLANNED)
    assert when(text, plan, event(text, "داهمت", EventType.CLASH, number=2))[1].edtf is None


def test_what_is_planned_takes_no_day_gone_by():
    text = "وتستعد القوات لهجوم على المدينة ردا على غارة الاثنين."
    attack, raid = (
        event(text, "لهجوم", EventType.CLASH, status=Status.PLANNED),
        event(text, "غارة", EventType.AIRSTRIKE, number=2),
    )
    assert [t and t.edtf for t in when(text, attack, raid)] == [None, "2023-08-07"]


def test_what_is_planned_takes_the_day_it_is_planned_for():
    text = "وتعتزم القوات اقتحام المدينة غدا."
    assert when(text, event(text, "اقتحام", EventType.CLASH, status=Status.PLANNED))[0].edtf == "2023-08-11"


def test_what_has_happened_is_not_dated_ahead():
    text = "قتل عشرة مقاتلين، ويتوقع دخول البلدة خلال الساعات المقبلة."
    assert when(text, event(text, "قتل", EventType.KILLING))[0].latest == PUBLISHED


def test_the_day_of_a_saying_is_no_day_of_what_is_said():
    text = "أعلن المجلس أمس أن القوات انسحبت من التلة."
    assert when(text, event(text, "انسحبت", EventType.WITHDRAWAL))[0].edtf is None


def test_since_behind_a_participle_dates_that_state():
    text = "قضت المحكمة بإطلاق سراح الطالب سمير المضرب عن الطعام منذ 40 يوما."
    assert when(tagged(text), event(text, "بإطلاق", EventType.RELEASE))[0].edtf is None


def test_since_in_a_clause_of_its_own_dates_that_clause():
    text = "شن مسلحون هجوما على مواقع يسيطر عليها الجيش منذ ثلاثة أيام."
    assert when(tagged(text), event(text, "هجوما", EventType.CLASH))[0].edtf is None


def test_since_behind_the_event_s_own_participle_is_its_date():
    text = "أدى القصف المتواصل منذ ثلاثة أيام إلى نزوح الأهالي."
    assert when(tagged(text), event(text, "القصف", EventType.SHELLING))[0].edtf == "2023-08-07"


def test_since_behind_a_verb_of_going_on_is_the_event_s():
    text = "تحدث عن معارك الريف الشرقي التي استمرت منذ ثلاثة أيام."
    assert when(tagged(text), event(text, "معارك", EventType.CLASH))[0].edtf == "2023-08-07"


def test_ago_behind_a_verb_of_its_own_dates_that():
    text = "قتل جندي قرب حاجز أقيم قبل عامين."
    assert when(tagged(text), event(text, "قتل", EventType.KILLING))[0].edtf is None


def test_ago_behind_a_verb_of_happening_is_the_event_s():
    text = "قتل جندي في هجوم وقع قبل يومين."
    assert when(tagged(text), event(text, "قتل", EventType.KILLING))[0].edtf == "2023-08-08"


@pytest.mark.parametrize("stamp", ["8 آب/أغسطس 2023، آخر تحديث 21:00", "1431 (GMT+04:00) - 08/08/23"])
def test_a_stamp_dates_nothing(stamp):
    text = f"مقتل جندي بانفجار {stamp}"
    assert when(text, event(text, "مقتل", EventType.KILLING))[0].edtf is None


def test_a_sum_behind_what_it_means_has_not_the_day_before_it():
    text = "قتل جندي السبت وأصيب آخر في تموز، ما يعني أن القتلى بلغوا مئة."
    assert when(text, event(text, "القتلى", EventType.KILLING))[0].edtf is None


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
