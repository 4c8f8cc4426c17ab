"""Coverage-guided fuzzing of one reader of outside bytes: python -m tests.fuzz.reading TARGET SECONDS.

Targets are the parsers an enemy can reach. A refusal with a code is a fine end; anything else raised is a crash, and
atheris leaves the input that made it. Run for seconds in the tests and for half an hour in `make soak`.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["isnad"]):
    from isnad.arabic.analysis import analyse
    from isnad.letters import fold, fold_with_origins
    from isnad.model.capture import Beside, Capture
    from isnad.model.errors import InputRefused
    from isnad.page.layout import read_page
    from isnad.reading import read_capture
    from isnad.sources.arriving import read_arrivals
    from isnad.sources.bounded import open_body
    from isnad.sources.files import Input
    from isnad.sources.strict_json import find_doubled_keys, read_strict_json
    from isnad.sources.wrapped import open_wrapped

from tests.nasty import packed, rows

FORMS = [
    *packed.wholes().values(),
    *(body for make in (rows.json_lines, rows.tables, rows.exports) for _, body in make() if len(body) < 20_000),
]
_FOLDER = tempfile.TemporaryDirectory(prefix="isnad-fuzz-")
_AT = Path(_FOLDER.name) / "a"
WORDS = (
    'قصفت طائرات بلدة كفر النور بريف إدلب مقتل إصابة 12 مدنيا وقال ناشطون إن أن بحسب مصادر : " « » ( ) ، . ؟ \n نحو أكثر من بين '
    "آلاف تشرين الثاني/نوفمبر الثلاثاء أمس 2016 ١٣ % قائد حركة لواء دمشق (أ ف ب) - مقالات ذات صلة نفى زعم لم قد سوف"
).split(" ")


def _words(data: bytes) -> str:
    """Bytes as a report: each byte a word of the field's vocabulary, high bytes letters and marks."""
    return " ".join(WORDS[b % len(WORDS)] if b < 200 else chr(0x0600 + b) for b in data)


def read_bytes(data: bytes) -> None:
    read_capture(Capture(body=data))


def read_words(data: bytes) -> None:
    read_capture(Capture(body=("قصف على ريف إدلب\n\n" + _words(data)).encode()))


def lay_out_markup(data: bytes) -> None:
    body = "<html><body><article><p>" + "</p><p>".join(_words(data[i : i + 20]) for i in range(0, len(data), 20)) + "</p>"
    read_page(Capture(body=body.encode() + data))


def fold_letters(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    folded = fold_with_origins(text)
    assert folded.text == fold(text)
    assert all(0 <= o < len(text) for o in folded.origins)


def analyse_words(data: bytes) -> None:
    page, _ = read_page(Capture(body=("قصف على ريف إدلب في سوريا اليوم\n\n" + _words(data)).encode()))
    text, _ = analyse(page)
    assert all(page.text[t.start : t.end] == t.form for t in text.tokens)


def bring_in(data: bytes) -> None:
    """A good file of many reports, or of a wrapping, with the fuzzer's bytes put over a stretch of it: the first bytes say where."""
    if len(data) < 4:
        return
    form, at, cut, *_ = data
    body = bytearray(FORMS[form % len(FORMS)])
    place = at * len(body) // 256
    body[place : place + (cut % 32)] = data[3:]
    _AT.write_bytes(body)
    for arrival in read_arrivals(Input(_AT, "a"), Beside(), {}):
        if arrival.capture is not None and not arrival.capture.body.startswith(b"%PDF-"):
            open_wrapped(arrival.capture)


def open_bodies(data: bytes) -> None:
    """Packed bytes as a site sends them, and JSON as an export or a side-car has it."""
    for coding in ("gzip", "deflate", "br"):
        try:
            open_body(data, coding)
        except InputRefused:
            continue
    try:
        read_strict_json(data)
    except ValueError:
        return
    find_doubled_keys(data)


TARGETS: dict[str, Callable[[bytes], None]] = {
    f.__name__: f for f in (read_bytes, read_words, lay_out_markup, fold_letters, analyse_words, bring_in, open_bodies)
}


def main() -> None:
    target, seconds = TARGETS[sys.argv[1]], sys.argv[2]

    def once(data: bytes) -> None:
        try:
            target(data)
        except InputRefused:
            return  # a refusal carries a code: the type sees to that

    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={seconds}",
            "-seed=7",
            "-max_len=600",
            "-verbosity=0",
            "-artifact_prefix=/tmp/isnad-fuzz-",
        ],
        once,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
