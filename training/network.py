"""The tagger's network: one encoder over words, many heads. `training/export.py` writes it for onnxruntime."""

from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn.functional import linear, relu

from isnad.arabic.inputs import ALPHABET
from isnad.arabic.network import DISTANCES, distances

GUESS = 96
"""Width of what is known of a word left out, before it is one word of many."""


@dataclass(frozen=True)
class Shape:
    """Sizes of the network."""

    vector: int = 164
    flags: int = 31
    letter: int = 24
    letters_out: int = 48
    hidden: int = 144
    arc: int = 96
    rel: int = 48
    pair: int = 64
    heads: dict[str, int] = field(default_factory=dict)
    """Softmax heads and their sizes."""
    many: dict[str, int] = field(default_factory=dict)
    """Heads of independent yes-or-no labels, and how many."""
    near: frozenset[str] = frozenset()
    """Heads that also see the word itself beside what the encoder makes of it."""
    deprels: int = 0
    pairs: int = 0
    cloze: int = 0
    """Words that may be guessed where they are left out; nothing at run time does."""


def _in_order(x: Tensor, order: Tensor) -> Tensor:
    return x.gather(1, order.unsqueeze(2).expand(-1, -1, x.shape[2]))


def _both_ways(gates: Tensor, weight: Tensor) -> Tensor:
    """(2, B, T, hidden): two LSTMs run beside each other, from `gates` (2, B, T, 4 hidden) and `weight` (2, hidden, 4 hidden)."""
    hidden = cell = gates.new_zeros(*gates.shape[:2], weight.shape[1])
    states = []
    for now in gates.unbind(2):
        keep, forget, fresh, out = torch.baddbmm(now, hidden, weight).chunk(4, 2)
        cell = forget.sigmoid() * cell + keep.sigmoid() * fresh.tanh()
        hidden = out.sigmoid() * cell.tanh()
        states.append(hidden)
    return torch.stack(states, 2)


class Network(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.letters = nn.Embedding(len(ALPHABET) + 2, shape.letter, padding_idx=0)
        self.grams = nn.Conv1d(shape.letter, shape.letters_out, 3, padding=1)
        width = self.width = shape.vector + shape.letters_out + shape.flags
        self.lower = nn.LSTM(width, shape.hidden, bidirectional=True, batch_first=True)
        self.upper = nn.LSTM(2 * shape.hidden, shape.hidden, bidirectional=True, batch_first=True)
        out = 2 * shape.hidden
        sizes = {**shape.heads, **shape.many}
        self.heads = nn.ModuleDict({h: nn.Linear(out + width if h in shape.near else out, n) for h, n in sizes.items()})
        self.arc_dep, self.arc_head = nn.Linear(out, shape.arc), nn.Linear(out, shape.arc)
        self.rel_dep, self.rel_head = nn.Linear(out, shape.rel), nn.Linear(out, shape.rel)
        both = out + width if "pairs" in shape.near else out
        self.pair_dep, self.pair_head = nn.Linear(both, shape.pair), nn.Linear(both, shape.pair)
        self.arc = nn.Parameter(torch.zeros(shape.arc + 1, shape.arc))
        self.rel = nn.Parameter(torch.zeros(shape.deprels, shape.rel + 1, shape.rel + 1))
        self.pair = nn.Parameter(torch.zeros(shape.pairs, shape.pair + 1, shape.pair + 1))
        self.pair_one, self.pair_two, self.pair_up = (nn.Parameter(torch.zeros(shape.deprels, shape.pairs)) for _ in range(3))
        self.pair_near = nn.Parameter(torch.zeros(DISTANCES, shape.pairs))
        self.root = nn.Parameter(torch.randn(out) * 0.1)
        self.drop = nn.Dropout(0.35)
        self.guess = nn.Sequential(nn.Linear(out, GUESS), nn.Linear(GUESS, shape.cloze)) if shape.cloze else None

    def word_view(self, vectors: Tensor, letters: Tensor, flags: Tensor) -> Tensor:
        """(B, T, width): the word's vectors, the strongest of its letter trigrams, its flags."""
        b, t, n = letters.shape
        spelt = self.letters(letters.reshape(b * t, n).long()).transpose(1, 2)
        grams = relu(self.grams(spelt)).amax(2).reshape(b, t, -1)
        if self.training:
            vectors, flags = self._forget(vectors), flags * (torch.rand_like(flags) > 0.1)
        return torch.cat([self.drop(vectors), self.drop(grams), flags], 2)

    def _forget(self, vectors: Tensor) -> Tensor:
        """Some words lose their word vector, so that letters and context learn to do without."""
        lost = (torch.rand(vectors.shape[:2]) < 0.12).unsqueeze(2) & (torch.arange(vectors.shape[2]) < 100)
        return vectors.masked_fill(lost, 0.0)

    def forward(self, vectors: Tensor, letters: Tensor, flags: Tensor, lengths: Tensor) -> Tensor:
        """(B, T, 2 hidden + width): every word in its sentence, and the word itself."""
        x = self.word_view(vectors, letters, flags)
        lower = self._run(self.lower, x, lengths)
        seen = self.drop(self._run(self.upper, self.drop(lower), lengths) + lower)
        return torch.cat([seen, x], 2)

    def head(self, name: str, seen: Tensor) -> Tensor:
        """The logits of one head."""
        return self.heads[name](seen if name in self.shape.near else self.far(seen))

    def all_heads(self, without: frozenset[str] = frozenset()) -> tuple[Tensor, Tensor]:
        """Weights and biases of all heads under each other; those that do not see the word itself have zeros for it."""
        heads = [layer for name, layer in self.heads.items() if name not in without]
        return torch.cat([self.widened(h.weight) for h in heads]), torch.cat([h.bias for h in heads])

    def widened(self, weight: Tensor) -> Tensor:
        missing = 2 * self.shape.hidden + self.width - weight.shape[1]
        return torch.cat([weight, torch.zeros(len(weight), missing)], 1)

    def far(self, seen: Tensor) -> Tensor:
        """What the encoder makes of the words, without the words themselves."""
        return seen[..., : 2 * self.shape.hidden]

    def _run(self, lstm: nn.LSTM, x: Tensor, lengths: Tensor) -> Tensor:
        """(B, T, 2 hidden) of a one-layer two-way LSTM, nothing beyond a sentence's end.

        Its own loop over time: the packed one of torch fills a whole array a step on the way back, half of all the time spent.
        """
        t = torch.arange(x.shape[1])[None]
        inside = t < lengths[:, None]
        turned = torch.where(inside, lengths[:, None] - 1 - t, t)
        back = _in_order(x, turned)
        gates = torch.stack(
            [
                linear(x, lstm.weight_ih_l0, lstm.bias_ih_l0 + lstm.bias_hh_l0),
                linear(back, lstm.weight_ih_l0_reverse, lstm.bias_ih_l0_reverse + lstm.bias_hh_l0_reverse),
            ]
        )
        states = _both_ways(gates, torch.stack([lstm.weight_hh_l0.t(), lstm.weight_hh_l0_reverse.t()]))
        both = torch.cat([states[0], _in_order(states[1], turned)], 2)
        return both * inside.unsqueeze(2)

    def arcs(self, seen: Tensor) -> Tensor:
        """(B, T, T + 1): how well each word (last axis, 0 is the root) heads each word."""
        seen = self.far(seen)
        heads = self._with_root(seen)
        dep = self.drop(relu(self.arc_dep(seen)))
        dep = torch.cat([dep, torch.ones_like(dep[..., :1])], -1)
        return dep @ self.arc @ self.drop(relu(self.arc_head(heads))).transpose(1, 2)

    def rels(self, seen: Tensor, heads: Tensor) -> Tensor:
        """(B, T, deprels) given the head (0 is the root) of each word."""
        seen = self.far(seen)
        everyone = self._with_root(seen)
        chosen = everyone.gather(1, heads.unsqueeze(2).expand(-1, -1, everyone.shape[2]))
        dep, head = self._ones(relu(self.rel_dep(seen))), self._ones(relu(self.rel_head(chosen)))
        return torch.einsum("bti,rij,btj->btr", dep, self.rel, head)

    def links(self, seen: Tensor, lengths: Tensor) -> Tensor:
        """(B, T heads, T words, pairs): how well each word fits each role of each trigger or cue.

        By what both are, by how they hang together in the tree (as it is guessed; nothing flows back into it), by how far apart.
        """
        paired = seen if "pairs" in self.shape.near else self.far(seen)
        head, dep = self._ones(relu(self.pair_head(paired))), self._ones(relu(self.pair_dep(paired)))
        scores = torch.einsum("bhi,rij,bdj->bhdr", head, self.pair, dep)
        over, rels = self._guessed(seen, lengths)
        under = over.transpose(1, 2).unsqueeze(3)
        twice = (over @ over).transpose(1, 2).unsqueeze(3)
        scores = scores + under * (rels @ self.pair_one).unsqueeze(1) + twice * (rels @ self.pair_two).unsqueeze(1)
        scores = scores + over.unsqueeze(3) * (rels @ self.pair_up).unsqueeze(2)
        return scores + self.pair_near[torch.from_numpy(distances(seen.shape[1]))]

    @torch.no_grad()
    def _guessed(self, seen: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """(B, T, T) probability that the second word heads the first; (B, T, deprels) of its relation to the likeliest head."""
        beyond = torch.arange(seen.shape[1] + 1)[None] > lengths[:, None]
        arcs = self.arcs(seen).masked_fill(beyond[:, None], -1e4).softmax(2)
        return arcs[:, :, 1:], self.rels(seen, arcs.argmax(2)).softmax(2)

    def _with_root(self, seen: Tensor) -> Tensor:
        return torch.cat([self.root.expand(seen.shape[0], 1, -1), seen], 1)

    def _ones(self, x: Tensor) -> Tensor:
        return torch.cat([self.drop(x), torch.ones_like(x[..., :1])], -1)
