"""Where records stand in an order: positions in a row, and the windows that pages are cut from.

Records are known by their *ordinal*, their number in the collection's own order. In the order that a client
asks for, each has a *position*. A window is asked for as "so many of these members from here on", and costs
about what it returns, not what the collection holds.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from pyroaring import BitMap

from pullquote.store.model.cursors import Key
from pullquote.store.model.sequences import AT_ONCE

Members = BitMap | range
"""A set of ordinals: any, or (cheaper) an ascending run of neighbours."""

BLOCK = 256
"""Positions in a block: small enough to look through in microseconds, large enough that passing over all blocks
of half a million records takes a quarter of a millisecond."""
FEW = 512
"""Members that are put in order by sorting them, rather than by looking for them position by position."""
MOST_CURSORS = 1_000
"""Cursors of which each row knows where they lead: those of the pages that many readers turn. When they are so many, all
are forgotten."""
LONGEST_CURSOR = 500
"""Characters of a cursor that is remembered: what 1,000 of them take is bounded by that. Most have fewer than 300."""


class Positions(Protocol):
    """A row of positions, from 0, each with one ordinal."""

    def window(self, members: Members, start: int, end: int, count: int, backwards: bool) -> Sequence[int]:
        """The ordinals of the first ``count`` members at positions from ``start`` to before ``end``.

        ``backwards`` takes the last ``count`` instead; either way they come in the order of their positions.
        """

    def holds(self, members: Members, start: int, end: int) -> bool:
        """Whether any member stands at a position from ``start`` to before ``end``."""


@dataclass(frozen=True, slots=True)
class Natural:
    """The collection's own order: a position is an ordinal, or its mirror image when ``reverse``."""

    size: int
    reverse: bool

    def window(self, members: Members, start: int, end: int, count: int, backwards: bool) -> Sequence[int]:
        """See :class:`Positions`."""
        if self.reverse:
            start, end = self.size - end, self.size - start
            backwards = not backwards
        if isinstance(members, range):
            start, end = max(start, members.start), min(end, members.stop)
            found: Sequence[int]
            if backwards:
                found = range(max(start, end - count), end)
            else:
                found = range(start, min(start + count, end))
        else:
            found = self._standing(members, start, end, count, backwards)
        return found[::-1] if self.reverse else found

    def _standing(self, members: BitMap, start: int, end: int, count: int, backwards: bool) -> Sequence[int]:
        if not members or start >= end:
            return ()
        before = members.rank(start - 1) if start > 0 else 0
        until = members.rank(end - 1)
        if backwards:
            before = max(before, until - count)
        else:
            until = min(before + count, until)
        return members[before:until].to_array() if before < until else ()

    def holds(self, members: Members, start: int, end: int) -> bool:
        """See :class:`Positions`."""
        return bool(self.window(members, start, end, 1, False))


@dataclass(frozen=True, slots=True)
class Permutation:
    """Ordinals in another order, with what is needed to find the members of a set in it.

    ``ordinals[rank]`` and ``ranks[ordinal]`` are each other's inverse; ``blocks`` are the sets of the
    ordinals in each stretch of :data:`BLOCK` ranks.
    """

    ordinals: array[int]
    ranks: array[int]
    blocks: tuple[BitMap, ...]

    @classmethod
    def of(cls, ordinals: Sequence[int]) -> Permutation:
        """Build one from all ordinals in their new order."""
        row = array("I")
        for start in range(0, len(ordinals), AT_ONCE):
            row.extend(ordinals[start : start + AT_ONCE])
        ranks = array("I", bytes(row.itemsize * len(row)))
        for rank, ordinal in enumerate(row):
            ranks[ordinal] = rank
        blocks = tuple(BitMap(row[start : start + BLOCK]) for start in range(0, len(row), BLOCK))
        return cls(row, ranks, blocks)

    def replaced(
        self, known: int, ordinals: Sequence[int], key: Callable[[int], Key]
    ) -> tuple[Permutation, int]:
        """The same order after other records got some of the ordinals, and how many of its first have a key; ``known`` did.

        ``key`` gives the key of an ordinal, the first of whose values is None where there is none.
        """
        row = self.ordinals[:]
        left = sorted(map(self.ranks.__getitem__, ordinals), reverse=True)
        for rank in left:
            del row[rank]
            known -= rank < known
        taken: list[int] = []
        for ordinal in ordinals:
            place = key(ordinal)
            has_key = place[0] is not None
            low, high = (0, known) if has_key else (known, len(row))
            taken.append(bisect_left(row, place, low, high, key=key))
            row.insert(taken[-1], ordinal)
            known += has_key
        return self._moved(row, min(*left, *taken), max(*left, *taken) + len(ordinals)), known

    def _moved(self, row: array[int], low: int, high: int) -> Permutation:
        """The one of the same ordinals, of which only those at ranks from ``low`` to before ``high`` stand elsewhere."""
        ranks, blocks = self.ranks[:], [*self.blocks]
        for rank in range(low, min(high, len(row))):
            ranks[row[rank]] = rank
        for index in range(low // BLOCK, min(-(-high // BLOCK), len(blocks))):
            blocks[index] = BitMap(row[index * BLOCK : (index + 1) * BLOCK])
        return Permutation(row, ranks, tuple(blocks))

    def members(self, members: BitMap, low: int, high: int, reverse: bool) -> Iterator[int]:
        """The members at ranks from ``low`` to before ``high``, in that order or the reverse of it."""
        if low >= high:
            return
        touched = range(low // BLOCK, (high - 1) // BLOCK + 1)
        for index in reversed(touched) if reverse else touched:
            if members.intersect(self.blocks[index]):
                stretch = self.ordinals[max(low, index * BLOCK) : min(high, (index + 1) * BLOCK)]
                yield from filter(members.__contains__, reversed(stretch) if reverse else stretch)


@dataclass(frozen=True, slots=True)
class Permuted:
    """Another order than the collection's own.

    The first ``known`` ranks hold the records that have the key of the order, ascending; the rest have
    none. ``reverse`` turns the first part around and leaves the second where it is: what has no key is last
    in either direction.
    """

    permutation: Permutation
    known: int
    reverse: bool

    def window(self, members: Members, start: int, end: int, count: int, backwards: bool) -> Sequence[int]:
        """See :class:`Positions`."""
        if len(members) == len(self.permutation.ordinals):
            low, high = (max(start, end - count), end) if backwards else (start, min(end, start + count))
            return [self._at(position) for position in range(low, high)]
        if len(members) <= FEW:
            positions = sorted(
                position for position in map(self._position, members) if start <= position < end
            )
            chosen = positions[max(0, len(positions) - count) :] if backwards else positions[:count]
            return [self._at(position) for position in chosen]
        found = list(islice(self._members(members, start, end, backwards), count))
        return found[::-1] if backwards else found

    def holds(self, members: Members, start: int, end: int) -> bool:
        """See :class:`Positions`."""
        if len(members) == len(self.permutation.ordinals):
            return start < end
        if len(members) <= FEW:
            return any(start <= self._position(member) < end for member in members)
        return any(True for _ in self._members(members, start, end, False))

    def _at(self, position: int) -> int:
        rank = self.known - 1 - position if self.reverse and position < self.known else position
        return self.permutation.ordinals[rank]

    def _position(self, ordinal: int) -> int:
        rank = self.permutation.ranks[ordinal]
        return self.known - 1 - rank if self.reverse and rank < self.known else rank

    def _members(self, members: Members, start: int, end: int, backwards: bool) -> Iterator[int]:
        chosen = members if isinstance(members, BitMap) else BitMap(members)
        parts = (start, min(end, self.known), self.reverse), (max(start, self.known), end, False)
        for first, last, mirrored in reversed(parts) if backwards else parts:
            low, high = (self.known - last, self.known - first) if mirrored else (first, last)
            yield from self.permutation.members(chosen, low, high, backwards != mirrored)


class Bounds(dict[tuple[str, bool], int]):
    """The positions to which cursors of one row lead, and one further: of those that were asked for lately."""

    def keep(self, text: str, position: int, *, behind: bool) -> int:
        """Remember where a cursor leads, unless it is too long; gives the position back."""
        if len(text) <= LONGEST_CURSOR:
            if len(self) >= MOST_CURSORS:
                self.clear()
            self[text, behind] = position
        return position
