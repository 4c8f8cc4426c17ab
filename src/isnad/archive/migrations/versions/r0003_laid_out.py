"""Derived tables have their own versions (`derived.py`) and leave the schema's history; the local user gets their place."""

from alembic import op
from sqlalchemy import insert, select, text

from isnad.archive.access import DEFAULT_PROJECT, LOCAL_HANDLE
from isnad.archive.tables import memberships, users

revision = "r0003"
down_revision = "r0002"

_FIRST_DERIVED = ("shadow", "claimed", "claims", "parts", "happenings", "actors", "reports", "layout")
"""As r0001 made them, in the order they can be dropped; they are laid out anew after the migrations."""


def upgrade(at: str) -> None:
    connection = op.get_bind()
    for name in _FIRST_DERIVED:
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    if connection.execute(select(users.c.handle).where(users.c.handle == LOCAL_HANDLE)).scalar() is None:
        connection.execute(insert(users).values(handle=LOCAL_HANDLE, created=at, disabled=False))
        mine = {"project": DEFAULT_PROJECT, "handle": LOCAL_HANDLE, "role": "owner", "clearance": "sealed"}
        connection.execute(insert(memberships).values(**mine))
