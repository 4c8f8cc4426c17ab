"""NAME.meta.json beside NAME.txt or NAME.html: what is known of a report that its bytes do not say."""

import errno
from pathlib import Path

from isnad.model.capture import Beside
from isnad.model.errors import InputRefused
from isnad.model.note import Note
from isnad.sources.strict_json import find_doubled_keys, read_strict_json

MAX_SIDECAR = 1_000_000
KEYS = ("outlet", "url", "published", "author")
"""The keys that are read; any other is the user's own and left alone."""


def sidecar_of(path: Path) -> Path:
    """Where the side-car of `path` would stand."""
    return path.with_name(f"{path.name.split('.')[0] if path.name.endswith('.html.gz') else path.stem}.meta.json")


def read_sidecar(path: Path) -> Beside:
    """The side-car of the report at `path`, empty where none stands. Raises InputRefused (bad-sidecar)."""
    beside = sidecar_of(path)
    if not _stands(beside):
        return Beside()
    try:
        body = beside.read_bytes()
    except OSError as error:
        raise _bad(beside, f"it cannot be read ({error.strerror})") from error
    if len(body) > MAX_SIDECAR:
        raise _bad(beside, f"it is larger than {MAX_SIDECAR:,} bytes")
    try:
        found = read_strict_json(body)
    except (ValueError, RecursionError) as error:
        raise _bad(beside, f"it is not valid JSON: {error}") from error
    return _checked(beside, found)


def find_sidecar_notes(path: Path) -> tuple[Note, ...]:
    """What is odd about the side-car of the report at `path`, though it is read: keys that stand twice."""
    beside = sidecar_of(path)
    if not _stands(beside):
        return ()
    doubled = find_doubled_keys(beside.read_bytes())
    said = f"In {beside.name} the key {', '.join(doubled)} stands twice; its last value counts."
    return (Note(code="doubled-key", message=said),) if doubled else ()


def _stands(beside: Path) -> bool:
    """Whether there is a side-car. A report whose name is as long as names may be can have none: its name would be too long."""
    try:
        return beside.is_file()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise _bad(beside, f"it cannot be looked at ({error.strerror})") from error


def _checked(beside: Path, found: object) -> Beside:
    if not isinstance(found, dict):
        raise _bad(beside, "it must be one JSON object")
    known = {key: found[key] for key in KEYS if found.get(key) not in (None, "")}
    wrong = [key for key, value in known.items() if not isinstance(value, str)]
    if wrong:
        raise _bad(beside, f"{wrong[0]!r} must be a string")
    clean = {key: " ".join(value.split()) for key, value in known.items()}
    return Beside(clean.get("outlet"), clean.get("url"), clean.get("published"), clean.get("author"))


def _bad(beside: Path, why: str) -> InputRefused:
    return InputRefused(
        "bad-sidecar", f"The side-car {beside.name} was refused: {why}. Mend it or move it away, then read the report again."
    )
