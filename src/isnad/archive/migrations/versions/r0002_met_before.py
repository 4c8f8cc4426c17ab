"""Sightings by address: whether an address was fetched before is asked at every fetch."""

from alembic import op

revision = "r0002"
down_revision = "r0001"


def upgrade(at: str) -> None:
    op.create_index("ix_captures_url", "captures", ["url"], if_not_exists=True)
