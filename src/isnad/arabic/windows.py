"""What the network reads at once: a sentence, a long one in parts.

Reading several sentences at once was tried: names gained a little, contents and roles lost ten points.
"""

from collections.abc import Iterator, Sequence

from isnad.model.text import Token

LONGEST = 128
"""Words the network reads at once; longer sentences are cut, at a sign if there is one."""
_SIGNS = frozenset("،,؛;:.-")


def find_parts(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Tokens `first..last` in stretches the network can read."""
    while last - first > LONGEST:
        cut = next((i for i in range(first + LONGEST, first + LONGEST // 2, -1) if tokens[i - 1].form in _SIGNS), first + LONGEST)
        yield first, cut
        first = cut
    if first < last:
        yield first, last
