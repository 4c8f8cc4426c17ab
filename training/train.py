"""Make the models of `src/isnad/arabic/models` from ../shared, step by step: training/train.py [STEP…]

Without steps: all, in order. Seeded; about two hours on two cores. What each step measures is printed as it ends.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STEPS: dict[str, list[list[str]]] = {
    "segmenter": [["training.segmenter --check", "training.segmenter"]],
    "lemmas": [["training.lemmas"]],
    "corpus": [["training.embeddings corpus"]],
    "embeddings": [["training.embeddings word2vec", "training.embeddings floret"], ["training.tables"]],
    "lexicon": [["training.lexicon"]],
    "auxiliary": [["training.auxiliary"]],
    "reports": [
        ["training.reports cv 0", "training.reports cv 1"],
        ["training.reports cv 2", "training.reports final"],
        ["training.export"],
    ],
    "names": [["training.clusters"], ["training.names"]],
    "ties": [["training.relations"]],
    "events": [["training.events"]],
    "says": [["training.attribution --analyse --fit"]],
}
"""Name → what it runs, one after the other; what stands in one list does not need each other and runs side by side."""


def run_together(commands: list[str]) -> None:
    """Run modules side by side and wait for all; CalledProcessError of the first that failed."""
    running = [subprocess.Popen([sys.executable, "-m", *command.split()], cwd=ROOT) for command in commands]
    codes = [process.wait() for process in running]
    for command, code in zip(commands, codes, strict=True):
        if code:
            raise subprocess.CalledProcessError(code, command)


def main() -> int:
    wanted = sys.argv[1:] or list(STEPS)
    if unknown := [s for s in wanted if s not in STEPS]:
        print(f"no such step: {unknown}; there are {list(STEPS)}", file=sys.stderr)
        return 2
    for step in wanted:
        began = time.time()
        for commands in STEPS[step]:
            run_together(commands)
        print(f"{step}: {time.time() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
