"""Write the list of lemmas from the treebank."""

import gzip
from collections import Counter

from isnad.arabic.lemmas import LEMMAS
from isnad.letters import fold
from training.treebank import read_trees


def main() -> None:
    seen: dict[tuple[str, str], Counter[str]] = {}
    for tree in read_trees():
        for row in tree.rows:
            if row.lemma != "_" and row.upos not in ("PUNCT", "NUM", "SYM"):
                seen.setdefault((fold(row.form), row.upos), Counter())[fold(row.lemma)] += 1
    lines = [f"{w}\t{upos}\t{max(sorted(c), key=c.get)}\n" for (w, upos), c in sorted(seen.items())]  # type: ignore[arg-type]
    LEMMAS.write_bytes(gzip.compress("".join(lines).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
