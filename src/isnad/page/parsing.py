"""HTML handed to the worker process and its answer taken back.

The worker is started once, reused page after page, and killed and replaced when it fails or is late.
"""

import atexit
import json
import os
import re
import subprocess
import sys
import threading
from typing import Any

from isnad.model.errors import InputRefused
from isnad.page.worker import read_frame, write_frame

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
    answer = _POOL.ask(text.encode("utf-8", "surrogatepass"))
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


class _Pool:
    """At most one worker of this process."""

    def __init__(self) -> None:
        self._worker: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def ask(self, page: bytes) -> dict[str, Any]:
        with self._lock:
            worker = self._running()
            late = threading.Event()
            timer = threading.Timer(WALL_SECONDS, _kill_late, (worker, late))
            timer.start()
            try:
                answer = self._exchange(worker, page)
            finally:
                timer.cancel()
                timer.join()
            if answer is None:
                self.close()
                took = f"more than {WALL_SECONDS:.0f} seconds" if late.is_set() else "more time or memory than a page may"
                raise InputRefused("hostile-markup", f"Parsing its HTML took {took}; save the text of the report and read that.")
            parsed: dict[str, Any] = json.loads(answer)
            return parsed

    def _running(self) -> "subprocess.Popen[bytes]":
        """The worker of this very process: one inherited by a fork belongs to the parent."""
        if self._worker is None or self._worker.poll() is not None or self._owner != os.getpid():
            self.close()
            self._worker = self._start()
            self._owner = os.getpid()
        return self._worker

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "isnad.page.worker"]
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )

    def _exchange(self, worker: "subprocess.Popen[bytes]", page: bytes) -> bytes | None:
        assert worker.stdin is not None
        assert worker.stdout is not None
        try:
            write_frame(worker.stdin, page)
            return read_frame(worker.stdout)
        except (OSError, ValueError):
            return None

    def close(self) -> None:
        """End the worker, if one runs and is ours."""
        worker, self._worker = self._worker, None
        if worker is None or self._owner != os.getpid():
            return
        worker.kill()
        for pipe in (worker.stdin, worker.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:
                continue
        worker.wait()


def _kill_late(worker: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    worker.kill()


_POOL = _Pool()
atexit.register(_POOL.close)
