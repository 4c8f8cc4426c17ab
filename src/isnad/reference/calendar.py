"""Names of months, weekdays and hours, and the words that date things."""

from dataclasses import dataclass
from functools import cache

from isnad.letters import fold
from isnad.reference.tables import load_table


@dataclass(frozen=True, slots=True)
class MonthName:
    """A month by its folded words. `sure`: whether the words are hardly ever anything else."""

    words: tuple[str, ...]
    month: int
    hijri: bool
    sure: bool
    region: str = ""


@dataclass(frozen=True, slots=True)
class TimeWord:
    """What a word does in a date expression, and its value (the table explains)."""

    category: str
    value: str

    @property
    def number(self) -> int:
        return int(self.value)


@cache
def load_months() -> dict[str, tuple[MonthName, ...]]:
    """First folded word → the month names that begin with it, longest first."""
    rows = load_table("dates/months.tsv", ("name", "month", "calendar", "region", "sure"), key=("name",), folded="name")
    found: dict[str, list[MonthName]] = {}
    for row in rows:
        words = tuple(fold(row["name"]).split())
        found.setdefault(words[0], []).append(
            MonthName(words, int(row["month"]), row["calendar"] == "hijri", row["sure"] == "yes", row["region"])
        )
    return {first: tuple(sorted(names, key=lambda m: -len(m.words))) for first, names in found.items()}


@cache
def load_time_words() -> dict[str, TimeWord]:
    """Folded word → what it does in a date."""
    rows = load_table("dates/words.tsv", ("word", "category", "value"), key=("word",), folded="word")
    return {fold(r["word"]): TimeWord(r["category"], r["value"]) for r in rows}


@cache
def load_hours() -> dict[str, int]:
    """Folded ordinal → the hour of the clock that it names after الساعة (1 to 10)."""
    rows = load_table("dates/hours.tsv", ("word", "hour"), key=("word",), folded="word")
    return {fold(r["word"]): int(r["hour"]) for r in rows}
