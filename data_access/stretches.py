"""Sentences of a text by their places in it, so that a person can choose some of them."""

import re
from collections.abc import Iterable

# First character and the one after the last.
Stretch = tuple[int, int]

# A sentence ends at its mark, with what closes it, where white space and a new beginning follow; or at a new line.
END = re.compile(r"""(?:[.!?…]+["”’')\]]*(?=\s+["“‘'(\[]?[A-Z0-9À-Þ]))|\n+""")
# After these a capital goes on with the sentence.
SHORTENED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|e\.g|i\.e|etc|approx|No|vs)\.|\b[A-Z]\.)$")


def sentences(text: str) -> list[Stretch]:
    """The sentences in order. Together they hold everything but the white space between them."""
    found: list[Stretch] = []
    start = 0
    for match in END.finditer(text):
        if not SHORTENED.search(text[start : match.end()]):
            found.append(trimmed(text, start, match.end()))
            start = match.end()
    found.append(trimmed(text, start, len(text)))
    return [stretch for stretch in found if stretch[0] < stretch[1]]


def trimmed(text: str, start: int, end: int) -> Stretch:
    """The stretch without white space at its ends; empty, at its end, where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def joined(found: list[Stretch], chosen: Iterable[int]) -> list[Stretch]:
    """The chosen sentences, by position; neighbours as one stretch."""
    stretches: list[Stretch] = []
    last = -2
    for at in sorted(set(chosen)):
        if at == last + 1:
            stretches[-1] = (stretches[-1][0], found[at][1])
        else:
            stretches.append(found[at])
        last = at
    return stretches
