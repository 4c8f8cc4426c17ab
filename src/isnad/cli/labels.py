"""What the terminal view calls things, in the language of its reader."""

from functools import cache
from importlib.resources import files

from isnad.model.errors import BadReference
from isnad.settings import Language


@cache
def load_labels() -> dict[Language, dict[str, str]]:
    """All labels by language and key (labels.tsv); every key is in every language."""
    header, *rows = (files("isnad.cli") / "labels.tsv").read_text(encoding="utf-8").splitlines()
    columns = header.split("\t")
    if columns[0] != "key" or set(columns[1:]) != set(Language):
        raise BadReference("bad-reference", f"labels.tsv: its columns are {columns}")
    table: dict[Language, dict[str, str]] = {language: {} for language in Language}
    for row in rows:
        key, *words = row.split("\t")
        if len(words) != len(Language) or not all(words) or key in table[Language.ENGLISH]:
            raise BadReference("bad-reference", f"labels.tsv: {row!r} lacks a language or stands there twice")
        for language, word in zip(columns[1:], words, strict=True):
            table[Language(language)][key] = word
    return table


class Labels:
    """The labels of one language; an unknown key is a mistake in this program and raises KeyError."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._words = load_labels()[language]

    def has(self, key: str) -> bool:
        """Whether there is such a label."""
        return key in self._words

    def __call__(self, key: str) -> str:
        return self._words[key]
