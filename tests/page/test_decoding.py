"""Bytes → text: declared, undeclared, contradicted and mixed encodings."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.model.errors import InputRefused
from isnad.page.decoding import read_text
from tests.corpus.pages import BODY

TEXT = "\n".join(BODY)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256", "utf-32"])
def test_arabic_is_read_whatever_it_was_saved_in(charset):
    assert read_text(TEXT.encode(charset)).text == TEXT


def test_a_charset_nobody_declared_is_noted():
    assert [n.code for n in read_text(TEXT.encode("windows-1256")).notes] == ["charset-guessed"]


@pytest.mark.parametrize("declared", ["windows-1256", "cp1256"])
def test_a_declared_charset_that_holds_needs_no_note(declared):
    assert read_text(TEXT.encode("windows-1256"), declared).notes == ()


def test_a_charset_declared_in_the_page_is_believed():
    page = '<html><head><meta charset="windows-1256"></head><body>' + TEXT
    assert read_text(page.encode("windows-1256")).notes == ()


def test_utf8_is_read_as_such_whatever_is_declared():
    assert read_text(TEXT.encode(), "windows-1256").text == TEXT


def test_a_stretch_of_windows_1256_amid_utf8_is_read_with_a_note():
    mixed = TEXT.encode() + b"\n" + "وأضاف المصدر".encode("windows-1256") + b"\n" + TEXT.encode()
    found = read_text(mixed)
    assert "وأضاف المصدر" in found.text
    assert [n.code for n in found.notes] == ["mixed-encoding"]


def test_bytes_that_are_no_letters_stand_as_marks_with_a_note():
    body = TEXT.encode()
    found = read_text(body[:40] + b"\xff" + body[40:])
    assert "\ufffd" in found.text
    assert "undecodable-bytes" in {n.code for n in found.notes}


def test_text_decoded_wrongly_once_is_turned_back():
    found = read_text("".join(map(_as_1252, TEXT.encode())).encode())
    assert found.text == TEXT
    assert [n.code for n in found.notes] == ["encoding-mended"]


def _as_1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def test_line_ends_become_one_and_the_mark_of_order_goes():
    assert read_text(("\ufeff" + TEXT.replace("\n", "\r\n")).encode()).text == TEXT


def test_letters_written_in_parts_are_composed_and_harakat_keep_their_order():
    assert read_text(("\u0627\u0653ب " + TEXT).encode()).text.startswith("آب")
    shadda_first = "محم\u0651\u064eد"
    assert read_text((shadda_first + " " + TEXT).encode()).text.startswith(shadda_first)


def test_controls_of_direction_are_kept():
    assert read_text(("\u202bنص\u202c " + TEXT).encode()).text.startswith("\u202bنص\u202c")


def test_a_gzip_is_unpacked():
    assert read_text(gzip.compress(TEXT.encode())).text == TEXT


def test_a_gzip_of_several_members_is_unpacked_whole():
    body = TEXT.encode()
    assert read_text(gzip.compress(body[:300]) + gzip.compress(body[300:]) + b"\0\0").text == TEXT


@pytest.mark.parametrize(
    ("body", "code"),
    [(gzip.compress(TEXT.encode() * 3)[:-40], "cut-short"), (gzip.compress(TEXT.encode()) + b"more", "bytes-after-gzip")],
)
def test_what_could_not_be_had_of_a_gzip_is_noted(body, code):
    assert code in [note.code for note in read_text(body).notes]


@pytest.mark.parametrize(
    "name",
    ["base64", "zlib", "bz2", "hex", "uu", "quopri", "rot13", "idna", "punycode", "undefined", "unicode-escape", "mbcs", "x"],
)
@pytest.mark.parametrize("where", ["in the page", "by the site"])
def test_what_is_declared_and_no_charset_is_not_believed(name, where):
    page = f'<html><meta charset="{name}"><p>{TEXT}'.encode("windows-1256")
    decoded = read_text(page, name if where == "by the site" else None)
    assert TEXT in decoded.text
    assert [note.code for note in decoded.notes] == ["charset-guessed"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (b"\0\0\0", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.4 ...", "unsupported-format"),
        (b"PK\x03\x04....", "unsupported-format"),
        (b"\x28\xb5\x2f\xfd\x04x", "unsupported-coding"),
        (b"\x5d\x2a\x4d\x18\x04x", "unsupported-coding"),
        (b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x1f\x8b\x08broken", "unreadable"),
        (gzip.compress(b"a" * 30_000_000), "too-large"),
        (gzip.compress(gzip.compress(TEXT.encode())), "unsupported-format"),
        (b"a" * 20_000_001, "too-large"),
    ],
    ids=str,
)
def test_what_is_no_text_is_refused_with_its_code(body, code):
    with pytest.raises(InputRefused) as refused:
        read_text(body)
    assert refused.value.code == code


@given(st.binary(max_size=400))
def test_any_bytes_end_in_text_or_a_refusal(body):
    try:
        text = read_text(body).text
    except InputRefused:
        text = "refused"
    assert text.strip()
