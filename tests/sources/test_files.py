"""Files, folders and standard input as captures, each with its side-car."""

import io
import json
import os
import sys

import pytest

from isnad.model.capture import Beside
from isnad.model.errors import InputRefused
from isnad.sources.files import Input, find_inputs, read_input


def test_a_folder_gives_its_files_in_order_without_side_cars_and_hidden_ones(tmp_path):
    for name in ("b.txt", "a.html", "a.meta.json", ".hidden", "deep/c.txt", "deep/er/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [i.path.relative_to(tmp_path).as_posix() for i in find_inputs([str(tmp_path)])]
    assert found == ["a.html", "b.txt", "deep/c.txt", "deep/er/d.txt"]


def test_names_of_records_never_clash(tmp_path):
    paths = [tmp_path / "one/a.txt", tmp_path / "one/a.html", tmp_path / "two/a.txt", tmp_path / "two/A.txt"]
    assert [i.name for i in find_inputs(list(map(str, paths)))] == ["a", "a.html", "a.txt", "A-2"]


def test_names_as_long_as_a_disk_takes_are_read_and_their_outputs_are_shorter(tmp_path):
    for name in ("x" * 255, "ب" * 125 + ".txt"):
        (tmp_path / name).write_text("نص", encoding="utf-8")
    found = find_inputs([str(tmp_path)])
    assert [read_input(given).body for given in found] == ["نص".encode()] * 2
    assert max(len(os.fsencode(given.name)) for given in found) <= 200


def test_a_name_that_is_no_utf8_is_written_out_and_its_file_read(tmp_path):
    path = tmp_path / os.fsdecode(b"cut-\xd9.txt")
    path.write_text("نص", encoding="utf-8")
    (given,) = find_inputs([str(tmp_path)])
    assert given.shown == f"{tmp_path}/cut-\\udcd9.txt"
    assert read_input(given).name == "cut-\\udcd9.txt"


def test_a_path_no_disk_can_have_is_an_input_that_is_refused():
    (given,) = find_inputs(["x" * 5_000])
    with pytest.raises(InputRefused) as refused:
        read_input(given)
    assert refused.value.code == "unreadable"


def test_a_circle_of_links_ends(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "again").symlink_to(tmp_path)
    assert len(find_inputs([str(tmp_path)])) == 1


def test_the_bytes_are_those_of_the_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfabc\r\n")
    assert read_input(Input(path, "a")).body == b"\xef\xbb\xbfabc\r\n"


def test_standard_input_is_an_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("خبر".encode())))
    assert read_input(find_inputs(["-"])[0]).body == "خبر".encode()


@pytest.mark.parametrize("make", [lambda p: None, lambda p: p.mkdir(), lambda p: os.mkfifo(p)])
def test_what_cannot_be_opened_is_refused(tmp_path, make):
    path = tmp_path / "x"
    make(path)
    with pytest.raises(InputRefused) as refused:
        read_input(Input(path, "x"))
    assert refused.value.code == "unreadable"


def side_car(tmp_path, text, **options):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.meta.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_input(Input(tmp_path / "a.txt", "a"), Beside(**options)).beside


def test_a_side_car_is_read_and_its_other_keys_are_left_alone(tmp_path):
    beside = side_car(
        tmp_path,
        json.dumps({"outlet": "المنارة نيوز", "url": "https://x.example", "published": "2016-05", "author": "", "note": 5}),
    )
    assert beside == Beside(outlet="المنارة نيوز", url="https://x.example", published="2016-05")


def test_a_key_that_stands_twice_is_noted_and_its_last_value_counts(tmp_path):
    (tmp_path / "a.txt").write_text("نص", encoding="utf-8")
    (tmp_path / "a.meta.json").write_text('{"outlet": "المنارة", "outlet": "الرابية"}', encoding="utf-8")
    capture = read_input(Input(tmp_path / "a.txt", "a"))
    assert capture.beside.outlet == "الرابية"
    assert [note.code for note in capture.notes] == ["doubled-key"]


def test_half_letters_in_a_side_car_are_mended(tmp_path):
    beside = side_car(tmp_path, r'{"outlet": "\ud800 \u0000", "author": "\ud83d\ude00"}')
    assert (beside.outlet, beside.author) == ("\ufffd \ufffd", "\U0001f600")


def test_options_beat_the_side_car_one_by_one(tmp_path):
    text = json.dumps({"outlet": "المنارة نيوز", "published": "2016-05"})
    beside = side_car(tmp_path, text, outlet="شبكة الرابية")
    assert (beside.outlet, beside.published, beside.published_by_option) == ("شبكة الرابية", "2016-05", False)


BROKEN = (
    "{", "[]", '{"outlet": 5}', '{"outlet": NaN}', '{"a": ' + "[" * 100_000, b"\xff\xfe", "null", '"x"', "", '{"a": 1,}', "{'a': 1}",
)  # fmt: skip


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_side_car_is_refused_with_its_name(tmp_path, text):
    with pytest.raises(InputRefused) as refused:
        side_car(tmp_path, text)
    assert refused.value.code == "bad-sidecar"
    assert "a.meta.json" in refused.value.message
