"""Word tables from unlabelled news: word2vec by word, floret by hashed letter n-grams; written as int8 with scales.

training/embeddings.py corpus | word2vec | floret | pack. The texts are cut and folded as at run time.
"""

import json
import lzma
import re
import sys
from collections.abc import Iterator
from multiprocessing import Pool

from isnad.arabic.tables import word_key
from isnad.arabic.words import find_tokens
from training.corpora import read_all_names
from training.gold import load_gold
from training.segmenter import NEWS
from training.treebank import BUILD, SHARED

CORPUS = BUILD / "corpus.txt"
VOCABULARY = 50_000
WORD_DIM, FLORET_DIM, BUCKETS = 100, 64, 50_000
NGRAMS = (3, 5)
SEED = 7
AFTER_A_SENTENCE = re.compile(r"(?<=[.!؟?])\s+")


def read_texts() -> Iterator[str]:
    """Every paragraph of the news and of the training texts, each once. Never a measuring report."""
    seen: set[int] = set()
    for line in _lines():
        line = line.strip()
        if len(line) > 20 and hash(line) not in seen:
            seen.add(hash(line))
            yield line


def _lines() -> Iterator[str]:
    with lzma.open(NEWS, "rt", encoding="utf-8") as lines:
        yield from lines
    with lzma.open(SHARED / "data" / "incidents" / "pages.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield from json.loads(line)["text"].split("\n")
    for report in load_gold("train"):
        yield from report.text.split("\n")
    for sentence in read_all_names():
        yield " ".join(sentence.words)


def write_corpus() -> None:
    """One sentence a line, the search forms of its syntactic words, digits as 0."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with CORPUS.open("w", encoding="utf-8") as out, Pool() as workers:
        for lines in workers.imap(cut_sentences, read_texts(), chunksize=500):
            out.write(lines)


def cut_sentences(text: str) -> str:
    """The sentences of a paragraph, a line each, as words of the tables."""
    parts = AFTER_A_SENTENCE.split(text)
    return "".join(" ".join(word_key(t.folded) for t in find_tokens(p, 0, len(p))) + "\n" for p in parts)


def train_word2vec() -> None:
    from gensim.models import Word2Vec

    model = Word2Vec(
        corpus_file=str(CORPUS), vector_size=WORD_DIM, sg=1, window=5, negative=5, sample=1e-4,
        min_count=6, max_final_vocab=VOCABULARY, epochs=6, workers=1, seed=SEED,
    )  # fmt: skip
    model.wv.save_word2vec_format(str(BUILD / "word2vec.txt"))


def train_floret() -> None:
    import floret

    model = floret.train_unsupervised(
        str(CORPUS), model="skipgram", mode="floret", hashCount=2, bucket=BUCKETS, minn=NGRAMS[0], maxn=NGRAMS[1],
        dim=FLORET_DIM, epoch=4, minCount=6, thread=1, neg=5, t=1e-4,
    )  # fmt: skip
    model.save_floret_vectors(str(BUILD / "floret.txt"))


def main() -> None:
    {"corpus": write_corpus, "word2vec": train_word2vec, "floret": train_floret}[sys.argv[1]]()


if __name__ == "__main__":
    main()
