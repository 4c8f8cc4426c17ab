"""Whether two versions of the program read the same: keep the records of many texts, then compare with those kept.

    bench/same.py keep FILE PATH…        a record a line
    bench/same.py compare FILE PATH…     names the first difference of every record that differs; leaves with 1 where one does

A path is a text, a page or a folder of them, or `NAME.jsonl.xz`: one object a line with `id`, `text`, `published` (every eighth).
"""

import json
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path

import isnad

EVERY = 8


def find_texts(path: Path) -> Iterator[tuple[str, dict[str, str | bytes | None]]]:
    """Name and what to read of everything in `path`."""
    if path.is_dir():
        for p in sorted(path.glob("*.txt")):
            yield p.name, {"source": str(p)}
    elif path.suffix == ".xz":
        for line in lzma.decompress(path.read_bytes()).decode().splitlines()[::EVERY]:
            page = json.loads(line)
            yield (
                page["id"],
                {"source": page["text"].encode(), "published": (page["published"] or "")[:10] or None, "url": page["url"]},
            )
    else:
        yield path.name, {"source": str(path)}


def read_all(paths: list[str]) -> Iterator[tuple[str, str]]:
    """Name and JSON of the record of every text; of one that is refused, its code."""
    for name, given in (x for p in paths for x in find_texts(Path(p))):
        try:
            yield name, isnad.read(**given).to_json()  # type: ignore[arg-type]
        except isnad.InputRefused as refused:
            yield name, json.dumps({"refused": refused.code})


def find_difference(kept: object, now: object, where: str = "") -> str | None:
    """Where two JSON values first differ."""
    if isinstance(kept, dict) and isinstance(now, dict) and kept.keys() == now.keys():
        return next((d for k in kept if (d := find_difference(kept[k], now[k], f"{where}.{k}"))), None)
    if isinstance(kept, list) and isinstance(now, list) and len(kept) == len(now):
        return next(
            (d for n, (a, b) in enumerate(zip(kept, now, strict=True)) if (d := find_difference(a, b, f"{where}[{n}]"))), None
        )
    return None if kept == now else f"{where}: {str(kept)[:200]} != {str(now)[:200]}"


def main(what: str, file: str, *paths: str) -> int:
    if what == "keep":
        Path(file).write_text("".join(f"{name}\t{record}\n" for name, record in read_all(list(paths))), encoding="utf-8")
        return 0
    kept = dict(line.rstrip("\n").split("\t", 1) for line in Path(file).read_text(encoding="utf-8").splitlines())
    differs = 0
    for name, record in read_all(list(paths)):
        if record != kept[name]:
            differs += 1
            print(name, find_difference(json.loads(kept[name]), json.loads(record)) or "in bytes only")
    print(f"{len(kept)} records, {differs} differ")
    return int(differs > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
