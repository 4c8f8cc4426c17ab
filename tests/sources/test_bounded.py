"""S2: a body that swells is refused at the bound, in time and in memory."""

import gzip
import resource
import time
import zlib

import brotli
import pytest

from isnad.model.errors import InputRefused
from isnad.sources.bounded import open_body

PAGE = ("<p>" + "قصف على بلدة كفر النور بريف إدلب. " * 40 + "</p>").encode()


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE)),
        ("gzip", gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:])),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("br", brotli.compress(PAGE)),
        ("gzip, br", brotli.compress(gzip.compress(PAGE))),
        ("identity", PAGE),
        ("", PAGE),
    ],
)
def test_a_body_is_opened_as_its_header_says(coding, packed):
    assert open_body(packed, coding) == PAGE


@pytest.mark.parametrize(
    ("coding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(1 << 28), compresslevel=9)),
        ("deflate", zlib.compress(bytes(1 << 28), level=9)),
        ("br", brotli.compress(bytes(1 << 28))),
        ("gzip, gzip", gzip.compress(gzip.compress(bytes(1 << 28), compresslevel=9))),
    ],
)
def test_a_bomb_is_refused_in_time_and_memory(coding, bomb):
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(InputRefused) as refused:
        open_body(bomb, coding)
    assert refused.value.code == "too-large"
    assert time.monotonic() - began < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate"])
@pytest.mark.parametrize("body", [b"", b"not packed at all", gzip.compress(PAGE)[:50], brotli.compress(PAGE)[:20]])
def test_a_broken_body_is_refused_with_its_code(coding, body):
    if coding == "gzip" and body == b"":
        assert open_body(body, coding) == b""
        return
    with pytest.raises(InputRefused) as refused:
        open_body(body, coding)
    assert refused.value.code == "unreadable"


def test_a_coding_that_is_not_known_is_named():
    with pytest.raises(InputRefused, match="zstd") as refused:
        open_body(PAGE, "zstd")
    assert refused.value.code == "unsupported-coding"


def test_three_codings_are_one_too_many():
    with pytest.raises(InputRefused) as refused:
        open_body(PAGE, "gzip, gzip, gzip")
    assert refused.value.code == "unsupported-coding"
