"""The public name corpora, read to written words with IOB tags, each under a name of its own (their tag sets differ)."""

import lzma
from collections.abc import Iterator
from dataclasses import dataclass

from training.treebank import SHARED

NER = SHARED / "data" / "ner"
FILES = {
    "wojood_val_gold": "wojood",
    "wojood_sample_gold_dedup": "wojood",
    "wojood_test_silver12": "wojood_silver",
    "cleananercorp_train": "clean",
    "anercorp_camel_train": "aner",
    "aqmar_train": "aqmar",
    "aqmar_dev": "aqmar",
    "caraner": "caraner",
}
LEAST_VOTES = 11


@dataclass(frozen=True)
class NamedSentence:
    """Written words with IOB tags; `sure[i]` is False where the tag is not to be trusted."""

    corpus: str
    words: tuple[str, ...]
    tags: tuple[str, ...]
    sure: tuple[bool, ...]


def read_names(stem: str) -> Iterator[NamedSentence]:
    """The sentences of one file."""
    rows: list[list[str]] = []
    with lzma.open(NER / f"{stem}.conll.xz", "rt", encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            if line.strip():
                rows.append(line.split())
            elif rows:
                yield _sentence(stem, rows)
                rows = []


def _sentence(stem: str, rows: list[list[str]]) -> NamedSentence:
    rows = [r if len(r) > 1 else ["-", *r] for r in rows]
    sure = [len(r) < 3 or int(r[2].split("/")[0]) >= LEAST_VOTES for r in rows]
    return NamedSentence(FILES[stem], tuple(r[0] for r in rows), tuple(r[1] for r in rows), tuple(sure))


def read_all_names() -> Iterator[NamedSentence]:
    for stem in FILES:
        yield from read_names(stem)
