"""What the network reads at once: sentences together with their neighbours, long ones in parts."""

from collections.abc import Iterator, Sequence

from isnad.model.text import Sentence, Token

LONGEST = 128
"""Words the network reads at once; longer sentences are cut, at a sign if there is one."""
_SIGNS = frozenset("،,؛;:.-")


def find_windows(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> Iterator[list[tuple[int, int]]]:
    """Sentences (or parts of long ones) in groups the network reads at once, up to 128 words: it sees what went before."""
    window: list[tuple[int, int]] = []
    for sentence in sentences:
        for first, last in find_parts(tokens, sentence.first, sentence.last):
            if window and last - window[0][0] > LONGEST:
                yield window
                window = []
            window.append((first, last))
    if window:
        yield window


def find_parts(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Tokens `first..last` in stretches the network can read."""
    while last - first > LONGEST:
        cut = next((i for i in range(first + LONGEST, first + LONGEST // 2, -1) if tokens[i - 1].form in _SIGNS), first + LONGEST)
        yield first, cut
        first = cut
    if first < last:
        yield first, last
