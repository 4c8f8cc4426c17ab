"""The full-text index over the shadow: FTS5 in SQLite, a tsvector in PostgreSQL, built of the same words in the same places.

A long text is indexed in pieces, because PostgreSQL counts positions to 16,383, keeps 255 of one word, and no more than a
megabyte a vector; both databases shall answer alike. The first piece is kept under the document's own small key.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, text

from isnad.archive.search.shadow import build_shadow, shadow_words
from isnad.archive.search.skeleton import name_skeletons
from isnad.model.record import Record

_SQLITE = ('CREATE VIRTUAL TABLE shadow USING fts5(title, body, names, tokenize="unicode61 remove_diacritics 0")',)
_POSTGRESQL = (
    "CREATE TABLE shadow (doc bigint PRIMARY KEY, title text NOT NULL, body text NOT NULL, names text NOT NULL, "
    "words tsvector NOT NULL)",
    "CREATE INDEX ix_shadow_words ON shadow USING gin (words)",
)
_STORE = {
    "sqlite": text("INSERT INTO shadow (rowid, title, body, names) VALUES (:doc, :title, :body, :names)"),
    "postgresql": text(
        "INSERT INTO shadow (doc, title, body, names, words) VALUES (:doc, :title, :body, :names, CAST(:words AS tsvector))"
    ),
}
_LAST_POSITION, _MOST_OF_ONE = 16_383, 255
PIECE = 4_000
"""Words of a body that are indexed together."""
OVERLAP = 50
"""Words the end of a piece shares with the beginning of the next, so that a phrase that lies across both is found."""
PIECE_KEY = 1 << 32
"""Key of a piece: the document's, and so often this as pieces come before it."""
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
    title, names = build_shadow(record.report.title or ""), _names(forms)
    for number, body in enumerate(_pieces(build_shadow(record.text).split())):
        key = doc + number * PIECE_KEY
        _store_piece(connection, key, ("", "", body) if number else (title, names, body))


def _pieces(words: list[str]) -> Iterator[str]:
    """The words in pieces that overlap; one piece where there are none."""
    step = PIECE - OVERLAP
    for at in range(0, max(len(words) - OVERLAP, 1), step):
        yield " ".join(words[at : at + PIECE])


def _store_piece(connection: Connection, key: int, parts: tuple[str, str, str]) -> None:
    given = {"doc": key, **dict(zip(("title", "names", "body"), parts, strict=True))}
    if connection.dialect.name != "sqlite":
        given["words"] = _vector(*(part.split() for part in parts))
    connection.execute(_STORE[connection.dialect.name], given)


def _names(forms: Iterable[str]) -> str:
    """Name words as written and in Latin letters, each name beside its skeletons."""
    words = [word for form in dict.fromkeys(forms) for word in (*shadow_words(form), *name_skeletons(form))]
    return " ".join(dict.fromkeys(words))


def _vector(title: list[str], names: list[str], body: list[str]) -> str:
    """The tsvector of a document: title weighs A, names B, body D; its words are ours, no parser of PostgreSQL's cuts them."""
    places: dict[str, list[str]] = {}
    for word, place in _places(title, names, body):
        if len(found := places.setdefault(word, [])) < _MOST_OF_ONE:
            found.append(place)
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def _places(title: list[str], names: list[str], body: list[str]) -> Iterator[tuple[str, str]]:
    at = 1
    for words, weight in ((title, "A"), (body, ""), (names, "B")):
        for word in words:
            if len(word.encode()) < 2_000:
                yield word, f"{min(at, _LAST_POSITION)}{weight}"
            at += 1
        at += _GAP


def forget_shadow(connection: Connection, doc: int) -> None:
    """Take a document out of the index, all its pieces. Its words leave the file only with `purge_index`."""
    name = KEY[connection.dialect.name]
    held, key = text(f"SELECT {name} FROM shadow WHERE {name} = :key"), doc
    while connection.execute(held, {"key": key}).scalar() is not None:
        connection.execute(text(f"DELETE FROM shadow WHERE {name} = :key"), {"key": key})
        key += PIECE_KEY


def purge_index(connection: Connection) -> None:
    """Merge the index so that nothing of a forgotten document stays in its segments (trust: finding 11)."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO shadow (shadow) VALUES ('optimize')"))
