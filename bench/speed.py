"""Measure reading: reports a second on one core, start to first record, peak memory, growth with length.

    bench/speed.py [--reports N] [--longest WORDS]

Reports of about 300 words are made by shuffling the sentences of the project's own reports (seeded), so that no cache
of whole texts helps; vocabulary caches warm up as they would in use. One core is held by processor affinity.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "src/isnad/reference/data/sample/report.txt"
GOLDEN = Path(__file__).parents[1] / "tests/golden/reports"


def _paragraphs() -> list[str]:
    texts = [SAMPLE, *sorted(GOLDEN.glob("*.txt"))]
    return [line for path in texts for line in path.read_text(encoding="utf-8").splitlines() if len(line.split()) > 12]


def build_report(words: int, *, seed: int) -> str:
    """A headline, a dateline and paragraphs drawn from the project's own reports, `words` long or a little more."""
    draw = random.Random(seed)
    paragraphs = _paragraphs()
    lines = ["قصف على ريف إدلب يوقع قتلى وجرحى", "", "راصد الشمال - إدلب (سامي الحلاق)"]
    while sum(len(line.split()) for line in lines) < words:
        lines.append(draw.choice(paragraphs))
    return "\n".join(lines) + "\n"


def measure_rate(reports: int) -> dict[str, float]:
    """Reports and words a second in this process, after one to warm up, garbage collected as seldom as by the command."""
    import isnad.cli  # noqa: F401
    from isnad.model.capture import Capture
    from isnad.reading import read_capture

    texts = [build_report(300, seed=i) for i in range(reports + 1)]
    read_capture(Capture(texts[0].encode()))
    began = time.perf_counter()
    for text in texts[1:]:
        read_capture(Capture(text.encode()))
    spent = time.perf_counter() - began
    return {"reports_per_s": reports / spent, "words_per_s": sum(len(t.split()) for t in texts[1:]) / spent}


def measure_growth(longest: int) -> list[dict[str, float]]:
    """Seconds for one report of 100, 1,000, … `longest` words."""
    from isnad.model.capture import Capture
    from isnad.reading import read_capture

    out, words = [], 100
    while words <= longest:
        text = build_report(words, seed=words).encode()
        began = time.perf_counter()
        read_capture(Capture(text))
        spent = time.perf_counter() - began
        out.append({"words": words, "seconds": round(spent, 3), "ms_per_1000_words": round(1e6 * spent / words, 1)})
        words *= 10
    return out


def measure_start(runs: int = 5) -> list[float]:
    """Seconds from starting the command to its end on the bundled report, sorted; the middle one is to be quoted.

    With its byte code there, as an installed program has it; the first run, which writes that, does not count.
    """
    command = [sys.executable, "-m", "isnad.cli.main", "read", "--format", "json", str(SAMPLE)]
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    spent = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(runs + 1):
            began = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**env, "PYTHONPYCACHEPREFIX": folder})
            spent.append(time.perf_counter() - began)
    return sorted(spent[1:])


def measure_machine(clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds for ten million additions in plain Python: the yardstick of a machine whose speed changes."""
    began, total = clock(), 0
    for i in range(10_000_000):
        total += i
    return clock() - began


def measure_memory(clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds to make a table of 300,000 words and look each up: the yardstick of a machine whose memory others slow."""
    began, total = clock(), 0
    table = {f"w{n}": [n] for n in range(300_000)}
    for word in reversed(list(table)):
        total += table[word][0]
    return clock() - began


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--reports", type=int, default=100)
    ap.add_argument("--longest", type=int, default=100_000)
    a = ap.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    machine, memory = measure_machine(), measure_memory()
    start = measure_start()
    rate = measure_rate(a.reports)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    growth = measure_growth(a.longest)
    long_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"this machine            {machine:.2f} s for ten million additions, {memory:.2f} s for a table of 300,000 words")
    print(f"start to first record   {start[len(start) // 2]:.2f} s ({start[0]:.2f} to {start[-1]:.2f})   limit 1.5")
    print(f"reports of 300 words    {rate['reports_per_s']:.1f} a second ({rate['words_per_s']:.0f} words)   least 10, aim 50")
    print(f"peak memory             {peak:.0f} MB; with {a.longest:,} words in one report {long_peak:.0f} MB   limit 700")
    for row in growth:
        print(f"  {row['words']:>7,} words in one  {row['seconds']:>8.3f} s  {row['ms_per_1000_words']:>7.1f} ms a 1,000 words")
    print(
        json.dumps(
            {
                "machine_s": machine,
                "memory_s": memory,
                "start_s": start,
                **rate,
                "peak_mb": peak,
                "long_peak_mb": long_peak,
                "growth": growth,
            }
        )
    )


if __name__ == "__main__":
    main()
