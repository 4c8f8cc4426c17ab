"""What the trained models see in the words of a text."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from isnad.model.text import Sentence, Tagged, Token

MODELS = Path(__file__).parent / "models"
DIGESTS = MODELS / "DIGESTS"


def tag(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[tuple[Token, ...], dict[str, tuple[Tagged, ...]]]:
    """The words with their tags and syntax, and the layers the models see over them."""
    return tuple(tokens), {}


@cache
def model_versions() -> dict[str, str]:
    """Name → digest of every packaged model, as written when they were made."""
    if not DIGESTS.exists():
        return {}
    return dict(line.split() for line in DIGESTS.read_text(encoding="ascii").splitlines())
