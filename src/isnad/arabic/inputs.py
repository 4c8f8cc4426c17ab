"""Words → the numbers the tagger's network reads: vectors, letters, and flags of what is known beforehand."""

import gzip
from collections.abc import Sequence
from functools import cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from isnad.arabic.lexicon import FLAGS, find_known
from isnad.arabic.segmenter import spell
from isnad.arabic.tables import MODELS, WORD_LIST, WORD_TABLE, Floats, floret_rows, word_key
from isnad.model.text import Token

LETTERS = 14
"""Letters of a word the network reads, from its beginning."""
ALPHABET = 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژڤگ0.,،؛؟:!"«»()-/%abcdefghijklmnopqrstuvwxyz'
_LETTER = {c: n for n, c in enumerate(ALPHABET, 2)}
_UNKNOWN = 1
SHAPE_FLAGS = 5
_FLAG_BYTES = (FLAGS + 7) // 8
MOST_TYPES = 150_000
"""Word types kept with their vectors before the store is emptied: bounds memory on endless input."""


class WordStore:
    """The vectors and letters of every word type met, computed once."""

    def __init__(self) -> None:
        packed = np.load(MODELS / WORD_TABLE)
        names = gzip.decompress((MODELS / WORD_LIST).read_bytes()).decode().split("\n")
        self._row = dict(zip(names, range(len(names)), strict=True))
        self._words, self._word_scale = packed["words"], packed["word_scale"].astype(np.float32)
        self._grams, self._gram_scale = packed["grams"], packed["gram_scale"].astype(np.float32)
        self._lock = Lock()
        self.width = self._words.shape[1] + self._grams.shape[1]
        self._clear()

    def _clear(self) -> None:
        self._types: dict[tuple[str, str], int] = {}
        self._vectors: Floats = np.zeros((1024, self.width), np.float32)
        self._letters = np.zeros((1024, LETTERS), np.uint8)

    def look_up(self, words: Sequence[tuple[str, str]]) -> tuple[Floats, NDArray[np.uint8]]:
        """Vectors and letters of each (form, search form); one thread at a time, for new words change the store."""
        with self._lock:
            rows = self.rows(words)
            return self._vectors[rows], self._letters[rows]

    def rows(self, words: Sequence[tuple[str, str]]) -> NDArray[np.int64]:
        """The store's row of each (form, search form)."""
        if len(self._types) > MOST_TYPES:
            self._clear()
        new = [w for w in dict.fromkeys(words) if w not in self._types]
        if new:
            self._add(new)
        return np.fromiter((self._types[w] for w in words), np.int64, len(words))

    def _add(self, new: list[tuple[str, str]]) -> None:
        first = len(self._types)
        self._types.update({w: first + n for n, w in enumerate(new)})
        while len(self._types) > len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
            self._letters = np.concatenate([self._letters, np.zeros_like(self._letters)])
        keys = [word_key(folded) for _, folded in new]
        self._vectors[first : first + len(new)] = np.concatenate([self._of_words(keys), self._of_grams(keys)], axis=1)
        for n, (form, _) in enumerate(new):
            letters = [_LETTER.get(c, _UNKNOWN) for c in word_key(spell(form[:40]).lower())[:LETTERS]]
            self._letters[first + n, : len(letters)] = letters

    def ranks(self, keys: Sequence[str]) -> NDArray[np.int64]:
        """How common each search form is (0: the commonest of the news), -1 where it has no vector of its own."""
        return np.fromiter((self._row.get(k, -1) for k in keys), np.int64, len(keys))

    def _of_words(self, keys: list[str]) -> Floats:
        rows = self.ranks(keys)
        out: Floats = self._words[rows] * self._word_scale[rows, None]
        out[rows < 0] = 0
        return out

    def _of_grams(self, keys: list[str]) -> Floats:
        rows, begins = floret_rows(keys, len(self._grams))
        total = np.add.reduceat(self._grams[rows] * self._gram_scale[rows, None], begins)
        out: Floats = (total / np.diff([*begins, len(rows)])[:, None]).astype(np.float32)
        return out

    def vectors(self, rows: NDArray[np.int64]) -> Floats:
        return self._vectors[rows]

    def letters(self, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
        return self._letters[rows]


@cache
def load_store() -> WordStore:
    """The process's one store of word vectors."""
    return WordStore()


def flags(tokens: Sequence[Token]) -> Floats:
    """What is known of each word beforehand, and its shape: attached before or after, article swallowed, damma, digit."""
    known = b"".join(bits.to_bytes(_FLAG_BYTES, "little") for bits in find_known([t.folded for t in tokens]))
    packed = np.frombuffer(known, np.uint8).reshape(len(tokens), _FLAG_BYTES)
    bits = np.unpackbits(packed, axis=1, count=FLAGS, bitorder="little")
    words = np.array([t.word for t in tokens])
    shape = np.zeros((len(tokens), SHAPE_FLAGS), np.float32)
    shape[1:, 0] = shape[:-1, 1] = words[1:] == words[:-1]
    shape[:, 2] = [t.form.startswith("ل") and t.folded.startswith("ال") for t in tokens]
    shape[:, 3] = ["\u064f" in t.form[:3] for t in tokens]
    shape[:, 4] = [t.form[:1].isdecimal() for t in tokens]
    return np.concatenate([bits.astype(np.float32), shape], axis=1)


def seen(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """The (form, search form) pairs by which the store knows words."""
    return [(t.form, t.folded) for t in tokens]
