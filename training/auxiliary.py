"""Phase A: the encoder learns syntax (PADT) and names (public corpora). Writes build/models/auxiliary.pt."""

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from isnad.arabic.inputs import FLAGS, SHAPE_FLAGS
from isnad.model.event import EventType
from training.classes import NAME_LABELS, PAIRS
from training.cloze import CLASSES, read_news
from training.fit import fit, predict, shuffled
from training.network import Network, Shape
from training.samples import IGNORE, Labels, Sample, read_named, read_treebank
from training.treebank import BUILD

CHECKPOINT = BUILD / "auxiliary.pt"
GOLD_HEADS = {"names": len(NAME_LABELS), "status": 4, "cues": 3, "sources": 3, "contents": 3}


def shape_of(labels: Labels) -> Shape:
    sizes = {h: len(c) for h, c in labels.classes.items() if h != "deprel"}
    return Shape(
        flags=FLAGS + SHAPE_FLAGS, heads=sizes | GOLD_HEADS, many={"triggers": len(EventType)},
        deprels=len(labels.classes["deprel"]), pairs=len(PAIRS), cloze=CLASSES,
    )  # fmt: skip


def read_all() -> tuple[Labels, list[Sample], list[Sample], list[Sample]]:
    """Labels; training samples; held-out treebank samples; held-out Wojood samples (every tenth)."""
    labels = Labels()
    trees = list(read_treebank(labels))
    docs = set(sorted({d for d, _ in trees})[::20])
    named = list(read_named(labels))
    gold = [s for c, s in named if c == "wojood"]
    held = {id(s) for s in gold[::12]}
    train = [s for d, s in trees if d not in docs] + [s for _, s in named if id(s) not in held]
    return labels, train, [s for d, s in trees if d in docs], [s for s in gold if id(s) in held]


def read_rehearsal(seed: int = 3) -> list[Sample]:
    """A part of the auxiliary samples, for rehearsal while the report heads are trained."""
    _, train, _, _ = read_all()
    return random.Random(seed).sample(train, 6000)


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Names of IOB tags: first, last (exclusive), type."""
    out, start = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != tags[start][2:]):
            out.add((start, i, tags[start][2:]))
            start = None
        if tag[0] == "B" or (tag[0] == "I" and start is None):
            start = i
    return out


def check(net: Network, labels: Labels, trees: Sequence[Sample], named: Sequence[Sample]) -> str:
    """UPOS, UAS, LAS, voice and aspect on the held-out treebank; Wojood F1 on its held-out sentences."""
    n: Counter[str] = Counter()
    with torch.no_grad():
        for s, seen in predict(net, trees):
            for head in ("upos", "voice", "aspect"):
                n[head] += int((net.head(head, seen).argmax(1).numpy() == s.labels[head]).sum())
            n["words"] += len(s)
            if "head" in s.labels:
                heads = net.arcs(seen[None])[0].argmax(1)
                rels = net.rels(seen[None], heads[None])[0].argmax(1)
                right = heads.numpy() == s.labels["head"]
                n["uas"] += int(right.sum())
                n["las"] += int((right & (rels.numpy() == s.labels["deprel"])).sum())
                n["treed"] += len(s)
        for s, seen in predict(net, named):
            tags = labels.classes["wojood"]
            told = s.labels["wojood"] != IGNORE
            got = spans([tags[k] if ok else "O" for k, ok in zip(net.head("wojood", seen).argmax(1), told, strict=True)])
            gold = spans([tags[k] if k != IGNORE else "O" for k in s.labels["wojood"]])
            n["tp"] += len(got & gold)
            n["got"] += len(got)
            n["gold"] += len(gold)
    rates = [f"{h} {n[h] / n['words']:.4f}" for h in ("upos", "voice", "aspect")] + [
        f"{h} {n[h] / n['treed']:.4f}" for h in ("uas", "las")
    ]
    return " ".join([*rates, f"wojood F1 {2 * n['tp'] / (n['got'] + n['gold']):.4f}"])


def save(net: Network, labels: Labels, path: Path = CHECKPOINT) -> None:
    torch.save({"state": net.state_dict(), "shape": net.shape, "labels": labels.classes}, path)


def load(path: Path = CHECKPOINT) -> tuple[Network, Labels]:
    raw = torch.load(path, weights_only=False)
    net = Network(raw["shape"])
    net.load_state_dict(raw["state"], strict=False)
    return net, Labels(raw["labels"])


NEWS_WORDS = 700_000
"""Words of news read for each round over the corpora."""


def taken(samples: Iterator[Sample], words: int) -> Iterator[Sample]:
    """The next samples, about `words` words in all."""
    for s in samples:
        yield s
        words -= len(s)
        if words <= 0:
            return


def main(epochs: int = 5, seed: int = 7) -> None:
    torch.set_num_threads(1)
    labels, train, trees, named = read_all()
    print(len(train), "samples", sum(map(len, train)), "words", {h: len(c) for h, c in labels.classes.items()}, flush=True)
    torch.manual_seed(seed)
    net = Network(shape_of(labels))
    print(sum(p.numel() for p in net.parameters()), "parameters", flush=True)

    news = read_news(NEWS_WORDS * epochs)

    def epoch(chance: random.Random) -> list[Sequence[Sample]]:
        groups = shuffled(train, chance) + shuffled(list(taken(news, NEWS_WORDS)), chance)
        chance.shuffle(groups)
        return groups

    def say(line: str) -> None:
        print(line, check(net, labels, trees, named), flush=True)
        save(net, labels)
        net.train()

    fit(net, [epoch] * epochs, rate=2e-3, seed=seed, say=say)
    save(net, labels)


if __name__ == "__main__":
    main(*(int(x) for x in sys.argv[1:]))
