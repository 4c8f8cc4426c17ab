"""Fit and measure attribution alone, with gold names and gold events.

    python -m training.attribution --gold dev            the packaged scorer on dev (train: optimistic)
    python -m training.attribution --cross               on train, held out by outlet
    python -m training.attribution --fit                 fit the packaged scorer `says` on train

`says` and `says_linked` are those of the gold's own comparison; events are taken from gold, so that only this stage is measured.
"""

import argparse
import importlib.util
import json
import pickle
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType

from isnad.arabic.analysis import analyse
from isnad.arabic.scoring import Scorer
from isnad.arabic.tagger import CUE_ROLES
from isnad.attribution.candidates import ACCEPTED, Judge, accept, find_candidates
from isnad.attribution.finding import build_attributions, build_told, source_span
from isnad.attribution.linking import find_holders
from isnad.attribution.scoring import LABEL, MODEL, Choice
from isnad.attribution.speakers import Candidate
from isnad.attribution.view import View, build_view
from isnad.model.attribution import Attribution
from isnad.model.capture import Beside, Capture
from isnad.model.entity import Entity, Mention
from isnad.model.page import Block, BlockKind, Page, Report
from isnad.model.span import Span
from isnad.model.text import Tagged, Text
from isnad.page.layout import read_page
from training.gold import GOLD, GoldReport, GoldSay, load_gold, outlet_folds
from training.linear import Example, fit, write_scorer
from training.sentences.loader import Sentence, load_sentences

C = 0.3
"""Inverse strength of the penalty on weights, chosen held out by outlet."""
LEAST = 2
"""Examples a feature must stand in."""
HEARD = 0.02
"""The least weight that is kept: this scorer is small."""


@cache
def gold_score() -> ModuleType:
    """The gold's own score.py as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CACHE = Path(__file__).resolve().parents[1] / ".work" / "attribution_texts.pickle"
"""Analysed texts of the gold reports, made by --analyse: the tagger is slow beside everything else here."""
SENTENCES = CACHE.with_name("attribution_sentences.pickle")
OOF = CACHE.parent / "oof"


@cache
def load_texts() -> dict[str, Text]:
    """Report name → its analysed text, of train (seen by a tagger that was not trained on its outlet) and dev."""
    if not CACHE.exists():
        CACHE.parent.mkdir(exist_ok=True)
        texts = {r.name: told_only(analyse(read_report(r))[0]) for part in ("train", "dev") for r in load_gold(part)}
        CACHE.write_bytes(pickle.dumps(texts))
    packaged: dict[str, Text] = pickle.loads(CACHE.read_bytes())
    return {name: honest(text, name) for name, text in packaged.items()}


def told_only(text: Text) -> Text:
    """`text` with the layers about statements alone."""
    layers = {k: text.layers.get(k, ()) for k in ("cues", "sources", "contents")}
    layers["roles"] = tuple(t for t in text.layers.get("roles", ()) if t.label.partition(":")[0] in CUE_ROLES)
    return replace(text, layers=layers)


def honest(text: Text, name: str) -> Text:
    """`text` with what a tagger saw in it that was not trained on its outlet (training/reports.py cv), where that is kept."""
    path = OOF / f"{name}.json"
    if not path.exists():
        return text
    seen = json.loads(path.read_text(encoding="utf-8"))
    starts = [t.start for t in text.tokens]

    def at(char: int) -> int:
        return bisect_left(starts, char)

    layers = {k: tuple(Tagged(at(s), at(e), label, p) for s, e, label, p in seen[k]) for k in ("cues", "sources", "contents")}
    roles = (x for x in seen["roles"] if x[2] in CUE_ROLES)
    layers["roles"] = tuple(Tagged(at(s), at(e), f"{label}:{at(head)}", p) for s, e, label, p, head in roles)
    return replace(text, layers=layers)


def read_report(report: GoldReport) -> Page:
    """The laid-out page of a gold report."""
    body = report.body
    return read_page(Capture(body=body, name=report.name, beside=Beside(published=report.published)))[0]


def view_of(report: GoldReport) -> View:
    """The analysed text of `report` under its gold names."""
    return build_view(load_texts()[report.name], report.entities)


class Teacher:
    """A judge that knows the gold: it labels every choice, and accepts the right ones so that the history is right."""

    def __init__(self, says: Sequence[GoldSay]) -> None:
        self.says = says
        self.examples: list[Example] = []
        self.used: set[str] = set()

    def __call__(self, view: View, choices: list[Choice]) -> Candidate | None:
        chosen = None
        for choice in choices:
            say = next((s for s in self.says if s.id not in self.used and is_right(view, choice, s)), None)
            self.examples.append((choice.features, LABEL if say is not None else ""))
            if say is not None and chosen is None:
                chosen = accept(view, choice, 1.0)
                self.used.add(say.id)
        return chosen


def is_right(view: View, choice: Choice, say: GoldSay) -> bool:
    """The reading is that statement: its cue or the beginning of its content, and its source."""
    tokens, text = view.tokens, view.text.text
    start, end = tokens[choice.cue.start].start, tokens[choice.cue.last - 1].end
    opens = tokens[choice.opening.first].start
    at_cue = say.cue[0] < end and start < say.cue[1]
    near = abs(opens - say.content[0]) <= 8 + 0.35 * (say.content[1] - say.content[0])
    source = text[slice(*source_span(view, choice.speaker))]
    return bool((at_cue or abs(opens - say.content[0]) <= 8) and near and gold_score().alike(say.raw["source"], source))


def examples_of(reports: Iterable[GoldReport]) -> list[Example]:
    """Every choice of every cue of `reports`, labelled."""
    out: list[Example] = []
    for report in reports:
        teacher = Teacher(report.says)
        find_candidates(view_of(report), teacher)
        out += teacher.examples
    return out


@cache
def sentence_views() -> list[tuple[View, tuple[GoldSay, ...]]]:
    """Our own labelled sentences, without the tagger's layers: it was trained on them."""
    cached = SENTENCES
    sentences = [s for s in load_sentences() if s.says]
    if not cached.exists():
        cached.write_bytes(pickle.dumps([replace(analyse(_page(s.text))[0], layers={}) for s in sentences]))
    texts: list[Text] = pickle.loads(cached.read_bytes())
    return [(build_view(t, _names(s)), _says(s)) for t, s in zip(texts, sentences, strict=True)]


def _page(text: str) -> Page:
    return Page(text=text, blocks=(Block(0, len(text), BlockKind.BODY),), report=Report(id="0", source_sha256="0"))


def _names(s: Sentence) -> tuple[Entity, ...]:
    return tuple(
        Entity(
            id=f"{a}:{b}",
            type=t,
            name=s.text[a:b],
            name_latin="",
            names=(s.text[a:b],),
            mentions=(Mention(start=a, end=b, text=s.text[a:b]),),
        )
        for a, b, t in s.names
    )


def _says(s: Sentence) -> tuple[GoldSay, ...]:
    return tuple(
        GoldSay(str(k), x.source or x.cue, x.cue, x.content, {"source": s.text[slice(*(x.source or x.cue))]})
        for k, x in enumerate(s.says)
    )


def sentence_examples() -> list[Example]:
    """The choices of our own labelled sentences; features of the tagger are left out."""
    out: list[Example] = []
    for view, says in sentence_views():
        teacher = Teacher(says)
        find_candidates(view, teacher)
        out += [([f for f in features if not f.startswith("seen-")], label) for features, label in teacher.examples]
    return out


def judge_by(scorer: Scorer, least: float = ACCEPTED) -> Judge:
    """A judge that goes by `scorer`."""

    def judge(view: View, choices: list[Choice]) -> Candidate | None:
        scored = [(scorer.probabilities(c.features)[LABEL], -k, c) for k, c in enumerate(choices)]
        best = max(scored, key=lambda x: x[:2], default=None)
        return accept(view, best[2], best[0]) if best is not None and best[0] >= least else None

    return judge


def read(report: GoldReport, judge: Judge | None = None) -> list[Attribution]:
    """The attributions of `report`."""
    view = view_of(report)
    return build_attributions(view, build_told(view, find_candidates(view, judge).accepted))


def record_of(report: GoldReport, attributions: Sequence[Attribution]) -> dict[str, object]:
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


class Measure:
    """Gold comparison over reports."""

    def __init__(self) -> None:
        self.tallies = {k: gold_score().Tally() for k in gold_score().LAYERS}
        self.misses: dict[str, list[tuple[object, ...]]] = defaultdict(list)

    def add(self, report: GoldReport, attributions: Sequence[Attribution]) -> None:
        gold_score().score_one(report.text, report.raw, record_of(report, attributions), self.tallies, self.misses)

    def show(self) -> None:
        for layer in ("says", "says_linked"):
            p, r, f = self.tallies[layer].prf()
            print(f"{layer:12} P {p:.3f} R {r:.3f} F {f:.3f}")
        print(dict(Counter(row[0] for row in self.misses["says"])))


def cross(least: float, folds: int = 8) -> Measure:
    """Measure on train, every outlet judged by a scorer that has not seen it."""
    measure = Measure()
    parts = outlet_folds(load_gold("train"), folds)
    labelled, more = [examples_of(p) for p in parts], sentence_examples()
    for k, part in enumerate(parts):
        scorer = fit([e for j, p in enumerate(labelled) if j != k for e in p] + more, c=C, least=LEAST, heard=HEARD)
        for report in part:
            measure.add(report, read(report, judge_by(scorer, least)))
    return measure


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--gold", default="dev")
    ap.add_argument("--cross", action="store_true")
    ap.add_argument("--fit", action="store_true")
    ap.add_argument("--analyse", action="store_true", help="analyse the texts anew")
    ap.add_argument("--least", type=float, default=ACCEPTED)
    a = ap.parse_args()
    if a.analyse:
        CACHE.unlink(missing_ok=True)
        SENTENCES.unlink(missing_ok=True)
    if a.fit:
        scorer = fit(examples_of(load_gold("train")) + sentence_examples(), c=C, least=LEAST, heard=HEARD)
        path = write_scorer(scorer, MODEL)
        print(path, len(scorer.weights), "features", path.stat().st_size, "bytes")
    elif a.cross:
        cross(a.least).show()
    else:
        measure = Measure()
        for report in load_gold(a.gold):
            measure.add(report, read(report))
        measure.show()


if __name__ == "__main__":
    main()
