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
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

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
    for (first, last), seen in _seen(tokens, parts):
        syntax = Syntax(model, seen)
        out += _tagged(tokens[first:last], model, seen, syntax, first)
        for layer, found in find_layers(model, seen, tokens[first:last], first, syntax).items():
            layers[layer] += found
    return tuple(out), {layer: tuple(found) for layer, found in layers.items()}


def _seen(tokens: Sequence[Token], parts: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], Seen]]:
    """Each stretch with what the network sees in it; a few hundred at a time, so that memory does not grow with the text."""
    for a in range(0, len(parts), AT_ONCE):
        some = parts[a : a + AT_ONCE]
        yield from zip(some, see([tokens[first:last] for first, last in some]), strict=True)


def _tagged(tokens: Sequence[Token], model: Model, seen: Seen, syntax: Syntax, first: int) -> Iterator[Token]:
    labels = model.classes["upos"]
    upos = [labels[k] for k in model.logits(seen, "upos").argmax(1).tolist()]
    feats = _feats(model, seen)
    heads, deprels = syntax.find_tree()
    for n, (t, over) in enumerate(zip(tokens, heads.tolist(), strict=True)):
        head = over - 1
        yield Token(
            i=t.i, start=t.start, end=t.end, form=t.form, folded=t.folded, word=t.word,
            upos=upos[n], feats=feats[n], lemma=lemmas.lemma(t.folded, upos[n]),
            head=head + first if head >= 0 else -1, deprel=deprels[n],
        )  # fmt: skip


def _feats(model: Model, seen: Seen) -> list[str]:
    chosen = [model.logits(seen, head).argmax(1).tolist() for head in FEATS]
    return [_written(of) for of in zip(*chosen, strict=True)]


@lru_cache(maxsize=10_000)
def _written(chosen: tuple[int, ...]) -> str:
    """The features with these classes, in the order of FEATS, as Universal Dependencies writes them."""
    labels = load_model().classes
    values = ((name, labels[head][k]) for (head, name), k in zip(FEATS.items(), chosen, strict=True))
    return "|".join(f"{name}={value}" for name, value in values if value)


def find_layers(model: Model, seen: Seen, tokens: Sequence[Token], first: int, syntax: Syntax | None = None) -> Layers:
    """The layers over one stretch of words, `tokens`, that begins at token `first`."""
    syntax = syntax or Syntax(model, seen)
    layers: Layers = {layer: _spans(model, seen, layer, first) for layer in SPAN_LAYERS}
    layers["names"] = [_with_lam(x, tokens, first) for x in layers["names"]]
    triggers = squash(model.logits(seen, "triggers"))
    at = np.flatnonzero(triggers.max(1) >= LEAST).tolist()
    layers["triggers"] = list(_each(triggers, at, model.classes["triggers"], first))
    layers["status"] = list(_each(softmax(model.logits(seen, "status")), at, model.classes["status"], first))
    saying = 1 - softmax(model.logits(seen, "cues"))[:, 0]
    layers["roles"] = list(_roles(model, seen, syntax, at, np.flatnonzero(saying >= 2 * LEAST).tolist(), first))
    return layers


def _each(scores: Floats, at: Sequence[int], labels: Sequence[str], first: int) -> Iterator[Tagged]:
    for i in at:
        for k in np.flatnonzero(scores[i] >= LEAST):
            yield Tagged(first + i, first + i + 1, labels[int(k)], round(float(scores[i, k]), 3))


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
    over, rels = arcs[:, 1:], softmax(syntax.rels(arcs.argmax(1)))
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


def _spans(model: Model, seen: Seen, layer: str, first: int) -> list[Tagged]:
    labels = model.classes[layer]
    scores = softmax(model.logits(seen, layer))
    path = best_path(scores, labels)
    return [
        Tagged(first + a, first + b, labels[path[a]].partition("-")[2] or layer.rstrip("s"), _sureness(scores, path, a, b))
        for a, b in _stretches(path, labels)
    ]


def _with_lam(name: Tagged, tokens: Sequence[Token], first: int) -> Tagged:
    """A name whose article a ل swallowed is quoted as written, with the ل ("للحوثيين")."""
    at = name.first - first
    swallowed = at > 0 and tokens[at].folded.startswith("ال") and tokens[at].form.startswith("ل") and tokens[at - 1].form == "ل"
    return replace(name, first=name.first - 1) if swallowed else name


def _sureness(scores: Floats, path: Sequence[int], a: int, b: int) -> float:
    """The geometric mean of the probabilities of the span's labels."""
    return round(float(np.exp(np.mean(np.log(scores[range(a, b), path[a:b]] + 1e-9)))), 3)


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
