"""The record: what reading one report gives."""

from isnad.model.attribution import Attribution, Loaded
from isnad.model.entity import Entity
from isnad.model.event import Event
from isnad.model.figure import Figure
from isnad.model.note import Note
from isnad.model.page import Report
from isnad.model.relation import Relation
from isnad.model.span import Frozen
from isnad.model.time import Time


class MadeBy(Frozen):
    """What made a record: versions of the program, of its reader and of its models."""

    isnad: str
    reader: str
    models: dict[str, str]


class Record(Frozen):
    """One report, read. All offsets are code points of `text`."""

    isnad: str = "1.0"
    made_by: MadeBy
    text: str
    report: Report
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    loaded: tuple[Loaded, ...] = ()
    notes: tuple[Note, ...] = ()

    def to_json(self) -> str:
        """The record as one line of JSON (record.md), fields in their declared order."""
        return self.model_dump_json(by_alias=True)
