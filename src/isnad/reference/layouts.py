"""How the addresses of an outlet's reports look, and when they looked so: which pages of a site are reports.

A layout is a path, with its query where that tells the report: `/archives/{id}`. `{id}` is a number, `{year}`, `{month}` and
`{day}` parts of a date, `{slug}` and `{section}` one stretch without a slash. Years may be doubtful (`2013~`), as in EDTF.
"""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlsplit

_PARTS = {
    "id": r"\d{1,12}",
    "year": r"\d{4}",
    "month": r"\d{1,2}",
    "day": r"\d{1,2}",
    "slug": r"[^/?]{1,400}",
    "section": r"[^/?]{1,80}",
}
_NAMED = re.compile(r"\{(\w+)\}")
_YEAR = re.compile(r"(\d{4})~?")


@dataclass(frozen=True, slots=True)
class Layout:
    """One way an outlet wrote addresses: `written` as in its file, the years it did so (None: open), both inclusive."""

    written: str
    since: int | None
    until: int | None
    pattern: re.Pattern[str]

    def fits(self, url: str) -> re.Match[str] | None:
        """The parts of `url` where it is written so."""
        parts = urlsplit(url)
        path = unquote(parts.path).rstrip("/") or "/"
        return self.pattern.fullmatch(f"{path}?{unquote(parts.query)}" if "?" in self.written else path)


def parse_layout(written: str, since: str = "", until: str = "") -> Layout:
    """A layout as written in an outlet's file. Raises ValueError with what is wrong."""
    strange = [name for name in _NAMED.findall(written) if name not in _PARTS]
    if not written.startswith("/") or strange:
        raise ValueError(f"a layout is a path with parts of {' '.join(_PARTS)}, not {written!r}")
    pieces = _NAMED.split(written.rstrip("/") or "/")
    pattern = "".join(f"(?P<{piece}>{_PARTS[piece]})" if at % 2 else re.escape(piece) for at, piece in enumerate(pieces))
    return Layout(written, _parse_year(since), _parse_year(until), re.compile(pattern))


def _parse_year(written: str) -> int | None:
    if not written:
        return None
    found = _YEAR.fullmatch(written)
    if not found:
        raise ValueError(f"a year is written 2013 or 2013~, not {written!r}")
    return int(found.group(1))


def parse_day(match: re.Match[str]) -> str | None:
    """The ISO day an address holds, where its layout says which of its numbers are one."""
    parts = match.groupdict()
    try:
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"])).isoformat()
    except (KeyError, ValueError):
        return None
