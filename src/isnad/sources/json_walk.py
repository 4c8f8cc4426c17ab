"""A JSON document walked from its beginning to its end, one value in memory at a time, as strict as `strict_json` (trust: S18).

The walk goes into the objects and arrays it is led into, and takes or passes over every other value whole. A value's end is
found by its brackets and marks alone; what then is no JSON is told of that value, and the walk goes on behind it.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from isnad.sources.strict_json import MAX_DEPTH, parse_strict_json

MOST_VALUE = 5_000_000
"""Characters of one value that is taken whole."""
STEP = 256 * 1024
_BLANK = re.compile(r"[ \t\r\n]*+")
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_TO_BRACKET = re.compile(r'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+[\[\]{}]', re.DOTALL)
_WORD = re.compile(r'[^\s"\[\]{},:]++')


class BrokenValue(ValueError):
    """A value that is no JSON. It has been passed over, and the walk can go on."""


class LongValue(ValueError):
    """A value too long to be taken whole. The walk still stands before it; `skip` passes over it."""


class JsonWalk:
    """A walk through `file` (UTF-8). All methods raise ValueError where what stands there is not what was asked for.

    `mend` is tried on a value that is no JSON before it is refused; `mended` tells whether the last value needed it.
    """

    def __init__(
        self, file: BinaryIO, *, mend: Callable[[str], str] | None = None, most: int = MOST_VALUE, step: int = STEP
    ) -> None:
        self._file, self._mend, self._most, self._step = file, mend, most, step
        # Bytes that are no UTF-8 become what no UTF-8 can hold, so that they break the value they stand in and no other.
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._text, self._at, self._passed, self._ended = "", 0, 0, False
        self._depth, self._waiting = 0, False
        self.mended = False

    @property
    def place(self) -> int:
        """How many characters lie behind."""
        return self._passed + self._at

    def opens(self, bracket: str) -> bool:
        """Whether an object ("{") or array ("[") stands here."""
        return self._peek() == bracket

    def members(self) -> Iterator[str]:
        """The keys of the object here; at each the walk stands before its value, and passes over it if it is not taken."""
        return self._parts("{", "}")

    def items(self) -> Iterator[str]:
        """The same for the array here, with "" for a key."""
        return self._parts("[", "]")

    def value(self) -> object:
        """The value here, whole. Raises BrokenValue, or LongValue."""
        end = self._find_end()
        self._check_length(end - self._at)
        text, self._at, self._waiting = self._text[self._at : end], end, False
        try:
            self.mended = False
            return self._parsed(text)
        except (ValueError, RecursionError) as why:
            try:
                if self._mend and (mended := self._mend(text)) != text:
                    self.mended = True
                    return self._parsed(mended)
            except (ValueError, RecursionError):
                pass
            raise BrokenValue(f"{why} (the value that ends at character {self.place:,})") from None

    def skip(self) -> None:
        """Pass over the value here, however long it is. Raises BrokenValue where it, or a value in it, is no JSON."""
        try:
            self.value()
        except LongValue:
            if self._peek() == '"':
                raise
            for _ in self.items() if self.opens("[") else self.members():
                self.skip()

    def finish(self) -> None:
        """Raises ValueError where anything stands behind the value that was walked."""
        if self._peek():
            raise self._broken("more stands behind its end")

    def _parsed(self, text: str) -> object:
        if not text.isascii():
            text.encode()
        return parse_strict_json(text, deepest=MAX_DEPTH - self._depth)

    def _parts(self, opening: str, closing: str) -> Iterator[str]:
        self._take(opening)
        self._waiting = False
        self._depth += 1
        self._check_depth(0)
        more = self._peek() != closing
        while more:
            key = self._key() if opening == "{" else ""
            self._waiting = True
            yield key
            if self._waiting:
                self.skip()
            more = self._peek() == ","
            self._at += more
        self._take(closing)
        self._depth -= 1

    def _key(self) -> str:
        if self._peek() != '"':
            raise self._broken("a key is missing")
        key = self.value()
        self._take(":")
        return str(key)

    def _take(self, mark: str) -> None:
        if self._peek() != mark:
            raise self._broken(f"{mark!r} is missing")
        self._at += 1

    def _peek(self) -> str:
        """The next character that is no blank, "" at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read_on():
                return ""

    def _find_end(self) -> int:
        """Where in the buffer the value here ends."""
        first = self._peek()
        if first and first in "{[":
            return self._find_closing()
        kind = _STRING if first == '"' else _WORD
        while True:
            found = kind.match(self._text, self._at)
            if found and (first == '"' or found.end() < len(self._text)):
                return found.end()
            if first != '"' and not found:
                raise self._broken("a value is missing")
            if not self._grow() and found:
                return found.end()

    def _find_closing(self) -> int:
        depth, behind = 0, 0
        while True:
            found = _TO_BRACKET.match(self._text, self._at + behind)
            if found is None:
                self._grow()
                continue
            depth += 1 if found.group()[-1] in "{[" else -1
            behind = found.end() - self._at
            if depth == 0:
                return found.end()
            self._check_depth(depth)

    def _check_depth(self, further: int) -> None:
        if self._depth + further > MAX_DEPTH:
            raise self._broken(f"it nests deeper than {MAX_DEPTH} levels")

    def _check_length(self, length: int) -> None:
        if length > self._most:
            raise LongValue(f"a value of more than {self._most:,} characters (at character {self.place:,})")

    def _grow(self) -> bool:
        """Have more of the value here; False where a number or a word ends with the file."""
        self._check_length(len(self._text) - self._at)
        if self._read_on():
            return True
        if self._text[self._at : self._at + 1] in ('"', "{", "["):
            raise self._broken("it ends too early")
        return False

    def _read_on(self) -> bool:
        """Read a step, twice as much as is held at least, so that looking again stays linear; False at the end of the file."""
        if self._ended:
            return False
        rest = self._text[self._at :]
        piece = self._file.read(max(self._step, len(rest)))
        self._passed += self._at
        self._text, self._at, self._ended = rest + self._decoder.decode(piece, final=not piece), 0, not piece
        return not self._ended

    def _broken(self, why: str) -> ValueError:
        return ValueError(f"{why} at character {self.place:,}")
