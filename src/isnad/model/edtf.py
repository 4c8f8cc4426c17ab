"""The subset of EDTF (ISO 8601-2) a publication date may have: partial, uncertain, and intervals of such."""

import re
from calendar import monthrange

_DATE = re.compile(r"([+-]?[0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?[?~%]?")


def is_edtf(text: str) -> bool:
    """Whether `text` is a date, month or year of EDTF, or an interval of two with an open end allowed."""
    parts = text.split("/")
    if len(parts) == 2:
        return any(map(_is_date, parts)) and all(part in ("", "..") or _is_date(part) for part in parts)
    return len(parts) == 1 and _is_date(text)


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = found.groups()
    if month and "X" not in month and not 1 <= int(month) <= 12:
        return False
    if not day or "X" in f"{month}{day}":
        return True
    longest = monthrange(int(year), int(month))[1] if "X" not in year and int(year) > 0 else 31
    return 1 <= int(day) <= longest
