"""What the trained models see in the words of a text."""

from functools import cache
from pathlib import Path

MODELS = Path(__file__).parent / "models"
DIGESTS = MODELS / "DIGESTS"


@cache
def model_versions() -> dict[str, str]:
    """Name → digest of every packaged model, as written when they were made."""
    if not DIGESTS.exists():
        return {}
    return dict(line.split() for line in DIGESTS.read_text(encoding="ascii").splitlines())
