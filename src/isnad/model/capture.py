"""One report as it was received: bytes, where from, and what came beside it."""

import hashlib
from dataclasses import dataclass, field

from isnad.model.note import Note
from isnad.model.strings import mend_string


@dataclass(frozen=True, slots=True)
class Beside:
    """What the side-car or the command line says of a report; None where it says nothing. What no file can hold is mended."""

    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    """EDTF."""
    author: str | None = None
    published_by_option: bool = False
    """Whether `published` was given with the command and not by a side-car."""

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
