"""Measure the archive: adding with reading and without, bytes a report, verifying, and search at 100,000 reports.

    python -m bench.archive [--pages N] [--articles N] [--reports N] [--varied N] [--questions N]

Adding takes real pages and articles from the data that stands beside the project, where it does (else the project's own
reports). Search takes records varied from them (seeded): another paragraph, title, outlet and days, the rest as it was read
(`varying.py`). Reading takes minutes a thousand; `--pages 100 --articles 100` are enough where only search is looked at, and
`--reports 0` leaves search out. Everything is made in a temporary folder and thrown away.
"""

import argparse
import json
import lzma
import random
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bench.speed import build_report
from bench.varying import OUTLETS, fill, multiply, vary
from isnad.archive.access import Access, find_access
from isnad.archive.custody import verify
from isnad.archive.search.finding import find_reports
from isnad.archive.search.query import Query, find_near, parse_words
from isnad.archive.search.snippets import find_snippet
from isnad.archive.store import Archive, Origin, open_archive
from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused
from isnad.model.record import Record
from isnad.runs import Delivery, Tally, add_deliveries

DATA = Path(__file__).parents[1].parent / "shared" / "data"
WARM_UP = 100
"""Questions before memory is first taken: the caches of words are full then, or nearly."""


def load_pages(data: Path) -> Iterator[Capture]:
    """The incident pages, as they were received."""
    path = data / "incidents" / "pages.jsonl.xz"
    if path.exists():
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for n, line in enumerate(lines):
                yield _page(json.loads(line), n)


def _page(row: dict[str, str], n: int) -> Capture:
    body = next(row[key] for key in ("html", "body", "text", "content") if row.get(key))
    return Capture(body.encode(), name=f"page-{n}.html", beside=Beside(url=row.get("url")))


def load_articles(data: Path) -> Iterator[Capture]:
    """Articles of the raw news, one a blank-line-parted block; the project's own reports where there is none."""
    path = data / "raw" / "arabic-news.txt.xz"
    if not path.exists():
        yield from (Capture(build_report(300, seed=n).encode(), name=f"own-{n}.txt") for n in range(1_000_000))
    block: list[str] = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                block.append(line)
            elif len("".join(block).split()) > 80:
                yield Capture("".join(block).encode(), name="article.txt", beside=Beside(published="2016-03-10"))
                block = []
            else:
                block = []


def measure_adding(captures: list[Capture], folder: Path) -> tuple[dict[str, float], list[Record]]:
    """Reports a second through the whole way in with reading, again with what was read before, and bytes a report."""
    from isnad.reading import read_capture

    known: dict[str, Record | InputRefused] = {}

    def remember(capture: Capture) -> Record:
        try:
            known[capture.sha256] = read_capture(capture)
        except InputRefused as refused:
            known[capture.sha256] = refused
        return recall(capture)

    def recall(capture: Capture) -> Record:
        record = known[capture.sha256]
        if isinstance(record, InputRefused):
            raise record
        return record

    read, tally = _add(captures, folder / "read", remember)
    kept, _ = _add(captures, folder / "kept", recall)
    size = sum(p.stat().st_size for p in (folder / "kept").rglob("*") if p.is_file())
    figures = {"with_reading": read, "without_reading": kept, "bytes_a_report": size / len(captures), **tally.as_dict()}
    return figures, [r for r in known.values() if isinstance(r, Record)]


def _add(captures: list[Capture], folder: Path, read: Callable[[Capture], Record]) -> tuple[float, Tally]:
    archive, tally = open_archive(folder), Tally()
    began = time.perf_counter()
    for added in add_deliveries(archive, (Delivery(Origin(name=c.name), c) for c in captures), read):
        tally.add(added)
    spent = time.perf_counter() - began
    archive.engine.dispose()
    return len(captures) / spent, tally


def measure_verifying(folder: Path, *, count: int = 2_000, size: int = 60_000) -> dict[str, float]:
    """MB of blobs a second, of pages of a usual size: the whole verification, and one core's hashing of the blobs alone."""
    archive, draw = open_archive(folder), random.Random(1)
    archive.blobs = replace(archive.blobs, fsync=lambda _: None)
    with archive.writing() as connection:
        for n in range(count):
            refused = InputRefused("binary", "made for measuring")
            archive.add_refused(connection, Capture(draw.randbytes(size), name=str(n)), Origin(name=str(n)), refused)
    began = time.perf_counter()
    verdict = verify(archive)
    whole = time.perf_counter() - began
    spent = time.process_time()
    for digest in archive.blobs.digests():
        archive.blobs.fetch(digest)
    alone = time.process_time() - spent
    archive.engine.dispose()
    assert verdict.holds
    return {"whole_mb_per_s": count * size / 1e6 / whole, "one_core_mb_per_s": count * size / 1e6 / alone}


def build_questions(records: list[Record], count: int) -> list[tuple[str, dict[str, object]]]:
    """Questions as people put them, each with the name of its kind: words of a title, a phrase, a name, filters."""
    draw = random.Random(5)
    return [_question(draw.choice(records), n, draw) for n in range(count)]


def _question(record: Record, n: int, draw: random.Random) -> tuple[str, dict[str, object]]:
    words = (record.report.title or "قصف").split()
    named = [e for e in record.entities if e.name_latin] or [None]
    entity, event = draw.choice(named), draw.choice(record.events) if record.events else None
    name, kind = entity.name if entity else words[0], event.type.value if event else "shelling"
    kinds: dict[str, dict[str, object]] = {
        "a word or two": {"words": " ".join(draw.sample(words, min(2, len(words))))},
        "four words": {"words": " ".join(words[:4])},
        "a phrase": {"words": f'"{" ".join(words[:3])}"'},
        "a word": {"words": draw.choice(words)},
        "a broad word": {"words": draw.choice("قصف مدينة حلب سوريا قوات مقتل بلدة ريف".split())},
        "a name": {"words": name},
        "a Latin name": {"words": entity.name_latin if entity else "Idlib"},
        "a word, event type": {"words": draw.choice(words), "event_type": kind},
        "all reports": {"words": ""},
        "event type, months": {"words": "", "event_type": kind, "happened": ("2013-01-01", "2013-06-30")},
        "an actor": {"words": "", "actor": name},
        "an actor's part": {"words": "", "actor": name, "role": draw.choice(["agent", "target", "place"])},
        "near a town": {"words": name, "near": find_near(draw.choice(["حلب", "إدلب", "دمشق", "تعز"]), 20)},
        "near a town, type, months": {"near": find_near("حلب", 20), "event_type": kind, "happened": ("2013-01-01", "2014-06-30")},
        "outlet, year": {"words": draw.choice(words), "outlet": draw.choice(OUTLETS), "published": ("2014-01-01", "2014-12-31")},
    }
    return list(kinds.items())[n % len(kinds)]


def measure_search(archive: Archive, questions: list[tuple[str, dict[str, object]]]) -> dict[str, object]:
    """Milliseconds of each question, snippets of its first page among them, and how the peak of memory grew meanwhile.

    The first part warms up; memory is taken after it, so that what grows with every question shows.
    """
    with archive.engine.connect() as connection:
        access = find_access(connection, "local")
        for _, question in questions[:WARM_UP]:
            _ask(archive, connection, access, question)
        before = _peak_mb()
        busy, spent = [time.process_time()], []
        for kind, question in questions:
            spent.append((*_ask(archive, connection, access, question), kind, question))
            busy.append(time.process_time())
    slowest = sorted(spent, key=lambda s: -s[0])[:5]
    return {
        **_percentiles([ms for ms, *_ in spent]),
        "cpu": _percentiles([1000 * (after - before) for before, after in pairwise(busy)]),
        "by_kind": {
            kind: _percentiles([ms for ms, _, k, _ in spent if k == kind]) for kind in dict.fromkeys(s[2] for s in spent)
        },
        "slowest": [[round(ms), str(question), found] for ms, found, _, question in slowest],
        "memory_mb": _peak_mb(),
        "memory_growth_mb": _peak_mb() - before,
    }


def _ask(archive: Archive, connection: Connection, access: Access, question: dict[str, object]) -> tuple[float, int]:
    """Milliseconds until the first page stands with its snippets, and how many reports were found."""
    began = time.perf_counter()
    terms, _ = parse_words(str(question.get("words", "")))
    query = Query(access, terms, **{k: v for k, v in question.items() if k != "words"})  # type: ignore[arg-type]
    answer = find_reports(connection, query)
    for body in archive.fetch_texts([hit.sha256 for hit in answer.hits]).values():
        find_snippet(body, query)
    return 1000 * (time.perf_counter() - began), answer.total


def _percentiles(times: list[float]) -> dict[str, float]:
    ranked = sorted(times)
    return {"p50_ms": statistics.median(ranked), "p95_ms": ranked[int(0.95 * len(ranked))], "questions": len(ranked)}


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def build_many(folder: Path, records: list[Record], reports: int, varied: int) -> Archive:
    """An archive of `reports` reports: some varied and added as any report is, the others copies of these."""
    began = time.perf_counter()
    archive = open_archive(folder)
    archive.blobs = replace(archive.blobs, fsync=lambda _: None)
    varied = min(varied, reports)
    fill(archive, vary(records, varied))
    added = time.perf_counter() - began
    multiply(archive, reports // varied)
    size = (folder / "archive.sqlite").stat().st_size / 1e9
    print(f"built          {varied:,} reports varied from {len(records):,} and added in {added:.0f} s, copied to ", end="")
    print(f"{reports // varied * varied:,} in {time.perf_counter() - began - added:.0f} s; {size:.1f} GB", flush=True)
    return archive


def show_adding(adding: dict[str, float], count: int) -> None:
    print(f"adding {count:,}     {adding['with_reading']:.1f} reports a second with reading, ", end="")
    print(f"{adding['without_reading']:.1f} without; {adding['bytes_a_report']:,.0f} bytes a report", flush=True)


def show_verifying(verifying: dict[str, float]) -> None:
    print(f"verifying      {verifying['whole_mb_per_s']:.0f} MB of blobs a second; ", end="")
    print(f"one core hashes {verifying['one_core_mb_per_s']:.0f}   floor 500", flush=True)


def show_search(found: dict[str, Any], reports: int) -> None:
    print(f"search at {reports:,}  p50 {found['p50_ms']:.0f} ms, p95 {found['p95_ms']:.0f} ms   limit 200", end="")
    print(f"; of the processor p50 {found['cpu']['p50_ms']:.0f} ms, p95 {found['cpu']['p95_ms']:.0f} ms")
    for kind, times in found["by_kind"].items():
        print(f"  {kind:20} p50 {times['p50_ms']:4.0f} ms, p95 {times['p95_ms']:4.0f} ms")
    print(f"memory         {found['memory_mb']:.0f} MB at most, grown by {found['memory_growth_mb']:.1f} MB over the questions")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=DATA)
    ap.add_argument("--pages", type=int, default=522)
    ap.add_argument("--articles", type=int, default=5_000)
    ap.add_argument("--reports", type=int, default=100_000)
    ap.add_argument("--varied", type=int, default=10_000, help="as many are varied one by one, the others are copies of these")
    ap.add_argument("--questions", type=int, default=560)
    a = ap.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="isnad-bench-"))
    try:
        captures = [*islice(load_pages(a.data), a.pages), *islice(load_articles(a.data), a.articles)]
        adding, records = measure_adding(captures, folder)
        show_adding(adding, len(captures))
        verifying = measure_verifying(folder / "verified")
        show_verifying(verifying)
        if not a.reports:
            return
        archive = build_many(folder / "many", records, a.reports, a.varied)
        questions = build_questions(records, a.questions)
        # Records are not held while questions are put, as they are not in use: the collector of garbage would walk through all.
        records.clear()
        found = measure_search(archive, questions)
        show_search(found, a.reports)
        print(json.dumps({"adding": adding, "verifying": verifying, "search": found}, ensure_ascii=False))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
