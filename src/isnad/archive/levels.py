"""Sensitivity by default (P1): private persons, victims, minors, detainees, sexual violence, medics and witnesses are restricted.

These are defaults of a machine. What a person decides is kept among the judgements and beats them, also after a new reading.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from isnad.archive.search.shadow import shadow_words
from isnad.letters import fold
from isnad.model.attribution import Attribution, SourceKind
from isnad.model.entity import Entity, EntityType, Mention
from isnad.model.event import Event
from isnad.model.record import Record
from isnad.reference.tables import load_table

INTERNAL, RESTRICTED = "internal", "restricted"
_BEFORE, _AFTER, _LETTERS = 3, 2, 60
_EVEN_IN_OFFICE = frozenset({"minor", "medic", "sexual"})
"""What protects a person whose office or rank would let them be named."""
Decided = Mapping[str, str]
"""Subject of a judgement (`actor:…`, `event:…`, `source:…`, `document`) → the sensitivity a person has set."""


@cache
def _words() -> dict[tuple[str, ...], str]:
    rows = load_table("sensitivity/words.tsv", ("words", "kind"), key=("words",))
    return {shadow_words(row["words"]): row["kind"] for row in rows}


def entity_level(entity: Entity, text: str, decided: Decided) -> str:
    """The sensitivity of someone or some place a report names."""
    return decided.get(entity_subject(entity)) or (RESTRICTED if _is_delicate(entity, text) else INTERNAL)


def event_level(event: Event, text: str, decided: Decided) -> str:
    """The sensitivity of an event: what its words and those around its trigger say of sexual violence."""
    around = text[max(0, event.trigger.start - _LETTERS) : event.trigger.end + _LETTERS]
    words = " ".join([_line_of(around, event.trigger.text), *(a.text for a in event.arguments)])
    return decided.get(event_subject(event)) or (RESTRICTED if "sexual" in set(_kinds(words)) else INTERNAL)


def source_level(said: Attribution, record: Record, levels: Mapping[str, str], decided: Decided) -> str:
    """The sensitivity of a source: a witness's, or that of the person it is; `levels` are those of the record's entities."""
    by_default = RESTRICTED if said.source.kind is SourceKind.WITNESS else levels.get(said.source.entity or "", INTERNAL)
    return decided.get(source_subject(said)) or by_default


def entity_subject(entity: Entity) -> str:
    """How a judgement names an entity, so that it outlives a new reading: by its name."""
    return f"actor:{fold(entity.name)}"


def event_subject(event: Event) -> str:
    """How a judgement names an event: by its type and where its trigger stands."""
    return f"event:{event.type.value}:{event.trigger.start}-{event.trigger.end}"


def source_subject(said: Attribution) -> str:
    """How a judgement names a source: by its words."""
    return f"source:{fold(said.source.text)}"


def _is_delicate(entity: Entity, text: str) -> bool:
    if entity.type is EntityType.PERSON:
        beside = (kind for mention in entity.mentions for kind in _kinds(_beside(mention, text)))
        return entity.protected or any(kind in _EVEN_IN_OFFICE for kind in beside)
    return entity.type in (EntityType.PLACE, EntityType.FACILITY) and "shelter" in set(_kinds(entity.name))


def _beside(mention: Mention, text: str) -> str:
    """A few words before the mention and after it, on its line."""
    before = text[max(0, mention.start - _LETTERS) : mention.start].rsplit("\n", 1)[-1].split()[-_BEFORE:]
    after = text[mention.end : mention.end + _LETTERS].split("\n", 1)[0].split()[:_AFTER]
    return " ".join([*before, mention.text, *after])


def _line_of(around: str, words: str) -> str:
    return next((line for line in around.split("\n") if words in line), around)


def _kinds(text: str) -> Iterator[str]:
    """Which protecting words stand in `text`."""
    words, known = shadow_words(text), _words()
    for size in (1, 2):
        for at in range(len(words) - size + 1):
            found = words[at : at + size]
            kind = known.get(found) or known.get(tuple(word.removesuffix("ا") for word in found))
            if kind is not None:
                yield kind
