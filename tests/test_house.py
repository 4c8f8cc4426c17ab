"""The house keeps its own rules: public face, layers, documents that are true, dependency floors."""

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from docs.render_record import DOCS, render

import isnad

ROOT = Path(__file__).parents[1]
FLOORS = {"trafilatura": (2, 3, 1), "urllib3": (2, 7), "lxml": (6,), "pydantic": (2, 11)}


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", text)[:3])


@pytest.mark.parametrize(("package", "floor"), sorted(FLOORS.items()))
def test_a_dependency_with_a_known_flaw_is_at_or_above_its_mended_version(package, floor):
    assert _numbers(version(package)) >= floor


def test_the_public_face_is_small_and_all_of_it_exists():
    assert set(isnad.__all__) == {"BadReference", "InputRefused", "IsnadError", "Record", "read"}
    assert all(hasattr(isnad, name) for name in isnad.__all__)


@pytest.mark.parametrize("name", ["record.md", "record.schema.json"])
def test_the_written_form_of_the_record_is_that_of_the_types(name):
    assert (DOCS / name).read_text(encoding="utf-8") == render()[name], "run: python docs/render_record.py"


def test_runtime_packages_stay_few():
    locked = re.findall(r"^([a-z0-9_-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE | re.IGNORECASE)
    not_running = {"hatchling", "editables", "pathspec", "pluggy", "trove-classifiers", "tomlkit", "colorama"}
    assert len(set(locked) - not_running) <= 45


def test_every_locked_package_has_a_hash():
    text = (ROOT / "requirements.lock").read_text()
    assert text.count("--hash=sha256:") >= len(re.findall(r"^[A-Za-z0-9_-]+==", text, re.MULTILINE))


@pytest.mark.parametrize(
    "document", ["README.md", "ARCHITECTURE.md", *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").rglob("*.md"))]
)
def test_a_document_names_only_files_that_exist(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|docs|tests|training|bench)/[\w./-]+)`", text)
    missing = [path for path in named if not (ROOT / path).exists() and not (ROOT / path.rstrip("/")).exists()]
    assert not missing


def test_the_make_targets_the_readme_names_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)`|^make ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert {a or b for a, b in named} <= targets


def test_weights_in_the_package_stay_under_thirty_megabytes():
    models = ROOT / "src/isnad/arabic/models"
    assert sum(p.stat().st_size for p in models.rglob("*") if p.is_file()) <= 30_000_000


def test_reading_imports_nothing_that_trains():
    code = "import sys, isnad.reading; print([m for m in ('torch', 'sklearn', 'gensim', 'onnx') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
