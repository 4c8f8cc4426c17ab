"""Statements within statements: which one stands in which, and through whom a statement came."""

from collections.abc import Sequence

from isnad.attribution.contents import Content


def find_outer(spans: Sequence[tuple[int, int]], at: Sequence[int]) -> list[int]:
    """For each content `spans[k]` told at token `at[k]`, the index of the innermost other content that holds it, -1 for none.

    One pass over the contents by where they begin; what has ended is dropped.
    """
    order = sorted(range(len(spans)), key=lambda k: (spans[k][0], -spans[k][1], at[k]))
    open_: list[int] = []
    outer = [-1] * len(spans)
    for k in order:
        open_ = [o for o in open_ if spans[o][1] > spans[k][0]]
        holding = [o for o in open_ if spans[o][1] >= spans[k][1] and spans[o][0] <= at[k] < spans[o][1]]
        if holding:
            outer[k] = min(holding, key=lambda o: (spans[o][1] - spans[o][0], o))
        open_.append(k)
    return outer


def contents_of(contents: Sequence[Content]) -> list[tuple[int, int]]:
    return [(c.first, c.last) for c in contents]
