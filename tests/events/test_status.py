"""Whether an event happened, is planned, denied or possible."""

import pytest

from tests.events.seeing import events


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
