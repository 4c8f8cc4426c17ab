"""Strings that every file, database and terminal can hold.

Python's strings can hold two things that UTF-8 or PostgreSQL cannot: half a surrogate pair (from JSON's `\\ud800`, or a file name
that is no UTF-8) and NUL. What came with either is kept, mended; the bytes received keep it as it was.
"""

import re

_UNHOLDABLE = re.compile("[\\x00\\ud800-\\udfff]")


def mend_string(text: str) -> str:
    """`text` with U+FFFD for what cannot be held: for words that are read."""
    return _UNHOLDABLE.sub("\ufffd", text)


def escape_string(text: str) -> str:
    """`text` with what cannot be held written out (`\\udcff`, `\\x00`): for names, of which two must stay two."""
    return _UNHOLDABLE.sub(lambda m: m.group().encode("unicode_escape").decode("ascii"), text)
