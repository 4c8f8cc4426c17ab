"""robots.txt as RFC 9309 has it: the longest rule that fits decides, Allow before Disallow where two are as long."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, unquote, urlsplit

MOST_ROBOTS = 500_000
"""Bytes of it that are read (RFC 9309, 2.5)."""
LONGEST_DELAY_S = 60.0
_MOST_RULES = 5_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site asks of every program: rules as (allows, pattern), and the pause it wants between two requests, in seconds."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay_s: float = 0.0

    def allows(self, url: str) -> bool:
        """Whether `url` may be fetched."""
        path = _path(urlsplit(url))
        fitting = [(len(pattern), allows) for allows, pattern in self.rules if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


EVERYTHING_FORBIDDEN = Rules(((False, "/"),))
"""While a site cannot answer for its rules (5xx), it is left alone."""


def parse_robots(body: bytes) -> Rules:
    """The rules of the groups for `*`; we have no name of our own, so that none of our users is told by it (trust: P10)."""
    rules: list[tuple[bool, str]] = []
    delay, ours, heading = 0.0, False, False
    for line in body[:MOST_ROBOTS].decode("utf-8", "replace").removeprefix("\ufeff").splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            ours = (ours and heading) or value == "*"
            heading = True
        elif name in ("allow", "disallow"):
            heading = False
            if ours and value and len(rules) < _MOST_RULES:
                rules.append((name == "allow", _norm(value)))
        elif name == "crawl-delay":
            heading = False
            delay = _seconds(value) if ours else delay
    return Rules(tuple(rules), delay)


def _seconds(value: str) -> float:
    try:
        return min(LONGEST_DELAY_S, max(0.0, float(value)))
    except ValueError:
        return 0.0


def _path(parts: SplitResult) -> str:
    return _norm((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _norm(path: str) -> str:
    return quote(unquote(path), safe="/*$?&=:;,+@!~'()[]-._%")


def _fits(pattern: str, path: str) -> bool:
    """`*` stands for anything, `$` at the end for the end. Stretches are looked for one after another, so time stays linear."""
    anchored = pattern.endswith("$")
    first, *others = re.split(r"\*+", pattern.removesuffix("$"))
    if not path.startswith(first):
        return False
    at = len(first)
    for other in others:
        found = path.find(other, at)
        if found < 0:
            return False
        at = found + len(other)
    return not anchored or at == len(path) or bool(others and path.endswith(others[-1]))
