"""The tables laid out from current readings, for filters, facets and search. They can be dropped and made anew at any time.

`doc` is a small key of a document inside these tables; nothing outside them knows it. `VERSION` is raised when what stands
in them would be other for the same records; an archive with an older one is laid out anew as it opens.
"""

from sqlalchemy import (
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
from sqlalchemy.schema import SchemaItem

from isnad.archive.tables import NAMING, documents, sensitivity

VERSION = 3
DERIVED = MetaData(naming_convention=NAMING)

layout = Table("layout", DERIVED, Column("version", Integer, primary_key=True))

reports = Table(
    "reports",
    DERIVED,
    Column("doc", Integer, primary_key=True, autoincrement=True),
    Column("sha256", ForeignKey(documents.c.sha256), nullable=False, unique=True),
    Column("title", Text),
    Column("project", String(40), nullable=False),
    Column("outlet", Text),
    Column("url", Text),
    Column("published", String(32)),
    Column("published_earliest", String(10)),
    Column("published_latest", String(10)),
)

packs = Table(
    "packs",
    DERIVED,
    Column("kind", String(8), primary_key=True, comment="card, month or event: search/packs.py"),
    Column("project", String(40), primary_key=True),
    Column("level", Integer, primary_key=True, autoincrement=False, comment="place in SENSITIVITIES of what stands here"),
    Column("shelf", Integer, primary_key=True, autoincrement=False, comment="documents in order of `doc`, some to a shelf"),
    Column("packed", LargeBinary, nullable=False),
)

outlets = Table(
    "outlets",
    DERIVED,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False, unique=True),
)


def _inside(name: str, *columns: SchemaItem) -> Table:
    """A table of things inside documents: their key, their document, their id in its record, how sensitive they are."""
    return Table(
        name,
        DERIVED,
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("doc", Integer, nullable=False, index=True),
        Column("local_id", String(8), nullable=False),
        *sensitivity("internal"),
        *columns,
    )


actors = _inside(
    "actors",
    Column("type", String(12), nullable=False),
    Column("name", Text, nullable=False),
    Column("latin", Text, nullable=False),
    Column("link", String(80), index=True),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", String(12)),
    Column("protected", Boolean, nullable=False),
)

names = Table(
    "names",
    DERIVED,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("words", Text, nullable=False, unique=True, comment="shadow words and skeletons of a name, each between spaces"),
)


def _parts_of_an_actor() -> tuple[SchemaItem, ...]:
    """What a table of actors by something they have says of each."""
    return (
        Column("actor", Integer, primary_key=True, autoincrement=False),
        Column("doc", Integer, nullable=False, index=True),
        *sensitivity("internal"),
        Column("parts", Text, nullable=False, comment="what it takes part in: search/parts.py"),
    )


called = Table(
    "called",
    DERIVED,
    Column("name", Integer, primary_key=True, autoincrement=False),
    *_parts_of_an_actor(),
    sqlite_with_rowid=False,
)

spots = Table(
    "spots",
    DERIVED,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("degrees", Text, nullable=False, unique=True, comment="latitude and longitude, a space between"),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Index("ix_spots_lat_lon", "lat", "lon"),
)

located = Table(
    "located",
    DERIVED,
    Column("spot", Integer, primary_key=True, autoincrement=False),
    *_parts_of_an_actor(),
    Column("shown", Integer, nullable=False, comment="place in SENSITIVITIES of the least sensitive event it takes part in"),
    sqlite_with_rowid=False,
)

happenings = _inside(
    "happenings",
    Column("type", String(16), nullable=False),
    Column("status", String(10), nullable=False),
    Column("earliest", String(10)),
    Column("latest", String(10)),
)

claims = _inside(
    "claims",
    Column("source", Text, nullable=False),
    Column("name", Integer, nullable=False, comment="of `names`"),
    Column("kind", String(14), nullable=False),
    Column("stance", String(8), nullable=False),
    Column("act", String(10), nullable=False),
    Index("ix_claims_name", "name", "kind", "sensitivity", "doc"),
)

claimed = Table(
    "claimed",
    DERIVED,
    Column("claim", Integer, primary_key=True, autoincrement=False),
    Column("happening", Integer, primary_key=True, autoincrement=False, index=True),
)
