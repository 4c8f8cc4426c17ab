"""Whether an event happened, is planned, denied or possible."""

import pytest

from isnad.events.triggers import Trigger
from isnad.events.undone import find_undone
from isnad.model.event import Status
from tests.events.seeing import events, seen


def statuses(text: str) -> dict[str, str]:
    return {e.type.value: e.status.value for e in events(text)}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("قصفت قوات النظام بالمدفعية بلدة كنصفرة أمس.", "shelling"),
        ("اعتقلت الشرطة العسكرية ثلاثة شبان في مدينة منبج.", "arrest"),
        ("نزح آلاف المدنيين من ريف إدلب الجنوبي.", "displacement"),
        ("أدى القصف إلى مقتل طفلين في قرية بينين.", "killing"),
    ],
)
def test_what_is_told_as_having_happened_is_reported(text: str, type_: str) -> None:
    assert statuses(text)[type_] == "reported"


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("يعتزم وزير الخارجية زيارة دمشق الأسبوع المقبل.", "travel"),
        ("تستعد الفصائل لشن هجوم على مواقع التنظيم.", "clash"),
        ("دعت الأمم المتحدة إلى وقف إطلاق النار في إدلب.", "agreement"),
        ("طالبت المنظمة بالإفراج عن المعتقلين في سجون الميليشيا.", "release"),
        ("هدد القائد بقصف العاصمة إذا استمر الحصار.", "shelling"),
        ("حشدت الفصائل مقاتليها تمهيدا لاقتحام البلدة.", "clash"),
        ("وصلت التعزيزات بغية اعتقال المطلوبين في الحي.", "arrest"),
    ],
)
def test_what_is_intended_or_demanded_is_planned(text: str, type_: str) -> None:
    assert statuses(text)[type_] == "planned"


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("نفت وزارة الدفاع الروسية قصف المدنيين في إدلب.", "airstrike shelling"),
        ("لم تنسحب القوات الأجنبية من القاعدة.", "withdrawal"),
        ("نفى المتحدث باسم الفصيل اعتقال الناشط.", "arrest"),
    ],
)
def test_what_is_said_not_to_have_happened_is_denied(text: str, type_: str) -> None:
    assert [s for t, s in statuses(text).items() if t in type_.split()] == ["denied"]


def undone(text: str, word: str, type_: str) -> Status | None:
    view = seen(text)
    return find_undone(view, Trigger(view.words.index(word), type_, 1.0, "", "", ("noun",)))


@pytest.mark.parametrize(
    ("text", "word", "type_", "status"),
    [
        ("حاول رجال ملثمون اعتقال الناشط في منزله.", "اعتقال", "arrest", Status.PLANNED),
        ("اتهمته النيابة بالشروع في قتل شرطيين.", "قتل", "killing", Status.PLANNED),
        ("نجا القاضي من محاولة اغتيال قرب منزله.", "اغتيال", "killing", Status.DENIED),
        ("تعرض القاضي لمحاولة اغتيال فاشلة قرب منزله.", "اغتيال", "killing", Status.DENIED),
        ("أعدت الفصائل خطة لاقتحام البلدة.", "اقتحام", "clash", Status.PLANNED),
        ("يتوقع أن تشهد المدينة مواجهات عنيفة.", "مواجهات", "clash", Status.PLANNED),
        ("تحدث القائد عن الهجوم المرتقب على البلدة.", "الهجوم", "clash", Status.PLANNED),
        ("حذر القائد من هجوم وشيك على البلدة.", "هجوم", "clash", Status.POSSIBLE),
    ],
)
def test_what_was_only_tried_or_awaited_is_not_done(text: str, word: str, type_: str, status: Status) -> None:
    assert undone(text, word, type_) is status


@pytest.mark.parametrize(
    ("text", "word", "type_"),
    [
        ("صدت الفصائل محاولة تسلل لقوات النظام.", "تسلل", "clash"),
        ("فشلت محاولة الوساطة وقتل ثلاثة جنود.", "قتل", "killing"),
        ("وقع هجوم على الحاجز أمس.", "هجوم", "clash"),
        ("ناقش المجلس خطة الإعمار بعد القصف.", "القصف", "shelling"),
    ],
)
def test_what_was_done_is_left_as_told(text: str, word: str, type_: str) -> None:
    assert undone(text, word, type_) is None
