"""The environment, read once at the edge and handed down as arguments.

`ISNAD_LANG` (en | ar) is the language of messages and labels, `ISNAD_JOBS` how many processes read at once,
`ISNAD_DEBUG` shows the traceback of an unexpected error. `ISNAD_ARCHIVE` is the archive's folder (else the user's data folder),
`ISNAD_DATABASE` a team's PostgreSQL as an SQLAlchemy URL.

Fetching: `ISNAD_OFFLINE` (anything) switches it off; `ISNAD_PROXY` is `socks5://HOST:PORT` or `http://HOST:PORT`; `ISNAD_AGENT`
is what sites are told of us; `ISNAD_ALLOW` names networks of an intranet that may be fetched from (`10.1.0.0/16,…`), none else.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Language(StrEnum):
    """The languages the program speaks to its users in."""

    ENGLISH = "en"
    ARABIC = "ar"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user sets for all runs."""

    language: Language = Language.ENGLISH
    jobs: int = 1
    debug: bool = False
    archive: Path = Path("isnad-archive")
    database: str | None = None
    offline: bool = False
    proxy: str | None = None
    agent: str | None = None
    allowed: tuple[str, ...] = ()


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this environment; a value that makes no sense counts as not set."""
    env = os.environ if environment is None else environment
    language, jobs = env.get("ISNAD_LANG", "").lower()[:2], env.get("ISNAD_JOBS", "")
    return Settings(
        language=Language(language) if language in set(Language) else Language.ENGLISH,
        jobs=max(1, int(jobs)) if jobs.isdecimal() else 1,
        debug=bool(env.get("ISNAD_DEBUG")),
        archive=Path(env["ISNAD_ARCHIVE"]) if env.get("ISNAD_ARCHIVE") else _data_folder(env) / "isnad",
        database=env.get("ISNAD_DATABASE") or None,
        offline=bool(env.get("ISNAD_OFFLINE")),
        proxy=env.get("ISNAD_PROXY") or None,
        agent=env.get("ISNAD_AGENT") or None,
        allowed=tuple(filter(None, map(str.strip, env.get("ISNAD_ALLOW", "").split(",")))),
    )


def _data_folder(env: Mapping[str, str]) -> Path:
    """Where a user's data lives (XDG base directories)."""
    return Path(env["XDG_DATA_HOME"]) if env.get("XDG_DATA_HOME") else Path(env.get("HOME") or Path.home()) / ".local" / "share"
