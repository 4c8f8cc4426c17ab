"""Who and where: the named people, groups, organizations, places, facilities and peoples of a report."""

from enum import StrEnum

from pydantic import Field

from isnad.model.span import Frozen, Quote


class EntityType(StrEnum):
    PERSON = "person"
    GROUP = "group"
    ORGANIZATION = "organization"
    PLACE = "place"
    FACILITY = "facility"
    PEOPLE = "people"


class MentionKind(StrEnum):
    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class Mention(Quote):
    kind: MentionKind = MentionKind.NAME


class Link(Frozen):
    """What a register knows the entity as; never evidence of what the report says."""

    register_: str = Field(alias="register")
    id: str
    label: str
    score: float
    why: str


class Precision(StrEnum):
    POINT = "point"
    TOWN = "town"
    NEAR = "near"
    DISTRICT = "district"
    GOVERNORATE = "governorate"
    COUNTRY = "country"


class Coordinates(Frozen):
    """Where a place lies (WGS 84 degrees), how exactly, and in what (narrowest first)."""

    lat: float
    lon: float
    precision: Precision
    within: tuple[str, ...] = ()
    rule: str = ""
    """How the namesake was chosen."""


class Entity(Frozen):
    id: str
    type: EntityType
    name: str
    name_latin: str
    names: tuple[str, ...]
    mentions: tuple[Mention, ...]
    link: Link | None = None
    place: Coordinates | None = None
    protected: bool = False
    """A private person, who leaves the archive redacted unless a person decides otherwise."""
