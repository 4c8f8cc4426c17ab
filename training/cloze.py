"""News sentences whose words are left out here and there, for the encoder to guess from what stands around them.

The one use of unlabelled news that teaches the encoder itself, and not only its word vectors, how reports of conflict are told.
"""

import lzma
import random
from collections.abc import Iterator

import numpy as np

from isnad.arabic.inputs import load_store
from isnad.arabic.tables import word_key
from training.labelling import words_of
from training.samples import IGNORE, Sample, sample
from training.segmenter import NEWS

CLASSES = 16_000
"""The commonest words, which alone are to be guessed."""
LEFT_OUT = 0.15
TELLING = (
    "قصف غارة قتل مقتل قتلى اشتباك اعتقل اعتقال معتقل قوات مسلح جرحى أصيب تفجير انفجار ميليشيا فصائل داعش الحوثي نزوح حصار هدنة "
    "تظاهر أفرج اختطف انسحب سيطر محكمة مصدر أكد"
).split()
"""Words of which an article that is read holds at least five."""
_LEAST_WORDS = 8


def read_news(words: int, seed: int = 11) -> Iterator[Sample]:
    """Sentences of the news of conflict, about `words` words in all, in the order of a seeded shuffle of their articles."""
    told = 0
    for article in _articles(seed):
        for s in _sentences(article):
            told += len(s)
            yield s
        if told >= words:
            return


def _articles(seed: int) -> list[str]:
    with lzma.open(NEWS, "rt", encoding="utf-8") as f:
        found = [a for a in f.read().split("\n\n") if sum(w in a for w in TELLING) >= 5]
    random.Random(seed).shuffle(found)
    return found


def _sentences(article: str) -> Iterator[Sample]:
    tokens, parts = words_of(article)
    for a, b in parts:
        if b - a >= _LEAST_WORDS:
            s = sample(tokens[a:b])
            s.labels = {"cloze": _classes([word_key(t.folded) for t in tokens[a:b]])}
            yield s


def _classes(keys: list[str]) -> np.ndarray:
    rows = load_store().ranks(keys)
    return np.where((rows >= 0) & (rows < CLASSES), rows, IGNORE)
