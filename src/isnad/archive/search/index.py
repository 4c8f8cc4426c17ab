"""The full-text index over the shadow: FTS5 in SQLite, a `simple` tsvector in PostgreSQL, asked and answered alike."""

from sqlalchemy import Connection, text

from isnad.archive.search.shadow import build_shadow
from isnad.archive.search.skeleton import skeleton
from isnad.model.record import Record

_SQLITE = (
    'CREATE VIRTUAL TABLE shadow USING fts5(sha256 UNINDEXED, title, body, names, tokenize="unicode61 remove_diacritics 0")',
)
_POSTGRESQL = (
    "CREATE TABLE shadow (sha256 varchar(64) PRIMARY KEY, title text NOT NULL, body text NOT NULL, names text NOT NULL, "
    "words tsvector GENERATED ALWAYS AS (setweight(to_tsvector('simple', title), 'A') "
    "|| setweight(to_tsvector('simple', names), 'B') || setweight(to_tsvector('simple', body), 'C')) STORED)",
    "CREATE INDEX ix_shadow_words ON shadow USING gin (words)",
)


def create_index(connection: Connection) -> None:
    """Make the index table of this database's kind."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.execute(text(statement))


def store_shadow(connection: Connection, digest: str, record: Record) -> None:
    """Index a document under its digest."""
    names = [form for entity in record.entities for form in (*entity.names, entity.name_latin)]
    row = {
        "sha256": digest,
        "title": build_shadow(record.report.title or ""),
        "body": build_shadow(record.text),
        "names": _names(names),
    }
    connection.execute(text("INSERT INTO shadow (sha256, title, body, names) VALUES (:sha256, :title, :body, :names)"), row)


def _names(forms: list[str]) -> str:
    """Name words as written, in Latin letters, and their skeletons."""
    words = [word for form in dict.fromkeys(forms) for word in build_shadow(form).split()]
    bones = [bone for word in words if (bone := skeleton(word))]
    return " ".join(dict.fromkeys([*words, *bones]))


def forget_shadow(connection: Connection, digest: str) -> None:
    """Take a document out of the index. Its words leave the file only with `purge_index`."""
    connection.execute(text("DELETE FROM shadow WHERE sha256 = :sha256"), {"sha256": digest})


def purge_index(connection: Connection) -> None:
    """Merge the index so that nothing of a forgotten document stays in its segments (trust: finding 11)."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO shadow (shadow) VALUES ('optimize')"))
