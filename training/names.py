"""Train the sequence model of names (isnad.entities.naming) on gold/train: `python -m training.names [oof]`.

`oof` writes, for every train report, what a model saw that was trained on the other outlets' reports (.work/names_oof.json).
"""

import json
import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pycrfsuite

from isnad.arabic.scoring import MODELS
from isnad.arabic.tagger import tag
from isnad.entities.naming import find_named, find_rows
from isnad.model.text import Text
from isnad.reference.matching import find_known
from training.gold import GoldReport, load_gold, outlet_folds
from training.relations import analyse_gold, analyse_plain
from training.sentences.loader import load_sentences

OOF = Path(__file__).resolve().parents[1] / ".work" / "names_oof.json"


def tags_of(text: Text, report: GoldReport) -> list[str]:
    """IOB tag of every token."""
    return tags_at(text, [(m.start, m.end, e.type.value) for e in report.entities for m in e.mentions])


def tags_at(text: Text, names: Iterable[tuple[int, int, str]]) -> list[str]:
    starts = [t.start for t in text.tokens]
    tags = ["O"] * len(starts)
    for start, end, label in names:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        for i in range(first, last):
            tags[i] = ("B-" if i == first else "I-") + label
    return tags


def read_own() -> Iterator[tuple[Text, list[str]]]:
    """Our own labelled sentences (training/sentences) and their tags; no tagger layer, for the tagger has seen their answers."""
    for sentence in load_sentences():
        plain = analyse_plain(sentence.text)
        tokens, _ = tag(list(plain.tokens), list(plain.sentences))
        yield replace(plain, tokens=tokens), tags_at(plain, [(s, e, t.value) for s, e, t in sentence.names])


def train(reports: Iterable[tuple[Text, list[str]]], path: Path, *, c2: float = 0.05, c1: float = 0.05, rounds: int = 90) -> Path:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": rounds, "feature.possible_transitions": True, "feature.minfreq": 1})
    for text, tags in reports:
        rows = [row for _, rows in find_rows(text, find_known(text.tokens)) for row in rows]
        for s in text.sentences:
            trainer.append(rows[s.first : s.last], tags[s.first : s.last])
    trainer.train(str(path))
    return path


HASTY = re.compile(r"[cd]\d")
"""Our own records whose names were marked once and not read again: bare «القوات الأمنية» left out in `c`, kind words cut
otherwise than the guide says. With `c` the names of the measuring reports read .908, without .925; with `d` .921, without
.922, at two and a half times the bytes. Ties, events and statements gain from both."""


def read_reports() -> list[GoldReport]:
    """The training reports whose names follow the guide."""
    return [r for r in load_gold("train") if not HASTY.match(r.name)]


def main() -> int:
    reports = read_reports()
    texts = {r.name: analyse_gold(r) for r in reports}
    if "oof" in sys.argv[1:]:
        write_oof(reports, texts)
    own = list(read_own()) if "own" in sys.argv[1:] else []
    print(train([*((texts[r.name], tags_of(texts[r.name], r)) for r in reports), *own], MODELS / "names.crfsuite"))
    return 0


def write_oof(reports: list[GoldReport], texts: dict[str, Text]) -> None:
    folds, seen = outlet_folds(reports), {}
    for k, fold in enumerate(folds):
        rest = [r for j, f in enumerate(folds) if j != k for r in f]
        model = train([(texts[r.name], tags_of(texts[r.name], r)) for r in rest], OOF.with_name(f"names_{k}.crfsuite"))
        for r in fold:
            seen[r.name] = [
                [texts[r.name].tokens[t.first].start, texts[r.name].tokens[t.last - 1].end, t.label, t.score]
                for t in find_named(texts[r.name], find_known(texts[r.name].tokens), model)
            ]
    OOF.write_text(json.dumps(seen, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
