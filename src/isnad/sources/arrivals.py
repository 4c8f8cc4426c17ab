"""What one input brings: one report, or the many of a web archive, an export or a table; each with how it came."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from isnad.model.capture import Capture, lay_beside, read_beside
from isnad.model.errors import InputRefused, IsnadError
from isnad.model.note import Note


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report on its way in, or why there is none; with both, bytes that are kept and why they are not read.

    `how` is file, web, warc, telegram or table; `transport` is kept as evidence; `again` says that the source calls it unchanged
    since it was last taken from `url`; `done` is the share of its input that lies behind it, for telling the time left.
    """

    how: str
    name: str
    capture: Capture | None = None
    refused: IsnadError | None = None
    url: str | None = None
    final_url: str | None = None
    transport: Mapping[str, Any] = field(default_factory=dict)
    again: bool = False
    done: float = 1.0


def lay_arrival(arrival: Arrival) -> tuple[dict[str, Any], bytes]:
    """`arrival` as plain values and the bytes of its capture, for the way between two processes."""
    capture, refused = arrival.capture, arrival.refused
    plain = {name: getattr(arrival, name) for name in ("how", "name", "url", "final_url", "again", "done")}
    plain |= {"transport": dict(arrival.transport), "refused": [refused.code, refused.message] if refused else None}
    if capture is None:
        return plain | {"capture": None}, b""
    said = {"name": capture.name, "charset": capture.charset, "beside": lay_beside(capture.beside)}
    return plain | {"capture": said | {"notes": [note.model_dump() for note in capture.notes]}}, capture.body


def read_arrival(plain: dict[str, Any], body: bytes) -> Arrival:
    """What `lay_arrival` laid out."""
    said, refused = plain["capture"], plain["refused"]
    arrival = Arrival(**{**plain, "capture": None, "refused": InputRefused(*refused) if refused else None})
    if said is None:
        return arrival
    notes = tuple(map(Note.model_validate, said["notes"]))
    return replace(arrival, capture=Capture(body, said["name"], read_beside(said["beside"]), said["charset"], notes=notes))
