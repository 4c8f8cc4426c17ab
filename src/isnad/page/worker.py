"""The disposable process in which HTML is parsed: `python -m isnad.page.worker` (trust.md 1.2, S4).

Frames on both pipes: eight bytes of length, then that many bytes; a page comes in as UTF-8, its lines go out as JSON. Memory is
limited once, processor time anew for each page. What goes wrong here kills this process and nothing else.
"""

import json
import resource
import struct
import sys
from typing import IO, Any

CPU_SECONDS = 15
ADDRESS_SPACE = 1 << 30
MAX_ANSWER = 8_000_000
_LENGTH = struct.Struct(">Q")


def read_frame(pipe: IO[bytes]) -> bytes | None:
    """One frame, None where the other side has gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    body = pipe.read(size)
    return body if len(body) == size else None


def write_frame(pipe: IO[bytes], body: bytes) -> None:
    """Send one frame."""
    pipe.write(_LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def _limit_cpu() -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + CPU_SECONDS, resource.RLIM_INFINITY))


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
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while (page := read_frame(sys.stdin.buffer)) is not None:
        _limit_cpu()
        answer = json.dumps(_answer(page), ensure_ascii=False).encode("utf-8", "replace")
        write_frame(sys.stdout.buffer, answer if len(answer) <= MAX_ANSWER else b'{"error": "answer"}')


if __name__ == "__main__":
    main()
