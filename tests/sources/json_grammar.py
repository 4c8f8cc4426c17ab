"""The grammar of RFC 8259 written down a second time, and texts made by it and against it: a judge for the strict reader."""

import random
import re
from collections.abc import Iterator

_BLANK = rb"[ \t\n\r]*"
_NUMBER = re.compile(rb"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_STRING = re.compile(rb'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_SKIP = re.compile(_BLANK)


def is_json(text: bytes) -> bool:
    """Whether `text` is JSON by the letter of the standard: section by section, nothing shared with the reader under test."""
    try:
        text.decode("utf-8")
        return _blank(text, _value(text, _blank(text, 0))) == len(text)
    except (SyntaxError, UnicodeDecodeError):
        return False


def _blank(text: bytes, at: int) -> int:
    found = _SKIP.match(text, at)
    assert found
    return found.end()


def _value(text: bytes, at: int) -> int:
    first = text[at : at + 1]
    if first == b"{":
        return _members(text, at, b"}", _pair)
    if first == b"[":
        return _members(text, at, b"]", _value)
    for pattern in (_STRING, _NUMBER, re.compile(rb"true|false|null")):
        if found := pattern.match(text, at):
            return found.end()
    raise SyntaxError


def _members(text: bytes, at: int, close: bytes, member) -> int:
    at = _blank(text, at + 1)
    if text[at : at + 1] == close:
        return at + 1
    while True:
        at = _blank(text, member(text, _blank(text, at)))
        if text[at : at + 1] == close:
            return at + 1
        at = _expect(text, at, b",")


def _pair(text: bytes, at: int) -> int:
    key = _STRING.match(text, at)
    if not key:
        raise SyntaxError
    return _value(text, _blank(text, _expect(text, _blank(text, key.end()), b":")))


def _expect(text: bytes, at: int, char: bytes) -> int:
    if text[at : at + 1] != char:
        raise SyntaxError
    return at + 1


_SCALARS = (
    b"0", b"-0", b"1", b"-1", b"10", b"1.0", b"0.5", b"-0.25", b"1e0", b"1E+2", b"12e-3", b"1.5E1", b"true", b"false", b"null", b'""', b'"a"', '"نص"'.encode(), b'"\\u0646"', b'"\\ud83d\\ude00"',
    b'"\\"\\\\\\/\\b\\f\\n\\r\\t"', b'"\\u0000"', '"\u2028\U0010ffff"'.encode(), b'"\x7f"', b'"[{,:"', b'" "',
)  # fmt: skip
_BLANKS = (b"", b"", b"", b" ", b"\n", b"\t\r\n ")


def texts_of_the_grammar(count: int) -> Iterator[bytes]:
    """`count` texts the grammar has, each another walk through it."""
    for seed in range(count):
        draw = random.Random(seed)
        yield draw.choice(_BLANKS) + _draw_value(draw, 4) + draw.choice(_BLANKS)


def _draw_value(draw: random.Random, depth: int) -> bytes:
    kind = draw.random() if depth else 0.0
    if kind < 0.4:
        return draw.choice(_SCALARS)
    blank = lambda: draw.choice(_BLANKS)  # noqa: E731
    inner = [blank() + _draw_value(draw, depth - 1) + blank() for _ in range(draw.randrange(4))]
    if kind < 0.7:
        return b"[" + (b",".join(inner) or blank()) + b"]"
    keys = [blank() + draw.choice(_SCALARS[15:]) + blank() for _ in inner]
    return b"{" + (b",".join(k + b":" + v for k, v in zip(keys, inner, strict=True)) or blank()) + b"}"


_STRAYS = (
    b",", b":", b"]", b"}", b"[", b"{", b'"', b"'", b"\\", b"/", b"#", b"//", b"/**/", b"+", b"-", b".", b"0", b"e", b"E+", b"x", b"NaN", b"Infinity", b"True", b"nul", b"\0", b"\x0b", b"\x0c",
    b"\x1f", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xc2\xa0", b"\xe2\x81\xa0", b"\\u12", b"\\x41", b"\\ud800", b"\n", b"\t", b" ", b"1", b"a", b";", b"=", b"()", b"<",
)  # fmt: skip


def texts_gone_wrong(count: int) -> Iterator[bytes]:
    """`count` texts of the grammar with one thing done to them: something cut, doubled, swapped, or put where it does not belong."""
    for seed, text in enumerate(texts_of_the_grammar(count)):
        draw = random.Random(f"wrong {seed}")
        at, until = sorted((draw.randrange(len(text) + 1), draw.randrange(len(text) + 1)))
        yield draw.choice(
            (
                text[:at],
                text[at:],
                text[:at] + text[at + 1 :],
                text[:at] + text[at:until] * 2 + text[until:],
                text[:at] + draw.choice(_STRAYS) + text[at:],
                text[:at] + draw.choice(_STRAYS) + text[at + 1 :],
                text + text,
            )
        )


# What the standard leaves to the reader, and what ours does: the value, or None where it refuses.
LEFT_OPEN: dict[str, tuple[bytes, object]] = {
    "an exponent out of reach": (b"[1e999]", None),
    "one below": (b"[-1e999]", None),
    "one too small": (b"[1e-999]", [0.0]),
    "one of a thousand digits": (b"[1e" + b"9" * 1_000 + b"]", None),
    "a fraction of a thousand digits": (b"[0." + b"3" * 1_000 + b"]", [1 / 3]),
    "a large number": (b"[" + b"9" * 400 + b"]", [int("9" * 400)]),
    "a number of more digits than are read": (b"[" + b"9" * 5_000 + b"]", None),
    "minus nought": (b"[-0.0]", [-0.0]),
    "half a pair, high": (rb'["\ud800"]', ["\ufffd"]),
    "half a pair, low": (rb'["\udfff"]', ["\ufffd"]),
    "half a pair and letters": (rb'["\uD834abc"]', ["\ufffdabc"]),
    "half a pair and another escape": (rb'["\uD834\u0061"]', ["\ufffda"]),
    "a pair the wrong way round": (rb'["\uDd1e\uD834"]', ["\ufffd\ufffd"]),
    "two high halves": (rb'["\ud800\ud800"]', ["\ufffd\ufffd"]),
    "a high half, then a pair": (rb'["\ud83d\ud83d\ude00"]', ["\ufffd\U0001f600"]),
    "half a pair in a key": (rb'{"\udead": 1}', {"\ufffd": 1}),
    "half a pair deep inside": (rb'{"a": [{"b": ["\udead"]}]}', {"a": [{"b": ["\ufffd"]}]}),
    "an escaped backslash before u": (rb'["\\ud800"]', ["\\ud800"]),
    "bytes that are no UTF-8": (b'["\xff"]', None),
    "a letter in more bytes than it needs": (b'["\xc0\xaf"]', None),
    "half a pair in UTF-8": (b'["\xed\xa0\x80"]', None),
    "a letter beyond Unicode": (b'["\xf4\xbf\xbf\xbf"]', None),
    "a letter cut off": (b'["\xe0\xff"]', None),
    "latin-1": (b'["\xe9"]', None),
    "UTF-16 with its mark": ('["é"]'.encode("utf-16"), None),
    "UTF-16, low first": ('["é"]'.encode("utf-16-le"), None),
    "UTF-16, high first": ('["é"]'.encode("utf-16-be"), None),
    "UTF-32": ('["é"]'.encode("utf-32"), None),
    "a mark before UTF-8": (b"\xef\xbb\xbf{}", None),
    "a noncharacter": ('["\uffff\U0010fffe"]'.encode(), ["\uffff\U0010fffe"]),
    "sixty-five levels": (b"[" * 65 + b"]" * 65, None),
    "five hundred levels": (b"[" * 500 + b"]" * 500, None),
    "a hundred thousand levels": (b"[" * 100_000 + b"]" * 100_000, None),
    "levels of objects": (b'{"a":' * 65 + b"1" + b"}" * 65, None),
    "a key twice": (b'{"a": 1, "a": 2}', {"a": 2}),
    "a key twice, spelt otherwise": (rb'{"a": 1, "\u0061": 2}', {"a": 2}),
    "an empty key twice": (b'{"": 1, "": 2}', {"": 2}),
}
