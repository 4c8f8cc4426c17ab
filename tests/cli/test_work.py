"""Many inputs: whatever happens to one, every input ends in an outcome."""

import os
import sys
from types import ModuleType

import pytest

from isnad.cli import read as command
from isnad.cli import work
from isnad.cli.read import Format, run_read
from isnad.cli.work import Outcome, read_all, read_one
from isnad.model.capture import Beside
from isnad.settings import Settings
from isnad.sources.files import Input


class Deadly:
    """A path that kills the process it is handed to."""

    def __reduce__(self):
        return os._exit, (9,)

    def __str__(self):
        return "deadly.txt"


def fake_reading(monkeypatch, raised: BaseException) -> None:
    module = ModuleType("isnad.reading")

    def read_capture(capture):
        raise raised

    module.read_capture = read_capture
    monkeypatch.setitem(sys.modules, "isnad.reading", module)


def test_a_process_that_dies_costs_only_its_own_input(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    good = [Input(tmp_path / "empty.txt", f"e{n}") for n in range(3)]
    outcomes = list(read_all([good[0], Input(Deadly(), "deadly"), *good[1:]], Beside(), jobs=2))
    assert [o.code for o in outcomes] == ["empty", "internal-error", "empty", "empty"]
    assert [o.given.name for o in outcomes] == ["e0", "deadly", "e1", "e2"]


@pytest.mark.parametrize(
    ("raised", "code"),
    [(ZeroDivisionError("x"), "internal-error"), (MemoryError(), "too-large"), (RecursionError(), "internal-error")],
)
def test_a_fault_of_the_program_is_an_outcome_too(tmp_path, monkeypatch, raised, code):
    fake_reading(monkeypatch, raised)
    (tmp_path / "a.txt").write_text("نص")
    assert read_one(Input(tmp_path / "a.txt", "a"), Beside()).code == code


def test_a_fault_is_raised_where_it_is_looked_for(tmp_path, monkeypatch):
    fake_reading(monkeypatch, ZeroDivisionError("x"))
    (tmp_path / "a.txt").write_text("نص")
    with pytest.raises(ZeroDivisionError):
        read_one(Input(tmp_path / "a.txt", "a"), Beside(), debug=True)


def test_an_interrupt_says_how_to_go_on(monkeypatch, capsys):
    inputs = [Input(None, name) for name in "abc"]

    def stopped(*_, **__):
        yield Outcome(inputs[0], code="empty", reason="x")
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "read_all", stopped)
    assert run_read(inputs, Beside(), Settings(), form=Format.JSON, out=None) == 130
    assert "--skip 1" in " ".join(capsys.readouterr().err.split())


def test_several_inputs_are_summed_up(monkeypatch, capsys):
    inputs = [Input(None, name) for name in "abc"]
    monkeypatch.setattr(command, "read_all", lambda *_, **__: iter([Outcome(i, code="empty", reason="x") for i in inputs]))
    assert run_read(inputs, Beside(), Settings(), form=Format.JSON, out=None) == 1
    assert "3 read: 0 records, 3 refused." in " ".join(capsys.readouterr().err.split())


def test_one_process_reads_without_a_pool(monkeypatch, tmp_path):
    monkeypatch.setattr(work, "_pool", None)
    (tmp_path / "a.txt").write_text("")
    given = Input(tmp_path / "a.txt", "a")
    assert [o.code for o in read_all([given, given], Beside(), jobs=1)] == ["empty", "empty"]
