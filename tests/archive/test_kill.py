"""R1: killed at any moment, nothing told is lost, nothing is doubled, everything verifies, and a second run finishes the work."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from isnad.archive.crashes import POINTS
from isnad.archive.custody import content_digest, verify
from isnad.archive.store import open_archive
from tests.archive.deliveries import capture_of

ROOT = Path(__file__).parents[2]
COUNT = 40


def _start(folder: Path, crash_at: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.archive.kill_me", str(folder), str(COUNT)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "ISNAD_CRASH_AT": crash_at})


def _told(process: subprocess.Popen[str]) -> list[int]:
    out, _ = process.communicate(timeout=60)
    return [int(line) for line in out.split()]


def _check(folder: Path, told: list[int]) -> None:
    archive = open_archive(folder)
    with archive.engine.connect() as connection:
        assert all(archive.knows(connection, capture_of(n).sha256) for n in told)
    archive.blobs.sweep(lambda digest: _is_named(archive, digest))
    assert verify(archive).holds
    archive.engine.dispose()


def _is_named(archive, digest: str) -> bool:
    with archive.engine.connect() as connection:
        return archive.knows(connection, digest)


def _finish(folder: Path) -> str:
    assert _told(_start(folder)) == list(range(COUNT))
    archive = open_archive(folder)
    digest = content_digest(archive)
    archive.engine.dispose()
    return digest


def _kill_often(tmp_path: Path, kills: int) -> None:
    whole = _finish(tmp_path / "undisturbed")
    draw, folder, done = random.Random(3), tmp_path / "killed", 0
    while done < kills:
        process = _start(folder)
        time.sleep(0.45 + draw.random() * 0.5)
        process.kill()
        _check(folder, _told(process))
        done += 1
    assert _finish(folder) == whole


@pytest.mark.parametrize("point", [p for p in POINTS if p not in ("inside_backup",)])
def test_a_crash_at_each_named_point_loses_nothing(tmp_path, point):
    process = _start(tmp_path / "a", crash_at=point)
    told = _told(process)
    assert process.returncode != 0
    _check(tmp_path / "a", told)
    _finish(tmp_path / "a")


def test_random_kills_lose_nothing_and_double_nothing(tmp_path):
    _kill_often(tmp_path, 20)


@pytest.mark.soak
def test_five_thousand_random_kills(tmp_path):
    _kill_often(tmp_path, 5_000)
