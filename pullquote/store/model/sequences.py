"""Long sequences, of which each copy shares nearly all with the one before.

One call copies or compares so few items at once that other threads need not wait for it: each item is somewhere else
in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")

AT_ONCE = 1_024
"""Items that are copied or compared in one call, in which nothing else runs: some 50 µs."""


def extend(items: list[T], more: Sequence[T], start: int = 0, stop: int | None = None) -> None:
    """Add those of another sequence from ``start`` to before ``stop``, a few at a time."""
    end = len(more) if stop is None else stop
    for first in range(start, end, AT_ONCE):
        items += more[first : min(first + AT_ONCE, end)]


def copied(items: Sequence[T]) -> list[T]:
    """All items, a few at a time."""
    copy: list[T] = []
    extend(copy, items)
    return copy


def equal(one: Sequence[T], other: Sequence[T]) -> bool:
    """Whether two sequences of one type have equal items, compared a few at a time."""
    return len(one) == len(other) and all(
        one[at : at + AT_ONCE] == other[at : at + AT_ONCE] for at in range(0, len(one), AT_ONCE)
    )


class Span(NamedTuple):
    """The positions between which two sequences differ: from ``start``, to before ``before`` in the one and ``after`` in
    the other."""

    start: int
    before: int
    after: int


def difference(before: Sequence[T], after: Sequence[T]) -> Span:
    """Where two sequences, of what equals nothing but itself, do not have the very same items."""
    shorter = min(len(before), len(after))
    start = next(_differing(before, after, range(shorter)), shorter)
    ends = range(-1, start - shorter - 1, -1)
    end = next(_differing(before, after, ends), start - shorter - 1) + 1
    return Span(start, len(before) + end, len(after) + end)


def _differing(one: Sequence[T], other: Sequence[T], places: range) -> Iterator[int]:
    """Those of some places, in their order, at which two sequences have different items."""
    for at in range(0, len(places), AT_ONCE):
        few = places[at : at + AT_ONCE]
        first, last = sorted((few[0], few[-1]))
        stretch = slice(first, last + 1 or None)
        if one[stretch] != other[stretch]:
            yield from (place for place in few if one[place] is not other[place])
