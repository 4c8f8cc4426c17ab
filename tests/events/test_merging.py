"""One happening, one event; two happenings, two."""

from isnad.events.merging import candidate_pairs
from isnad.events.triggers import Trigger
from tests.events.seeing import events


def test_a_headline_and_its_lead_are_one_event() -> None:
    found = events(
        "اعتقلت الشرطة العسكرية اليوم ثلاثة شبان في مدينة منبج، بحسب مصادر محلية.",
        title="الشرطة العسكرية تعتقل ثلاثة شبان في مدينة منبج",
    )
    assert [(e.type.value, len(e.also)) for e in found] == [("arrest", 1)]


def test_the_clearest_mention_is_the_trigger() -> None:
    found = events(
        "اعتقلت الشرطة العسكرية اليوم ثلاثة شبان في مدينة منبج.", title="الشرطة العسكرية تعتقل ثلاثة شبان في مدينة منبج"
    )
    assert (found[0].trigger.text, found[0].also[0].text) == ("اعتقلت", "تعتقل")


def test_a_definite_noun_takes_up_what_was_told() -> None:
    found = events("شن مسلحون هجوما على حاجز عسكري قرب بلدة الشحيل. وأوضح المصدر أن الهجوم استمر ساعة.")
    assert [len(e.also) for e in found if e.type == "clash"] == [1]


def test_two_arrests_in_two_towns_are_two_events() -> None:
    found = events("اعتقلت الشرطة ثلاثة شبان في مدينة منبج. وفي سياق آخر اعتقلت قوات الأمن خمسة أشخاص في مدينة الرقة.")
    assert [len(e.also) for e in found if e.type == "arrest"] == [0, 0]


def test_pairs_are_of_one_type_and_bounded_on_long_texts() -> None:
    triggers = [Trigger(i, "killing" if i % 2 else "injury", 1.0, "", "", ()) for i in range(400)]
    pairs = candidate_pairs(triggers)
    assert max(map(len, pairs)) <= 14
    assert all(triggers[m].type == triggers[n].type for n, back in enumerate(pairs) for m in back)
