"""Batches, losses and the training loop of the network."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from isnad.arabic.inputs import load_store
from training.cloze import LEFT_OUT
from training.network import Network
from training.samples import IGNORE, Sample

BATCH = 1400
"""Words a batch, about."""


@dataclass
class Batch:
    samples: Sequence[Sample]
    vectors: Tensor
    letters: Tensor
    flags: Tensor
    lengths: Tensor

    def labels(self, head: str) -> Tensor:
        return _padded([torch.from_numpy(s.labels[head]).long() for s in self.samples], IGNORE)

    def many(self, head: str) -> Tensor:
        return _padded([torch.from_numpy(s.many[head]).float() for s in self.samples], -1.0)


def _padded(rows: list[Tensor], value: float) -> Tensor:
    return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=value)


def batch(samples: Sequence[Sample]) -> Batch:
    store = load_store()
    vectors = _padded([torch.from_numpy(store.vectors(s.rows)) for s in samples], 0.0)
    letters = _padded([torch.from_numpy(store.letters(s.rows)) for s in samples], 0)
    flags = _padded([torch.from_numpy(s.flags) for s in samples], 0.0)
    return Batch(samples, vectors, letters, flags, torch.tensor([len(s) for s in samples]))


def shuffled(samples: Sequence[Sample], chance: random.Random, size: int = BATCH) -> list[Sequence[Sample]]:
    """Groups of samples of like length and like heads, in random order."""
    order = sorted(samples, key=lambda s: (sorted(s.labels), len(s) * chance.uniform(0.8, 1.25)))
    groups: list[list[Sample]] = [[]]
    for s in order:
        last = groups[-1]
        if last and (sum(map(len, last)) + len(s) > size or last[0].labels.keys() != s.labels.keys()):
            groups.append([])
        groups[-1].append(s)
    chance.shuffle(groups)
    return groups


def losses(net: Network, b: Batch, weights: dict[str, Tensor] | None = None) -> dict[str, Tensor]:
    """The loss of every head that the batch has labels for."""
    if "cloze" in b.samples[0].labels:
        return {"cloze": _cloze_loss(net, b)}
    seen = net(b.vectors, b.letters, b.flags, b.lengths)
    out: dict[str, Tensor] = {}
    for head in b.samples[0].labels:
        if head in net.shape.heads:
            weight = (weights or {}).get(head)
            gold = b.labels(head).flatten()
            if (gold != IGNORE).any():
                out[head] = cross_entropy(net.head(head, seen).flatten(0, 1), gold, weight, ignore_index=IGNORE)
    for head in b.samples[0].many:
        gold = b.many(head)
        raw = binary_cross_entropy_with_logits(
            net.head(head, seen), gold.clamp(min=0), reduction="none", pos_weight=(weights or {}).get(head)
        )
        out[head] = (raw * (gold >= 0)).sum(-1).mean()
    if "head" in b.samples[0].labels:
        out |= _tree_losses(net, seen, b)
    if any(s.pair_heads for s in b.samples):
        out["pairs"] = _pair_loss(net, seen, b)
    return out


def _tree_losses(net: Network, seen: Tensor, b: Batch) -> dict[str, Tensor]:
    heads = b.labels("head")
    scores = net.arcs(seen)
    beyond = torch.arange(seen.shape[1] + 1)[None] > b.lengths[:, None]
    scores = scores.masked_fill(beyond[:, None], -1e4)
    rels = net.rels(seen, heads.clamp(min=0))
    return {
        "arc": cross_entropy(scores.flatten(0, 1), heads.flatten(), ignore_index=IGNORE),
        "deprel": cross_entropy(rels.flatten(0, 1), b.labels("deprel").flatten(), ignore_index=IGNORE),
    }


def _cloze_loss(net: Network, b: Batch) -> Tensor:
    """Some words lose all that is known of them; what they were is to be told from the words around."""
    gold = b.labels("cloze")
    out = (torch.rand(gold.shape) < LEFT_OUT) & (gold != IGNORE)
    if not out.any():
        out = gold != IGNORE
    left = ~out.unsqueeze(2)
    seen = net.far(net(b.vectors * left, b.letters * left, b.flags * left, b.lengths))
    return cross_entropy(net.guess(seen[out]), gold[out], ignore_index=IGNORE)


def _pair_loss(net: Network, seen: Tensor, b: Batch) -> Tensor:
    gold = torch.full((*seen.shape[:2], seen.shape[1], net.shape.pairs), -1.0)
    for n, s in enumerate(b.samples):
        for h in s.pair_heads:
            gold[n, h, : len(s)] = 0.0
        for h, d in s.pair_unknown:
            gold[n, h, d] = -1.0
        for h, d, label in s.pairs:
            gold[n, h, d, label] = 1.0
    told = gold >= 0
    which = told.flatten(2).any(2)
    scores = net.links(seen, b.lengths)[which]
    raw = binary_cross_entropy_with_logits(scores, gold[which].clamp(min=0), reduction="none", pos_weight=torch.tensor(2.0))
    return (raw * told[which]).sum() / which.sum()


def fit(
    net: Network,
    epochs: Sequence[Callable[[random.Random], list[Sequence[Sample]]]],
    *,
    rate: float,
    seed: int,
    weights: dict[str, Tensor] | None = None,
    share: dict[str, float] | None = None,
    warm: int = 50,
    quick: Sequence[str] = (),
    averaged: float = 0.0,
    say: Callable[[str], None] = print,
) -> None:
    """One pass over the groups each of `epochs` makes; AdamW, a rate that falls to nothing, gradients clipped.

    `quick`: beginnings of the names of parameters that learn at four times the rate.
    `averaged`: at the end the weights are a running average of themselves with this memory (0: none).
    """
    chance = random.Random(seed)
    torch.manual_seed(seed)
    plans = [make(chance) for make in epochs]
    steps = sum(map(len, plans))
    fresh = [p for n, p in net.named_parameters() if any(n.startswith(f) for f in quick)]
    known = [p for n, p in net.named_parameters() if not any(n.startswith(f) for f in quick)]
    groups = [{"params": known, "lr": rate}, {"params": fresh, "lr": rate * 4}]
    optimizer = torch.optim.AdamW(groups, weight_decay=1e-3, betas=(0.9, 0.95))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min((k + 1) / warm, max(0.02, (1 - k / steps))))
    began = time.time()
    mean = {n: p.detach().clone() for n, p in net.named_parameters()} if averaged else {}
    net.train()
    for n, plan in enumerate(plans):
        sums: dict[str, list[float]] = {}
        for group in plan:
            parts = losses(net, batch(group), weights)
            total = sum((loss * (share or {}).get(h, 1.0) for h, loss in parts.items()), torch.tensor(0.0))
            optimizer.zero_grad()
            if not total.requires_grad:
                continue
            total.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            for name, p in net.named_parameters() if averaged else ():
                mean[name].lerp_(p.detach(), 1 - averaged)
            for h, loss in parts.items():
                sums.setdefault(h, []).append(loss.item())
        shown = " ".join(f"{h} {np.mean(v):.3f}" for h, v in sums.items())
        say(f"epoch {n + 1} {time.time() - began:.0f}s {shown}")
    with torch.no_grad():
        for name, p in net.named_parameters() if averaged else ():
            p.copy_(mean[name])


@torch.no_grad()
def predict(net: Network, samples: Sequence[Sample]) -> Iterator[tuple[Sample, Tensor]]:
    """Each sample with what the encoder sees in it (T, 2 hidden), longest first."""
    net.eval()
    order = sorted(samples, key=len, reverse=True)
    for a in range(0, len(order), 16):
        b = batch(order[a : a + 16])
        seen = net(b.vectors, b.letters, b.flags, b.lengths)
        for s, row in zip(b.samples, seen, strict=True):
            yield s, row[: len(s)]
