"""Laws of the layout that hold for any page, and patterns that stay linear on text meant to hurt them."""

import importlib
import pkgutil
import re
import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import isnad.page
from isnad.model.capture import Capture
from isnad.model.errors import InputRefused
from isnad.model.page import BlockKind
from isnad.page.labelling import label_lines
from isnad.page.layout import read_page
from isnad.page.lines import split_lines
from tests.corpus.pages import AGO, BODY, DATELINES, FURNITURE, NO_DATELINES, OTHERS, STAMPS, TITLE

LINES = [
    *BODY,
    TITLE,
    *OTHERS,
    *FURNITURE,
    *DATELINES,
    *STAMPS,
    *AGO,
    *NO_DATELINES,
    "اقرأ أيضا:",
    "السابق",
    "الوسوم",
    "صورة أرشيفية",
    "-",
    "🙂",
    "X",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=25))
def test_any_order_of_lines_is_covered_by_blocks_in_order(lines):
    text = "\n".join(lines)
    blocks = label_lines(split_lines(text)).blocks
    assert all(a.end <= b.start for a, b in pairwise(blocks))
    covered = {i for b in blocks for i in range(b.start, b.end)}
    assert all(c.isspace() for i, c in enumerate(text) if i not in covered)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=25))
def test_every_value_of_the_head_stands_in_the_text(lines):
    text = "\n".join(lines)
    try:
        page = read_page(Capture(body=text.encode())).value
    except InputRefused:
        return
    report = page.report
    assert all(page.text[r.start : r.end] == r.title for r in report.related)
    assert report.dateline is None or page.text[report.dateline.start : report.dateline.end] == report.dateline.place
    assert {b.kind for b in page.blocks} <= set(BlockKind)


def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    modules = [
        importlib.import_module(m.name)
        for m in pkgutil.walk_packages(isnad.page.__path__, "isnad.page.")
        if m.name != "isnad.page.worker"
    ]
    return [
        (f"{m.__name__}.{n}", p)
        for m in modules
        for n, p in vars(m).items()
        if isinstance(p, re.Pattern) and isinstance(p.pattern, str)
    ]


HURTFUL = (
    " " * 100_000, "-" * 100_000, "ا" * 100_000, "1" * 100_000, "ا " * 50_000, "1/" * 50_000, "(" * 100_000, "<a " * 33_000, '<a "' * 25_000,
    "\n" * 100_000, ". " * 50_000, "اقرأ أيضا" * 11_000, "رابط الخبر ب" * 8_000, "12 تشرين " * 11_000, ":" * 100_000, "a='" * 33_000, "<!--" * 25_000, "\u064b" * 100_000,
)  # fmt: skip


@pytest.mark.parametrize(("name", "pattern"), _patterns(), ids=lambda p: p if isinstance(p, str) else "")
def test_a_pattern_takes_linear_time(name, pattern):
    for text in HURTFUL:
        began = time.process_time()
        pattern.search(text)
        pattern.match(text)
        assert time.process_time() - began < 0.3, (name, text[:10])
