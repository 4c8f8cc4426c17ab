"""How many, as an interval and as claimed."""

from enum import StrEnum

from isnad.model.span import Quote


class FigureOf(StrEnum):
    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    MISSING = "missing"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    FIGHTERS = "fighters"
    CIVILIANS = "civilians"
    STRIKES = "strikes"
    UNITS = "units"
    VEHICLES = "vehicles"
    WEAPONS = "weapons"
    MONEY = "money"
    HOUSES = "houses"
    DAYS = "days"
    DISTANCE = "distance"
    PERCENT = "percent"
    OTHER = "other"


class Figure(Quote):
    """A counted number: inclusive bounds, null where open."""

    id: str
    min: int | None
    max: int | None
    approx: bool
    of: FigureOf
    unit: str | None = None
    event: str | None = None
    attributions: tuple[str, ...] = ()
