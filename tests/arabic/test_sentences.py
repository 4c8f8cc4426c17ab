"""Where sentences end, and what only looks like an end."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.arabic.sentences import LONGEST_QUOTE, find_sentences
from isnad.model.page import Block, BlockKind
from tests.corpus.loading import rows


def sentences(text: str) -> list[str]:
    return [text[s:e] for s, e in find_sentences(text, Block(0, len(text), BlockKind.BODY))]


@pytest.mark.parametrize("row", rows("sentences"), ids=lambda r: r["text"])
def test_the_corpus(row):
    text = row["text"].replace("⏎", "\n").replace("|", "")
    assert sentences(text) == [p.strip() for p in row["text"].replace("⏎", "\n").split("|")]


def test_a_quotation_that_never_closes_ends_nothing_up():
    assert len(sentences('قال "وصلنا. ثم غادرنا. ولم نعد.')) == 3


def test_a_long_quotation_is_split_at_its_full_stops():
    assert len(sentences("قال «" + "وصلنا اليوم. " * LONGEST_QUOTE + "» ثم صمت.")) > 10


def test_only_the_block_is_read():
    text = "أول. ثان. ثالث."
    assert find_sentences(text, Block(5, 9, BlockKind.BODY)) == [(5, 9)]


@settings(deadline=None)
@given(st.text(alphabet='ابجد .؟!…؛\n"«»“”‘’()0123456789أم', max_size=80))
def test_sentences_lie_in_order_and_lose_no_letter(text):
    found = find_sentences(text, Block(0, len(text), BlockKind.BODY))
    assert "".join("".join(text[s:e].split()) for s, e in found) == "".join(text.split())
    assert all(text[s:e] == text[s:e].strip() for s, e in found)


@pytest.mark.parametrize("unit", ["«", '"', ".", "…", "أ.", "كلمة ", "قال «نعم. ", "1.", "؟!"])
def test_time_grows_with_the_text_and_no_faster(unit):
    text = unit * 100_000
    began = time.process_time()
    sentences(text)
    assert time.process_time() - began < 2
