"""What is a name, where it ends, and where else the report says it."""

from itertools import pairwise

import pytest

from isnad.arabic.analysis import analyse
from isnad.entities.finding import find_entities
from isnad.entities.name_ends import repaired
from isnad.entities.occurrences import find_occurrences
from isnad.letters import fold
from isnad.model.entity import Entity, MentionKind
from tests.corpus.names import CUT, FOUND, NOT_NAMES
from tests.entities.marked import as_page, as_text


def read(text: str) -> tuple[Entity, ...]:
    page = as_page(text)
    return find_entities(analyse(page).value, page).value


def names_in(text: str) -> dict[str, str]:
    return {m.text: e.type.value for e in read(text) for m in e.mentions if m.kind is MentionKind.NAME}


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_a_name_is_found(text: str, names: dict[str, str]) -> None:
    assert names.items() <= names_in(text).items()


@pytest.mark.parametrize(("text", "words"), NOT_NAMES)
def test_a_common_noun_is_no_name(text: str, words: str) -> None:
    assert words not in names_in(text)


@pytest.mark.parametrize(("type_", "seen", "name", "why"), CUT)
def test_a_name_ends_where_the_guide_ends_it(type_: str, seen: str, name: str, why: str) -> None:
    text = as_text(seen)
    first, last = repaired(text, 0, len(text.tokens), type_)
    assert seen[text.tokens[first].start : text.tokens[last - 1].end] == name, why


def occurrences(text: str, *names: str) -> list[str]:
    return [text[s:e] for s, e, _ in find_occurrences(text, map(fold, names))]


def test_every_occurrence_counts_also_after_clitics() -> None:
    assert occurrences("في حلب، وبحلب، ولحلب.", "حلب") == ["حلب", "حلب", "حلب"]


def test_the_longest_name_takes_its_letters() -> None:
    assert occurrences("ريف حلب وحلب", "حلب", "ريف حلب") == ["ريف حلب", "حلب"]


def test_a_name_inside_a_word_is_none() -> None:
    assert occurrences("حلبي والحلبيون وحلبجة", "حلب") == []


def test_an_adjective_with_its_article_is_not_the_country() -> None:
    assert occurrences("الأراضي السورية", "سورية") == []


def test_spelling_and_marks_do_not_matter() -> None:
    assert occurrences("إِدلب وادلب وإدلـب", "إدلب") == ["إِدلب", "ادلب", "إدلـب"]


def test_no_names_no_occurrences() -> None:
    assert find_occurrences("أي نص", []) == []


def test_entities_stand_in_order_with_their_letters() -> None:
    text = "وصلت قسد إلى الرقة. ثم عادت قسد إلى الحسكة."
    entities = read(text)
    assert [e.id for e in entities] == [f"E{k}" for k in range(1, len(entities) + 1)]
    assert all(text[m.start : m.end] == m.text for e in entities for m in e.mentions)
    firsts = [e.mentions[0].start for e in entities]
    assert firsts == sorted(firsts)


def test_a_text_without_names_has_no_entities() -> None:
    assert read("نزل المطر طوال الليل.") == ()


def test_mentions_of_names_never_overlap() -> None:
    spans = sorted((m.start, m.end) for e in read("قصفت قوات النظام ريف حلب وحلب وقوات النظام السوري.") for m in e.mentions)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_an_office_is_named_with_the_body_it_belongs_to() -> None:
    text = "وقال المكتب السياسي للواء فرسان التل في بيان إن الهدنة صامدة."
    assert names_in(text)["المكتب السياسي للواء فرسان التل"] == "organization"


def test_this_militia_is_the_body_named_last() -> None:
    text = "يقود لواء فرسان التل القائد العام سامر الحلاق، وتتبع هذه الميليشيا إلى قوات جيش السهل."
    (brigade,) = [e for e in read(text) if "لواء فرسان التل" in e.names]
    assert [m.text for m in brigade.mentions if m.kind is MentionKind.NOMINAL] == ["الميليشيا"]


def test_a_groups_kind_word_with_the_same_words_told_twice_is_a_name() -> None:
    text = "قال ناطق إن تجمع رايات الوديان سيطر على البلدة، ثم غادر تجمع رايات الوديان المنطقة."
    assert names_in(text)["تجمع رايات الوديان"] == "group"


@pytest.mark.parametrize("name", ["لواء صقور السهل", "حركة أنصار الوادي", "كتيبة أسود الرافدين", "تجمع رايات المجد"])
def test_a_group_nobody_has_heard_of_is_known_by_how_groups_are_called(name: str) -> None:
    assert names_in(f"قتل ثلاثة عناصر من {name} في كمين قرب البلدة أمس.")[name] == "group"


def test_what_only_sounds_like_a_groups_name_is_none() -> None:
    assert "فرقة إبطال المتفجرات" not in names_in("وصلت فرقة إبطال المتفجرات إلى المكان بعد الانفجار.")


def test_a_name_whose_article_was_swallowed_is_shown_as_it_is_said_alone() -> None:
    (coalition,) = [e for e in read("قصفت طائرات تابعة للتحالف الدولي مواقع في البادية أمس.") if "للتحالف الدولي" in e.names]
    assert coalition.name == "التحالف الدولي"


def test_the_preposition_before_a_name_is_no_part_of_it() -> None:
    assert "لتركيا" not in names_in("اشتبكت فصائل الجيش الوطني الموالي لتركيا مع قوات النظام في ريف حلب.")
