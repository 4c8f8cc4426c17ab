"""Putting questions to an archive in tests."""

from typing import Any

from sqlalchemy import Connection

from isnad.archive.access import find_access
from isnad.archive.search.query import Query, parse_words


def asked(connection: Connection, words: str = "", *, handle: str = "local", **filters: Any) -> Query:
    """The question `words` with `filters`, put by `handle`."""
    return Query(find_access(connection, handle), parse_words(words)[0], **filters)
