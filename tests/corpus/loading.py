"""The examples kept as tables beside this file: a header line, `#` comments, one example a line."""

from pathlib import Path

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `NAME.tsv` in order."""
    lines = [x for x in (HERE / f"{name}.tsv").read_text(encoding="utf-8").split("\n") if x and not x.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, [*line.split("\t"), *[""] * len(header)], strict=False)) for line in lines[1:]]


def marked(text: str) -> tuple[str, int, int]:
    """A text without its one pair of [ ], and where what they held stands; -1 where there is no pair."""
    if "[" not in text:
        return text, -1, -1
    before, inside = text.split("[", 1)
    inside, after = inside.split("]", 1)
    return before + inside + after, len(before), len(before) + len(inside)
