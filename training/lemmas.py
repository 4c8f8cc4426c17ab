"""Write the list of lemmas from the treebank."""

from collections import Counter

from isnad.arabic.lemmas import LEMMAS
from isnad.letters import fold
from isnad.reference.lines import write_lines
from training.treebank import read_trees


def main() -> None:
    seen: dict[tuple[str, str], Counter[str]] = {}
    for tree in read_trees():
        for row in tree.rows:
            if row.lemma != "_" and row.upos not in ("PUNCT", "NUM", "SYM"):
                seen.setdefault((fold(row.form), row.upos), Counter())[fold(row.lemma)] += 1
    rows = {f"{w}\t{upos}": max(sorted(c), key=c.get) for (w, upos), c in seen.items()}  # type: ignore[arg-type]
    write_lines(rows, LEMMAS)


if __name__ == "__main__":
    main()
