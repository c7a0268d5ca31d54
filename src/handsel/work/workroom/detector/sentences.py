"""The sentences of a reading, and what in them is quoted."""

import re
from collections.abc import Iterator

PASSAGE = 600
"""A passage is whole sentences of so many letters, or one longer sentence."""
LENGTH_MAX = 400
"""Longer sentences are cut, so that a phrase is looked for among so many letters at most."""
_ENDS = re.compile(r"[.!?…;]++(?=[\s\"'”»)]|$)|\n++|[。！？؟]")
_MARKED = re.compile(
    r"“[^”]{1,300}”|«[^»]{1,300}»|„[^“”]{1,300}[“”]|\"[^\"]{1,300}\"|```[^`]*```|`[^`]{1,300}`|^>.*$", re.M
)
_WORDS_AROUND = 2


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each sentence."""
    start = 0
    for end in [*(match.end() for match in _ENDS.finditer(text)), len(text)]:
        for cut in range(start, end, LENGTH_MAX):
            yield cut, min(cut + LENGTH_MAX, end)
        start = end


def passages(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each group of sentences that is read as a whole."""
    first = last = 0
    for start, end in sentences(text):
        if end - first > PASSAGE and start > first:
            yield first, start
            first = start
        last = end
    if last > first:
        yield first, last


def without_quotes(text: str) -> str:
    """The text with spaces for what it quotes, as code or the words of others; as it is if all is quoted."""
    bare = _MARKED.sub(lambda match: " " * len(match[0]), text)
    return bare if len(bare.split()) > _WORDS_AROUND else text
