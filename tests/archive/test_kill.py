"""R1: killed at any moment, nothing told is lost, nothing is doubled, everything verifies, and a second run finishes the work."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from isnad.archive.crashes import POINTS
from isnad.archive.custody import content_digest, verify
from isnad.archive.erasing import sweep
from isnad.archive.store import Origin, open_archive
from tests.archive.deliveries import capture_of, record_of

COUNT = 24
RECORDS = [record_of(n) for n in range(COUNT)]


def deliver(folder: Path, told: Callable[[int], object]) -> None:
    """Deliver reports 0..COUNT-1, one transaction each, telling each success; what is known already is told again."""
    archive = open_archive(folder)
    for n in range(COUNT):
        with archive.writing() as connection:
            if not archive.knows(connection, capture_of(n).sha256):
                archive.add_read(connection, capture_of(n), Origin(name=f"{n}.txt"), RECORDS[n])
        told(n)
    archive.engine.dispose()


def run_child(folder: Path, *, kill_after: float | None = None, crash_at: str = "") -> tuple[list[int], bool]:
    """Deliver in a forked child of this process, which has everything loaded; what it told, and whether it came to its end."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.environ["ISNAD_CRASH_AT"] = crash_at
        os.close(out)
        try:
            deliver(folder, lambda n: os.write(into, bytes([n])))
        finally:
            os._exit(0)
    os.close(into)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(out, "rb") as pipe:
        told = list(pipe.read())
    _, status = os.waitpid(child, 0)
    return told, os.WIFEXITED(status)


def check(folder: Path, told: list[int]) -> None:
    archive = open_archive(folder)
    with archive.engine.connect() as connection:
        assert all(archive.knows(connection, capture_of(n).sha256) for n in told)
    sweep(archive)
    assert verify(archive).faults == ()
    archive.engine.dispose()


def digest_of(folder: Path) -> str:
    archive = open_archive(folder)
    digest = content_digest(archive)
    archive.engine.dispose()
    return digest


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("undisturbed") / "a"
    deliver(folder, lambda n: None)
    return digest_of(folder)


def _kill_often(tmp_path: Path, kills: int, whole: str) -> None:
    draw, finished, folder = random.Random(3), 0, tmp_path / "0"
    for kill in range(kills):
        told, ended = run_child(folder, kill_after=draw.random() * 0.25)
        check(folder, told)
        if ended or kill == kills - 1:
            deliver(folder, lambda n: None)
            assert digest_of(folder) == whole
            finished += 1
            folder = tmp_path / str(finished)
    assert finished


@pytest.mark.parametrize("point", [p for p in POINTS if p != "inside_backup"])
def test_a_crash_at_each_named_point_loses_nothing(tmp_path, point, undisturbed):
    told, ended = run_child(tmp_path / "a", crash_at=point)
    assert not ended
    check(tmp_path / "a", told)
    deliver(tmp_path / "a", lambda n: None)
    assert digest_of(tmp_path / "a") == undisturbed


def test_two_hundred_random_kills_lose_nothing_and_double_nothing(tmp_path, undisturbed):
    _kill_often(tmp_path, 200, undisturbed)


@pytest.mark.soak
def test_five_thousand_random_kills(tmp_path, undisturbed):
    _kill_often(tmp_path, 5_000, undisturbed)
