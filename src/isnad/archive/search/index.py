"""The full-text index over the shadow: FTS5 in SQLite, a tsvector in PostgreSQL, built of the same words in the same places."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, text

from isnad.archive.search.shadow import LONGEST_SHADOW, build_shadow, shadow_words
from isnad.archive.search.skeleton import name_skeletons
from isnad.model.record import Record

_SQLITE = ('CREATE VIRTUAL TABLE shadow USING fts5(title, body, names, tokenize="unicode61 remove_diacritics 0")',)
_POSTGRESQL = (
    "CREATE TABLE shadow (doc integer PRIMARY KEY, title text NOT NULL, body text NOT NULL, names text NOT NULL, "
    "words tsvector NOT NULL)",
    "CREATE INDEX ix_shadow_words ON shadow USING gin (words)",
)
_STORE = {
    "sqlite": text("INSERT INTO shadow (rowid, title, body, names) VALUES (:doc, :title, :body, :names)"),
    "postgresql": text(
        "INSERT INTO shadow (doc, title, body, names, words) VALUES (:doc, :title, :body, :names, CAST(:words AS tsvector))"
    ),
}
_LAST_POSITION = 16_383
"""PostgreSQL counts no further; a phrase beyond is not found there, so `LONGEST_SHADOW` ends before."""
_GAP = 50
"""Places left free between parts, so that no phrase runs from one into the next."""
KEY = {"sqlite": "rowid", "postgresql": "doc"}


def create_index(connection: Connection) -> None:
    """Make the index table of this database's kind."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.execute(text(statement))


def store_shadow(connection: Connection, doc: int, record: Record) -> None:
    """Index a document under its small key."""
    forms = [form for entity in record.entities for form in (*entity.names, entity.name_latin)]
    row = {"title": build_shadow(record.report.title or ""), "body": build_shadow(record.text), "names": _names(forms)}
    given = {"doc": doc, **row}
    if connection.dialect.name != "sqlite":
        given["words"] = _vector(row["title"].split(), row["names"].split(), row["body"].split())
    connection.execute(_STORE[connection.dialect.name], given)


def _names(forms: Iterable[str]) -> str:
    """Name words as written and in Latin letters, each name beside its skeletons."""
    words = [word for form in dict.fromkeys(forms) for word in (*shadow_words(form), *name_skeletons(form))]
    return " ".join(dict.fromkeys(words))


def _vector(title: list[str], names: list[str], body: list[str]) -> str:
    """The tsvector of a document: title weighs A, names B, body D; its words are ours, no parser of PostgreSQL's cuts them."""
    places: dict[str, list[str]] = {}
    for word, place in _places(title, names, body):
        if len(found := places.setdefault(word, [])) < 255:
            found.append(place)
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def _places(title: list[str], names: list[str], body: list[str]) -> Iterator[tuple[str, str]]:
    at = 1
    for words, weight in ((title, "A"), (body[:LONGEST_SHADOW], ""), (names, "B")):
        for word in words:
            if len(word.encode()) < 2_000:
                yield word, f"{min(at, _LAST_POSITION)}{weight}"
            at += 1
        at += _GAP


def forget_shadow(connection: Connection, doc: int) -> None:
    """Take a document out of the index. Its words leave the file only with `purge_index`."""
    connection.execute(text(f"DELETE FROM shadow WHERE {KEY[connection.dialect.name]} = :doc"), {"doc": doc})


def purge_index(connection: Connection) -> None:
    """Merge the index so that nothing of a forgotten document stays in its segments (trust: finding 11)."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO shadow (shadow) VALUES ('optimize')"))
