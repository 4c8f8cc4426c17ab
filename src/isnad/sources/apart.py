"""Parsers of hostile forms, each run in a process that can be killed (trust.md 1.2): all but HTML, which the page stage has so.

`python -m isnad.sources.apart` takes what is to be parsed, two frames a piece (a line of JSON, then bytes), and answers in the
same way; what goes wrong there ends there.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

from isnad.model.errors import InputRefused
from isnad.workers import Pool, Worker, WorkerLost, limit_cpu, limit_memory, read_frame, write_frame

WALL_SECONDS = 18.0
CPU_SECONDS = 15.0
MAX_ANSWER = 8_000_000
SLOWEST_BYTES_A_SECOND = 20_000_000
"""A file of many reports is given so much longer: two reports may lie as far apart as it is long."""
_TOO_LARGE = b'{"end": ["too-large", "It holds more than fits one report; split it."]}'
Answer = tuple[dict[str, Any], bytes]
_POOL = Pool("isnad.sources.apart")


def ask_apart(kind: str, body: bytes) -> tuple[Any, bytes]:
    """What the parser `kind` ("pdf", "feed", "mhtml") finds in `body`: plain values, and bytes.

    Raises InputRefused with the parser's own code; `hostile-markup` where it took too much time or memory, `too-large` where
    it found more than fits an answer.
    """
    ((answer, content),) = _ask({"kind": kind}, body, 0.0)
    return answer["found"], content


def read_apart(request: dict[str, Any], size: int) -> Iterator[Answer]:
    """What a file of many reports brings, one after another (`arriving.open_arrivals`); `size` is its length in bytes.

    Raises InputRefused as `ask_apart` does, behind what came before.
    """
    extra = size / SLOWEST_BYTES_A_SECOND
    yield from _ask({"kind": "arrivals", "cwd": os.getcwd(), "extra": extra, **request}, b"", extra)


def _ask(request: dict[str, Any], body: bytes, extra: float) -> Iterator[Answer]:
    refused = None
    try:
        with _POOL.take() as worker:
            worker.send(json.dumps(request).encode())
            worker.send(body)
            while "end" not in (answer := _receive(worker, WALL_SECONDS + extra))[0]:
                yield answer
            refused = answer[0]["end"]
    except WorkerLost as lost:
        took = f"more than {WALL_SECONDS + extra:.0f} seconds" if lost.late else "more time or memory than a document may"
        raise InputRefused("hostile-markup", f"Parsing it took {took}.") from None
    if refused:
        raise InputRefused(*refused)


def _receive(worker: Worker, seconds: float) -> Answer:
    return json.loads(worker.receive(seconds)), worker.receive(seconds)


def _parse_pdf(body: bytes) -> Answer:
    from isnad.sources.pdf import parse_pages

    return {"found": parse_pages(body)}, b""


def _parse_feed(body: bytes) -> Answer:
    from isnad.sources.feeds import parse_feed_parts

    return {"found": parse_feed_parts(body)}, b""


def _parse_mhtml(body: bytes) -> Answer:
    from isnad.sources.mhtml import read_mhtml

    page = read_mhtml(body)
    return {"found": [page.charset, page.url]}, page.body


def _parse_arrivals(request: dict[str, Any]) -> Iterator[Answer]:
    from isnad.sources.arriving import answer_arrivals

    os.chdir(request["cwd"])
    return answer_arrivals(request)


_PARSERS: dict[str, Callable[[bytes], Answer]] = {"pdf": _parse_pdf, "feed": _parse_feed, "mhtml": _parse_mhtml}


def _answers(request: dict[str, Any], body: bytes) -> Iterator[Answer]:
    """What is found, then the end, with the reason where it is no good one."""
    try:
        yield from _parse_arrivals(request) if request["kind"] == "arrivals" else [_PARSERS[request["kind"]](body)]
    except InputRefused as refused:
        yield {"end": [refused.code, refused.message]}, b""
    except MemoryError:
        yield {"end": ["hostile-markup", "Parsing it took more than 1 GiB of memory."]}, b""
    else:
        yield {"end": None}, b""


def _write(line: bytes, content: bytes) -> None:
    write_frame(sys.stdout.buffer, line)
    write_frame(sys.stdout.buffer, content)


def main() -> None:
    """Parse what is asked for until the other side goes away."""
    limit_memory()
    while (asked := read_frame(sys.stdin.buffer)) is not None and (body := read_frame(sys.stdin.buffer)) is not None:
        request = json.loads(asked)
        seconds = CPU_SECONDS + request.get("extra", 0.0)
        limit_cpu(seconds)
        for answer, content in _answers(request, body):
            line = json.dumps(answer).encode()
            if len(line) > MAX_ANSWER:
                _write(_TOO_LARGE, b"")
                break
            _write(line, content)
            limit_cpu(seconds)


if __name__ == "__main__":
    main()
