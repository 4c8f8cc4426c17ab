"""Ties between names, by meaning."""

import pytest

from isnad.entities.relations import find_relations
from isnad.model.entity import Entity
from isnad.model.relation import Relation, RelationType
from tests.corpus.relations import NO_TIES, TIES
from tests.entities.marked import read_marked


def written(relation: Relation, entities: tuple[Entity, ...]) -> str:
    names = {e.id: e.name for e in entities}
    tie = f"{relation.type.value}: {names[relation.from_]} > {names[relation.to] if relation.to else '-'}"
    return f"{tie} ({relation.title})" if relation.type is RelationType.ROLE else tie


@pytest.mark.parametrize(("marked", "ties"), TIES)
def test_a_tie_is_told(marked: str, ties: list[str]) -> None:
    text, entities = read_marked(marked)
    told = {written(r, entities) for r in find_relations(text, entities).value}
    assert told == set(ties)


@pytest.mark.parametrize("marked", NO_TIES)
def test_no_tie_is_told(marked: str) -> None:
    text, entities = read_marked(marked)
    assert find_relations(text, entities).value == ()


def test_a_tie_told_twice_is_one_with_two_stretches() -> None:
    marked = (
        "قرية {place=a|سرمين} ب{place=b|ريف إدلب الشرقي}. وشيع أهالي بلدة {place=a|سرمين} ب{place=b|ريف إدلب الشرقي} الضحايا."
    )
    relation, *others = find_relations(*read_marked(marked)).value
    assert not others
    assert len(relation.evidence) == 2


def test_evidence_holds_both_names() -> None:
    text, entities = read_marked("صرح المتحدث باسم {organization|مجلس تل الورد} {person|وائل الراعي} أمس.")
    (relation,) = find_relations(text, entities).value
    words = text.text[relation.evidence[0].start : relation.evidence[0].end]
    assert "مجلس تل الورد" in words
    assert "وائل الراعي" in words


def test_ids_follow_the_text() -> None:
    text, entities = read_marked(
        "قائد {group|لواء الفجر} {person|سامر النجار} في {place|سرمين}. قرية {place|كللي} ب{place|ريف إدلب الشمالي}."
    )
    found = find_relations(text, entities).value
    assert [r.id for r in found] == [f"R{k}" for k in range(1, len(found) + 1)]
    assert [r.evidence[0].start for r in found] == sorted(r.evidence[0].start for r in found)


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("قتل مدني في قرية {place|سرمين} الخاضعة لسيطرة {group|كتائب النهر} أمس.", "reported"),
        ("قتل مدني في قرية {place|سرمين} غير الخاضعة لسيطرة {group|كتائب النهر} أمس.", "denied"),
        ("لا تزال قرية {place|سرمين} تحت سيطرة {group|كتائب النهر}.", "reported"),
        ("هاجم مسلحون يعتقد أنهم من {group|لواء الفجر} التابع ل{group|كتائب النهر} الحاجز.", "possible"),
    ],
)
def test_a_tie_may_be_denied_or_doubted(marked: str, status: str) -> None:
    (relation,) = find_relations(*read_marked(marked)).value
    assert relation.status.value == status
