"""What the page stage knows beforehand: words around reports, names of outlets and agencies, places of datelines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from isnad.letters import fold
from isnad.model.errors import BadReference
from isnad.reference.outlets import load_outlets

_NOT_WORDS = re.compile(r"[^\w%]+")


def key(text: str) -> str:
    """The form in which lines and names are looked up: search form, words parted by one space, no punctuation."""
    return _NOT_WORDS.sub(" ", fold(text)).strip()


class Cue(StrEnum):
    """What a line that matches a phrase is."""

    RELATED_BOX = "related_box"
    RELATED_INSERT = "related_insert"
    STEP = "step"
    STEP_INSERT = "step_insert"
    TAGS_HEADER = "tags_header"
    TAGS_LINE = "tags_line"
    COMMENTS = "comments"
    SHARE = "share"
    MENU = "menu"
    FOOTER = "footer"
    SOURCE_LINK = "source_link"
    COUNT = "count"
    CAPTION = "caption"
    CREDIT = "credit"


class Match(StrEnum):
    WHOLE = "whole"
    START = "start"
    COLON = "colon"
    HAS = "has"


@dataclass(frozen=True)
class Phrases:
    """Phrases by the way they match; keys are `key(phrase)`."""

    whole: dict[str, Cue]
    start: dict[str, Cue]
    colon: dict[str, Cue]
    """Phrases that open a line only where a colon follows them."""
    has: dict[Cue, tuple[str, ...]]

    def find(self, line: str) -> Cue | None:
        """What `line` is, where one of our phrases says so."""
        whole = key(line)
        if whole in self.whole:
            return self.whole[whole]
        if ":" in line[:40] and (cue := self.colon.get(key(line[: line.index(":")]))):
            return cue
        words = whole.split(" ", 6)[:6]
        return next((cue for n in range(len(words), 0, -1) if (cue := self.start.get(" ".join(words[:n])))), None)

    def has_any(self, line: str, cue: Cue) -> bool:
        """Whether a phrase of `cue` stands anywhere in `line`, at word bounds."""
        padded = f" {line} "
        return any(f" {p} " in padded for p in self.has.get(cue, ()))


class NameKind(StrEnum):
    OUTLET = "outlet"
    AGENCY = "agency"
    DESK = "desk"


@dataclass(frozen=True)
class Publisher:
    name: str
    kind: NameKind


@dataclass(frozen=True)
class Publishers:
    by_name: dict[str, Publisher]
    by_domain: dict[str, Publisher]


def _rows(name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    text = (files("isnad.reference") / "data" / "page" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    if tuple(lines[0].split("\t")) != columns:
        raise BadReference("bad-reference", f"{name}: its columns are {lines[0]!r}, not {columns}")
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise BadReference("bad-reference", f"{name}: {line!r} has {len(cells)} cells, not {len(columns)}")
        yield dict(zip(columns, cells, strict=True))


def _claim(taken: dict[str, str], name: str, file: str) -> str:
    k = key(name)
    if not k or k in taken:
        raise BadReference("bad-reference", f"{file}: {name!r} stands there twice or is empty (as {taken.get(k)!r})")
    taken[k] = name
    return k


@cache
def load_phrases() -> Phrases:
    """The phrases that tell furniture, related headlines, captions and the rest (phrases.tsv)."""
    exact: dict[Match, dict[str, Cue]] = {m: {} for m in Match}
    taken: dict[Match, dict[str, str]] = {m: {} for m in Match}
    has: dict[Cue, list[str]] = {}
    for row in _rows("phrases.tsv", ("kind", "match", "phrase")):
        cue, match, phrase = Cue(row["kind"]), Match(row["match"]), row["phrase"]
        if match is Match.HAS:
            has.setdefault(cue, []).append(key(phrase))
        else:
            exact[match][_claim(taken[match], phrase, "phrases.tsv")] = cue
    found = {cue: tuple(phrases) for cue, phrases in has.items()}
    return Phrases(exact[Match.WHOLE], exact[Match.START], exact[Match.COLON], found)


@cache
def load_publishers() -> Publishers:
    """Outlets, agencies and desks by name and by domain: outlets.tsv of this stage, then the register of outlets."""
    names, domains, taken = dict[str, Publisher](), dict[str, Publisher](), dict[str, str]()
    for row in _rows("outlets.tsv", ("kind", "name", "variants", "domains")):
        publisher = Publisher(row["name"], NameKind(row["kind"]))
        for name in (row["name"], *filter(None, row["variants"].split("|"))):
            names[_claim(taken, name, "outlets.tsv")] = publisher
        for domain in filter(None, row["domains"].split("|")):
            domains[domain] = publisher
    _add_register(names, domains)
    return Publishers(names, {_slug(domain): p for domain, p in domains.items()} | domains)


def _add_register(names: dict[str, Publisher], domains: dict[str, Publisher]) -> None:
    """Outlets of the register under their own names; weak names ("الأيام") mean other things where they stand alone."""
    for outlet in load_outlets():
        strong = [key(n) for n in outlet.names if n not in outlet.weak]
        known = [names[k] for k in strong if k in names] + [domains[d] for d in outlet.domains if d in domains]
        publisher = known[0] if known else Publisher(outlet.name, NameKind.OUTLET)
        for k in strong:
            names.setdefault(k, publisher)
        for domain in outlet.domains:
            domains.setdefault(domain, publisher)


def _slug(domain: str) -> str:
    """What is left of a domain as an id: "orient-news.net" → "orientnews"."""
    return re.sub(r"[^a-z0-9]", "", domain.rsplit(".", 1)[0])


class WordList(StrEnum):
    """Lists of words.tsv."""

    WAW = "waw"
    TURN = "turn"
    PARTICLE = "particle"
    GIVEN = "given"
    MEDIA = "media"
    ARABIC = "arabic"
    PERSIAN = "persian"
    URDU = "urdu"
    KURDISH = "kurdish"
    PASHTO = "pashto"


@cache
def load_words(name: WordList) -> frozenset[str]:
    """One list of words.tsv: as keys, or as written where the letters tell the language."""
    as_written = name not in (WordList.WAW, WordList.TURN, WordList.PARTICLE, WordList.GIVEN, WordList.MEDIA)
    words = [row["word"] for row in _rows("words.tsv", ("list", "word")) if WordList(row["list"]) is name]
    return frozenset(words if as_written else map(key, words))


@cache
def load_datelines() -> dict[str, str]:
    """Places that stand in datelines, by key (datelines.tsv)."""
    places, taken = dict[str, str](), dict[str, str]()
    for row in _rows("datelines.tsv", ("place", "variants")):
        for name in (row["place"], *filter(None, row["variants"].split("|"))):
            places[_claim(taken, name, "datelines.tsv")] = row["place"]
    return places
