"""Which of several places of the same words is meant: by the words before or behind them.

``after:`` and ``before:`` are the prefix and the suffix of a TextQuoteSelector (W3C Web Annotation, 4.2.4).
"""

from __future__ import annotations

from collections.abc import Sequence

Range = tuple[int, int]
Chain = list[Range]
"""Where the parts of a quote stand, in order."""
NAMED_PLACES = 4
"""How many places a message names."""


def following(candidates: Sequence[Sequence[Range]]) -> list[Chain]:
    """Every way in which the parts follow one another, the tightest for each place of the last part."""
    chains = [[place] for place in candidates[0]]
    for places in candidates[1:]:
        longer: dict[Range, Chain] = {}
        for chain in chains:
            next_place = next((place for place in places if place[0] >= chain[-1][1]), None)
            if next_place is not None:
                # A later chain to the same place is the tighter one.
                longer[next_place] = [*chain, next_place]
        chains = list(longer.values())
    return chains


def choosing(chains: Sequence[Chain], hints: Sequence[Range], key: str) -> list[Chain]:
    """The places that the places of a hint leave: the next one behind each (``after``), or in front (``before``)."""
    if key == "after":
        chosen = [next((chain for chain in chains if chain[0][0] >= end), None) for _, end in hints]
    else:
        chosen = [
            next((chain for chain in reversed(chains) if chain[-1][1] <= start), None) for start, _ in hints
        ]
    return [chain for chain in chains if chain in chosen]


def places_named(blocks: Sequence[int]) -> str:
    """Blocks of the body, by their numbers, in words."""
    if len(set(blocks)) == 1:
        return f"block {blocks[0]} of the body"
    numbers = [f"{block}" for block in dict.fromkeys(blocks)]
    if len(numbers) > NAMED_PLACES:
        return f"the body, in blocks {', '.join(numbers[:NAMED_PLACES])} and more"
    return f"the body, in blocks {', '.join(numbers[:-1])} and {numbers[-1]}"
