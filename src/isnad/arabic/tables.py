"""The number tables behind the tagger's view of a word: word vectors and hashed letter n-grams.

The hash is floret's (MurmurHash3 x64 128, seed 2166136261, two rows an n-gram), so that tables trained by
floret answer here with the same vectors; computed for all new words of a report at once.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MODELS = Path(__file__).parent / "models"
WORD_TABLE = "words.npz"
WORD_LIST = "words.txt.gz"
NGRAMS = (3, 5)
HASHES = 2
SEED = 2166136261
_LONGEST = 20
"""Letters of a word that are hashed; what is longer is no word."""
_DIGIT = re.compile(r"\d")

Floats = NDArray[np.float32]


@lru_cache(maxsize=100_000)
def word_key(folded: str) -> str:
    """The key of a word in the tables: its search form with every digit as 0."""
    return _DIGIT.sub("0", folded)


def hash_all(texts: Sequence[bytes]) -> NDArray[np.uint32]:
    """The low half of MurmurHash3 x64 128 of each text, as two numbers a row."""
    length = np.fromiter(map(len, texts), np.uint64, len(texts))
    room = (int(length.max(initial=0)) // 16 + 1) * 16
    raw = np.frombuffer(b"".join(t.ljust(room, b"\0") for t in texts), "<u8").reshape(len(texts), room // 8)
    h1 = np.full(len(texts), SEED, np.uint64)
    h2 = h1.copy()
    for block in range(room // 16):
        k1, k2 = _mixed(raw[:, 2 * block], 0), _mixed(raw[:, 2 * block + 1], 1)
        whole = np.uint64((block + 1) * 16) <= length
        tail = ~whole & (np.uint64(block * 16) < length)
        new1 = (_turn(h1 ^ k1, 27) + h2) * _FIVE + np.uint64(0x52DCE729)
        new2 = (_turn(h2 ^ k2, 31) + new1) * _FIVE + np.uint64(0x38495AB5)
        h1 = np.where(whole, new1, np.where(tail, h1 ^ k1, h1))
        h2 = np.where(whole, new2, np.where(tail, h2 ^ k2, h2))
    return _finish(h1 ^ length, h2 ^ length).view("<u4").reshape(-1, 2)


_FIVE = np.uint64(5)
_C = (np.uint64(0x87C37B91114253D5), np.uint64(0x4CF5AD432745937F))


def _turn(x: NDArray[np.uint64], by: int) -> NDArray[np.uint64]:
    return (x << np.uint64(by)) | (x >> np.uint64(64 - by))


def _mixed(k: NDArray[np.uint64], lane: int) -> NDArray[np.uint64]:
    return _turn(k * _C[lane], (31, 33)[lane]) * _C[1 - lane]


def _avalanche(h: NDArray[np.uint64]) -> NDArray[np.uint64]:
    h = (h ^ (h >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    h = (h ^ (h >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return h ^ (h >> np.uint64(33))


def _finish(h1: NDArray[np.uint64], h2: NDArray[np.uint64]) -> NDArray[np.uint64]:
    h1 = h1 + h2
    h2 = h2 + h1
    return _avalanche(h1) + _avalanche(h2)


def ngrams(word: str) -> list[bytes]:
    """The word itself and its letter n-grams, between bounds, as floret takes them."""
    bound = f"<{word[:_LONGEST]}>"
    n = len(bound)
    grams = [bound[i : i + k] for i in range(n) for k in range(NGRAMS[0], min(NGRAMS[1], n - i) + 1)]
    return [g.encode() for g in [bound, *grams]]


def floret_rows(words: Sequence[str], buckets: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Table rows of all words in one line, and where each word's rows begin."""
    grams = [ngrams(w) for w in words]
    begins = np.cumsum([0, *(len(g) * HASHES for g in grams[:-1])])
    rows = hash_all([g for gs in grams for g in gs])[:, :HASHES] % np.uint32(buckets)
    return rows.reshape(-1).astype(np.int64), begins
