"""The tables laid out from current readings, for filters, facets and search. They can be dropped and made anew at any time.

`doc` is a small key of a document inside these tables; nothing outside them knows it. `VERSION` is raised when what stands
in them would be other for the same records; an archive with an older one is laid out anew as it opens.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from isnad.archive.tables import NAMING, documents, sensitivity

VERSION = 1
DERIVED = MetaData(naming_convention=NAMING)

layout = Table("layout", DERIVED, Column("version", Integer, primary_key=True))

reports = Table(
    "reports",
    DERIVED,
    Column("doc", Integer, primary_key=True, autoincrement=True),
    Column("sha256", ForeignKey(documents.c.sha256), nullable=False, unique=True),
    Column("title", Text),
    Column("outlet", Text, index=True),
    Column("url", Text),
    Column("published", String(32)),
    Column("published_earliest", String(10), index=True),
    Column("published_latest", String(10), index=True),
)

cards = Table(
    "cards",
    DERIVED,
    Column("doc", Integer, primary_key=True, autoincrement=False),
    Column("level", Integer, primary_key=True, autoincrement=False, comment="place in SENSITIVITIES of what this row counts"),
    Column("project", String(40), nullable=False),
    Column("outlet", Text),
    Column("day", Integer, nullable=False, comment="last day it may have been published on, proleptic ordinal; 0 unknown"),
    Column("mask", BigInteger, nullable=False, comment="event types, statuses, kinds of source: search/facets.py"),
    Column("months", LargeBinary, nullable=False, comment="months of events, 2 bytes each, big-endian, since year 0"),
    sqlite_with_rowid=False,
)

actors = Table(
    "actors",
    DERIVED,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("doc", Integer, nullable=False, index=True),
    Column("local_id", String(8), nullable=False),
    Column("type", String(12), nullable=False),
    Column("name", Text, nullable=False),
    Column("latin", Text, nullable=False),
    Column("link", String(80), index=True),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", String(12)),
    Column("protected", Boolean, nullable=False),
    *sensitivity("internal"),
    Index("ix_actors_lat_lon", "lat", "lon"),
)

names = Table(
    "names",
    DERIVED,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("words", Text, nullable=False, unique=True, comment="shadow words and skeletons of a name, each between spaces"),
)

called = Table(
    "called",
    DERIVED,
    Column("name", Integer, primary_key=True, autoincrement=False),
    Column("actor", Integer, primary_key=True, autoincrement=False, index=True),
)

happenings = Table(
    "happenings",
    DERIVED,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("doc", Integer, nullable=False, index=True),
    Column("local_id", String(8), nullable=False),
    Column("type", String(16), nullable=False, index=True),
    Column("status", String(10), nullable=False),
    Column("earliest", String(10), index=True),
    Column("latest", String(10), index=True),
    *sensitivity("internal"),
)

parts = Table(
    "parts",
    DERIVED,
    Column("happening", Integer, nullable=False, index=True),
    Column("actor", Integer, index=True),
    Column("role", String(12), nullable=False),
    Column("words", Text, nullable=False),
)

claims = Table(
    "claims",
    DERIVED,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("doc", Integer, nullable=False, index=True),
    Column("local_id", String(8), nullable=False),
    Column("source", Text, nullable=False),
    Column("name", Integer, nullable=False, index=True, comment="of `names`"),
    Column("kind", String(14), nullable=False),
    Column("stance", String(8), nullable=False),
    Column("act", String(10), nullable=False),
    *sensitivity("internal"),
)

claimed = Table(
    "claimed",
    DERIVED,
    Column("claim", Integer, primary_key=True, autoincrement=False),
    Column("happening", Integer, primary_key=True, autoincrement=False, index=True),
)
