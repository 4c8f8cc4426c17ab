"""isnad reads Arabic news reports of conflict into records: who did what to whom, where, when, how many, and who says so."""

import os

from isnad.model.errors import BadReference, InputRefused, IsnadError
from isnad.model.record import Record

__all__ = ["BadReference", "InputRefused", "IsnadError", "Record", "read"]


def read(
    source: str | os.PathLike[str] | bytes,
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    author: str | None = None,
) -> Record:
    """Read one Arabic news report into its record, as `isnad read` does.

    `source` is the path of a file (HTML or plain text, told by content; gzip is unpacked), `"-"` for standard input, or the
    report's own bytes. Beside a file NAME.txt or NAME.html, the side-car NAME.meta.json is read where it stands; what is given
    here beats it, and both beat what the page says of itself. `published` is EDTF ("2015-11-13", "2015-11", "2015~"): relative
    dates ("أمس") are counted from it. No network is used.

    Returns a `Record` (its JSON: `record.to_json()`; its form: docs/record.md). Units and shapes: every `start`/`end` counts
    Unicode code points of `record.text`, 0-based, end exclusive, so that `record.text[start:end]` are the words a value rests
    on; dates are EDTF (ISO 8601-2) with inclusive `earliest`/`latest` days; figures are inclusive intervals `min..max`, null
    where open; coordinates are WGS 84 degrees; `score` runs from 0 to 1. What could not be read or resolved stands in
    `record.notes`. Every value is a claim of the report, never a finding of this program.

    Raises `InputRefused` with a stable `code`: `empty`, `binary`, `not-arabic`, `not-a-report`, `too-large` (over 20 MB, or
    1,000,000 characters of text), `undecodable`, `hostile-markup`, `unreadable`, `bad-sidecar`, `unsupported-format`,
    `unsupported-coding`; and `ValueError` where `published` is no EDTF date. The same bytes and options give the same record,
    byte for byte.
    """
    from isnad.model.capture import Beside, Capture
    from isnad.model.edtf import is_edtf
    from isnad.reading import read_capture
    from isnad.sources.files import find_inputs, read_input

    if published is not None and not is_edtf(published):
        raise ValueError(f"published must be an EDTF date like 2015-11-13 or 2015-11, not {published!r}")
    beside = Beside(outlet=outlet, url=url, published=published, author=author, published_by_option=published is not None)
    if isinstance(source, bytes):
        return read_capture(Capture(body=source, beside=beside))
    path = os.fspath(source)
    if os.path.isdir(path):
        raise InputRefused("unreadable", "It is a folder; give one file, or use the command for many.")
    return read_capture(read_input(find_inputs([path])[0], beside))
