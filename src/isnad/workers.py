"""Processes in which hostile input is parsed and which can be killed (trust.md 1.2): started once, reused, replaced when lost.

Frames on both pipes: eight bytes of length, then that many bytes. A worker has its memory limited once, and its processor time
anew for each piece of work. What goes wrong in it kills it and nothing else.
"""

import atexit
import os
import resource
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

ADDRESS_SPACE = 1 << 30
MOST_FRAME = 64_000_000
_LENGTH = struct.Struct(">Q")
_PIECE = 1 << 20


class WorkerLost(Exception):
    """A worker that died, or (`late`) had to be given up."""

    def __init__(self, *, late: bool) -> None:
        super().__init__("late" if late else "dead")
        self.late = late


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


def limit_memory() -> None:
    """Hold this process to a worker's memory."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_cpu(seconds: float) -> None:
    """Give this process so many seconds of processor time from now on."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + int(seconds), resource.RLIM_INFINITY))


class Worker:
    """A process that runs the module `module`."""

    def __init__(self, module: str) -> None:
        # A session of its own: Ctrl-C at the terminal is for us, who then end it.
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONHASHSEED": "0"},
            start_new_session=True,
        )

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def send(self, body: bytes) -> None:
        """One frame to it. Raises WorkerLost."""
        assert self._process.stdin is not None
        try:
            write_frame(self._process.stdin, body)
        except (OSError, ValueError):
            raise WorkerLost(late=False) from None

    def receive(self, seconds: float) -> bytes:
        """One frame from it within `seconds`. Raises WorkerLost."""
        deadline = time.monotonic() + seconds
        (size,) = _LENGTH.unpack(self._read(_LENGTH.size, deadline))
        if size > MOST_FRAME:
            raise WorkerLost(late=False)
        return self._read(size, deadline)

    def _read(self, size: int, deadline: float) -> bytes:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        waiting = select.poll()
        waiting.register(pipe, select.POLLIN)
        out = bytearray()
        while len(out) < size:
            if not waiting.poll(max(0.0, deadline - time.monotonic()) * 1000):
                raise WorkerLost(late=True)
            piece = os.read(pipe, min(size - len(out), _PIECE))
            if not piece:
                raise WorkerLost(late=False)
            out += piece
        return bytes(out)

    def end(self) -> None:
        """Kill it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:
                continue
        self._process.wait()


class Pool:
    """Workers of one module. Those inherited by a fork belong to the parent and are left alone."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._idle: list[Worker] = []
        self._owner = os.getpid()
        self._lock = threading.Lock()
        atexit.register(self.close)

    @contextmanager
    def take(self) -> Iterator[Worker]:
        """A worker for as long as it is needed; it is ended where that ends in an exception, for nobody knows where it stands."""
        worker = self._take_idle() or Worker(self._module)
        whole = False
        try:
            yield worker
            whole = True
        finally:
            if whole:
                self._give_back(worker)
            else:
                worker.end()

    def _take_idle(self) -> Worker | None:
        with self._lock:
            if self._owner != os.getpid():
                self._owner, self._idle = os.getpid(), []
            while self._idle:
                worker = self._idle.pop()
                if worker.runs:
                    return worker
                worker.end()
        return None

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            self._idle.append(worker)

    def close(self) -> None:
        """End the workers that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        if self._owner == os.getpid():
            for worker in idle:
                worker.end()
