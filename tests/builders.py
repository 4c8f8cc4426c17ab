"""Pages, texts and records from plain strings, for tests. People, groups and outlets here are invented; places may be real."""

from isnad.model.attribution import Act, Attribution, Cue, QuoteKind, Source, SourceKind, Stance
from isnad.model.entity import Entity, EntityType, Mention
from isnad.model.event import Argument, Event, EventType, Role, Status
from isnad.model.figure import Figure, FigureOf
from isnad.model.page import Block, BlockKind, Page, PublishedBasis, Report
from isnad.model.record import MadeBy, Record
from isnad.model.relation import Relation, RelationType
from isnad.model.span import Quote, Span, quote
from isnad.model.time import EventTime, TimeBasis


def quoted(text: str, words: str, after: int = 0) -> Quote:
    """The first stretch of `text` that reads `words`; a test that quotes what is not there fails here."""
    start = text.index(words, after)
    return quote(text, start, start + len(words))


def span(text: str, words: str) -> Span:
    q = quoted(text, words)
    return Span(start=q.start, end=q.end)


def page(
    text: str, *, kinds: dict[str, BlockKind] | None = None, published: str | None = None, outlet: str | None = None
) -> Page:
    """A page whose lines are body, the first its title; `kinds` says otherwise for the lines it names."""
    blocks, at = [], 0
    for n, line in enumerate(text.split("\n")):
        kind = (kinds or {}).get(line, BlockKind.TITLE if n == 0 and "\n" in text else BlockKind.BODY)
        if line.strip():
            blocks.append(Block(at, at + len(line), kind))
        at += len(line) + 1
    return Page(text, tuple(blocks), Report(id="0" * 64, source_sha256="0" * 64, published=published, outlet=outlet))


def entity(text: str, number: int, kind: EntityType, *names: str) -> Entity:
    """E{number} with every one of `names` mentioned once."""
    mentions = tuple(Mention(**quoted(text, n).model_dump()) for n in names)
    return Entity(id=f"E{number}", type=kind, name=names[0], name_latin="", names=names, mentions=mentions)


def event(text: str, number: int, kind: EventType, trigger: str, **given: object) -> Event:
    """V{number} at the first place where `trigger` stands; `given` are fields of Event."""
    return Event.model_validate(
        {"id": f"V{number}", "type": kind, "trigger": quoted(text, trigger), "rule": "test", "score": 1.0, **given}
    )


def claim(text: str, number: int, source: str, cue: str, content: str, **given: object) -> Attribution:
    """A{number}: `source` says `content` by `cue`."""
    said = {
        "id": f"A{number}",
        "source": Source(**quoted(text, source).model_dump(), kind=SourceKind.ANONYMOUS),
        "cue": Cue(**quoted(text, cue).model_dump(), lemma=cue),
        "content": (span(text, content),),
        "quote": QuoteKind.INDIRECT,
    }
    return Attribution.model_validate({**said, **given})


def record(text: str, **given: object) -> Record:
    """A record of `text` with the parts in `given`."""
    made_by = MadeBy(isnad="0", reader="0", models={})
    report = Report(id="0" * 64, source_sha256="0" * 64)
    return Record.model_validate({"made_by": made_by, "text": text, "report": report, **given})


SAMPLE_TEXT = (
    "مقتل ثلاثة من عناصر لواء الوادي في كمين بريف إدلب\n\n"
    "وكالة المنارة - إدلب (سامر الحلواني)\n\n"
    "قالت مصادر محلية للمنارة إن ثلاثة من عناصر لواء الوادي قتلوا أمس الثلاثاء في كمين قرب سراقب، بينهم القائد العسكري للواء رائد الصمادي.\n\n"
    "وزعم المتحدث باسم كتائب الرابية أن الكمين لم يقع، بحسب زعمه.\n"
)


def sample_record() -> Record:
    """A record with one of everything, for the views and the exports."""
    t = SAMPLE_TEXT
    people = (
        entity(t, 1, EntityType.GROUP, "لواء الوادي"),
        entity(t, 2, EntityType.PERSON, "رائد الصمادي"),
        entity(t, 3, EntityType.PLACE, "سراقب"),
        entity(t, 4, EntityType.GROUP, "كتائب الرابية"),
    )
    office = {
        "id": "R1",
        "type": RelationType.ROLE,
        "from": "E2",
        "to": "E1",
        "title": "القائد العسكري",
        "evidence": (span(t, "القائد العسكري"),),
        "rule": "test",
    }
    claims = (
        claim(t, 1, "مصادر محلية", "قالت", "ثلاثة من عناصر لواء الوادي قتلوا أمس الثلاثاء في كمين قرب سراقب"),
        claim(t, 2, "المتحدث باسم كتائب الرابية", "وزعم", "الكمين لم يقع", stance=Stance.DOUBT, act=Act.DENY),
    )
    killing = event(
        t, 1, EventType.KILLING, "قتلوا",
        arguments=(Argument(**quoted(t, "ثلاثة من عناصر لواء الوادي").model_dump(), role=Role.TARGET, entity="E1"), Argument(**quoted(t, "سراقب").model_dump(), role=Role.PLACE, entity="E3")),
        time=EventTime(edtf="2015-11-10", earliest="2015-11-10", latest="2015-11-10", basis=TimeBasis.RELATIVE, rule="test", text="أمس الثلاثاء"),
        figures=("F1",), attributions=("A1",),
    )  # fmt: skip
    ambush = event(t, 2, EventType.CLASH, "الكمين", status=Status.DENIED, attributions=("A2",))
    count = Figure(
        **quoted(t, "ثلاثة", t.index("قالت")).model_dump(), id="F1", min=3, max=3, approx=False, of=FigureOf.KILLED, event="V1"
    )
    head = Report(
        id="0" * 64,
        source_sha256="0" * 64,
        title=t.split("\n", 1)[0],
        outlet="وكالة المنارة",
        author="سامر الحلواني",
        published="2015-11-11",
        published_basis=PublishedBasis.METADATA,
    )
    relations = (Relation.model_validate(office),)
    return record(
        t, report=head, entities=people, relations=relations, events=(killing, ambush), attributions=claims, figures=(count,)
    )
