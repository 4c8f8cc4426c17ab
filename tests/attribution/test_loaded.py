"""Loaded words: the outlet's own distance, slurs, euphemisms and honorifics."""

from isnad.attribution.loaded import find_loaded
from isnad.model.attribution import LoadedKind

from .texts import names_in, text_of


def _found(text: str) -> list[tuple[str, LoadedKind]]:
    return [(x.text, x.kind) for x in find_loaded(text_of(text))]


def test_distance() -> None:
    assert ("ما يسمى", LoadedKind.DISTANCE) in _found("أعلن ما يسمى المجلس الأعلى قراره.")


def test_honorifics() -> None:
    assert _found("استشهد طفلان في القصف.") == [("استشهد", LoadedKind.HONORIFIC)]


def test_a_word_that_honours_in_a_groups_own_name_is_nobodys_judgement() -> None:
    text = "سيطرت كتائب أحرار الوادي على التل، وقال أحرار المدينة إنهم يرفضون ذلك."
    found = find_loaded(text_of(text), names_in(text, group="كتائب أحرار الوادي"))
    assert [x.start for x in found if x.text == "أحرار"] == [text.rindex("أحرار")]


def test_slurs_without_their_clitics() -> None:
    assert ("المرتزقة", LoadedKind.SLUR) in _found("اشتبكت الفصائل مع المرتزقة قرب الحاجز.")
    assert ("الدواعش", LoadedKind.SLUR) in _found("سلم عشرة والدواعش أسلحتهم.")


def test_the_longest_of_two_wins() -> None:
    assert ("نظام الأسد", LoadedKind.SLUR) in _found("قصفت قوات تابعة لنظام الأسد البلدة.")


def test_euphemisms() -> None:
    assert ("تحييد", LoadedKind.EUPHEMISM) in _found("أعلنت الوزارة تحييد خمسة مسلحين.")


def test_plain_words_are_not_loaded() -> None:
    assert _found("وصلت قافلة مساعدات إلى البلدة مساء الجمعة.") == []


def test_words_held_at_a_distance_with_quotation_marks() -> None:
    assert _found('أجرت الحركة "انتخابات" في البلدة.') == [("انتخابات", LoadedKind.DISTANCE)]
    assert _found("دخلت «القوات الضامنة» البلدة بعد «مصالحة» جديدة.") == [("مصالحة", LoadedKind.DISTANCE)]


def test_quotation_marks_of_names_titles_and_speech_hold_nothing_at_a_distance() -> None:
    assert _found('نشرت صحيفة "الثورة" صورا من المعرض.') == []
    assert _found('وصف الوزير الاتفاق بأنه "انتصار" كبير.') == []
    assert _found('نفذت الفصائل عملية "تحرير السهل" أمس.') == []
