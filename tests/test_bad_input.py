"""Whatever comes in: a clear error with a code, or a record with its rules kept; never a traceback, a hang, an empty record in silence."""

import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import isnad
from isnad.model.capture import Capture
from isnad.reading import read_capture

BLNS = Path(__file__).parents[2] / "shared" / "data" / "blns.json"
CODES = {
    "empty", "binary", "not-arabic", "not-a-report", "too-large", "undecodable", "hostile-markup", "unreadable", "bad-sidecar", "unsupported-format", "unsupported-coding",
}  # fmt: skip
SENTENCE = "قصفت طائرات حربية بلدة كفر النور بريف إدلب الجنوبي ما أدى إلى مقتل 12 مدنيا وإصابة آخرين، بحسب ناشطين محليين"


def _outcome(body: bytes) -> str:
    """`record`, or the code of the refusal; anything else raised fails the test."""
    try:
        record = read_capture(Capture(body=body))
    except isnad.InputRefused as refused:
        return refused.code if refused.message else "no message"
    assert record.text
    return "record"


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 400, "binary"),
        (b"Seven people were killed in an air strike on the town on Monday, activists said. " * 5, "not-arabic"),
        ("سلام".encode(), "not-a-report"),
    ],
)
def test_what_is_no_report_is_refused_with_its_code(body, outcome):
    assert _outcome(body) == outcome


def test_ten_megabytes_of_text_end_in_an_error_or_a_record_in_time():
    body = (SENTENCE + ".\n").encode() * (10_000_000 // len((SENTENCE + ".\n").encode()))
    began = time.monotonic()
    assert _outcome(body) in {"record", "too-large"}
    assert time.monotonic() - began < 120


def test_one_sentence_of_a_hundred_thousand_words_is_read_in_linear_time():
    words = SENTENCE.split()
    body = " ".join(words * (100_000 // len(words))).encode()
    began = time.monotonic()
    assert _outcome(body) in {"record", "not-a-report"}
    assert time.monotonic() - began < 100


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "utf-16"])
def test_a_report_is_read_in_the_charsets_it_comes_in(charset):
    text = "قصف على ريف إدلب\n\n" + ". ".join([SENTENCE] * 4) + "."
    record = read_capture(Capture(body=text.encode(charset)))
    assert SENTENCE in record.text


def test_broken_utf8_is_read_with_a_note():
    body = ("قصف على ريف إدلب\n\n" + ". ".join([SENTENCE] * 4)).encode()
    broken = body[:200] + b"\xff\xfe\xd8" + body[200:]
    record = read_capture(Capture(body=broken))
    assert any("decod" in n.code or "encod" in n.code or "charset" in n.code for n in record.notes)


@pytest.mark.skipif(not BLNS.exists(), reason="LOUD: ../shared is absent, the naughty strings were not tried")
def test_every_naughty_string_ends_in_a_code_or_a_record():
    strings = json.loads(BLNS.read_text(encoding="utf-8"))
    alone = {_outcome(s.encode("utf-8", "surrogatepass")) for s in strings}
    assert alone <= CODES | {"record"}


@pytest.mark.skipif(not BLNS.exists(), reason="LOUD: ../shared is absent, the naughty strings were not tried")
def test_naughty_strings_inside_a_report_do_not_stop_it():
    strings = json.loads(BLNS.read_text(encoding="utf-8"))
    random.Random(5).shuffle(strings)
    for at in range(0, len(strings), 40):
        inside = " ".join(s.replace("\0", "") for s in strings[at : at + 40])
        text = f"قصف على ريف إدلب\n\n{SENTENCE}. {SENTENCE} {inside} وقال ناشط إن القصف مستمر.\n{SENTENCE}.\n{SENTENCE}."
        assert _outcome(text.encode("utf-8", "surrogatepass")) in CODES | {"record"}


ARABIC = st.text(
    alphabet=st.sampled_from('ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئء ،.؛:؟"«»()0123456789٠١٢٣ًٌٍَُِّْـ\u200f\u202b\n'), max_size=400
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(ARABIC)
def test_random_arabic_never_breaks_the_pipeline(noise):
    text = f"{SENTENCE}.\n{noise}\n{SENTENCE}."
    assert _outcome(text.encode()) in CODES | {"record"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.binary(max_size=600))
def test_random_bytes_never_break_the_pipeline(noise):
    assert _outcome(noise) in CODES | {"record"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(
    st.lists(
        st.sampled_from([*SENTENCE.split(), '"', "«", "»", "(", ":", "و", "أن", "قال", "12", "بين", "من", "آلاف", "\n", "،"]),
        max_size=120,
    )
)
def test_shuffled_words_of_a_report_never_break_the_pipeline(words):
    assert _outcome(f"{SENTENCE}.\n{' '.join(words)}\n{SENTENCE}.".encode()) in CODES | {"record"}
