"""What one input brings: one report, or the many of a web archive, an export or a table; each with how it came."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from isnad.model.capture import Capture
from isnad.model.errors import IsnadError


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report on its way in, or why there is none.

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
