"""JSON and nothing but JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.sources.strict_json import MAX_DEPTH, find_doubled_keys, read_strict_json
from tests.sources.json_grammar import LEFT_OPEN, is_json, texts_gone_wrong, texts_of_the_grammar

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_whatever_json_can_write_is_read_back(value):
    assert read_strict_json(json.dumps(value).encode()) == value


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "-Infinity", "[" * 65 + "]" * 65, "", "[1,]", "'x'", "01", "\ufeff{}"])
def test_what_the_standard_does_not_know_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        read_strict_json(text.encode())


def test_as_many_levels_as_are_read_are_read():
    assert read_strict_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)


def test_brackets_inside_strings_are_no_depth():
    assert read_strict_json(json.dumps("[" * 1000).encode()) == "[" * 1000


# After the two lists every JSON parser is held to: what the grammar of RFC 8259 has, and what looks like it and is not.
VALID = [
    b"[[]   ]", b'[""]', b"[]", b'["a"]', b"[false]", b"[null, 1, \"1\", {}]", b"[null]", b"[1\n]", b" [1]", b"[1,null,null,null,2]", b"[2] ",
    b"[123e65]", b"[0e+1]", b"[0e1]", b"[ 4]", b"[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]", b"[20e1]", b"[-0]", b"[-123]",
    b"[-1]", b"[1E22]", b"[1E-2]", b"[1E+2]", b"[123e45]", b"[123.456e78]", b"[1e-2]", b"[1e+2]", b"[123]", b"[123.456789]", b"0", b"-1", b"null", b"true", b'"asd"', b'" "',
    b'{"asd":"sdf", "dfg":"fgh"}', b'{"asd":"sdf"}', b'{"a":"b","a":"c"}', b'{"a":"b","a":"b"}', b"{}", b'{"":0}', b'{"foo\\u0000bar": 42}', b'{ "min": -1.0e+28, "max": 1.0e+28 }',
    b'{"x":[{"id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}], "id": "x"}', b'{"a":[]}', b'{\n"a": "b"\n}', b'{"title":"\\u041f\\u043e\\u043b\\u0442\\u043e\\u0440\\u0430"}',
    b'["\\u0060\\u012a\\u12AB"]', b'["\\uD801\\udc37"]', b'["\\ud83d\\ude39\\ud83d\\udc8d"]', b'["\\"\\\\\\/\\b\\f\\n\\r\\t"]', b'["\\\\u0000"]', b'["\\""]', b'["a/*b*/c/*d//e"]', b'["\\\\a"]', b'["\\\\n"]',
    b'["\\u0012"]', b'["\\uFFFF"]', b'[ "asd"]', '["\U0010ffff"]'.encode(), '["\uffff"]'.encode(), b'["\\u0000"]', b'["\\u002c"]', '["\u03c0"]'.encode(), '["\U0001bfff"]'.encode(),
    b'["asd "]', b'" "', b'["\\uDBFF\\uDFFE"]', '["\u2028\u2029"]'.encode(), b'["\\u005C"]', b'["\\u0022"]', b'["\x7f"]', '["نص"]'.encode(), b'"\\u0644"', b"[true]", b'[]\n', b'\t[]\r\n ',
]  # fmt: skip
INVALID = [
    b"[1 true]", b"[a\xe5]", b'["": 1]', b'[""],', b"[,1]", b"[1,,2]", b'["x",,]', b'["x"]]', b'["",]', b'["x"', b"[x", b"[3[4]]", b"[\xff]", b"[1:2]", b"[,]", b"[-]", b"[   , \"\"]", b"[\"a\",\n4\n,1,",
    b"[1,]", b"[1,,]", b'["\x0ba"\\f]', b"[*]", b'[""', b"[1,", b"[1,\n1\n,1", b"[{}", b"[fals]", b"[nul]", b"[tru]", b"123\0", b"[++1234]", b"[+1]", b"[+Inf]", b"[-01]", b"[-1.0.]", b"[-2.]", b"[-NaN]",
    b"[.-1]", b"[.2e-3]", b"[0.1.2]", b"[0.3e+]", b"[0.3e]", b"[0.e1]", b"[0E+]", b"[0E]", b"[0e]", b"[0e+]", b"[1.0e+]", b"[1.0e-]", b"[1.0e]", b"[1 000.0]", b"[1eE2]", b"[2.e+3]", b"[2.e-3]", b"[2.e3]",
    b"[9.e+]", b"[Inf]", b"[NaN]", "[１]".encode(), b"[1+2]", b"[0x1]", b"[0x42]", b"[Infinity]", b"[0e+-1]", b"[-123.123foo]", b"[123\xe5]", b"[1e1\xe5]", b"[0\xe5]", b"[-Infinity]", b"[-foo]",
    b"[- 1]", b"[-012]", b"[-.123]", b"[-1x]", b"[1ea]", b"[1e\xe5]", b"[1.]", b"[.123]", b"[1.2a-3]", b"[1.8011670033376514H-308]", b"[012]", b'["x", truth]', b'{[: "x"}', b'{"x", null}', b'{"x"::"b"}',
    '{🇨🇭}'.encode(), b'{"a":"a" 123}', b"{key: 'value'}", b'{"\xb9":"0",}', b'{"a" b}', b'{:"b"}', b'{"a" "b"}', b'{"a":', b'{"a"', b"{1:1}", b"{9999E9999:1}", b"{null:null,null:null}", b'{"id":0,,,,,}',
    b"{'a':0}", b'{"id":0,}', b'{"a":"b"}/**/', b'{"a":"b"}/**//', b'{"a":"b"}//', b'{"a":"b"}/', b'{"a":"b",,"c":"d"}', b'{a: "b"}', b'{"a":"a', b'{ "foo" : "bar", "a" }', b'{"a":"b"}#', b" ", b'["\\uD800\\"]',
    b'["\\uD800\\u"]', b'["\\uD800\\u1"]', b'["\\uD800\\u1x"]', '[\u00e9]'.encode(), b'["\\x00"]', b'["\\\\\\"]', b'["\\\t"]', '["\\🌀"]'.encode(), b'["\\"]', b'["\\u00A"]', b'["\\uD834\\uDd"]', b'["\\uD800\\uD800\\x"]',
    b'["\\u\xe5"]', b'["\\a"]', b'["\\uqqqq"]', b'["\\\xe5"]', b"[\\u0020\"asd\"]", b"[\\n]", b'"', b"['single quote']", b"abc", b'["\\', b'["a\0a"]', b'["new\nline"]', b'["\t"]', b'"\\UA66D"', b'""x', b"[\xe2\x81\xa0]",
    b"\xef\xbb\xbf", b"<.>", b"[<null>]", b"[1]x", b"[1]]", b'["asd]', b"a\xc3\xa5", b"[True]", b"1]", b'{"x": true,', b"[][]", b"]", b"\xef\xbb{}", b"\xe5", b"[", b"", b"[\0]", b"2@", b"{}}", b'{"":', b'{"a":/*comment*/"b"}',
    b'{"a": true} "x"', b"['", b"[,", b"[{", b'["a', b'["a"', b"{", b"{]", b"{,", b"{[", b'{"a', b"{'a'", b'["\\{["\\{["\\{["\\{', b"*", b'{"a":"b"}#{}', b"[\\u000A\"\"]", b"[1", b"[ false, nul", b"[ true, fals",
    b"[ false, tru", b'{"asd":"asd"', "å".encode(), "[\u2060]".encode(), b"\xef\xbb\xbf[]\xef\xbb\xbf", b"[\x0c]", b"[" * 100_000, b'[{"":' * 50_000,
]  # fmt: skip


@pytest.mark.parametrize("text", VALID, ids=range(len(VALID)))
def test_what_the_grammar_has_is_read(text):
    assert read_strict_json(text) == json.loads(text)


@pytest.mark.parametrize("text", INVALID, ids=range(len(INVALID)))
def test_what_the_grammar_has_not_is_a_typed_error(text):
    with pytest.raises(ValueError, match=r".+"):
        read_strict_json(text)


def _reads(text: bytes) -> bool:
    try:
        read_strict_json(text)
    except ValueError:
        return False
    return True


def test_the_judge_knows_the_lists():
    assert all(is_json(text) for text in VALID)
    assert not any(is_json(text) for text in INVALID if len(text) < 10_000)


def test_two_thousand_texts_of_the_grammar_are_read():
    texts = list(texts_of_the_grammar(2_000))
    assert all(map(is_json, texts))
    assert [text for text in texts if not _reads(text)] == []
    assert [text for text in texts if read_strict_json(text) != json.loads(text)] == []


def test_of_five_thousand_texts_gone_wrong_those_are_read_that_are_still_json():
    texts = list(texts_gone_wrong(5_000))
    still = [is_json(text) for text in texts]
    assert 500 < sum(still) < 4_000
    assert [text for text, good in zip(texts, still, strict=True) if _reads(text) != good] == []


@pytest.mark.parametrize("case", LEFT_OPEN)
def test_what_the_standard_leaves_open_has_one_answer(case):
    text, value = LEFT_OPEN[case]
    if value is None:
        with pytest.raises(ValueError, match=r".+"):
            read_strict_json(text)
    else:
        assert read_strict_json(text) == value


def test_of_a_key_that_stands_twice_the_last_value_counts_and_it_is_told():
    text = b'{"a": 1, "b": [{"c": 1, "c": 2}], "a": 3}'
    assert read_strict_json(text) == {"a": 3, "b": [{"c": 2}]}
    assert find_doubled_keys(text) == ["a", "c"]
    assert find_doubled_keys(b'{"a": {"a": 1}}') == []


def test_many_doubled_keys_cost_no_time():
    text = b"{" + b",".join(b'"k%d":1' % (n % 20_000) for n in range(40_000)) + b"}"
    assert len(find_doubled_keys(text)) == 20_000
