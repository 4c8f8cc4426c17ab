"""UD Arabic PADT read as written words with their pieces, and as trees."""

import lzma
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
BUILD = Path(__file__).resolve().parents[1] / "build" / "models"
PADT = SHARED / "data" / "treebank" / "ar_padt-ud-train.conllu.xz"
_MARKS = dict.fromkeys([*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, 0x640])


@dataclass
class Row:
    """One syntactic word: `surface` is the stretch of the written word it stands for (`form` may restore letters)."""

    form: str
    lemma: str
    upos: str
    feats: dict[str, str]
    head: int
    deprel: str
    surface: str = ""


@dataclass
class Tree:
    doc: str
    rows: list[Row] = field(default_factory=list)
    words: list[tuple[str, int, int]] = field(default_factory=list)
    """Written words: letters, first and last (exclusive) row."""


def read_trees(path: Path = PADT) -> Iterator[Tree]:
    """Every sentence; heads are 0-based rows, -1 for the root."""
    tree, doc, ranges = Tree(""), "", {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cols = line.rstrip("\n").split("\t")
            if line.startswith("# newdoc"):
                doc = line.split("=")[1].strip()
            elif not line.strip():
                if tree.rows:
                    yield _with_words(tree, ranges)
                tree, ranges = Tree(doc), {}
            elif line.startswith("#"):
                continue
            elif "-" in cols[0]:
                a, b = map(int, cols[0].split("-"))
                ranges[a - 1] = (cols[1], b)
            elif cols[0].isdigit():
                tree.doc = doc
                tree.rows.append(_row(cols))


def _row(cols: list[str]) -> Row:
    feats = dict(f.split("=") for f in cols[5].split("|")) if cols[5] != "_" else {}
    lemma = cols[2].translate(_MARKS)
    return Row(cols[1].translate(_MARKS), lemma, cols[3], feats, int(cols[6]) - 1, cols[7].split(":")[0])


def _with_words(tree: Tree, ranges: dict[int, tuple[str, int]]) -> Tree:
    k = 0
    while k < len(tree.rows):
        written, end = ranges.get(k, (tree.rows[k].form, k + 1))
        written = written.translate(_MARKS)
        for row, surface in zip(tree.rows[k:end], cut_surface(written, [r.form for r in tree.rows[k:end]]), strict=True):
            row.surface = surface
        tree.words.append((written, k, end))
        k = end
    return tree


def cut_surface(written: str, forms: list[str]) -> list[str]:
    """The stretches of `written` its syntactic words stand for; empty strings where letters do not suffice."""
    n = len(forms)
    if n == 1:
        return [written]
    k = pos = 0
    while k < n - 1 and written.startswith(forms[k], pos):
        pos += len(forms[k])
        k += 1
    j, end = n - 1, len(written)
    while j > k and written[pos:end].endswith(forms[j]) and end - len(forms[j]) > pos:
        end -= len(forms[j])
        j -= 1
    middle, room = written[pos:end], j - k + 1
    spread = [middle[: len(middle) - room + 1], *middle[len(middle) - room + 1 :]] if room > 1 else [middle]
    spread += [""] * (room - len(spread))
    cuts = [*forms[:k], *spread, *forms[j + 1 :]]
    return cuts
