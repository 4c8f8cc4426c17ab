"""A reader for batches of which only the way in and the keeping are proved: page and head, none of the slow stages."""

from isnad.model.capture import Capture
from isnad.model.record import MadeBy, Record
from isnad.page.layout import read_page
from isnad.sources.wrapped import open_wrapped


def read_light(capture: Capture) -> Record:
    """The record of a page as far as its text and head. Raises InputRefused as the whole pipeline does."""
    page, _ = read_page(open_wrapped(capture).value)
    return Record(made_by=MadeBy(isnad="0", reader="light", models={}), text=page.text, report=page.report)
