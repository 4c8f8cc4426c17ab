"""The tables of what cannot be made anew: evidence, readings, decisions, people. One schema for SQLite and PostgreSQL.

What is laid out from them for search stands in `derived.py`; what differs (full text, triggers) in `search/` and `migrations/`.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SENSITIVITIES = ("public", "internal", "restricted", "sealed")
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = MetaData(naming_convention=NAMING)


def sensitivity(default: str) -> tuple[Column[str], CheckConstraint]:
    allowed = ", ".join(f"'{s}'" for s in SENSITIVITIES)
    column = Column("sensitivity", String(12), nullable=False, server_default=default)
    return column, CheckConstraint(f"sensitivity IN ({allowed})", name="sensitivity")


documents = Table(
    "documents",
    METADATA,
    Column("sha256", String(64), primary_key=True, comment="of the bytes as received: the document's identity"),
    Column("size", Integer, nullable=False),
    Column("format", String(20), nullable=False),
    Column("outcome", String(12), nullable=False, comment="read | quarantined | erased"),
    Column("project", ForeignKey("projects.id"), nullable=False),
    Column("first_seen", String(32), nullable=False),
    *sensitivity("internal"),
)

captures = Table(
    "captures",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("sha256", ForeignKey("documents.sha256"), nullable=False, index=True),
    Column("at", String(32), nullable=False, comment="UTC, RFC 3339, microseconds"),
    Column("monotonic_ns", BigInteger, nullable=False),
    Column("how", String(16), nullable=False, comment="file | web | warc | feed | telegram | table"),
    Column("name", Text, nullable=False),
    Column("url", Text, index=True),
    Column("final_url", Text),
    Column("transport", JSON, nullable=False, comment="headers both ways, redirects, peer, TLS, as far as known"),
    Column("beside", JSON, nullable=False, comment="what the side-car or the command said"),
    Column("operator", String(64), nullable=False),
    Column("made_by", JSON, nullable=False),
    UniqueConstraint("sha256", "how", "name", "url", "at"),
)

quarantine = Table(
    "quarantine",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("sha256", String(64), nullable=False, comment="of the bytes, or of the name where no bytes came", unique=True),
    Column("name", Text, nullable=False),
    Column("code", String(32), nullable=False),
    Column("message", Text, nullable=False),
    Column("has_bytes", Boolean, nullable=False),
    Column("at", String(32), nullable=False),
)

records = Table(
    "records",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("sha256", ForeignKey("documents.sha256"), nullable=False),
    Column("text_id", String(64), nullable=False, index=True),
    Column("reader", String(120), nullable=False, comment="version of the program, the reader and the models"),
    Column("current", Boolean, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("body", Text, nullable=False, comment="the record as JSON"),
    UniqueConstraint("sha256", "reader"),
)

audit = Table(
    "audit",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("operator", String(64), nullable=False),
    Column("action", String(24), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False, comment="canonical JSON"),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)

erasures = Table(
    "erasures",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("operator", String(64), nullable=False),
    Column("reason", Text, nullable=False),
)

projects = Table(
    "projects",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("title", Text, nullable=False),
    Column("created", String(32), nullable=False),
)

users = Table(
    "users",
    METADATA,
    Column("handle", String(40), primary_key=True, comment="what the archive shows; identities live elsewhere, encrypted"),
    Column("created", String(32), nullable=False),
    Column("disabled", Boolean, nullable=False, server_default="0"),
)

memberships = Table(
    "memberships",
    METADATA,
    Column("project", ForeignKey("projects.id"), primary_key=True),
    Column("handle", ForeignKey("users.handle"), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("clearance", String(12), nullable=False),
    CheckConstraint("role IN ('owner', 'editor', 'reviewer', 'reader', 'data_reader')", name="role"),
)

judgements = Table(
    "judgements",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("sha256", ForeignKey("documents.sha256"), nullable=False, index=True),
    Column("subject", Text, nullable=False, comment="what was judged, by its words and spans, so that it outlives a new reading"),
    Column("verdict", String(12), nullable=False, comment="accepted | rejected | corrected | unsure"),
    Column("value", JSON),
    Column("by", ForeignKey("users.handle"), nullable=False),
    Column("at", String(32), nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
)
