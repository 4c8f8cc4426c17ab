"""Captures and records to put into archives: small, invented, made anew the same way each time."""

import hashlib
from pathlib import Path

from isnad.archive.store import Archive, Origin, open_archive
from isnad.model.capture import Beside, Capture
from isnad.model.entity import Coordinates, Entity, EntityType, Mention, Precision
from isnad.model.event import Argument, Event, EventType, Role
from isnad.model.page import Report
from isnad.model.record import MadeBy, Record
from isnad.model.span import quote
from isnad.model.time import EventTime, TimeBasis

TOWNS = ["كفر النور", "تل الزيتون", "عين الرمان", "دير السنابل", "خربة الورد"]


def text_of(n: int) -> str:
    return f"قصف على {TOWNS[n % 5]}\n\nقصفت مدفعية بلدة {TOWNS[n % 5]} للمرة {n} ما أدى إلى مقتل {n % 7} مدنيين، بحسب ناشطين."


def capture_of(n: int) -> Capture:
    return Capture(body=text_of(n).encode(), name=f"{n}.txt", beside=Beside(outlet=f"راصد {n % 3}"))


def record_of(n: int, *, reader: str = "1") -> Record:
    text = text_of(n)
    town = TOWNS[n % 5]
    at = text.index(town, 15)
    trigger = quote(text, text.index("قصفت"), text.index("قصفت") + 4)
    place = Entity(
        id="E1",
        type=EntityType.PLACE,
        name=town,
        name_latin=f"Town {n % 5}",
        names=(town,),
        mentions=(Mention(start=at, end=at + len(town), text=town),),
        place=Coordinates(lat=35.0 + n % 5, lon=36.0, precision=Precision.TOWN),
    )
    day = f"2016-03-{1 + n % 28:02d}"
    event = Event(
        id="V1",
        type=EventType.SHELLING,
        trigger=trigger,
        arguments=(Argument(start=at, end=at + len(town), text=town, role=Role.PLACE, entity="E1"),),
        time=EventTime(edtf=day, earliest=day, latest=day, basis=TimeBasis.STATED, rule="test"),
        rule="test",
        score=1.0,
    )
    report = Report(
        id=hashlib.sha256(text.encode()).hexdigest(),
        source_sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=text.splitlines()[0],
        outlet=f"راصد {n % 3}",
        published="2016-03",
    )
    return Record(
        made_by=MadeBy(isnad="0", reader=reader, models={}), text=text, report=report, entities=(place,), events=(event,)
    )


def filled(folder: Path, count: int, *, called: str = "{}.txt") -> Archive:
    """An archive in `folder` with the first `count` reports, each `called` by its number."""
    archive = open_archive(folder)
    for n in range(count):
        with archive.writing() as connection:
            archive.add_read(connection, capture_of(n), Origin(name=called.format(n)), record_of(n))
    return archive
