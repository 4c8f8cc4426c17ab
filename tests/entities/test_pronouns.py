"""Pronouns that can mean one named thing, attached and standing alone, and those that are left open."""

import pytest

from isnad.entities.pronouns import add_pronouns
from isnad.model.entity import MentionKind
from tests.entities.marked import read_marked

MEANT = [
    ("وصل {person|مروان الشامي} إلى المدينة مساء ثم اعتقلته دورية على الطريق", "مروان الشامي"),
    ("بدأت {group|حركة الرايات} أمس نشر عناصرها على المعبر", "حركة الرايات"),
    ("عرض {group|لواء الوادي} أسراه أمام العدسات", "لواء الوادي"),
    ("انقسم {people|الأكراد} حول القرار بعد تهجيرهم", "الأكراد"),
    ("دخل الرتل {place|عين الوادي} وانتشر فيها ليلا", "عين الوادي"),
    ("وقال {person|مروان الشامي}، وهو متحدث باسم اللواء، إن القصف توقف", "مروان الشامي"),
    ("وقالت {person|ليلى الراعي} وهي طبيبة إن المشفى خال", "ليلى الراعي"),
    ("أعلنت {group|حركة الرايات}، وهي فصيل محلي، وقف القتال", "حركة الرايات"),
    ('انسحب {group|"لواء الوادي"} (وهو فصيل محلي) من الجبهة', '"لواء الوادي"'),
    ("هاجم {group|لواء الوادي} الجسر، وقالت {group|حركة الرايات} في بيان إنها لم تنسحب", "حركة الرايات"),
    ("نفت {group|حركة الرايات} الخبر، فيما تقول {place|تركيا} إنها قامت بالغارة", "تركيا"),
    ("التقى {person|مروان الشامي} الوفد وقال الوزير {person|غسان الراعي} إنه سيعود", "غسان الراعي"),
    ("وأكد {person|مروان الشامي} أنه لا يعرف الرجل", "مروان الشامي"),
    ("شهدت {place|عين الوادي}، وهي بلدة حدودية، قصفا", "عين الوادي"),
    ("قال مسؤول إن {organization|حلف السواحل}، وهو تحالف جديد، سيجتمع", "حلف السواحل"),
]
OPEN = [
    ("two agree", "التقى {person|مروان الشامي} مع {person|غسان الراعي} ثم اعتقلته دورية"),
    ("a bare noun stands between", "أوقف {person|مروان الشامي} عند الحاجز شابا ثم اعتقله"),
    ("one who died stands between", "قال {person|مروان الشامي} هنا شهيد والأطباء لم يعرفوا بياناته"),
    ("what was just named is named again", "تحدث {person|مروان الشامي} وأصيب آخر في التفجير نفسه"),
    ("nobody opens the clause", "رفض {person|مروان الشامي} العرض، غير أنه لم تتضح الأسباب"),
    ("nobody opens his own statement", "قال {person|مروان الشامي} إنه من الضروري وقف القتال"),
    ("it was done by nobody told", "وأضاف {person|مروان الشامي} أنه تم نقل الجرحى"),
    ("his brother speaks", "قال شقيق {person|مروان الشامي} إنه خرج"),
    ("no group is killed", "قال شهود في {organization|الحزب الجديد} إن النار أدت إلى مقتله"),
    ("another speaks", "عاد {person|مروان الشامي} مساء. وقال طالب إنه خرج"),
    ("the relative word takes it up", "عاد {person|مروان الشامي} بالسيارة التي أخذها"),
    ("somebody of the group is told of", "أوقفت الدورية قياديا في {group|لواء الوادي} وهو معروف بالخطف"),
    ("what only one human being can be", "استهدف القصف عنصرا من {group|لواء الوادي}، وهو نازح"),
    ("all that was told is taken up", "انسحبت {group|حركة الرايات}، وهي خطوة لم تكن منتظرة"),
    ("the name as a word", "قصفته {group|قوات الراية}، وهي التسمية التي تطلقها على نفسها"),
    ("what was aimed at is no place's kind", "سيطرت على محيط {place|عين الوادي}، وهي الأولى منذ شهور"),
    ("his brother may be meant", "اعتقلت الدورية شقيق {person|مروان الشامي}، وهو طالب"),
    ("what joins the parts of a sentence", "الهدف هو {place|عين الوادي}"),
    ("another gender alone", "وقالت {person|مروان الشامي}، وهي قناة محلية، إن القصف توقف"),
    ("another gender", "بدأت {group|حركة الرايات} الهجوم وقصفه الطيران"),
    ("a place does not act", "وصلت من {place|عين الوادي} أمس بعد انضمامها"),
    ("too far away", "وصل {person|مروان الشامي}." + " كلام عن الطقس هنا." * 9 + " ثم اعتقلته دورية"),
]


def pronouns(marked: str) -> dict[str, list[str]]:
    return {e.name: [m.text for m in e.mentions if m.kind is MentionKind.PRONOUN] for e in add_pronouns(*read_marked(marked))}


@pytest.mark.parametrize(("marked", "name"), MEANT)
def test_a_pronoun_means_the_one_named_thing_that_agrees(marked, name):
    assert len(pronouns(marked)[name]) == 1


@pytest.mark.parametrize(("why", "marked"), OPEN)
def test_a_pronoun_is_left_open_where_more_could_be_meant(why, marked):
    assert not any(pronouns(marked).values()), why


def test_pronouns_are_no_names():
    marked = MEANT[1][0]
    (entity,) = add_pronouns(*read_marked(marked))
    assert entity.names == ("حركة الرايات",)
    assert [m.kind for m in entity.mentions] == [MentionKind.NAME, MentionKind.PRONOUN]
