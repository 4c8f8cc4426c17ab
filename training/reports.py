"""Phase B: the heads that read reports, from the gold reports for training and our own labelled sentences.

training/reports.py cv      by-outlet cross-fitting: figures, and honest layers for every training report (.work/oof)
training/reports.py final   on all of them: build/models/tagger.pt
"""

import json
import os
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from isnad.arabic.inputs import FLAGS, SHAPE_FLAGS
from isnad.arabic.network import Model, Seen
from isnad.arabic.tagger import find_layers
from isnad.model.text import Tagged
from training.auxiliary import CHECKPOINT, load, read_rehearsal, save
from training.classes import NAME_LABELS, PAIRS, SPAN_LABELS, STATUSES
from training.fit import batch, fit, shuffled
from training.gold import GoldReport, load_gold, outlet_folds
from training.labelling import TYPES, Document, Marks, document, of_report, of_sentence, trigger_words
from training.network import Network
from training.samples import Labels, Sample
from training.sentences.loader import load_sentences
from training.treebank import BUILD

OOF = Path(os.environ.get("OOF", Path(__file__).resolve().parents[1] / ".work" / "oof"))
TAGGER = BUILD / "tagger.pt"
WEIGHTS = {"status": torch.tensor([1.0, 2.5, 3.0, 3.0])}
SHARE = {"names": 1.0, "triggers": 1.0, "status": 0.3, "cues": 0.7, "sources": 0.7, "contents": 0.5, "pairs": 0.3}
EPOCHS, PART_EPOCHS = 6, 5
"""Rounds over the reports, of the packaged tagger and of those of the parts."""
RATE, AVERAGED = 1.5e-3, 0.0
FOLDS = 3
"""Parts of the outlets, each read by a tagger that saw none of them: three, for a tagger takes a quarter of an hour."""
REHEARSAL = 0.35
"""Groups of the auxiliary corpora for each group of reports, so that syntax is not forgotten."""
LAYERS = {"names": NAME_LABELS, "status": STATUSES, "triggers": TYPES, "pairs": PAIRS}
LAYERS |= dict.fromkeys(("cues", "sources", "contents"), SPAN_LABELS)


NEAREST = {"person": "PERS", "group": "ORG", "organization": "ORG", "place": "GPE", "facility": "FAC", "people": "NORP"}
"""The tag of Wojood a name type of ours begins from."""


NEAR = frozenset({"names", "triggers", "status", "cues", "sources", "contents", "pairs"})


@torch.no_grad()
def widened(net: Network) -> Network:
    """The network of phase A with report heads that see the word, and room at the end of its flags for kinds it did not know."""
    old = net.shape
    new = Network(replace(old, flags=FLAGS + SHAPE_FLAGS, near=NEAR, cloze=0))
    fresh, known = new.state_dict(), net.state_dict()
    told = net.width - SHAPE_FLAGS
    at, of = ([*range(told), *range(n.width - SHAPE_FLAGS, n.width)] for n in (new, net))
    for name, value in fresh.items():
        if name.startswith("lower.weight_ih"):
            value.zero_()
            value[:, at] = known[name][:, of]
        elif name not in known:
            continue
        elif known[name].shape == value.shape:
            value.copy_(known[name])
        elif name.endswith("weight"):
            value[:, known[name].shape[1] :] *= 0.3
    new.load_state_dict(fresh)
    return new


@torch.no_grad()
def prepare(net: Network, labels: Labels) -> None:
    """Begin where phase A is: names as Wojood's nearest tags, rare labels as rare."""
    wojood = labels.classes["wojood"]
    for k, name in enumerate(NAME_LABELS):
        near = "O" if name == "O" else f"{name[0]}-{NEAREST[name[2:]]}"
        names, known = net.heads["names"], net.heads["wojood"]
        names.weight[k] = 0
        names.weight[k, : 2 * net.shape.hidden] = known.weight[wojood.index(near)]
        names.bias[k] = known.bias[wojood.index(near)] - (0.5 if name[2:] in ("group", "facility") else 0)
    net.heads["triggers"].bias.fill_(-4.5)
    for head in ("cues", "sources", "contents"):
        net.heads[head].bias[1] = -1.0
    net.pair[:, -1, -1] = -4.5


QUICK = ("heads.names", "heads.triggers", "heads.status", "heads.cues", "heads.sources", "heads.contents", "pair")


def train(marks: Sequence[Marks], auxiliary: Sequence[Sample], *, epochs: int = EPOCHS, seed: int = 7) -> tuple[Network, Labels]:
    """A network that has read `marks`, starting from phase A."""
    net, labels = load(CHECKPOINT)
    torch.manual_seed(seed)
    net = widened(net)
    labels.classes |= LAYERS
    prepare(net, labels)
    words = trigger_words(marks)
    told = [s for m in marks for s in document(m, words).samples]

    def epoch(chance: random.Random) -> list[Sequence[Sample]]:
        groups = shuffled(told, chance, 800)
        again = shuffled(chance.sample(list(auxiliary), min(len(auxiliary), 1500)), chance, 800)[: int(len(groups) * REHEARSAL)]
        mixed = groups + again
        chance.shuffle(mixed)
        return mixed

    options = {"weights": WEIGHTS, "share": SHARE, "quick": QUICK, "averaged": AVERAGED}
    fit(
        net, [epoch] * epochs, rate=RATE, seed=seed, warm=20, say=lambda line: print(line, file=sys.stderr, flush=True), **options
    )
    return net, labels


@torch.no_grad()
def look(net: Network, samples: Sequence[Sample]) -> list[Seen]:
    """What the runtime would see, computed by torch."""
    net.eval()
    out = []
    for s in samples:
        b = batch([s])
        near = net(b.vectors, b.letters, b.flags, b.lengths)[0]
        far, paired = net.far(near), near if "pairs" in net.shape.near else net.far(near)
        weight, bias = net.all_heads()
        tags = near @ weight.T + bias
        dep = torch.relu(net.arc_dep(far)) @ net.arc[:-1] + net.arc[-1]
        rest = [torch.relu(getattr(net, k)(far)) for k in ("arc_head", "rel_dep", "rel_head")]
        rest += [torch.relu(k(paired)) for k in (net.pair_dep, net.pair_head)]
        out.append(Seen(*(x.numpy() for x in (tags, dep, *rest))))
    return out


@torch.no_grad()
def model_of(net: Network, labels: Labels) -> Model:
    """The runtime's model of a torch network."""
    columns, at = {}, 0
    for head, layer in net.heads.items():
        columns[head] = slice(at, at + layer.out_features)
        at += layer.out_features
    arc_root, rel_root = (torch.relu(k(net.root[None]))[0].numpy() for k in (net.arc_head, net.rel_head))
    weights = (net.rel, net.pair, net.pair_one, net.pair_two, net.pair_up, net.pair_near)
    return Model(labels.classes, columns, arc_root, rel_root, *(w.numpy() for w in weights))


def layers_of(net: Network, labels: Labels, doc: Document) -> dict[str, list[Tagged]]:
    model = model_of(net, labels)
    layers: dict[str, list[Tagged]] = {}
    for (first, last), seen in zip(doc.parts, look(net, doc.samples), strict=True):
        for layer, found in find_layers(model, seen, doc.tokens[first:last], first).items():
            layers.setdefault(layer, []).extend(found)
    return layers


def as_offsets(doc: Document, layers: dict[str, list[Tagged]]) -> dict[str, list[list[object]]]:
    """[first char, last char (exclusive), label, score]; a role has its trigger's first char as a fifth."""
    out: dict[str, list[list[object]]] = {}
    for layer, found in layers.items():
        rows = []
        for x in found:
            row: list[object] = [doc.tokens[x.first].start, doc.tokens[x.last - 1].end, x.label, x.score]
            if layer == "roles":
                role, _, trigger = x.label.partition(":")
                row[2:] = [role, x.score, doc.tokens[int(trigger)].start]
            rows.append(row)
        out[layer] = rows
    return out


def tally(report: GoldReport, found: dict[str, list[list[object]]], n: Counter[str]) -> None:
    """Count right, told and gold of names (exact), triggers (≥ 0.5, overlapping), cues, sources (exact), contents (half)."""
    names = {(m.start, m.end, e.type.value) for e in report.entities for m in e.mentions}
    got = {(a, b, k) for a, b, k, _ in found["names"]}
    _count(n, "names", len(names & got), len(got), len(names))
    _count(n, "spans", len({x[:2] for x in names} & {x[:2] for x in got}), len(got), len(names))
    triggers = [(a, b, k) for a, b, k, p in found["triggers"] if p >= 0.5]
    events = [(e.type.value, e.triggers) for e in report.events]
    right = sum(any(k == kind and a < t and s < b for kind, spans in events for s, t in spans) for a, b, k in triggers)
    told = sum(any(k == kind and a < t and s < b for a, b, k in triggers for s, t in spans) for kind, spans in events)
    n["triggers p+"] += right
    n["triggers p"] += len(triggers)
    n["triggers r+"] += told
    n["triggers r"] += len(events)
    for layer, gold in (("cues", {s.cue for s in report.says}), ("sources", {s.source for s in report.says})):
        spans = {(a, b) for a, b, *_ in found[layer]}
        _count(n, layer, len(spans & gold), len(spans), len(gold))
    gold_contents = {s.content for s in report.says}
    spans = {(a, b) for a, b, *_ in found["contents"]}
    _count(n, "contents", sum(any(_iou(x, y) >= 0.5 for y in gold_contents) for x in spans), len(spans), len(gold_contents))
    roles = {(a, k, t) for a, b, k, p, t in found["roles"] if p >= 0.4 and k in PAIRS[:7]}
    starts = {(sp[0], g.role.value, e.triggers[0][0]) for e in report.events for g in e.arguments for sp in g.spans[:1]}
    _count(n, "roles", len(roles & starts), len(roles), len(starts))


def _iou(x: tuple[int, int], y: tuple[int, int]) -> float:
    o = max(0, min(x[1], y[1]) - max(x[0], y[0]))
    return o / (x[1] - x[0] + y[1] - y[0] - o) if o else 0.0


def _count(n: Counter[str], key: str, right: int, told: int, gold: int) -> None:
    n[f"{key} +"] += right
    n[f"{key} told"] += told
    n[f"{key} gold"] += gold


def shown(n: Counter[str]) -> str:
    parts = []
    for key in ("names", "spans", "cues", "sources", "contents", "roles"):
        p, r = n[f"{key} +"] / max(1, n[f"{key} told"]), n[f"{key} +"] / max(1, n[f"{key} gold"])
        parts.append(f"{key} {p:.3f}/{r:.3f}/{2 * p * r / max(1e-9, p + r):.3f}")
    p, r = n["triggers p+"] / max(1, n["triggers p"]), n["triggers r+"] / max(1, n["triggers r"])
    return " ".join([*parts, f"triggers {p:.3f}/{r:.3f}/{2 * p * r / max(1e-9, p + r):.3f}"])


def write_oof(report: GoldReport, found: dict[str, list[list[object]]]) -> None:
    OOF.mkdir(parents=True, exist_ok=True)
    (OOF / f"{report.name}.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def read_report(net: Network, labels: Labels, report: GoldReport) -> dict[str, list[list[object]]]:
    doc = document(Marks(report.text), {})
    return as_offsets(doc, layers_of(net, labels, doc))


def score(net: Network, labels: Labels, reports: Iterable[GoldReport], *, write: bool = False) -> Counter[str]:
    n: Counter[str] = Counter()
    for report in reports:
        found = read_report(net, labels, report)
        tally(report, found, n)
        if write:
            write_oof(report, found)
    return n


def own_sentences() -> list[Marks]:
    return [of_sentence(s) for s in load_sentences()]


def cross_fit(which: Sequence[int]) -> None:
    """Train on four fifths of the outlets, read the rest: figures, and the layers of the rest as offsets."""
    reports = load_gold("train")
    folds = outlet_folds(reports, FOLDS)
    extra, auxiliary = own_sentences(), read_rehearsal()
    total: Counter[str] = Counter()
    for k in which:
        marks = [of_report(r) for j, f in enumerate(folds) if j != k for r in f] + extra
        net, labels = train(marks, auxiliary, epochs=PART_EPOCHS)
        n = score(net, labels, folds[k], write=True)
        total += n
        print("fold", k, shown(n), flush=True)
    print("ALL", shown(total), flush=True)


def final() -> None:
    """Train on every training report and labelled sentence; the measuring reports are only read."""
    marks = [of_report(r) for r in load_gold("train")] + own_sentences()
    net, labels = train(marks, read_rehearsal())
    print("DEV", shown(score(net, labels, load_gold("dev"))), flush=True)
    save(net, labels, TAGGER)


def main() -> None:
    torch.set_num_threads(1)
    if sys.argv[1] == "cv":
        cross_fit([int(k) for k in sys.argv[2:]] or range(FOLDS))
    else:
        final()


if __name__ == "__main__":
    main()
