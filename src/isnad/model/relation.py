"""Standing ties between entities: who holds what office, belongs to, backs, is based in or holds what."""

from enum import StrEnum

from pydantic import Field

from isnad.model.event import Status
from isnad.model.span import Frozen, Span


class RelationType(StrEnum):
    ROLE = "role"
    PART_OF = "part_of"
    ALIAS = "alias"
    BASED_IN = "based_in"
    CONTROLS = "controls"
    LOCATED_IN = "located_in"
    SUPPORTS = "supports"


class Relation(Frozen):
    id: str
    type: RelationType
    from_: str = Field(alias="from")
    to: str | None
    title: str | None = None
    evidence: tuple[Span, ...]
    attributions: tuple[str, ...] = ()
    status: Status = Status.REPORTED
    rule: str
