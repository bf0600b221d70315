"""The passage of a text that was probably meant."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher, get_close_matches

COMPARED_WORDS = 40
"""Of how many words of a quote the closest passage is looked for."""
SEARCHED_WORDS = 20_000
"""In how many words of a body the closest passage is looked for."""
COMPARED_CHARACTERS = 400
"""How many characters of a quote are compared letter by letter."""
COMPARED_PASSAGES = 5
"""How many passages are compared letter by letter."""
COMPARED_SINGLE_WORDS = 5_000
"""With how many different words of a body a quote of a single word is compared."""
PASSAGE_CUTOFF = 0.6
"""How alike (difflib's ratio) a passage must be to be what was meant."""


def closest_passage(alike: str, wanted: str) -> tuple[int, int] | None:
    """Start and end of the passage most like the wanted words, if one is alike enough.

    Passages of as many words are ranked by the words they share, and the best few compared letter by letter,
    so that the cost is that of reading the text.
    """
    sought = [word.casefold() for word in re.findall(r"\w+", wanted)[:COMPARED_WORDS]]
    if not sought:
        return None
    matches = [
        match.span() for match, _ in zip(re.finditer(r"\w+", alike), range(SEARCHED_WORDS), strict=False)
    ]
    size = min(len(sought), len(matches))
    if not size:
        return None
    folded = [alike[start:end].casefold() for start, end in matches]
    if size == 1:
        # A word that is not there shares no word with any passage, but it is like one.
        words = get_close_matches(sought[0], list(dict.fromkeys(folded))[:COMPARED_SINGLE_WORDS], n=1)
        return matches[folded.index(words[0])] if words else None
    needed = Counter(sought)
    window: Counter[str] = Counter()
    shared = 0
    ranked: list[tuple[int, int]] = []
    for index, word in enumerate(folded):
        window[word] += 1
        shared += window[word] <= needed[word]
        if index >= size:
            gone = folded[index - size]
            shared -= window[gone] <= needed[gone]
            window[gone] -= 1
        if index >= size - 1:
            ranked.append((-shared, index - size + 1))
    best: tuple[float, tuple[int, int]] | None = None
    for _, first in sorted(ranked)[:COMPARED_PASSAGES]:
        passage = matches[first][0], matches[first + size - 1][1]
        ratio = SequenceMatcher(
            None, wanted[:COMPARED_CHARACTERS], alike[slice(*passage)][:COMPARED_CHARACTERS], autojunk=False
        ).ratio()
        if best is None or ratio > best[0]:
            best = ratio, passage
    return best[1] if best is not None and best[0] >= PASSAGE_CUTOFF else None
