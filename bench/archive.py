"""Measure the archive: adding with reading and without, bytes a report, verifying, and search at 100,000 reports.

    bench/archive.py [--pages DIR] [--articles N] [--reports N] [--keep DIR]

Adding takes real pages and articles from the data that stands beside the project, where it does (else the project's own
reports). Search takes records varied from them (seeded): another paragraph, title, outlet and days, the rest as it was read.
Everything is made in a temporary folder and thrown away.
"""

import argparse
import json
import lzma
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import text

from bench.speed import build_report
from isnad.archive.access import find_access
from isnad.archive.custody import verify
from isnad.archive.derived import DERIVED
from isnad.archive.search.finding import find_reports
from isnad.archive.search.query import Query, find_near, parse_words
from isnad.archive.search.snippets import find_snippet
from isnad.archive.store import Archive, Origin, open_archive
from isnad.archive.tables import METADATA
from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused
from isnad.model.record import Record
from isnad.runs import Delivery, Tally, add_deliveries

DATA = Path(__file__).parents[1].parent / "shared" / "data"
OUTLETS = [f"صحيفة {name}" for name in "الأفق الشاهد المنارة النهر السهل الجسر الضفة المدى البيان الراوي".split()]
AT_ONCE = 500
"""Reports of one transaction where only search is measured."""


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


def vary(records: list[Record], count: int) -> Iterator[tuple[Capture, Record]]:
    """`count` reports made of real ones: offsets stay right, because a paragraph of another is only added at the end."""
    draw = random.Random(7)
    for n in range(count):
        record, other = draw.choice(records), draw.choice(records)
        paragraph = draw.choice([line for line in other.text.splitlines() if line.strip()] or [""])
        title = " ".join([*(record.report.title or "").split()[:6], *(other.report.title or "").split()[:4]])
        yield _varied(record, f"{record.text}\n{paragraph}\n{n}", title, draw)


def _varied(record: Record, body: str, title: str, draw: random.Random) -> tuple[Capture, Record]:
    shift = timedelta(days=draw.randrange(3_000))
    published = (date(2011, 3, 1) + shift).isoformat()
    report = record.report.model_copy(update={"title": title, "outlet": draw.choice(OUTLETS), "published": published})
    events = tuple(e.model_copy(update={"time": _shifted(e.time, shift)}) for e in record.events)
    return Capture(body.encode()), record.model_copy(update={"text": body, "report": report, "events": events})


def _shifted(when: object, shift: timedelta) -> object:
    earliest, latest = getattr(when, "earliest", None), getattr(when, "latest", None)
    if when is None or not earliest or not latest:
        return when
    days = {k: (date.fromisoformat(v) + shift).isoformat() for k, v in (("earliest", earliest), ("latest", latest))}
    return when.model_copy(update=days)  # type: ignore[attr-defined]


def fill(archive: Archive, reports: Iterable[tuple[Capture, Record]]) -> None:
    """Put reports in, many in a transaction."""
    left = iter(reports)
    while some := list(islice(left, AT_ONCE)):
        with archive.writing() as connection:
            for capture, record in some:
                archive.add_read(connection, capture, Origin(), record)


_COPIED = {
    "documents": {"sha256": "substr(sha256, 1, 60) || :n"},
    "records": {"id": "id + :key", "sha256": "substr(sha256, 1, 60) || :n"},
    "reports": {"doc": "doc + :doc", "sha256": "substr(sha256, 1, 60) || :n"},
    "cards": {"doc": "doc + :doc", "day": "day + :days"},
    "actors": {"id": "id + :key", "doc": "doc + :doc"},
    "called": {"actor": "actor + :key"},
    "happenings": {
        "id": "id + :key",
        "doc": "doc + :doc",
        "earliest": "date(earliest, :later)",
        "latest": "date(latest, :later)",
    },
    "parts": {"happening": "happening + :key", "actor": "actor + :key"},
    "claims": {"id": "id + :key", "doc": "doc + :doc"},
    "claimed": {"claim": "claim + :key", "happening": "happening + :key"},
    "shadow": {"rowid": "rowid + :doc", "title": "title", "body": "body", "names": "names"},
}
"""What is other in a copy; all other columns stay as they were."""


def multiply(archive: Archive, times: int) -> None:
    """Lay `times - 1` copies of everything beside it, with other keys and days, as SQL alone can (SQLite only)."""
    columns = {table.name: table.c.keys() for of in (METADATA, DERIVED) for table in of.sorted_tables} | {"shadow": []}
    with archive.writing() as connection:
        for name in _COPIED:
            row = "rowid, *" if name == "shadow" else "*"
            connection.execute(text(f"CREATE TEMP TABLE first_{name} AS SELECT {row} FROM {name}"))
        size = 1 + connection.execute(text("SELECT max(doc) FROM reports")).scalar_one()
        for n in range(1, times):
            given = {"doc": n * size, "key": n * 10_000_000, "n": f"x{n:03x}", "days": 31 * n, "later": f"{31 * n} days"}
            for name, changed in _COPIED.items():
                values = {column: column for column in columns[name]} | changed
                used = {key: value for key, value in given.items() if any(f":{key}" in v for v in values.values())}
                into = f"INSERT INTO {name} ({', '.join(values)}) SELECT {', '.join(values.values())} FROM first_{name}"
                connection.execute(text(into), used)


def build_questions(records: list[Record], count: int) -> list[dict[str, object]]:
    """Questions as people put them: words of a title, a phrase, a name in either script, and filters."""
    draw = random.Random(5)
    return [_question(draw.choice(records), n, draw) for n in range(count)]


def _question(record: Record, n: int, draw: random.Random) -> dict[str, object]:
    words = (record.report.title or "قصف").split()
    named = [e for e in record.entities if e.name_latin] or [None]
    entity, event = draw.choice(named), draw.choice(record.events) if record.events else None
    name, kind = entity.name if entity else words[0], event.type.value if event else "shelling"
    kinds: list[dict[str, object]] = [
        {"words": " ".join(draw.sample(words, min(2, len(words))))},
        {"words": " ".join(words[:4])},
        {"words": f'"{" ".join(words[:3])}"'},
        {"words": draw.choice(words)},
        {"words": name},
        {"words": entity.name_latin if entity else "Idlib"},
        {"words": draw.choice(words), "event_type": kind},
        {"words": "", "event_type": kind, "happened": ("2013-01-01", "2013-06-30")},
        {"words": "", "actor": name},
        {"words": name, "near": find_near(draw.choice(["حلب", "إدلب", "دمشق", "تعز"]), 20)},
        {"words": draw.choice(words), "outlet": draw.choice(OUTLETS), "published": ("2014-01-01", "2014-12-31")},
    ]
    return kinds[n % len(kinds)]


def measure_search(archive: Archive, questions: list[dict[str, object]]) -> dict[str, object]:
    """Milliseconds of each question, snippets of its first page among them, and how memory grew over all of them."""
    spent: list[tuple[float, dict[str, object], int]] = []
    with archive.engine.connect() as connection:
        access = find_access(connection, "local")
        for question in (*questions[:20], *questions):
            began = time.perf_counter()
            terms, _ = parse_words(str(question["words"]))
            query = Query(access, terms, **{k: v for k, v in question.items() if k != "words"})  # type: ignore[arg-type]
            answer = find_reports(connection, query)
            for body in archive.fetch_texts([hit.sha256 for hit in answer.hits]).values():
                find_snippet(body, query)
            spent.append((1000 * (time.perf_counter() - began), question, answer.total))
            if len(spent) == 40:
                before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = sorted(ms for ms, *_ in spent[20:])
    slowest = sorted(spent[20:], key=lambda s: -s[0])[:5]
    return {
        "p50_ms": statistics.median(times),
        "p95_ms": times[int(0.95 * len(times))],
        "slowest": [[round(ms), str(q), n] for ms, q, n in slowest],
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "memory_growth_mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
    }


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=DATA)
    ap.add_argument("--pages", type=int, default=522)
    ap.add_argument("--articles", type=int, default=5_000)
    ap.add_argument("--reports", type=int, default=100_000)
    ap.add_argument("--varied", type=int, default=10_000, help="as many are varied one by one, the others are copies of these")
    ap.add_argument("--questions", type=int, default=440)
    a = ap.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="isnad-bench-"))
    try:
        captures = [*islice(load_pages(a.data), a.pages), *islice(load_articles(a.data), a.articles)]
        adding, records = measure_adding(captures, folder)
        print(f"adding {len(captures):,}     {adding['with_reading']:.1f} reports a second with reading, ", end="")
        print(f"{adding['without_reading']:.1f} without; {adding['bytes_a_report']:,.0f} bytes a report", flush=True)
        verifying = measure_verifying(folder / "verified")
        print(f"verifying      {verifying['whole_mb_per_s']:.0f} MB of blobs a second; ", end="")
        print(f"one core hashes {verifying['one_core_mb_per_s']:.0f}   floor 500", flush=True)
        archive = open_archive(folder / "many")
        archive.blobs = replace(archive.blobs, fsync=lambda _: None)
        fill(archive, vary(records, min(a.varied, a.reports)))
        multiply(archive, a.reports // min(a.varied, a.reports))
        found = measure_search(archive, build_questions(records, a.questions))
        print(f"search at {a.reports:,}  p50 {found['p50_ms']:.0f} ms, p95 {found['p95_ms']:.0f} ms   limit 200")
        print(f"memory         {found['memory_mb']:.0f} MB, grown by {found['memory_growth_mb']:.1f} MB over the questions")
        print(json.dumps({"adding": adding, "verifying": verifying, "search": found}, ensure_ascii=False))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
