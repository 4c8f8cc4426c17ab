"""Make the models of `src/isnad/arabic/models` from ../shared, step by step: training/train.py [STEP…]

Without steps: all, in order. Seeded; two to three hours, one core at a time. What each step measures is printed as it ends.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STEPS: dict[str, list[list[str]]] = {
    "segmenter": [["training.segmenter", "--check"], ["training.segmenter"]],
    "lemmas": [["training.lemmas"]],
    "corpus": [["training.embeddings", "corpus"]],
    "embeddings": [["training.embeddings", "word2vec"], ["training.embeddings", "floret"], ["training.tables"]],
    "lexicon": [["training.lexicon"]],
    "auxiliary": [["training.auxiliary"]],
    "cross": [["training.reports", "cv"]],
    "reports": [["training.reports", "final"], ["training.export"]],
    "names": [["training.clusters"], ["training.names"]],
    "ties": [["training.relations"]],
    "events": [["training.events"]],
    "says": [["training.attribution", "--analyse", "--fit"]],
}
"""Name → the modules it runs, one after the other."""


def main() -> int:
    wanted = sys.argv[1:] or list(STEPS)
    if unknown := [s for s in wanted if s not in STEPS]:
        print(f"no such step: {unknown}; there are {list(STEPS)}", file=sys.stderr)
        return 2
    for step in wanted:
        began = time.time()
        for command in STEPS[step]:
            subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True)
        print(f"{step}: {time.time() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
