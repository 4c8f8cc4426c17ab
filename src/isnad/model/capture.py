"""One report as it was received: bytes, where from, and what came beside it."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from isnad.model.note import Note
from isnad.model.page import Relay
from isnad.model.strings import mend_string


@dataclass(frozen=True, slots=True)
class Beside:
    """What the side-car, the command line or the way a report came says of it; None where it says nothing.

    What no file can hold is mended.
    """

    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    """EDTF."""
    author: str | None = None
    published_by_option: bool = False
    """Whether `published` was given with the command and not by a side-car."""
    fed: str | None = None
    """When the feed that named the report says it was published: an ISO day or instant with its zone."""
    via: tuple[Relay, ...] = ()
    """Through whom it came to its outlet, nearest to the outlet first."""

    def __post_init__(self) -> None:
        for name in ("outlet", "url", "published", "author"):
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, mend_string(value))


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as received. `name` is for people and messages only; the format is told by content."""

    body: bytes
    name: str = "-"
    beside: Beside = field(default_factory=Beside)
    charset: str | None = None
    """The charset a transport header declared, if one did."""
    inner: bytes | None = None
    """What is read where the bytes received are a wrapping (a PDF, a saved page): the text or page inside."""
    notes: tuple[Note, ...] = ()
    """What could not be had whole on the way in."""

    @property
    def content(self) -> bytes:
        """The bytes a reader reads: those inside a wrapping, else those received."""
        return self.body if self.inner is None else self.inner

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


def lay_beside(beside: Beside) -> dict[str, Any]:
    """`beside` as plain values; what says nothing beyond the first four is left out, and how `published` came is not kept."""
    plain = asdict(beside) | {"via": [relay.model_dump() for relay in beside.via]}
    plain.pop("published_by_option")
    return {key: value for key, value in plain.items() if value or key in ("outlet", "url", "published", "author")}


def read_beside(plain: Mapping[str, Any]) -> Beside:
    """What `lay_beside` laid out."""
    return Beside(**{**plain, "via": tuple(map(Relay.model_validate, plain.get("via", ())))})
