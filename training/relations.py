"""Train the scorer of ties (isnad.entities.pairs) on gold names: one example a pair of mentions of a sentence.

python -m training.relations            cross-validated figures by outlet, then the packaged model `ties`
"""

import json
import sys
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from isnad.arabic.analysis import find_words
from isnad.arabic.tagger import tag
from isnad.entities.pairs import find_features, find_pairs
from isnad.entities.units import find_units, place_mentions
from isnad.model.page import Block, BlockKind, Page, Report
from isnad.model.text import Tagged, Text
from training.gold import GoldReport, load_gold, outlet_folds
from training.linear import Example, cross_fit, fit, write_scorer

OOF = Path(__file__).resolve().parents[1] / ".work" / "oof"
LEARNT = ("located_in", "based_in", "controls", "supports", "part_of")


def analyse_plain(text: str) -> Text:
    """The whole text read as one body, so that names alone are measured, not the layout."""
    page = Page(text=text, blocks=(Block(0, len(text), BlockKind.BODY),), report=Report(id="0", source_sha256="0"))
    words, sentences = find_words(page)
    return Text(text=text, sentences=tuple(sentences), tokens=tuple(words))


def analyse_gold(report: GoldReport) -> Text:
    """A training report as the reader sees it: names by a tagger that never saw its outlet (.work/oof)."""
    plain = analyse_plain(report.text)
    tokens, _ = tag(list(plain.tokens), list(plain.sentences))
    path = OOF / f"{report.name}.json"
    seen = json.loads(path.read_text(encoding="utf-8"))["names"] if path.exists() else []
    starts = [t.start for t in tokens]
    names = tuple(Tagged(bisect_left(starts, s), bisect_left(starts, e), label, score) for s, e, label, score in seen)
    return replace(plain, tokens=tuple(tokens), layers={"names": names})


def find_examples(report: GoldReport) -> list[tuple[Example, tuple[str, str]]]:
    """(features, label) of every pair of mentions, with the ids of the two entities."""
    text = analyse_plain(report.text)
    ties = {(x["from"], x["to"]): x["type"] for x in report.raw["relations"] if x["type"] in LEARNT and x["to"]}
    placed = place_mentions(text, report.entities)
    out = []
    for sentence in text.sentences:
        units = find_units(text, sentence, placed, report.entities)
        for pair in find_pairs(units):
            a, b = (report.entities[units[i].entity].id for i in (pair.a, pair.b))
            label = f"{ties[a, b]}>" if (a, b) in ties else f"{ties[b, a]}<" if (b, a) in ties else ""
            out.append(((find_features(units, pair), label), (a, b)))
    return out


def measure(
    folds: Sequence[Sequence[GoldReport]], examples: dict[str, list[tuple[Example, tuple[str, str]]]], **options: float
) -> list[list[dict[str, float]]]:
    groups = [[e for r in fold for e, _ in examples[r.name]] for fold in folds]
    return cross_fit(groups, **options)


def found_ties(
    report: GoldReport,
    examples: list[tuple[Example, tuple[str, str]]],
    probabilities: Sequence[dict[str, float]],
    least: dict[str, float],
) -> set[tuple[str, str, str]]:
    out: dict[tuple[str, str], tuple[float, str]] = {}
    for (_, (a, b)), p in zip(examples, probabilities, strict=True):
        label = max((k for k in p if k), key=lambda k: p[k])
        tie = label[:-1]
        if p[label] < least.get(tie, 0.5):
            continue
        ends = (a, b) if label.endswith(">") else (b, a)
        out[ends] = max(out.get(ends, (0.0, "")), (p[label], tie))
    return {(tie, *ends) for ends, (_, tie) in out.items()}


def main() -> int:
    reports = load_gold("train")
    examples = {r.name: find_examples(r) for r in reports}
    folds = outlet_folds(reports)
    for c in (0.5, 1.5) if sys.argv[1:] == ["measure"] else ():
        probabilities = measure(folds, examples, c=c)
        for t in (0.2, 0.3, 0.4, 0.5):
            show(folds, examples, probabilities, t, f"c={c} least={t}")
    scorer = fit([e for r in reports for e, _ in examples[r.name]], c=0.4)
    print(write_scorer(scorer, "ties"))
    return 0


def show(
    folds: Sequence[Sequence[GoldReport]],
    examples: dict[str, list[tuple[Example, tuple[str, str]]]],
    probabilities: Sequence[Sequence[dict[str, float]]],
    t: float,
    head: str,
) -> None:
    count: dict[str, list[int]] = {k: [0, 0, 0] for k in (*LEARNT, "all")}
    for fold, ps in zip(folds, probabilities, strict=True):
        at = 0
        for r in fold:
            n = len(examples[r.name])
            found = found_ties(r, examples[r.name], ps[at : at + n], dict.fromkeys(LEARNT, t))
            at += n
            gold = {(x["type"], x["from"], x["to"]) for x in r.raw["relations"] if x["type"] in LEARNT and x["to"]}
            for k in (*LEARNT, "all"):
                f, g = ({x for x in s if k in ("all", x[0])} for s in (found, gold))
                count[k] = [a + b for a, b in zip(count[k], (len(f & g), len(f), len(g)), strict=True)]
    print(head, *(f"{k} {2 * a / max(1, b + c):.3f} ({a}/{b}/{c})" for k, (a, b, c) in count.items()), sep="  ")


if __name__ == "__main__":
    sys.exit(main())
