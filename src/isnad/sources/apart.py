"""Parsers of hostile forms, each run in a process of its own that can be killed (trust.md 1.2): PDF and XML feeds.

`python -m isnad.sources.apart KIND` reads one document on standard input and answers with JSON; what goes wrong there ends there.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from isnad.model.errors import InputRefused

WALL_SECONDS = 18.0
CPU_SECONDS = 15
ADDRESS_SPACE = 1 << 30
MAX_ANSWER = 8_000_000


def ask_apart(kind: str, body: bytes) -> Any:
    """What the parser `kind` ("pdf", "feed") finds in `body`.

    Raises InputRefused with the parser's own code; `hostile-markup` where it took too much time or memory, `too-large` where
    it found more than fits an answer.
    """
    command = [sys.executable, "-m", "isnad.sources.apart", kind]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    try:
        done = subprocess.run(
            command, input=body, capture_output=True, timeout=WALL_SECONDS, env=environment, start_new_session=True, check=False
        )
    except subprocess.TimeoutExpired:
        raise InputRefused("hostile-markup", f"Parsing it took more than {WALL_SECONDS:.0f} seconds.") from None
    if done.returncode != 0 or not done.stdout:
        raise InputRefused("hostile-markup", "Parsing it took more time or memory than a document may.")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise InputRefused(*answer["refused"])
    return answer["found"]


def _parsers() -> dict[str, Callable[[bytes], Any]]:
    from isnad.sources.feeds import parse_feed_parts
    from isnad.sources.pdf import parse_pages

    return {"pdf": parse_pages, "feed": parse_feed_parts}


def _answer(kind: str, body: bytes) -> dict[str, Any]:
    try:
        return {"found": _parsers()[kind](body)}
    except InputRefused as refused:
        return {"refused": [refused.code, refused.message]}
    except MemoryError:
        return {"refused": ["hostile-markup", "Parsing it took more than 1 GiB of memory."]}


def main() -> None:
    """Parse the one document on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, resource.RLIM_INFINITY))
    answer = json.dumps(_answer(sys.argv[1], sys.stdin.buffer.read())).encode()
    if len(answer) > MAX_ANSWER:
        answer = json.dumps({"refused": ["too-large", "It holds more than fits one report; split it."]}).encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
