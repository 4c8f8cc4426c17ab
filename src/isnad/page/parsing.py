"""HTML handed to a worker process (`workers`) and its answer taken back."""

import json
import re
from typing import Any

from isnad.model.errors import InputRefused
from isnad.workers import Pool, WorkerLost

WALL_SECONDS = 18.0
"""Less than the twenty an input may take in all."""
MAX_ATTRIBUTES = 2_000
MAX_TAGS = 1_000_000
_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+""")
_ATTRIBUTE = re.compile(r"""[^\s"'=<>/]++(?:\s{0,9}=\s{0,9}(?:"[^"]*+"|'[^']*+'|[^\s>"']*+))?""")
_LONG_TAG = 2 * MAX_ATTRIBUTES


def parse_html(text: str) -> dict[str, Any]:
    """The lines and the metadata of a page (markup.lay_out). Raises InputRefused (hostile-markup, too-large, unreadable)."""
    _refuse_hostile(text)
    answer = _ask(text.encode("utf-8", "surrogatepass"))
    error = answer.get("error")
    if error == "memory":
        raise InputRefused(
            "hostile-markup", "Parsing its HTML took more than 1 GiB of memory; save the text of the report and read that."
        )
    if error == "answer":
        raise InputRefused("too-large", "Its visible text is too large for one report; save the report alone and read that.")
    if error:
        raise InputRefused("unreadable", f"Its HTML could not be parsed ({error}); save the text of the report and read that.")
    return answer


def _refuse_hostile(text: str) -> None:
    """One element with tens of thousands of attributes costs a parser minutes (quadratic), so it never gets there."""
    for m in _TAG.finditer(text):
        if m.end() - m.start() > _LONG_TAG and len(_ATTRIBUTE.findall(m.group())) > MAX_ATTRIBUTES:
            raise InputRefused(
                "hostile-markup",
                f"One of its tags has over {MAX_ATTRIBUTES:,} attributes, as no honest page has; save the text and read that.",
            )
    if text.count("<") > MAX_TAGS:
        raise InputRefused(
            "hostile-markup", f"It has more than {MAX_TAGS:,} tags, as no honest page has; save the text and read that."
        )


def _ask(page: bytes) -> dict[str, Any]:
    try:
        with _POOL.take() as worker:
            worker.send(page)
            parsed: dict[str, Any] = json.loads(worker.receive(WALL_SECONDS))
            return parsed
    except WorkerLost as lost:
        took = f"more than {WALL_SECONDS:.0f} seconds" if lost.late else "more time or memory than a page may"
        raise InputRefused(
            "hostile-markup", f"Parsing its HTML took {took}; save the text of the report and read that."
        ) from None


_POOL = Pool("isnad.page.worker")
