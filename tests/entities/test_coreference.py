"""One entity under its spellings, short forms and other names; nouns that point back."""

import pytest

from isnad.entities.coreference import Name, group_names
from isnad.entities.finding import Spot, build_entities
from isnad.entities.nominals import add_nominals
from isnad.letters import fold
from isnad.model.entity import EntityType, MentionKind
from tests.entities.marked import read_marked

SAME = [
    ("group", "تنظيم داعش", "داعش"),
    ("group", "قوات سوريا الديمقراطية", "قسد"),
    ("group", "ميليشيا لواء الوادي", "لواء الوادي"),
    ("group", "قوات النظام", "قوات النظام السوري"),
    ("group", "قوات النظام", "قوات الأسد"),
    ("group", "الحوثيون", "ميليشيات الحوثي"),
    ("group", "جبهة السهل الإسلامية", "جبهة السهل"),
    ("group", "تنظيم داعش", "الدواعش"),
    ("group", "ميليشيات الحوثي", "ميليشيات الحوثي الانقلابية"),
    ("organization", "حزب التجمع اليمني للإصلاح", "حزب الإصلاح"),
    ("organization", "صحيفة الضفاف", "الضفاف"),
    ("organization", "المرصد السوري لحقوق الإنسان", "المرصد السوري لحقوق الانسان"),
    ("organization", "المرصد السوري لحقوق الإنسان", "المرصد السوري"),
    ("organization", "الأمم المتحدة", "للأمم المتحدة"),
    ("organization", "لجنة السهل لحقوق الأسرى", "لجنة السهل"),
    ("place", "إدلب", "ادلب"),
    ("place", "دير الزور", "ديرالزور"),
    ("place", "سوريا", "سورية"),
    ("place", "شمال سوريا", "شمالي سوريا"),
    ("place", "ريف مدينة منبج", "ريف منبج"),
    ("person", "مروان خالد الشامي", "الشامي"),
    ("person", "مروان خالد الشامي", "مروان الشامي"),
    ("person", "عبد الله الراعي", "عبدالله الراعي"),
    ("facility", "مطار السهل الدولي", "مطار السهل"),
    ("facility", "معبر رأس جدير", "رأس جدير"),
]
OTHERS = [
    ("place", "حلب", "ريف حلب"),
    ("place", "ريف حلب", "ريف حلب الجنوبي"),
    ("place", "شمال حلب", "جنوب حلب"),
    ("place", "درعا", "درعا البلد"),
    ("group", "الجيش السوري", "الجيش السوري الحر"),
    ("group", "لواء الوادي", "لواء السهل"),
    ("group", "الجيش الأمريكي", "القوات الجوية الأمريكية"),
    ("group", "الجيش السوري", "قوات الأسد"),
    ("group", "الجيش التركي", "الجيش السوري"),
    ("organization", "وزارة الدفاع", "وزارة الداخلية"),
    ("person", "مروان الشامي", "غسان الشامي"),
    ("person", "مروان الشامي", "غسان الراعي"),
]


def groups(type_: str, *names: str) -> list[list[int]]:
    return group_names([Name(fold(n), EntityType(type_), k) for k, n in enumerate(names)])


@pytest.mark.parametrize(("type_", "a", "b"), SAME)
def test_two_names_of_one(type_: str, a: str, b: str) -> None:
    assert groups(type_, a, b) == groups(type_, b, a) == [[0, 1]]


@pytest.mark.parametrize(("type_", "a", "b"), OTHERS)
def test_names_of_two(type_: str, a: str, b: str) -> None:
    assert groups(type_, a, b) == [[0], [1]]


def test_a_last_name_goes_to_the_full_name_said_before_it() -> None:
    assert groups("person", "مروان الشامي", "غسان الراعي", "الراعي") == [[0], [1, 2]]


def test_a_name_in_brackets_is_the_same() -> None:
    names = [Name(fold(n), EntityType.GROUP, k) for k, n in enumerate(("اتحاد فصائل الوادي", "افو"))]
    assert group_names(names, beside=[(0, 1)]) == [[0, 1]]


def test_one_type_never_takes_another() -> None:
    names = [Name("الاسد", EntityType.PERSON, 0), Name("الاسد", EntityType.PLACE, 1)]
    assert group_names(names) == [[0], [1]]


NOUNS = [
    ("أعلنت {group|حركة الوادي} النفير. وقالت الحركة إنها جاهزة.", "حركة الوادي", "الحركة"),
    ("وصلت قافلة إلى مدينة {place|سرمين}. وتعاني المدينة من الحصار.", "سرمين", "المدينة"),
    ("قصف الطيران بلدة {place|تلمنس}. ونزح سكان البلدة.", "تلمنس", "البلدة"),
    ("قال وزير النقل {person|لؤي العساف} ذلك. وأضاف الوزير أن العمل مستمر.", "لؤي العساف", "الوزير"),
    ("هاجم {group|داعش} القرية. وأعلن التنظيم مسؤوليته.", "داعش", "التنظيم"),
    ("اقتحموا {facility|سجن السهل} ليلا. وفر سجناء من السجن.", "سجن السهل", "السجن"),
]


@pytest.mark.parametrize(("marked", "name", "noun"), NOUNS)
def test_a_bare_noun_points_back(marked: str, name: str, noun: str) -> None:
    (entity,) = (e for e in add_nominals(*read_marked(marked)) if e.name == name)
    assert [m.text for m in entity.mentions if m.kind is MentionKind.NOMINAL] == [noun]


@pytest.mark.parametrize(
    "marked",
    [
        "وتعاني المدينة من الحصار. وصلت قافلة إلى مدينة {place|سرمين}.",
        "بين مدينة {place|سرمين} ومدينة {place|بنش} طريق. وتعاني المدينة من الحصار.",
        "أعلنت {group|حركة الوادي} النفير. وقالت الحركة الشعبية إنها ترفض.",
        "انسحبت {group|قوات الرابية} أمس. وهاجمت القوات الموالية للحاكم القرية.",
        "أفرج عن الصحفيين {person|سامر الحلو} و{person|وائل الراعي}. وقال إن الصحفيين في خطر.",
        "قال المتحدث {person|سامر الحلو} ذلك. وقال المتحدث باسم البلدية كلاما آخر.",
        "عاد القيادي {person|سامر الحلو}. وقتل القيادي في {group|لواء الرابية} أمس.",
        "قال رئيس اللجنة {person|سامر الحلو} ذلك. ثم وصل الرئيس إلى القصر.",
        "قال نائب الرئيس {person|سامر الحلو} ذلك. ثم وصل الرئيس إلى القصر.",
        "زار الرئيس {person|سامر الحلو} القرية. ثم وصل الرئيس {person|وائل الراعي} إليها.",
        "عاد {organization|الدفاع المدني} إلى القرية. وعقد وزراء الدفاع اجتماعا.",
    ],
)
def test_a_noun_that_could_mean_anything_points_nowhere(marked: str) -> None:
    mentions = [m for e in add_nominals(*read_marked(marked)) for m in e.mentions]
    assert all(m.kind is MentionKind.NAME for m in mentions)


@pytest.mark.parametrize("between", [" المكنى ", " الملقب بـ«", "، المعروف باسم ", ' المدعو "', " (", " ويكنى "])
def test_what_a_man_is_called_is_his_name(between: str) -> None:
    text = f"قتل سامر الحلو{between}أبو خالد أمس"
    names = [("سامر الحلو", EntityType.PERSON), ("أبو خالد", EntityType.PERSON)]
    spots = [Spot(text.index(n), text.index(n) + len(n), fold(n), t) for n, t in names]
    assert len(build_entities(text, spots)) == 1


def test_two_men_side_by_side_are_two() -> None:
    text = "قتل سامر الحلو وأصيب أبو خالد أمس"
    spots = [Spot(text.index(n), text.index(n) + len(n), fold(n), EntityType.PERSON) for n in ("سامر الحلو", "أبو خالد")]
    assert len(build_entities(text, spots)) == 2


def test_a_country_is_shown_by_its_name_and_not_as_its_territory() -> None:
    text = "عادوا من ليبيا إلى الأراضي الليبية"
    spots = [Spot(text.index(n), text.index(n) + len(n), fold(n), EntityType.PLACE) for n in ("ليبيا", "الأراضي الليبية")]
    assert [e.name for e in build_entities(text, spots)] == ["ليبيا"]
