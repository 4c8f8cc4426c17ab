"""Train the character segmenter and write the lexicon of cut words: training/segmenter.py [--check].

`--check` holds every tenth PADT document out and prints word accuracy instead of writing.
"""

import argparse
import lzma
import re
import tempfile
from collections import Counter
from pathlib import Path

import pycrfsuite

from isnad.arabic.segmenter import CHAR_CRF, CUT, LEXICON, MODELS, SPELLING, features
from isnad.reference.lines import write_lines
from training.treebank import SHARED, Tree, read_trees

NEWS = SHARED / "data" / "raw" / "arabic-news.txt.xz"
LEAST = 5
"""How often a word must stand in the news to be in the lexicon."""
_WORD = re.compile(r"[\u0621-\u063a\u0641-\u064a]+")
_LETTERS = re.compile(r"[\u0621-\u063a\u0641-\u064a]+\Z")
WHOLE = Path(__file__).parent / "whole_words.txt"
CUTS = Path(__file__).parent / "cut_words.txt"


def count_news() -> Counter[str]:
    """How often each Arabic word stands in the raw news."""
    counts: Counter[str] = Counter()
    with lzma.open(NEWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(_WORD.findall(line.translate(SPELLING)))
    return counts


def levels(counts: Counter[str]) -> dict[str, int]:
    """log2 of the count of every word of the lexicon."""
    return {w: n.bit_length() - 1 for w, n in counts.items() if n >= LEAST}


def read_cuts(trees: list[Tree]) -> Counter[tuple[str, str]]:
    """How often each written word of the treebank is cut in each way."""
    seen: Counter[tuple[str, str]] = Counter()
    for tree in trees:
        for written, a, b in tree.words:
            pieces = [r.surface for r in tree.rows[a:b]]
            if _LETTERS.match(written) and all(pieces) and "".join(pieces) == written:
                seen[written, CUT.join(pieces)] += 1
    return seen


def train(cuts: Counter[tuple[str, str]], common: dict[str, int], path: Path) -> None:
    """Fit the CRF on every cut of the treebank, common ones more than once."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for (word, cut), n in sorted(cuts.items()):
        starts = {0}
        at = 0
        for piece in cut.split(CUT):
            starts.add(at)
            at += len(piece)
        x, y = features(word, lambda w: common.get(w, 0)), ["B" if i in starts else "I" for i in range(len(word))]
        for _ in range(min(3, n.bit_length())):
            trainer.append(x, y)
    trainer.set_params({"c1": 0.1, "c2": 0.01, "max_iterations": 150, "feature.possible_transitions": True})
    trainer.train(str(path))


def apply(tagger: pycrfsuite.Tagger, word: str, common: dict[str, int]) -> str:
    labels = tagger.tag(features(word, lambda w: common.get(w, 0)))
    return "".join(CUT + c if k and lab == "B" else c for k, (c, lab) in enumerate(zip(word, labels, strict=True)))


def majority(cuts: Counter[tuple[str, str]]) -> dict[str, str]:
    """The usual cut of each word of the treebank."""
    best: dict[str, tuple[int, str]] = {}
    for (word, cut), n in sorted(cuts.items()):
        best[word] = max(best.get(word, (0, "")), (n, cut))
    return {w: cut for w, (_, cut) in best.items()}


def by_hand() -> dict[str, str]:
    """Words whose cut we decide: names and conflict words that look as if they had clitics, and the other way round."""
    whole = {w: w for w in _lines(WHOLE)}
    return whole | {c.replace(CUT, ""): c for c in _lines(CUTS)}


def _lines(path: Path) -> list[str]:
    return [w for line in path.read_text(encoding="utf-8").splitlines() for w in line.split("#")[0].split()]


def _with_joined(word: str, cut: str, common: dict[str, int]) -> str:
    """A و before an article or a hamza is always the conjunction where the rest is a word; the CRF misses rare ones."""
    joined = word.startswith(("وال", "وأ", "وإ")) and len(word) >= 6 and not word.startswith(("والد", "والي"))
    return word[0] + CUT + cut[1:] if joined and not cut.startswith("و-") and word[1:] in common else cut


def write_lexicon(cuts: dict[str, str], common: dict[str, int], path: Path) -> None:
    how = {word: str(common.get(word, 0)) for word in cuts}
    write_lines({word: how[word] if cut == word else f"{how[word]}\t{cut}" for word, cut in cuts.items()}, path)


def check(trees: list[Tree], common: dict[str, int]) -> None:
    docs = sorted({t.doc for t in trees})
    held = set(docs[::10])
    cuts = read_cuts([t for t in trees if t.doc not in held])
    with tempfile.NamedTemporaryFile() as f:
        train(cuts, common, Path(f.name))
        tagger = pycrfsuite.Tagger()
        tagger.open(f.name)
        known = majority(cuts)
        test = read_cuts([t for t in trees if t.doc in held])
        right: Counter[str] = Counter()
        wrong: Counter[tuple[str, str]] = Counter()
        for (word, cut), n in test.items():
            kind = "known" if word in known else "unknown"
            got = known.get(word) or apply(tagger, word, common)
            right[kind, got == cut] += n  # type: ignore[index]
            if got != cut:
                wrong[got, cut] += n
    total = sum(right.values())
    good = sum(n for (_, ok), n in right.items() if ok)  # type: ignore[misc]
    print(f"words {total}  accuracy {good / total:.4f}  {dict(right)}")
    print(wrong.most_common(60))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--check", action="store_true")
    a = ap.parse_args()
    counts, trees = count_news(), list(read_trees())
    common = levels(counts)
    if a.check:
        check(trees, common)
        return
    MODELS.mkdir(exist_ok=True)
    cuts = read_cuts(trees)
    train(cuts, common, MODELS / CHAR_CRF)
    tagger = pycrfsuite.Tagger()
    tagger.open(str(MODELS / CHAR_CRF))
    lexicon = {w: _with_joined(w, apply(tagger, w, common), common) for w in sorted(common)} | majority(cuts) | by_hand()
    write_lexicon(lexicon, common, MODELS / LEXICON)


if __name__ == "__main__":
    main()
