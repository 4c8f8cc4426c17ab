"""Where a nameless phrase begins and ends: whose it is and of what kind belong to it, the next phrase does not."""

import pytest

from isnad.events.nameless import Phrase, find_nameless
from isnad.events.scene import Happening, build_scene, find_candidates
from isnad.events.triggers import Trigger
from isnad.events.view import View
from isnad.model.entity import EntityType
from tests.events.seeing import named, seen


def words(view: View, p: Phrase) -> str:
    tokens = view.text.tokens
    return view.text.text[tokens[p.first].start : tokens[p.last - 1].end]


def phrases(text: str, *entities) -> set[str]:  # type: ignore[no-untyped-def]
    view = seen(text, *entities)
    return {words(view, p) for p in find_nameless(view, 0, len(view.words))}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("أرسلت الوزارة طائرات من دون طيار إلى المنطقة.", "طائرات من دون طيار"),
        ("أسقطت الدفاعات طائرة بدون طيار فوق البلدة.", "طائرة بدون طيار"),
        ("قتل عدد من المدنييين في السوق.", "عدد من المدنييين"),
        ("اعتقلت الدورية مجموعة من المسلحين عند الحاجز.", "مجموعة من المسلحين"),
        ("وصل وفد من التجار إلى البلدة.", "وفد من التجار"),
        ("حلقت طائرات استطلاع تركية فوق البلدة.", "طائرات استطلاع تركية"),
        ("أصيب ما لا يقل عن 20 شخصا في الانفجار.", "20 شخصا"),
        ("قصفت المقاتلات مواقع عسكرية شرقي المدينة.", "المقاتلات"),
        ("قصفت المقاتلات مواقع عسكرية شرقي المدينة.", "مواقع عسكرية"),
        ("عادت العائلات إلى شمال البلاد بعد الهدنة.", "شمال البلاد"),
        ("أطلق مسلحون النار على الدورية.", "مسلحون"),
        ("اجتمع ناشطو الحي مع الأهالي.", "ناشطو الحي"),
        ("قتل مسلح شرطيا عند الحاجز.", "مسلح"),
        ("قتل مسلح شرطيا عند الحاجز.", "شرطيا"),
        ("خطف مسلحون مجهولون طبيبا سوريا من منزله.", "مسلحون مجهولون"),
        ("خطف مسلحون مجهولون طبيبا سوريا من منزله.", "طبيبا سوريا"),
        ("قتل مسلحون ثلاثة حراس أمام المصرف.", "مسلحون"),
        ("احتجزت جماعة مسلحة ثلاثة صحفيين في البلدة.", "جماعة مسلحة"),
        ("اقتحم مسلحان ملثمان منزلا في الحي.", "مسلحان ملثمان"),
        ("لقي شرطيان مصرعهما عند الجسر.", "شرطيان"),
        ("نعت الحركة قياديا قتل في المعارك.", "قياديا"),
        ("قال الطبيب إن طفلا قتل برصاصة في السوق.", "طفلا"),
        ("اغتال مجهولون شقيق أحد الوجهاء.", "مجهولون"),
        ("فجر مسلحون منازل في القرية.", "مسلحون"),
        ("أطلقت قوات الأمن الغاز المدمع على المتظاهرين.", "قوات الأمن"),
        ("تقدم المقاتلون الأكراد نحو البلدة.", "المقاتلون الأكراد"),
        ("أطلق مسلحون أفغان النار على المروحية.", "مسلحون أفغان"),
        ("عثر الأهالي على جثث عشرات القتلى في الوادي.", "جثث عشرات القتلى"),
        ("قصفت الطائرات مواقع عدة في الجبل.", "مواقع عدة"),
        ("أطلق الجيش النار على الحشود.", "الجيش"),
    ],
)
def test_a_phrase_is_cut_as_a_reader_would(text: str, phrase: str) -> None:
    assert phrase in phrases(text)


def test_whose_men_and_sites_they_are_is_named_with_them() -> None:
    text = "استهدفت المدفعية مواقع لكتائب الفجر الأبيض وقتل عنصر من “كتائب الفجر الأبيض” هناك."
    group = named(text, 1, EntityType.GROUP, "كتائب الفجر الأبيض")
    found = phrases(text, group)
    assert "مواقع لكتائب الفجر الأبيض" in found
    assert any(p.startswith("عنصر من “كتائب الفجر الأبيض") for p in found)


def test_a_number_of_a_group_is_a_phrase() -> None:
    text = "قتل نحو 25 من كتائب الفجر الأبيض في الكمين."
    assert "25 من كتائب الفجر الأبيض" in {
        p.removeprefix("نحو ") for p in phrases(text, named(text, 1, EntityType.GROUP, "كتائب الفجر الأبيض"))
    }


def test_a_number_from_a_place_stays_a_number() -> None:
    text = "أصيب 12 من كنصفرة في الانفجار."
    assert not any("كنصفرة" in p for p in phrases(text, named(text, 1, EntityType.PLACE, "كنصفرة")))


def test_a_place_after_من_is_no_part_of_who_comes_from_there() -> None:
    text = "قتل شاب من كنصفرة برصاص قناص."
    assert "شاب" in phrases(text, named(text, 1, EntityType.PLACE, "كنصفرة"))


def test_the_adjective_of_a_strike_is_who_did_it() -> None:
    text = "أوقعت الغارات الإسرائيلية قتلى في البلدة."
    view = seen(text)
    raid = next(i for i, w in enumerate(view.words) if w == "الغارات")
    happening = Happening("airstrike", (Trigger(raid, "airstrike", 1.0, "غارة", "", ("noun",)),))
    found = find_candidates(build_scene(view, [happening]), happening)
    assert any(c.kind == "nation" and view.words[c.first] == "الاسراييليه" for c in found)
