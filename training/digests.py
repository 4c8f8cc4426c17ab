"""Write name and digest of every packaged model, read by `model_versions` instead of hashing 10 MB at start."""

import hashlib
from pathlib import Path

from isnad.arabic.tables import MODELS

ENDINGS = {".onnx", ".npz", ".gz", ".crfsuite", ".json"}


def write_digests(folder: Path = MODELS) -> None:
    """One line a model file: its name and the first 16 digits of its SHA-256."""
    files = sorted(p for p in folder.iterdir() if p.suffix in ENDINGS)
    lines = [f"{p.name} {hashlib.sha256(p.read_bytes()).hexdigest()[:16]}\n" for p in files]
    (folder / "DIGESTS").write_text("".join(lines), encoding="ascii")


if __name__ == "__main__":
    write_digests()
