"""Files read in a process of their own, for its time and memory: python -m tests.nasty.alone PATH… tells of each as JSON."""

import json
import sys
import time
from pathlib import Path

from isnad.model.capture import Beside
from isnad.model.errors import InputRefused
from isnad.sources.arriving import read_arrivals
from isnad.sources.files import Input
from tests.nasty.good import report
from tests.nasty.reading import read_light


def look(path: Path) -> dict[str, object]:
    """How the reports of one file end, in what time, and the most memory this process has had by then."""
    began = time.process_time()
    codes = []
    for arrival in read_arrivals(Input(path, path.name), Beside(), {}):
        try:
            codes.append(arrival.refused.code if arrival.refused else read_light(arrival.capture) and "read")
        except InputRefused as refused:
            codes.append(refused.code)
    spent = time.process_time() - began
    return {"codes": codes, "seconds": spent, "peak_mb": _peak_mb()}


def _peak_mb() -> float:
    """Not `ru_maxrss`, which begins with what the process that started this one had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def main() -> None:
    warm = Path(sys.argv[1]).parent / "warm.txt"
    warm.write_text(report(1), encoding="utf-8")
    assert look(warm)["codes"] == ["read"]
    sys.stdout.write(json.dumps({name: look(Path(name)) for name in sys.argv[1:]}))


if __name__ == "__main__":
    main()
