"""Write the tagger's lexicon of known phrases from the gazetteers and, where they stand, the registers of `reference`."""

import csv
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import isnad.reference
from isnad.arabic.lexicon import KINDS
from isnad.arabic.words import find_tokens
from isnad.reference.actors import load_actors
from isnad.reference.kinds import load_kinds
from isnad.reference.lines import write_lines
from isnad.reference.names import load_names
from isnad.reference.organizations import load_organizations
from isnad.reference.people import load_people
from isnad.reference.peoples import load_peoples
from isnad.reference.saying import load_cue_forms, load_source_nouns
from isnad.reference.titles import load_titles
from isnad.reference.triggers import load_entries
from training.corpora import read_all_names
from training.treebank import BUILD, SHARED

GAZETTEER = SHARED / "data" / "gazetteer"
FRESH = BUILD / "lexicon.txt.gz"
"""What training sees; `training/export.py` puts it beside the weights that know it."""
REFERENCE = Path(isnad.reference.__file__).parent / "data"
_ARABIC = re.compile(r"[\u0621-\u064a]")
_KIND_WORD = re.compile(r"^(?:مدينة|بلدة|قرية|محافظة|منطقة|مديرية|ناحية|قضاء|حي|مركز|عزلة|محلة|قطاع) ")


def read_phrases() -> Iterator[tuple[str, str]]:
    """(kind, phrase as written), from every source."""
    for path in sorted(GAZETTEER.glob("*.xz")):
        kind, column = ("ocha", 1) if "ocha" in path.name else ("airwars", 1) if "airwars" in path.name else ("wof", 2)
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for cells in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                for name in re.split(r"[|,،]", cells[column] if len(cells) > column else ""):
                    yield kind, _KIND_WORD.sub("", name.strip())
    yield from read_registers()


def read_registers() -> Iterator[tuple[str, str]]:
    """Phrases of the project's own registers."""
    for actor in load_actors():
        kind = actor.type.value if actor.type.value in KINDS else "group"
        yield from ((kind, n) for n in actor.all_names if n not in actor.weak)
    for body in load_organizations():
        yield from (("organization", n) for n in body.names if n not in body.weak)
    for name, word in load_names().items():
        yield "surname" if word.kind == "family" else "forename", name
    for person in load_people():
        yield from (("person", n) for n in person.names)
    for people in load_peoples():
        yield from (("people", n) for n in people.forms)
    yield from (("title", t.name) for t in load_titles())
    yield from (("kind", w) for k in load_kinds() for w in (k, f"ال{k}"))
    for stem, kind in (("countries", "country"), ("facilities", "facility"), ("regions", "region"), ("governorates", "region")):
        for row in csv.DictReader(_rows(REFERENCE / "places" / f"{stem}.tsv"), delimiter="\t", quoting=csv.QUOTE_NONE):
            yield from ((kind, n) for n in [row["name"], *row["variants"].split("|")])
            if stem == "countries":
                yield from (("nationality", f) for a in row["adjective"].split("|") for f in (a, f"ال{a}", f"{a}ة", f"ال{a}ة"))


def read_name_words() -> Iterator[tuple[str, str]]:
    """Words of people's names: those that the public corpora tag as such more often than not, twice or more."""
    seen: Counter[str] = Counter()
    named: dict[str, Counter[str]] = {"forename": Counter(), "surname": Counter()}
    for sentence in read_all_names():
        for written, tag in zip(sentence.words, sentence.tags, strict=True):
            word = [t.folded for t in find_tokens(written, 0, len(written))][-1:]
            seen.update(word)
            if "PER" in tag:
                named["forename" if tag.startswith("B") else "surname"].update(word)
    for kind, words in named.items():
        yield from ((kind, w) for w, n in words.items() if n >= 2 and 2 * n > seen[w] and len(w) > 2)


def read_words() -> Iterator[tuple[str, str]]:
    """(kind, search form) of words that name events or statements."""
    for word, entry in load_entries().items():
        yield "trigger" if entry.level == "sure" else "weak", word
        yield from ((t, word) for t in entry.types)
    for word, cues in load_cue_forms().items():
        yield "cue" if any(c.strength.value in ("always", "likely") for c in cues) else "rarely", word
    yield from (("source", word) for word in load_source_nouns())
    yield from read_name_words()


def _rows(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))


def build() -> dict[str, int]:
    """Phrase as search forms → bits of its kinds."""
    bits: dict[str, int] = {}
    for kind, name in read_phrases():
        words = [t.folded for t in find_tokens(name, 0, len(name))]
        if 0 < len(words) <= 7 and _ARABIC.search(name) and len(words[0]) > 1:
            phrase = " ".join(words)
            bits[phrase] = bits.get(phrase, 0) | 1 << KINDS.index(kind)
    for kind, word in read_words():
        if kind in KINDS:
            bits[word] = bits.get(word, 0) | 1 << KINDS.index(kind)
    return bits


def main() -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    write_lines({phrase: str(kinds) for phrase, kinds in build().items()}, FRESH)


if __name__ == "__main__":
    main()
