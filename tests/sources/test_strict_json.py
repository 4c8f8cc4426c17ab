"""JSON and nothing but JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.sources.strict_json import read_strict_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_whatever_json_can_write_is_read_back(value):
    assert read_strict_json(json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    "text", ["NaN", "[Infinity]", "-Infinity", "[" * 65 + "]" * 65, "", "[1,]", "'x'", "01", "\ufeff{}"]
)
def test_what_the_standard_does_not_know_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        read_strict_json(text.encode())


def test_brackets_inside_strings_are_no_depth():
    assert read_strict_json(json.dumps("[" * 1000).encode()) == "[" * 1000
