"""Sort the known words into like-minded groups, for the sequence model of names: `python -m training.clusters`.

Spherical k-means over the packaged word vectors (words.npz, from raw news): two sizes of group a word.
"""

import gzip
import sys

import numpy as np
from sklearn.cluster import MiniBatchKMeans

from isnad.arabic.scoring import MODELS

SIZES = (64, 400)


def main() -> int:
    table = np.load(MODELS / "words.npz")
    words = gzip.decompress((MODELS / "words.txt.gz").read_bytes()).decode("utf-8").split("\n")
    vectors = table["words"][: len(words)].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    groups = [MiniBatchKMeans(n, random_state=7, n_init=3, batch_size=4096, max_iter=60).fit_predict(vectors) for n in SIZES]
    lines = sorted(f"{w}\t{a}\t{b}" for w, a, b in zip(words, *groups, strict=False) if w)
    path = MODELS / "clusters.txt.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), compresslevel=9, mtime=0))
    print(path, len(lines), path.stat().st_size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
