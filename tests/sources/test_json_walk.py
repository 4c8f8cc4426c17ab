"""A document walked in steps of any size says what reading it whole says, and holds one value at a time."""

import io
import json
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.sources.json_walk import BrokenValue, JsonWalk, LongValue
from isnad.sources.strict_json import read_strict_json
from tests.sources.json_grammar import LEFT_OPEN
from tests.sources.test_strict_json import INVALID, VALID, VALUES


def _walked(walk):
    """The value here, put together by going into every object and array."""
    if walk.opens("{"):
        return {key: _walked(walk) for key in walk.members()}
    return [_walked(walk) for _ in walk.items()] if walk.opens("[") else walk.value()


def _read(body, *, step=1, whole=False, **more):
    walk = JsonWalk(io.BytesIO(body), step=step, **more)
    found = walk.value() if whole else _walked(walk)
    walk.finish()
    return found


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("text", VALID, ids=range(len(VALID)))
def test_what_the_grammar_has_is_read(text, whole):
    assert _read(text, whole=whole) == read_strict_json(text)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("text", INVALID, ids=range(len(INVALID)))
def test_what_the_grammar_has_not_is_a_typed_error(text, whole):
    with pytest.raises(ValueError, match=r".+"):
        _read(text, whole=whole)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("case", LEFT_OPEN)
def test_what_the_standard_leaves_open_has_the_same_answer(case, whole):
    text, value = LEFT_OPEN[case]
    if value is None:
        with pytest.raises(ValueError, match=r".+"):
            _read(text, whole=whole)
    else:
        assert _read(text, whole=whole) == value


@given(VALUES, st.integers(1, 40), st.booleans(), st.sampled_from([None, 2]))
def test_whatever_the_steps_the_value_is_the_same(value, step, whole, indent):
    assert (
        _read(json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "surrogatepass"), step=step, whole=whole)
        == value
    )


def test_a_value_that_is_not_taken_is_passed_over():
    walk = JsonWalk(io.BytesIO(b'{"a": [1, {"b": "]}"}], "c": 2, "d": {}}'), step=3)
    assert [walk.value() if key == "c" else key for key in walk.members()] == ["a", 2, "d"]


def test_a_broken_value_does_not_hide_the_next():
    walk = JsonWalk(io.BytesIO(b'[{"a": NaN}, "\xff", 1]'))
    found = []
    for _ in walk.items():
        try:
            found.append(walk.value())
        except BrokenValue:
            found.append("broken")
    assert found == ["broken", "broken", 1]


def test_a_value_too_long_to_hold_is_passed_over_piece_by_piece():
    body = json.dumps([[list(range(1000)), {"a": "x" * 90}], 7]).encode()
    walk = JsonWalk(io.BytesIO(body), most=100, step=10)
    found = []
    for _ in walk.items():
        try:
            found.append(walk.value())
        except LongValue:
            walk.skip()
    assert found == [7]


def test_a_string_too_long_to_hold_ends_the_walk():
    with pytest.raises(LongValue):
        JsonWalk(io.BytesIO(b'"' + b"x" * 1000), most=100, step=10).skip()


def test_depth_is_counted_from_the_root_however_the_walk_goes():
    deep = b"[" * 65 + b"]" * 65
    for lead in range(0, 60, 7):
        walk = JsonWalk(io.BytesIO(deep))
        parts = [walk.items() for _ in range(lead)]
        assert [next(part) for part in parts] == [""] * lead
        with pytest.raises(ValueError, match="deeper"):
            walk.value()


@pytest.mark.parametrize(
    "body", [b"[" * 900_000, b'{"a":' * 200_000, b'["' + b"\\" * 900_000, b"[" + b'"",' * 100_000, b"[1" + b" " * 900_000]
)
def test_hostile_texts_end_in_an_error_in_time_and_hold_little(body):
    tracemalloc.start()
    began = time.monotonic()
    with pytest.raises(ValueError, match=r".+"):
        JsonWalk(io.BytesIO(body), most=100_000, step=10_000).skip()
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    assert time.monotonic() - began < 10
    tracemalloc.stop()
