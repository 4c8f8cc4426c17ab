"""What made a record: the versions of the program, its reader and its models."""

from functools import cache
from importlib.metadata import version

from isnad.arabic.tagger import model_versions
from isnad.model.record import MadeBy

READER = "1"
"""Raised when the same report would be read differently for another reason than new models."""


@cache
def made_by() -> MadeBy:
    """The `made_by` of every record this process makes."""
    return MadeBy(isnad=version("isnad"), reader=READER, models=model_versions())
