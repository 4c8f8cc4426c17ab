"""Date expressions → EDTF with bounds, basis and rule."""

from collections.abc import Sequence

from isnad.model.text import Token
from isnad.model.time import Time


def find_times(text: str, tokens: Sequence[Token], published: str | None) -> tuple[Time, ...]:
    """The date expressions of `text` in order. `published`: EDTF, may be partial or None."""
    return ()
