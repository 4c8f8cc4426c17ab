"""The classes of the heads that read reports."""

NAME_LABELS = ["O", *(f"{b}-{k}" for k in ("person", "group", "organization", "place", "facility", "people") for b in "BI")]
SPAN_LABELS = ["O", "B", "I"]
STATUSES = ["reported", "planned", "denied", "possible"]
PAIRS = ["agent", "target", "partner", "place", "origin", "destination", "instrument", "source", "content_first", "content_last"]
