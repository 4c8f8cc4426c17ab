"""Sentences as the network sees them, with labels for some of its heads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

import isnad.arabic.lexicon as known_phrases
from isnad.arabic.inputs import flags, load_store, seen
from isnad.arabic.words import find_tokens
from isnad.letters import fold
from isnad.model.text import Token
from training.corpora import NamedSentence, read_all_names, read_names
from training.lexicon import FRESH
from training.treebank import Tree, read_trees

known_phrases.LEXICON = FRESH
LONGEST = 128
IGNORE = -100
FEATS = {
    "voice": ("Voice", ["", "Act", "Pass"]),
    "aspect": ("Aspect", ["", "Perf", "Imp"]),
    "number": ("Number", ["", "Sing", "Dual", "Plur"]),
    "gender": ("Gender", ["", "Masc", "Fem"]),
    "person": ("Person", ["", "1", "2", "3"]),
    "definite": ("Definite", ["", "Def", "Ind", "Cons", "Com"]),
    "mood": ("Mood", ["", "Ind", "Sub", "Jus", "Imp", "Cnd"]),
}
_CLITICS = frozenset("و ف ب ل ك س".split())


@dataclass
class Sample:
    """`labels[head]` has one class a word (IGNORE: untold); `many[head]` a row of 0/1/-1 (untold) a word."""

    rows: NDArray[np.int64]
    flags: NDArray[np.float32]
    labels: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    many: dict[str, NDArray[np.int8]] = field(default_factory=dict)
    pairs: list[tuple[int, int, int]] = field(default_factory=list)
    """(head word, word, label): told links; `pair_heads` are the words whose links are all told."""
    pair_heads: list[int] = field(default_factory=list)
    pair_unknown: list[tuple[int, int]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass
class Labels:
    """The classes of every softmax head, grown while the corpora are read."""

    classes: dict[str, list[str]] = field(default_factory=dict)

    def number(self, head: str, label: str) -> int:
        known = self.classes.setdefault(head, [])
        if label not in known:
            known.append(label)
        return known.index(label)


def sample(tokens: Sequence[Token]) -> Sample:
    """An unlabelled sample of `tokens`."""
    return Sample(load_store().rows(seen(tokens)), flags(tokens))


def read_treebank(labels: Labels) -> Iterable[tuple[str, Sample]]:
    """(document, sample) of every treebank sentence; long ones keep their tags and lose their tree."""
    for head, (_, values) in FEATS.items():
        labels.classes[head] = values
    for tree in read_trees():
        yield from ((tree.doc, s) for s in _tree_samples(tree, labels))


def tree_tokens(tree: Tree) -> list[Token]:
    out: list[Token] = []
    for n, (_, a, b) in enumerate(tree.words):
        out += [Token(i, 0, 0, r.surface or r.form, fold(r.form), n) for i, r in enumerate(tree.rows[a:b], a)]
    return out


def _tree_samples(tree: Tree, labels: Labels) -> Iterable[Sample]:
    tokens = tree_tokens(tree)
    upos = np.array([labels.number("upos", r.upos) for r in tree.rows])
    deprel = np.array([labels.number("deprel", r.deprel) for r in tree.rows])
    feats = {h: np.array([_value(r.feats, key, values) for r in tree.rows]) for h, (key, values) in FEATS.items()}
    for a in range(0, len(tokens), LONGEST):
        cut = slice(a, a + LONGEST)
        s = sample(tokens[cut])
        s.labels = {"upos": upos[cut]} | {h: v[cut] for h, v in feats.items()}
        if len(tokens) <= LONGEST:
            s.labels |= {"head": np.array([r.head + 1 for r in tree.rows]), "deprel": deprel}
        yield s


def _value(feats: dict[str, str], key: str, values: list[str]) -> int:
    value = feats.get(key, "")
    return values.index(value) if value in values else 0


def read_named(labels: Labels) -> Iterable[tuple[str, Sample]]:
    """(corpus, sample) of every sentence of the public name corpora."""
    again = {s.words: s for s in read_names("anercorp_camel_train")}
    for sentence in read_all_names():
        twin = again.get(sentence.words) if sentence.corpus == "clean" else None
        if sentence.corpus != "aner" or sentence.words in again:
            if twin:
                del again[sentence.words]
            yield from ((sentence.corpus, s) for s in _named_samples([sentence, twin] if twin else [sentence], labels))


def _named_samples(told: list[NamedSentence], labels: Labels) -> Iterable[Sample]:
    """Samples of one sentence as one or more corpora tag it."""
    numbers: dict[str, NDArray[np.int64]] = {}
    for sentence in told:
        head = sentence.corpus.removesuffix("_silver")
        labels.number(head, "O")
        tokens, tags, sure = _cut(sentence)
        numbers[head] = np.array([labels.number(head, t) if ok else IGNORE for t, ok in zip(tags, sure, strict=True)], np.int64)
    for a in range(0, len(tokens), LONGEST):
        if any((n[a : a + LONGEST] != IGNORE).any() for n in numbers.values()):
            s = sample(tokens[a : a + LONGEST])
            s.labels = {h: n[a : a + LONGEST] for h, n in numbers.items()}
            yield s


def _cut(sentence: NamedSentence) -> tuple[list[Token], list[str], list[bool]]:
    """Written words cut into syntactic words; clitics and signs before a name, pronouns after it, are outside."""
    tokens: list[Token] = []
    tags: list[str] = []
    sure: list[bool] = []
    follows = [*sentence.tags[1:], "O"]
    for n, (word, tag, after, ok) in enumerate(zip(sentence.words, sentence.tags, follows, sentence.sure, strict=True)):
        pieces = find_tokens(word, 0, len(word), len(tokens), n)
        tokens += pieces
        tags += _spread(pieces, tag, after)
        sure += [ok] * len(pieces)
    return tokens, tags, sure


def _spread(pieces: list[Token], tag: str, after: str) -> list[str]:
    if tag == "O":
        return ["O"] * len(pieces)
    inside = "I" + tag[1:]
    first = next((k for k, p in enumerate(pieces) if len(p.folded) > 1 or len(pieces) == 1), 0) if tag[0] == "B" else 0
    out = ["O"] * first + [tag] + [inside] * (len(pieces) - first - 1)
    if not after.startswith("I"):
        for k in range(len(pieces) - 1, first, -1):
            if pieces[k].folded.isalnum() and len(pieces[k].folded) > 2:
                break
            out[k] = "O"
    return out[: len(pieces)]
