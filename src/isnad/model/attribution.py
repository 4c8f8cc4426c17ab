"""Who says so: source, cue, content, chain and stance of every statement the report hands on."""

from enum import StrEnum

from pydantic import Field

from isnad.model.span import Frozen, Quote, Span


class SourceKind(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    OFFICIAL = "official"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"
    MEDIA = "media"
    WITNESS = "witness"
    CROWD = "crowd"


class QuoteKind(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    NEUTRAL = "neutral"
    DOUBT = "doubt"
    AFFIRM = "affirm"
    DENY = "deny"


class Act(StrEnum):
    SAY = "say"
    ANNOUNCE = "announce"
    ACCUSE = "accuse"
    DENY = "deny"
    THREATEN = "threaten"
    DEMAND = "demand"
    CONDEMN = "condemn"
    PROMISE = "promise"
    WARN = "warn"
    CALL = "call"
    CLAIM = "claim"


class Source(Quote):
    """A speaker as the report names them; `entity` where it is one of the record's entities."""

    kind: SourceKind
    entity: str | None = None


class Cue(Quote):
    lemma: str


class Attribution(Frozen):
    id: str
    source: Source
    via: tuple[Source, ...] = ()
    """The chain between the outlet and the source, nearest to the outlet first."""
    cue: Cue
    content: tuple[Span, ...]
    quote: QuoteKind
    stance: Stance = Stance.NEUTRAL
    act: Act = Act.SAY
    in_: str | None = Field(default=None, alias="in")
    """The attribution in whose content this one stands."""
    rule: str = ""
    score: float = 1.0


class LoadedKind(StrEnum):
    DISTANCE = "distance"
    SLUR = "slur"
    EUPHEMISM = "euphemism"
    HONORIFIC = "honorific"


class Loaded(Quote):
    """The outlet's own loaded words ("ما يسمى")."""

    kind: LoadedKind
