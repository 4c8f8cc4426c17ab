"""Every form of attribution in the corpus, and what must not be taken for one."""

from pathlib import Path

import pytest

from isnad.letters import fold

from .texts import content_of, said_in

CORPUS = Path(__file__).parents[1] / "corpus" / "attribution.tsv"


def _rows() -> list[list[str]]:
    lines = [x for x in CORPUS.read_text(encoding="utf-8").split("\n") if x.strip() and not x.startswith("#")]
    return [(line.split("\t") + [""] * 6)[:6] for line in lines[1:]]


def _named(names: str) -> dict[str, str]:
    by_type: dict[str, list[str]] = {}
    for pair in filter(None, names.split(";")):
        name, _, kind = pair.partition("=")
        by_type.setdefault(kind, []).append(name)
    return {kind: ";".join(several) for kind, several in by_type.items()}


@pytest.mark.parametrize(("form", "text", "source", "inside", "outside", "names"), _rows(), ids=[r[0] for r in _rows()])
def test_a_form_of_attribution(form: str, text: str, source: str, inside: str, outside: str, names: str) -> None:
    found = [(a.source.text, content_of(a, text)) for a in said_in(text, **_named(names))]
    if source == "-":
        assert found == []
        return
    contents = [content for speaker, content in found if fold(source) in fold(speaker)]
    assert any(inside in content and (not outside or outside not in content) for content in contents), found
