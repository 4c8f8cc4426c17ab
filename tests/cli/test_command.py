"""The command as a person and as a program meet it: output, exit codes, messages."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

import isnad
from isnad.cli.main import app
from tests.corpus.pages import BODY, TITLE

REPORT = "\n\n".join((TITLE, "المنارة نيوز - إدلب (سامر الحلواني)", *BODY))


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: bytes
    stderr: bytes


def isnad_command(*arguments: str, stdin: bytes = b"", **environment: str) -> Done:
    """The command in this process: the models are loaded once for all tests."""
    result = CliRunner().invoke(app, list(arguments), input=stdin, env=environment)
    return Done(result.exit_code, result.stdout_bytes, result.stderr_bytes)


def isnad_process(*arguments: str) -> Done:
    """The command as a process of its own, as a shell starts it."""
    done = subprocess.run([sys.executable, "-m", "isnad.cli.main", *arguments], capture_output=True, check=False, timeout=300)
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(REPORT, encoding="utf-8")
    (folder / "empty.txt").write_text("")
    (folder / "one.meta.json").write_text('{"outlet": "شبكة الرابية", "published": "2016-05-01"}', encoding="utf-8")
    return folder


def test_a_report_becomes_one_line_of_json_on_a_pipe(reports):
    done = isnad_process("read", str(reports / "one.txt"))
    record = json.loads(done.stdout)
    assert (done.returncode, done.stdout.count(b"\n"), done.stderr) == (0, 1, b"")
    assert record["report"]["outlet"] == "شبكة الرابية"
    assert record["report"]["published_basis"] == "metadata"


def test_standard_input_is_read(reports):
    done = isnad_command("read", "-", "--published", "2019-03-07", stdin=REPORT.encode())
    assert json.loads(done.stdout)["report"]["published_basis"] == "option"


def test_one_bad_input_is_named_and_stops_nothing(reports, tmp_path):
    done = isnad_command("read", str(reports), "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "empty.txt" in done.stderr.decode()
    assert ": empty: " in done.stderr.decode()
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["one.json", "three.json", "two.json"]


def test_many_processes_give_the_same_bytes_in_the_same_order(reports):
    alone = isnad_command("read", str(reports))
    together = isnad_process("read", str(reports), "--jobs", "2")
    assert together.stdout == alone.stdout
    assert together.returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [["read"], ["read", "x.txt", "--published", "yesterday"], ["read", "x.txt", "--format", "xml"], ["read", "x.txt", "--jobs", "0"], ["fly"], ["read", "x", "--no"]],
)  # fmt: skip
def test_wrong_usage_leaves_with_two(arguments):
    assert isnad_command(*arguments).returncode == 2


def test_an_empty_folder_is_wrong_usage(tmp_path):
    done = isnad_command("read", str(tmp_path))
    assert done.returncode == 2
    assert "No report was found" in " ".join(done.stderr.decode().split())


def test_a_missing_file_is_refused_with_its_reason():
    done = isnad_command("read", "nowhere.txt")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "unreadable" in done.stderr.decode()


def test_the_version_is_the_packages():
    assert isnad_command("--version").stdout.decode().startswith("isnad 0.")


def test_the_schema_is_that_of_the_record():
    assert json.loads(isnad_command("schema").stdout)["title"] == "Record"


def test_the_text_view_is_plain_where_colours_are_not_wanted(reports):
    shown = isnad_command("read", "--format", "text", str(reports / "one.txt"), NO_COLOR="1").stdout
    assert b"\x1b[" not in shown
    assert TITLE in shown.decode()


def test_the_labels_speak_arabic_where_asked(reports):
    shown = isnad_command("read", "--format", "text", "--lang", "ar", str(reports / "one.txt")).stdout.decode()
    assert "العنوان" in shown
    assert isnad_command("read", "--format", "text", str(reports / "one.txt"), ISNAD_LANG="ar").stdout.decode() == shown


def test_skip_goes_on_where_an_earlier_run_stopped(reports, tmp_path):
    isnad_command("read", str(reports), "--out", str(tmp_path / "out"), "--skip", "3")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["two.json"]


def test_nothing_half_written_is_left(reports, tmp_path):
    isnad_command("read", str(reports), "--out", str(tmp_path / "out"))
    assert not list((tmp_path / "out").glob(".*"))


def test_python_reads_the_same_record_as_the_command(reports):
    shown = isnad_command("read", str(reports / "one.txt")).stdout.decode()
    assert isnad.read(reports / "one.txt").to_json() + "\n" == shown


def test_python_reads_bytes_with_options():
    report = isnad.read(REPORT.encode(), published="2019-03", outlet="شبكة الرابية").report
    assert (report.outlet, report.published) == ("شبكة الرابية", "2019-03")


def test_python_refuses_a_date_that_is_none():
    with pytest.raises(ValueError, match="EDTF"):
        isnad.read(REPORT.encode(), published="yesterday")


def test_python_raises_with_a_code():
    with pytest.raises(isnad.InputRefused) as refused:
        isnad.read(b"")
    assert refused.value.code == "empty"
