"""The disposable process in which HTML is parsed: `python -m isnad.page.worker` (trust.md 1.2, S4).

A page comes in as UTF-8, its lines go out as JSON. What goes wrong here kills this process and nothing else.
"""

import json
import sys
from typing import Any

from isnad.workers import limit_cpu, limit_memory, read_frame, write_frame

CPU_SECONDS = 15
MAX_ANSWER = 8_000_000


def _answer(page: bytes) -> dict[str, Any]:
    from lxml import etree

    from isnad.page.markup import lay_out

    try:
        return lay_out(page.decode("utf-8", "replace"))
    except MemoryError:
        return {"error": "memory"}
    except (etree.LxmlError, ValueError, RecursionError) as error:
        return {"error": f"{type(error).__name__}: {error}"[:300]}


def main() -> None:
    """Serve pages until the other side goes away."""
    limit_memory()
    while (page := read_frame(sys.stdin.buffer)) is not None:
        limit_cpu(CPU_SECONDS)
        answer = json.dumps(_answer(page), ensure_ascii=False).encode("utf-8", "replace")
        write_frame(sys.stdout.buffer, answer if len(answer) <= MAX_ANSWER else b'{"error": "answer"}')


if __name__ == "__main__":
    main()
