"""What the trained models see in the words of a text: tags, syntax, names, triggers, statements, roles.

Layers of `Text.layers` (stretches of tokens, `score` a probability):

- `names`: person, group, organization, place, facility, people; they do not overlap. A name whose article a ل swallowed
  begins with that ل, as written.
- `triggers`: one stretch of one token a type with probability 0.1 or more; several types may share a token.
- `status`: for every token of `triggers`, the statuses with probability 0.1 or more.
- `cues`, `sources`, `contents`: words of saying, who says, what is said; each layer without overlap.
- `roles`: one token (the first of an argument's words) in a role of a trigger or cue in the same sentence; the label is
  `ROLE:TOKEN`, with TOKEN the index of the trigger or cue. Roles of triggers: agent target partner place origin
  destination instrument; of cues: source content_first content_last (the first and last token of what is said).
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from isnad.arabic import lemmas
from isnad.arabic.network import Model, Seen, distances, load_model, see
from isnad.arabic.tables import Floats
from isnad.arabic.trees import Syntax, with_ones
from isnad.arabic.windows import find_parts
from isnad.model.text import Sentence, Tagged, Token

MODELS = Path(__file__).parent / "models"
_MODEL_ENDINGS = frozenset((".onnx", ".npz", ".gz", ".crfsuite", ".json"))
AT_ONCE = 240
"""Stretches read before their tags are taken: those of like length among them are read together."""
LEAST = 0.1
"""Probability under which nothing is told."""
FEATS = {
    "aspect": "Aspect",
    "definite": "Definite",
    "gender": "Gender",
    "mood": "Mood",
    "number": "Number",
    "person": "Person",
    "voice": "Voice",
}
SPAN_LAYERS = ("names", "cues", "sources", "contents")
LAYERS = (*SPAN_LAYERS, "triggers", "status", "roles")
CUE_ROLES = ("source", "content_first", "content_last")

Layers = dict[str, list[Tagged]]


def tag(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[tuple[Token, ...], dict[str, tuple[Tagged, ...]]]:
    """The words with their tags and syntax, and the layers the models see over them."""
    model = load_model()
    parts = [part for s in sentences for part in find_parts(tokens, s.first, s.last)]
    out: list[Token] = []
    layers: Layers = {layer: [] for layer in LAYERS}
    for stretches in _seen(model, tokens, parts):
        heads = _side_by_side(stretches)
        out += _tagged(tokens, model, heads, stretches)
        for layer, found in _find_layers(model, heads, tokens, stretches).items():
            layers[layer] += found
    return tuple(out), {layer: tuple(found) for layer, found in layers.items()}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that the network read at once: tokens from `first` on, rows from `at` on of what stands side by side."""

    first: int
    at: int
    seen: Seen
    syntax: Syntax

    def __len__(self) -> int:
        return len(self.seen.tags)

    @property
    def rows(self) -> slice:
        return slice(self.at, self.at + len(self))


def _seen(model: Model, tokens: Sequence[Token], parts: Sequence[tuple[int, int]]) -> Iterator[list[Stretch]]:
    """The stretches with what the network sees in them; a few hundred at a time, so that memory does not grow with the text."""
    for a in range(0, len(parts), AT_ONCE):
        some = parts[a : a + AT_ONCE]
        begins = accumulate((last - first for first, last in some), initial=0)
        seen = see([tokens[first:last] for first, last in some])
        yield [Stretch(first, at, s, Syntax(model, s)) for (first, _), at, s in zip(some, begins, seen, strict=False)]


def _side_by_side(stretches: Sequence[Stretch]) -> Floats:
    """The logits of all heads for the words of all stretches: a step of numpy costs as much for ten words as for a thousand."""
    out: Floats = np.concatenate([s.seen.tags for s in stretches])
    return out


def _tagged(tokens: Sequence[Token], model: Model, heads: Floats, stretches: Sequence[Stretch]) -> Iterator[Token]:
    labels = model.classes["upos"]
    upos = [labels[k] for k in _best(model, heads, "upos")]
    feats = [_written(of) for of in zip(*(_best(model, heads, head) for head in FEATS), strict=True)]
    for s in stretches:
        over, deprels = s.syntax.find_tree()
        for n, (head, deprel) in enumerate(zip(over.tolist(), deprels, strict=True)):
            t, tag_ = tokens[s.first + n], upos[s.at + n]
            yield Token(
                t.i, t.start, t.end, t.form, t.folded, t.word,
                tag_, feats[s.at + n], lemmas.lemma(t.folded, tag_),
                s.first + head - 1 if head > 0 else -1, deprel,
            )  # fmt: skip


def _best(model: Model, heads: Floats, head: str) -> list[int]:
    best: list[int] = heads[:, model.columns[head]].argmax(1).tolist()
    return best


@lru_cache(maxsize=10_000)
def _written(chosen: tuple[int, ...]) -> str:
    """The features with these classes, in the order of FEATS, as Universal Dependencies writes them."""
    labels = load_model().classes
    values = ((name, labels[head][k]) for (head, name), k in zip(FEATS.items(), chosen, strict=True))
    return "|".join(f"{name}={value}" for name, value in values if value)


def find_layers(model: Model, seen: Seen, tokens: Sequence[Token], first: int) -> Layers:
    """The layers over one stretch of words, `tokens`, that begins at token `first`."""
    stretch = Stretch(0, 0, seen, Syntax(model, seen))
    found = _find_layers(model, seen.tags, tokens, [stretch])
    return {layer: [_moved(t, first, layer) for t in tagged] for layer, tagged in found.items()}


def _moved(tagged: Tagged, by: int, layer: str) -> Tagged:
    role, _, head = tagged.label.partition(":")
    label = f"{role}:{int(head) + by}" if layer == "roles" else tagged.label
    return Tagged(tagged.first + by, tagged.last + by, label, tagged.score)


def _find_layers(model: Model, heads: Floats, tokens: Sequence[Token], stretches: Sequence[Stretch]) -> Layers:
    layers: Layers = {layer: list(_spans(model, heads, layer, stretches)) for layer in SPAN_LAYERS}
    layers["names"] = list(_with_lams(layers["names"], tokens, stretches))
    triggers = squash(heads[:, model.columns["triggers"]])
    named = triggers.max(1) >= LEAST
    where = [s.first + n for s in stretches for n in range(len(s))]
    layers["triggers"] = list(_each(triggers, named, model.classes["triggers"], where))
    status = softmax(heads[:, model.columns["status"]])
    layers["status"] = list(_each(status, named, model.classes["status"], where))
    saying = 1 - softmax(heads[:, model.columns["cues"]])[:, 0] >= 2 * LEAST
    for s in stretches:
        at, cues = np.flatnonzero(named[s.rows]).tolist(), np.flatnonzero(saying[s.rows]).tolist()
        layers.setdefault("roles", []).extend(_roles(model, s.seen, s.syntax, at, cues, s.first))
    return layers


def _each(scores: Floats, chosen: NDArray[np.bool_], labels: Sequence[str], where: Sequence[int]) -> Iterator[Tagged]:
    """What is likely enough of the `chosen` words; `where`: the token of each row."""
    told = (scores >= LEAST) & chosen[:, None]
    for (n, k), score in zip(np.argwhere(told).tolist(), scores[told].tolist(), strict=True):
        yield Tagged(where[n], where[n] + 1, labels[k], round(score, 3))


def _roles(
    model: Model, seen: Seen, syntax: Syntax, triggers: Sequence[int], cues: Sequence[int], first: int
) -> Iterator[Tagged]:
    labels = model.classes["pairs"]
    heads = sorted({*triggers, *cues})
    if not heads:
        return
    scores = squash(link_scores(model, seen, syntax, heads))
    told = scores >= LEAST
    for (h, j, k), score in zip(np.argwhere(told).tolist(), scores[told].tolist(), strict=True):
        i = heads[h]
        if i in (cues if labels[k] in CUE_ROLES else triggers):
            yield Tagged(first + j, first + j + 1, f"{labels[k]}:{first + i}", round(score, 3))


def link_scores(model: Model, seen: Seen, syntax: Syntax, heads: Sequence[int]) -> Floats:
    """(heads, T, pairs): logits of every word in every role of each of `heads`."""
    head, dep = with_ones(seen.pair_head[list(heads)]), with_ones(seen.pair_dep)
    by_role: Floats = head @ model.pair_flat
    scores: Floats = by_role.reshape(len(head), *model.pair.shape[::2]) @ dep.T
    return scores.transpose(0, 2, 1) + _by_tree(model, syntax, heads) + model.pair_near[distances(len(dep))[list(heads)]]


def _by_tree(model: Model, syntax: Syntax, heads: Sequence[int]) -> Floats:
    """(heads, T, pairs): what it says for a role that a word hangs under the head, two steps under it, or over it."""
    arcs = softmax(syntax.arcs)
    over, rels = arcs[:, 1:], softmax(syntax.best_rels)
    under, twice = over[:, list(heads)].T[:, :, None], (over @ over[:, list(heads)]).T[:, :, None]
    up = over[list(heads)][:, :, None] * (rels @ model.pair_up)[list(heads)][:, None, :]
    out: Floats = under * (rels @ model.pair_one)[None] + twice * (rels @ model.pair_two)[None] + up
    return out


def softmax(logits: Floats) -> Floats:
    e = np.exp(logits - logits.max(1, keepdims=True))
    out: Floats = e / e.sum(1, keepdims=True)
    return out


def squash(logits: Floats) -> Floats:
    return (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)


def _spans(model: Model, heads: Floats, layer: str, stretches: Sequence[Stretch]) -> Iterator[Tagged]:
    labels = model.classes[layer]
    scores = softmax(heads[:, model.columns[layer]])
    best = scores.argmax(1)
    logs = np.log(scores[np.arange(len(best)), best] + 1e-9)
    broken = _is_broken(best, tuple(labels), [s.at for s in stretches])
    paths = best.tolist()
    for s in stretches:
        path, sure = paths[s.rows], logs[s.rows]
        if broken is not None and broken[s.rows].any():
            path = best_path(scores[s.rows], labels)
            sure = np.log(scores[s.rows][np.arange(len(s)), path] + 1e-9)
        for a, b in _stretches(path, labels) if any(path) else ():
            label = labels[path[a]].partition("-")[2] or layer.rstrip("s")
            yield Tagged(s.first + a, s.first + b, label, _sureness(sure[a:b]))


def _is_broken(best: NDArray[np.int64], labels: tuple[str, ...], begins: Sequence[int]) -> NDArray[np.bool_] | None:
    """Words whose best label may not follow the best of the word before, begin a stretch as it may; None where all may."""
    broken = np.empty(len(best), bool)
    broken[1:] = _follows(labels)[best[:-1], best[1:]] < 0
    broken[begins] = [labels[best[n]][0] == "I" for n in begins]
    return broken if broken.any() else None


def _with_lams(names: Sequence[Tagged], tokens: Sequence[Token], stretches: Sequence[Stretch]) -> Iterator[Tagged]:
    """Names whose article a ل swallowed are quoted as written, with the ل ("للحوثيين")."""
    firsts = {s.first for s in stretches}
    for name in names:
        at = name.first
        swallowed = (
            at not in firsts
            and tokens[at].folded.startswith("ال")
            and tokens[at].form.startswith("ل")
            and tokens[at - 1].form == "ل"
        )
        yield replace(name, first=at - 1) if swallowed else name


def _sureness(logs: Floats) -> float:
    """The geometric mean of the probabilities of the span's labels, whose logarithms these are."""
    return round(float(np.exp(np.add.reduce(logs) / np.float32(len(logs)))), 3)


def _stretches(path: Sequence[int], labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = None
    for i, k in enumerate([*path, 0]):
        if start is not None and not labels[k].startswith("I"):
            yield start, i
            start = None
        if labels[k].startswith("B"):
            start = i


@cache
def _follows(labels: tuple[str, ...]) -> Floats:
    """0 where the column's label may follow the row's, a great loss where it may not: I only after its own B or I."""
    return np.array(
        [[0.0 if b[0] != "I" or (a[1:] == b[1:] and a[0] != "O") else -1e4 for b in labels] for a in labels], np.float32
    )


def best_path(scores: Floats, labels: Sequence[str]) -> list[int]:
    """The likeliest allowed sequence of labels; almost always each word's own best."""
    follows = _follows(tuple(labels))
    best: list[int] = scores.argmax(1).tolist()
    if labels[best[0]][0] != "I" and not follows[best[:-1], best[1:]].any():
        return best
    logs = np.log(scores + 1e-9)
    total = logs[0] + follows[0]
    back = []
    for row in logs[1:]:
        ways = total[:, None] + follows
        back.append(ways.argmax(0))
        total = ways.max(0) + row
    path = [int(total.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


@cache
def model_versions() -> dict[str, str]:
    """Name → the first 16 digits of the SHA-256 of every packaged model: 14 MB hashed once a process, about 10 ms."""
    files = sorted(p for p in MODELS.iterdir() if p.suffix in _MODEL_ENDINGS)
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest()[:16] for p in files}
