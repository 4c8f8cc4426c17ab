"""One happening, one event; two happenings, two."""

import pytest

from isnad.events.apart import are_apart, find_marks
from isnad.events.merging import candidate_pairs
from isnad.events.triggers import Trigger
from tests.events.seeing import events, seen


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


def apart(text: str, first: str, second: str, type_: str) -> bool:
    """Whether the trigger `first` and the later `second` of `text` are certainly two happenings."""
    view = seen(text)
    a = view.words.index(first)
    b = view.words.index(second, a + 1)
    marks = [find_marks(view, Trigger(i, type_, 1.0, "", "", ("past", "noun"))) for i in (a, b)]
    return are_apart(*marks)


@pytest.mark.parametrize(
    ("text", "first", "second", "type_"),
    [
        ("وقع هجوم على حاجز الشرطة. وفي هجوم آخر قتل حارس.", "هجوم", "هجوم", "clash"),
        ("وقع الهجوم الأول في الصباح. ووقع الهجوم الثاني في المساء.", "الهجوم", "الهجوم", "clash"),
        ("يأتي الهجوم بعد شهرين من هجوم على فندق في الساحل.", "الهجوم", "هجوم", "clash"),
        ("أصيب ثلاثة جنود في الكمين. ولم يصب المدنيون.", "اصيب", "يصب", "injury"),
        ("أصيب جنديان في الحادثة. ولم ترد أنباء عن إصابات بين السكان.", "اصيب", "اصابات", "injury"),
        ("أدى القصف إلى مقتل أربعة أشخاص. وأسفر الكمين عن مقتل ستة أشخاص.", "مقتل", "مقتل", "killing"),
        ("أدى القصف إلى مقتل خمسة مدنيين. وأسفر الكمين عن مقتل خمسة جنود.", "مقتل", "مقتل", "killing"),
        ("وقع انفجار في 3 آذار 2015 قرب السوق. ووقع انفجار في 9 آذار 2015 قرب الجسر.", "انفجار", "انفجار", "explosion"),
    ],
)
def test_grammar_keeps_two_happenings_apart(text: str, first: str, second: str, type_: str) -> None:
    assert apart(text, first, second, type_)


@pytest.mark.parametrize(
    ("text", "first", "second", "type_"),
    [
        ("وقع هجوم على حاجز الشرطة. وأسفر الهجوم عن قتلى.", "هجوم", "الهجوم", "clash"),
        ("أدى القصف إلى إصابة جندي وإصابة آخر. وقال الطبيب إن إصابة آخر خطيرة.", "اصابه", "اصابه", "injury"),
        ("أدى القصف إلى مقتل خمسة أشخاص. وأكد الطبيب مقتل خمسة جنود.", "مقتل", "مقتل", "killing"),
        ("أدى القصف إلى مقتل نحو 20 شخصا. وأكد الطبيب مقتل 22 شخصا.", "مقتل", "مقتل", "killing"),
        ("نفت الوزارة قصف المشفى. وقال الأهالي إن قصف المشفى دمره.", "قصف", "قصف", "shelling"),
        ("بدأت الهدنة في 3 آذار 2015. وانتهت الهدنة في 9 آذار 2015.", "الهدنه", "الهدنه", "agreement"),
        ("استمر القصف ساعة. ولم تتضح طبيعة القصف.", "القصف", "القصف", "shelling"),
        ("جرح الشاب في السوق وتوفي بعد ساعات من جرحه هناك.", "جرح", "جرح", "injury"),
    ],
)
def test_what_may_be_one_happening_is_left_to_the_scorer(text: str, first: str, second: str, type_: str) -> None:
    assert not apart(text, first, second, type_)


def test_no_member_of_a_group_may_be_another_happening() -> None:
    found = events("قتل خمسة جنود في كمين قرب البلدة. وقتل سبعة مدنيين في قصف على السوق. وقتل خمسة جنود بلغم على الطريق.")
    soldiers = [e for e in found if e.type == "killing" and any("جنود" in a.text for a in e.arguments)]
    assert not any("مدنيين" in a.text for e in soldiers for a in e.arguments if a.role == "target")
