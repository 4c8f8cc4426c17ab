"""What happened, is happening, is planned or is denied."""

from enum import StrEnum

from isnad.model.span import Frozen, Quote
from isnad.model.time import EventTime


class EventType(StrEnum):
    """The 29 types of the annotation guide."""

    MEETING = "meeting"
    TRAVEL = "travel"
    AGREEMENT = "agreement"
    APPOINTMENT = "appointment"
    RECRUITMENT = "recruitment"
    CONSCRIPTION = "conscription"
    DEPLOYMENT = "deployment"
    CLASH = "clash"
    CAPTURE = "capture"
    WITHDRAWAL = "withdrawal"
    AIRSTRIKE = "airstrike"
    SHELLING = "shelling"
    EXPLOSION = "explosion"
    KILLING = "killing"
    INJURY = "injury"
    ARREST = "arrest"
    ABDUCTION = "abduction"
    TORTURE = "torture"
    RELEASE = "release"
    SIEGE = "siege"
    DISPLACEMENT = "displacement"
    RETURN = "return"
    PROTEST = "protest"
    AID = "aid"
    DESTRUCTION = "destruction"
    SANCTION = "sanction"
    TRIAL = "trial"
    SPEECH = "speech"
    CRASH = "crash"


class Role(StrEnum):
    AGENT = "agent"
    TARGET = "target"
    PARTNER = "partner"
    PLACE = "place"
    ORIGIN = "origin"
    DESTINATION = "destination"
    INSTRUMENT = "instrument"


class Status(StrEnum):
    REPORTED = "reported"
    PLANNED = "planned"
    DENIED = "denied"
    POSSIBLE = "possible"


class Plover(Frozen):
    """PLOVER 2.0 coding (openeventdata/PLOVER manual)."""

    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()


class Acled(Frozen):
    """ACLED-layout event type and sub-event type."""

    event_type: str
    sub_event_type: str


class Argument(Quote):
    role: Role
    entity: str | None = None


class Event(Frozen):
    id: str
    type: EventType
    plover: Plover | None = None
    acled: Acled | None = None
    trigger: Quote
    also: tuple[Quote, ...] = ()
    arguments: tuple[Argument, ...] = ()
    time: EventTime | None = None
    figures: tuple[str, ...] = ()
    status: Status = Status.REPORTED
    attributions: tuple[str, ...] = ()
    rule: str
    score: float
