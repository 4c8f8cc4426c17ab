"""Names that try to climb out of where they belong, made by code (trust: S9)."""

from collections.abc import Iterator
from itertools import product

_UP = (
    "../", "..\\", "..//", "..\\/", "....//", "....\\\\", "..;/", ".../...//", "%2e%2e/", "%2e%2e%2f", "..%2f", "..%5c", "%252e%252e%252f", "..%255c", "..%c0%af", "..%c1%9c",
    "%c0%ae%c0%ae/", "..%u2215", "..%u2216", "%uff0e%uff0e/", "．．/", "‥/", "․․/", "..∕", "..⁄", "..＼", "..／", "./../", ".\\..\\", "..\u200b/", "\u202e/..", "..\x00/", "..\r\n/", " ../", "..%00/",
    "0x2e0x2e/", "..%e0%80%af", "/..", "\\..", "..%09/",
)  # fmt: skip
"""Ways to write "one folder up", for parsers that decode once, twice, wrongly, or not at all."""
_TARGETS = ("etc/passwd", "out", "windows/win.ini", ".ssh/authorized_keys", "blobs/00/x", "archive.sqlite")
_ROOTS = (
    "",
    "/",
    "\\",
    "C:\\",
    "C:/",
    "//server/share/",
    "\\\\?\\C:\\",
    "file:///",
    "~/",
    "~root/",
    "$HOME/",
    "%APPDATA%/",
    "./",
    "x/",
    "archive/",
)
_ALONE = (
    "CON", "NUL", "aux.txt", "COM1", "LPT9.warc", "con.", "x::$DATA", "x:stream", "a" * 255, "a" * 4_000, "ب" * 200, ".", "..", "...", "", " ", "\n", "\x07", "\u202egpj.exe", "-rf", "$(id)",
    "`id`", "a|b", "a;b", "a\x00.warc", "a%00.warc", "/dev/stdin", "/proc/self/environ", "/dev/zero",
)  # fmt: skip


def climbing_names() -> Iterator[str]:
    """Some thousands of names."""
    for up, times, target in product(_UP, (1, 2, 5, 8), _TARGETS):
        yield up * times + target
    for root, up, target in product(_ROOTS, _UP[:12], _TARGETS):
        yield root + up + target
    for root, target in product(_ROOTS, _TARGETS):
        yield root + target
    yield from _ALONE
