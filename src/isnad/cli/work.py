"""Reading many inputs, here or in several processes: every input ends in an outcome, whatever happens to it."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from isnad.model.capture import Beside
from isnad.model.errors import IsnadError
from isnad.model.record import Record
from isnad.sources.files import Input, read_input

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: its record as JSON, or the code and the reason why there is none."""

    given: Input
    json: str | None = None
    code: str = ""
    reason: str = ""

    @property
    def record(self) -> Record:
        """The record read back; only where there is one."""
        assert self.json is not None
        return Record.model_validate_json(self.json)


def read_one(given: Input, options: Beside, debug: bool = False) -> Outcome:
    """Read one input to its outcome; nothing but an interrupt is ever raised (unless `debug`)."""
    from isnad.reading import read_capture

    try:
        return Outcome(given, json=read_capture(read_input(given, options)).to_json())
    except IsnadError as refused:
        return Outcome(given, code=refused.code, reason=refused.message)
    except MemoryError:
        return Outcome(given, code="too-large", reason="Reading it needs more memory than there is; split it, or read it alone.")
    except Exception as error:
        if debug:
            raise
        return Outcome(given, code="internal-error", reason=_unexpected(error))


def read_all(inputs: Sequence[Input], options: Beside, *, jobs: int, debug: bool = False) -> Iterator[Outcome]:
    """The outcomes of `inputs` in their order; `jobs` processes read at once."""
    if jobs <= 1 or len(inputs) <= 1:
        yield from (read_one(given, options, debug) for given in inputs)
        return
    waiting = deque(inputs)
    while waiting:
        yield from _read_in_pool(waiting, options, jobs, debug)


def _read_in_pool(waiting: "deque[Input]", options: Beside, jobs: int, debug: bool) -> Iterator[Outcome]:
    """Read in one pool until `waiting` is empty or a process dies; the input it died on is then read alone, to be named."""
    from concurrent.futures.process import BrokenProcessPool

    running: deque[tuple[Input, Future[Outcome]]] = deque()
    with _pool(jobs) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < 2 * jobs:
                    given = waiting[0]
                    running.append((given, pool.submit(read_one, given, options, debug)))
                    waiting.popleft()
                outcome = running[0][1].result()
                running.popleft()
                yield outcome
            return
        except BrokenProcessPool:
            pool.shutdown(wait=False, cancel_futures=True)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    first, *others = [given for given, _ in running]
    waiting.extendleft(reversed(others))
    yield _read_apart(first, options, debug)


def _pool(jobs: int) -> "ProcessPoolExecutor":
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def _read_apart(given: Input, options: Beside, debug: bool) -> Outcome:
    from concurrent.futures.process import BrokenProcessPool

    with _pool(1) as pool:
        try:
            return pool.submit(read_one, given, options, debug).result()
        except BrokenProcessPool:
            reason = "The process that read it died (out of memory, or a fault in a library); read it alone to see more."
            return Outcome(given, code="internal-error", reason=reason)


def _unexpected(error: Exception) -> str:
    return f"A fault of isnad itself ({type(error).__name__}: {error}); set ISNAD_DEBUG=1 to see where, and please report it."
