"""The one command that makes every model: what it runs is there, and what fails is not passed over."""

import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from training.train import ROOT, STEPS, run_together


def test_every_step_runs_modules_that_are_there() -> None:
    modules = {command.split()[0] for waves in STEPS.values() for wave in waves for command in wave}
    missing = [
        m for m in modules if find_spec(m.split(".")[0]) is None or not Path(ROOT, *m.split(".")).with_suffix(".py").exists()
    ]
    assert not missing


def test_every_packaged_model_is_made_by_a_step_of_the_readme() -> None:
    told = Path(ROOT, "training", "README.md").read_text(encoding="utf-8")
    packaged = {p.name for p in Path(ROOT, "src", "isnad", "arabic", "models").iterdir() if p.suffix != ".md"}
    assert not [name for name in packaged if name not in told]


def test_what_needs_nothing_of_each_other_runs_side_by_side() -> None:
    run_together(["timeit --number 1 pass", "timeit --number 1 pass"])


def test_a_step_that_fails_ends_the_run_and_is_named() -> None:
    with pytest.raises(subprocess.CalledProcessError, match="no_such_module"):
        run_together(["timeit --number 1 pass", "no_such_module"])
