"""Measure attribution alone, with gold names and gold events: training/attribution.py [--gold train|dev] [--worst N].

`says` and `says_linked` are those of the gold's own comparison; here events are taken from gold, so that only this stage is measured.
"""

import argparse
import importlib.util
from collections import Counter, defaultdict
from types import ModuleType

from gold import GOLD, GoldReport, load_gold

from isnad.arabic.analysis import analyse, find_words
from isnad.arabic.dates import find_times
from isnad.arabic.numbers import find_numbers
from isnad.attribution.finding import find_attributions
from isnad.attribution.linking import find_holders
from isnad.model.attribution import Attribution
from isnad.model.capture import Beside, Capture
from isnad.model.span import Span
from isnad.model.text import Text
from isnad.page.layout import read_page


def gold_score() -> ModuleType:
    """The gold's own score.py as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(report: GoldReport) -> tuple[Attribution, ...]:
    """The attributions found in `report` with its gold names."""
    page, _ = read_page(Capture(body=report.path.with_suffix(".txt").read_bytes(), name=report.name, beside=Beside(published=report.published)))
    try:
        text, _ = analyse(page)
    except FileNotFoundError:
        words, sentences = find_words(page)
        tokens = tuple(words)
        text = Text(page.text, tuple(sentences), tokens, find_numbers(tokens), find_times(page.text, tokens, page.report.published))
    return find_attributions(text, report.entities, page)[0]


def record_of(report: GoldReport, attributions: tuple[Attribution, ...]) -> dict[str, object]:
    """A record with gold events and our attributions."""
    spans = [[Span(start=s, end=t) for s, t in e.triggers if s >= 0] for e in report.events]
    held = find_holders(attributions, spans)
    events = [
        {
            "type": e.type.value,
            "trigger": {"start": e.triggers[0][0], "end": e.triggers[0][1]},
            "also": [{"start": s, "end": t} for s, t in e.triggers[1:]],
            "attributions": list(held[k]),
        }
        for k, e in enumerate(report.events)
    ]
    return {"events": events, "attributions": [a.model_dump(mode="json", by_alias=True) for a in attributions]}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--gold", default="train")
    ap.add_argument("--worst", type=int, default=0)
    a = ap.parse_args()
    score = gold_score()
    tallies = {k: score.Tally() for k in score.LAYERS}
    misses: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for report in load_gold(a.gold):
        before = len(misses["says"])
        score.score_one(report.text, report.raw, record_of(report, read(report)), tallies, misses)
        for row in misses["says"][before:][: a.worst or 0]:
            print(report.name, *row)
    for layer in ("says", "says_linked"):
        print(f"{layer:12} P {tallies[layer].prf()[0]:.3f} R {tallies[layer].prf()[1]:.3f} F {tallies[layer].prf()[2]:.3f}")
    print(Counter(row[0] for row in misses["says"]))


if __name__ == "__main__":
    main()
