"""Who says each event, relation and figure."""

from isnad.attribution.linking import link_claims
from isnad.model.attribution import Act, Attribution, Cue, QuoteKind, Source, SourceKind
from isnad.model.event import Event, EventType, Role
from isnad.model.figure import Figure, FigureOf
from isnad.model.relation import Relation, RelationType
from isnad.model.span import Span, quote
from isnad.model.text import Text

TEXT = "قالت مصادر إن الغارة قتلت خمسة. وقال ناشطون إن القتلى عشرة. وعاد الهدوء."
NOTHING = Text(text=TEXT, sentences=(), tokens=())


def _said(number: str, content: str, within: str | None = None) -> Attribution:
    start = TEXT.find(content)
    source = Source(start=0, end=4, text=TEXT[:4], kind=SourceKind.ANONYMOUS)
    spans = (Span(start=start, end=start + len(content)),)
    return Attribution(
        id=number,
        source=source,
        cue=Cue(start=0, end=4, text=TEXT[:4], lemma="قال"),
        content=spans,
        quote=QuoteKind.INDIRECT,
        in_=within,
    )


def _event(*words: str) -> Event:
    trigger, *also = (quote(TEXT, TEXT.find(w), TEXT.find(w) + len(w)) for w in words)
    return Event(id="V1", type=EventType.KILLING, trigger=trigger, also=tuple(also), rule="", score=1.0)


FIRST, SECOND = _said("A1", "إن الغارة قتلت خمسة"), _said("A2", "إن القتلى عشرة")


def test_an_event_carries_who_tells_it() -> None:
    assert link_claims(NOTHING, (FIRST, SECOND), (), (_event("قتلت"),), ()).events[0].attributions == ("A1",)


def test_a_happening_told_by_two_carries_both() -> None:
    assert link_claims(NOTHING, (FIRST, SECOND), (), (_event("قتلت", "القتلى"),), ()).events[0].attributions == ("A1", "A2")


def test_what_stands_in_no_content_is_the_outlets_own() -> None:
    assert link_claims(NOTHING, (FIRST, SECOND), (), (_event("وعاد"),), ()).events[0].attributions == ()


def test_a_nested_statement_counts_with_the_one_around_it() -> None:
    inner = _said("A3", "الغارة قتلت", within="A1")
    assert link_claims(NOTHING, (FIRST, inner), (), (_event("قتلت"),), ()).events[0].attributions == ("A1", "A3")


def test_figures_and_relations_are_linked_too() -> None:
    at = TEXT.find("خمسة")
    figure = Figure(id="F1", start=at, end=at + 4, text="خمسة", min=5, max=5, approx=False, of=FigureOf.KILLED)
    relation = Relation(id="R1", type=RelationType.ROLE, from_="E1", to=None, evidence=(Span(start=at, end=at + 4),), rule="")
    claims = link_claims(NOTHING, (FIRST,), (relation,), (), (figure,))
    assert claims.figures[0].attributions == claims.relations[0].attributions == ("A1",)


def _claims(act: Act, entity: str | None = "E1") -> Attribution:
    return FIRST.model_copy(update={"act": act, "source": FIRST.source.model_copy(update={"entity": entity})})


def _agents(claim: Attribution, type_: EventType) -> list[str | None]:
    event = _event("قتلت").model_copy(update={"type": type_})
    (linked,) = link_claims(NOTHING, (claim,), (), (event,), ()).events
    return [a.entity for a in linked.arguments if a.role is Role.AGENT]


def test_who_claims_a_deed_did_it() -> None:
    assert _agents(_claims(Act.CLAIM), EventType.KILLING) == ["E1"]


def test_who_only_announces_a_deed_has_not_done_it() -> None:
    assert _agents(_claims(Act.ANNOUNCE), EventType.KILLING) == []
    assert _agents(_claims(Act.ANNOUNCE), EventType.WITHDRAWAL) == []


def test_a_claim_of_nobody_named_gives_no_agent() -> None:
    assert _agents(_claims(Act.CLAIM, None), EventType.KILLING) == []
