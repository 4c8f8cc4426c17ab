"""Good reports under names that try a program, and things in a folder that are no files."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

# Some file systems refuse some of these; what cannot be made is left out, and the corpus counts what was made.
NAMES: tuple[bytes, ...] = (
    b"-rf.txt", b"--help.txt", b" .txt", b"a b\tc.txt", b"line\nbreak.txt", b"return\r.txt", b"bell\x07\x1b[31m.txt", b"'quote\".txt", b"$(id).txt", b"`id`.txt",
    b"a;b&c|d.txt", b"*.txt", b"[x]?.txt", b"~.txt", b"%2e%2e%2f.txt", b"C:x.txt", b"CON", b"nul.html", b"x.txt.", b"a#b@c.txt", b"bytes-\xff\xfe\x80.txt",
    b"cut-\xd9.txt", "\u202etxt.exe".encode(), "خبر عاجل.txt".encode(), "\u200b.txt".encode(), "e\u0301.txt".encode(), "🏳️‍🌈.txt".encode(), ("ب" * 125).encode() + b".txt",
    b"x" * 255, b"no-suffix", b"twice.html.txt", b"page.html.gz.html.gz",
)  # fmt: skip


def named_files() -> Iterator[bytes]:
    yield from NAMES


def make_odd_places(folder: Path, good: Path, whole: bytes) -> Iterator[tuple[Path, frozenset[str]]]:
    """Make in `folder` what is no plain file; each path that is an input, and how it must end.

    `good` is a report elsewhere and `whole` the bytes of another. Folders and links to folders are inputs by what they hold.
    """
    unreadable = frozenset({"unreadable"})
    for name, target in {
        "self": "self.html",
        "ring-a": "ring-b.html",
        "ring-b": "ring-a.html",
        "nowhere": "no/such/file",
    }.items():
        (folder / f"{name}.html").symlink_to(target)
        yield folder / f"{name}.html", unreadable
    (folder / "zero.html").symlink_to("/dev/zero")
    yield folder / "zero.html", unreadable
    os.mkfifo(folder / "fifo.html")
    yield folder / "fifo.html", unreadable
    (folder / "fifo-link.html").symlink_to("fifo.html")
    yield folder / "fifo-link.html", unreadable
    _make_socket(folder / "socket.html")
    yield folder / "socket.html", unreadable
    (folder / "link.html").symlink_to(good)
    yield folder / "link.html", frozenset({"new", "seen"})
    (folder / "hard.html").hardlink_to(good)
    yield folder / "hard.html", frozenset({"new", "seen"})
    with (folder / "sparse.txt").open("wb") as sparse:
        sparse.truncate(1 << 30)
    yield folder / "sparse.txt", frozenset({"too-large"})
    (folder / "report.html").mkdir()
    (folder / "report.html" / "inside.txt").write_bytes(whole)
    yield folder / "report.html" / "inside.txt", frozenset({"new"})
    (folder / "round").mkdir()
    (folder / "round" / "again").symlink_to("..")
    (folder / "empty.html").mkdir()
    (folder / "closed.txt").write_bytes(whole + b"\n.")
    (folder / "closed.txt").chmod(0)
    yield folder / "closed.txt", frozenset({"unreadable", "new"})
    yield from _make_closed_folders(folder, whole)


def _make_closed_folders(folder: Path, whole: bytes) -> Iterator[tuple[Path, frozenset[str]]]:
    """A folder that cannot be listed and one whose files cannot be reached; root can do both."""
    ends = frozenset({"unreadable", "new", "seen"})
    for name, mode in (("unlisted", 0o300), ("unreached", 0o600)):
        (folder / name).mkdir()
        (folder / name / "inside.txt").write_bytes(f"{name}\n".encode() + whole)
        (folder / name).chmod(mode)
        yield (folder / name if mode == 0o300 and os.geteuid() else folder / name / "inside.txt"), ends


def _make_socket(path: Path) -> None:
    """A socket's own path has at most 107 bytes, so it is made where we stand."""
    here = os.getcwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(here)
