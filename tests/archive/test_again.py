"""R3 and R4: any number of deliveries in any order, from anyone, crashes between them, make the same archive; a second run does the rest."""

import os
import random
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import func, select

from isnad.archive import tables as t
from isnad.archive.custody import content_digest, verify
from isnad.archive.deciding import store_judgement
from isnad.archive.erasing import erase
from isnad.archive.store import Origin, open_archive
from isnad.model.capture import Capture
from isnad.runs import Delivery, add_deliveries
from tests.archive.deliveries import capture_of, record_of

NUMBERS = st.integers(0, 7)
_READ = {capture_of(n).sha256: record_of(n) for n in range(64)}


def read(capture: Capture):
    return _READ[capture.sha256]


def _deliveries(numbers):
    return [Delivery(Origin(name=f"{n}.txt"), capture_of(n)) for n in numbers]


MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""The doings of the machine are many, and no power fails in it: a disk that is none will do."""


class _Crash(Exception):
    """Stands for a process that ends in the middle of a transaction."""


class Deliveries(RuleBasedStateMachine):
    """The archive against a plain model: how each document ended, how often it was seen, what was judged."""

    empty: Path | None = None

    def __init__(self):
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="isnad-machine-", dir=MEMORY))
        if Deliveries.empty is None:
            Deliveries.empty = Path(tempfile.mkdtemp(prefix="isnad-empty-")) / "a"
            open_archive(Deliveries.empty).engine.dispose()
        shutil.copytree(Deliveries.empty, self.home / "a")
        self.archive = open_archive(self.home / "a")
        self.outcomes: dict[int, str] = {}
        self.judged: list[tuple[int, str]] = []

    def teardown(self):
        assert verify(self.archive).faults == ()
        self.archive.engine.dispose()
        shutil.rmtree(self.home)

    @rule(numbers=st.lists(NUMBERS, min_size=1, max_size=5), seed=st.integers(0, 9))
    def add(self, numbers, seed):
        random.Random(seed).shuffle(numbers)
        told = list(add_deliveries(self.archive, _deliveries(numbers), read))
        assert len(told) == len(numbers)
        assert sorted(a.name for a in told if a.outcome.value == "new") == sorted(
            f"{n}.txt" for n in set(numbers) if n not in self.outcomes
        )
        self.outcomes |= {n: "read" for n in numbers if n not in self.outcomes}

    @rule(number=NUMBERS)
    def crash(self, number):
        try:
            with self.archive.writing() as connection:
                self.archive.add_read(connection, capture_of(number), Origin(), record_of(number))
                raise _Crash
        except _Crash:
            self.archive.engine.dispose()
            self.archive = open_archive(self.home / "a")

    @rule(number=NUMBERS, verdict=st.sampled_from(["accepted", "rejected", "unsure"]))
    def judge(self, number, verdict):
        if self.outcomes.get(number) == "read":
            store_judgement(self.archive, capture_of(number).sha256, subject="event:V1", verdict=verdict, by="local")
            self.judged.append((number, verdict))

    @rule(number=NUMBERS)
    def erase(self, number):
        if self.outcomes.get(number) == "read":
            erase(self.archive, capture_of(number).sha256, reason="asked")
            self.outcomes[number] = "erased"
            self.judged = [j for j in self.judged if j[0] != number]

    @invariant()
    def the_archive_is_the_model(self):
        with self.archive.engine.connect() as connection:
            kept = dict(connection.execute(select(t.documents.c.sha256, t.documents.c.outcome)).all())
            judged = connection.execute(select(t.judgements.c.sha256, t.judgements.c.verdict).order_by(t.judgements.c.id)).all()
        assert kept == {capture_of(n).sha256: outcome for n, outcome in self.outcomes.items()}
        assert [tuple(j) for j in judged] == [(capture_of(n).sha256, v) for n, v in self.judged]


Deliveries.TestCase.settings = settings(
    max_examples=500, stateful_step_count=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
TestAnyOrderOfDoings = Deliveries.TestCase


def _in_child(work) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def test_eight_workers_that_deliver_the_same_three_times_make_one_archive(tmp_path):
    numbers = list(range(12))

    def work(seed):
        archive = open_archive(tmp_path / "many")
        archive.patience_s = 60
        for turn in range(3):
            mine = numbers[:]
            random.Random(10 * seed + turn).shuffle(mine)
            list(add_deliveries(archive, _deliveries(mine), read))

    children = [_in_child(lambda seed=seed: work(seed)) for seed in range(8)]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 8
    one, many = open_archive(tmp_path / "one"), open_archive(tmp_path / "many")
    list(add_deliveries(one, _deliveries(numbers), read))
    assert content_digest(many) == content_digest(one)
    assert verify(many).faults == ()
    with many.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(t.captures)).scalar() == 8 * 3 * 12
    one.engine.dispose()
    many.engine.dispose()


def test_a_run_that_was_killed_is_gone_on_with_and_at_most_one_report_is_read_twice(tmp_path):
    count = 40
    for percent in (10, 50, 90):
        folder, reads = tmp_path / str(percent), tmp_path / f"reads{percent}"
        reads.touch()

        def counting(capture, reads=reads, stop=None):
            with reads.open("a") as file:
                file.write(f"{capture.name}\n")
            if stop is not None and len(reads.read_text().splitlines()) > stop:
                os._exit(9)
            return read(capture)

        def killed(folder=folder, counting=counting, stop=count * percent // 100):
            list(add_deliveries(open_archive(folder), _deliveries(range(count)), lambda c: counting(c, stop=stop)))

        assert os.waitstatus_to_exitcode(os.waitpid(_in_child(killed), 0)[1]) == 9
        archive = open_archive(folder)
        list(add_deliveries(archive, _deliveries(range(count)), counting))
        assert len(reads.read_text().splitlines()) <= count + 1
        archive.engine.dispose()
