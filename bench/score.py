"""Read a gold folder in process and print the record score.

    bench/score.py [--gold dev|train] [--worst N] [--only LAYER] [--floors FILE]

The comparing itself is the gold's own score.py, run on the records as they would be written.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused
from isnad.reading import read_capture

SHARED = Path(__file__).resolve().parents[2] / "shared" / "gold"


def write_records(gold: Path, out: Path) -> float:
    """Read every report of `gold` into `out`; seconds spent reading."""
    spent = 0.0
    for path in sorted(gold.glob("*.txt")):
        began = time.perf_counter()
        try:
            record = read_capture(Capture(body=path.read_bytes(), name=path.name, beside=_beside(path)))
        except InputRefused as refused:
            print(f"{path.name}: refused: {refused.code}: {refused.message}", file=sys.stderr)
            continue
        spent += time.perf_counter() - began
        (out / f"{path.stem}.json").write_text(record.to_json(), encoding="utf-8")
    return spent


def _beside(path: Path) -> Beside:
    meta = path.with_suffix(".meta.json")
    known = json.loads(meta.read_text(encoding="utf-8")) if meta.exists() else {}
    return Beside(**{k: known.get(k) for k in ("outlet", "url", "published", "author")})


def below_floors(scores: dict[str, list[float]], floors: dict[str, float]) -> list[str]:
    """The layers that score under their floor."""
    value = {k: v[2] if isinstance(v, list) else v for k, v in scores.items()}
    return [f"{k}: {value[k]:.3f} is under its floor {least:.3f}" for k, least in floors.items() if value[k] < least]


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--gold", default="dev")
    ap.add_argument("--worst", type=int, default=0)
    ap.add_argument("--only")
    ap.add_argument("--keep", type=Path, help="write the records here")
    ap.add_argument("--floors", type=Path, help="fail where a layer is under its floor")
    a = ap.parse_args()
    if not SHARED.is_dir():
        print("SKIPPED: the gold reports (../shared/gold) are not here, nothing is measured")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        out = a.keep or Path(temporary)
        out.mkdir(parents=True, exist_ok=True)
        spent = write_records(SHARED / a.gold, out)
        command = [sys.executable, str(SHARED / "score.py"), str(SHARED / a.gold), str(out)]
        shown = subprocess.run([*command, "--worst", str(a.worst)], capture_output=True, text=True, check=True).stdout
        print(_only(shown, a.only) if a.only else shown, end="")
        print(f"reading took {spent:.2f} s")
        if a.floors:
            scores = json.loads(subprocess.run([*command, "--json"], capture_output=True, text=True, check=True).stdout)
            bad = below_floors(scores, tomllib.loads(a.floors.read_text(encoding="utf-8"))[a.gold])
            print("\n".join(bad) or "every layer is at or above its floor")
            return int(bool(bad))
    return 0


def _only(shown: str, layer: str) -> str:
    kept, inside = [], False
    for line in shown.splitlines():
        if not line.startswith("   "):
            inside = line.split()[:1] == [layer]
        if inside:
            kept.append(line)
    return "\n".join(kept) + "\n"


if __name__ == "__main__":
    sys.exit(main())
