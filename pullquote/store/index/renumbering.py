"""What becomes of ordinals when a few records come and go: most stay, in runs that move together.

Each snapshot numbers its records, seldom differently from the one before: an edit moves the records behind it by
one position, or by none. Sets and orders over the old ordinals are then moved run by run, which
costs a hundredth of making them again.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pyroaring import BitMap

from pullquote.store.model.sequences import extend

if TYPE_CHECKING:
    from _typeshed import SupportsRichComparison

T = TypeVar("T")
MOST_CHANGES = 16
CHANGED_SHARE = 0.1
"""How many records may differ, and what share of them besides, before all are numbered again."""
MEMBERS_A_RUN = 4
"""A set with fewer members than so many a run is moved member by member."""
ARRIVES, LEAVES = 0, 1
"""What happens at a position; a new record comes before the one that was there."""
GONE = 0xFFFFFFFF
"""What stands for the new ordinal of a record that has none."""


class Run(NamedTuple):
    """Old ordinals from ``start`` to before ``stop``, which are now numbered from ``to`` on."""

    start: int
    stop: int
    to: int


@dataclass(frozen=True)
class Renumbering:
    """From the old ordinals to the new: ``runs`` of those that stay, ascending, and which are new.

    ``before`` and ``after`` are how many records there were and are, ``added`` the new ordinals of those that
    were not there. ``replaced`` are pairs of an old and a new ordinal: of one that is gone, and of one that was added
    in its place.
    """

    runs: tuple[Run, ...]
    added: tuple[int, ...]
    before: int
    after: int
    replaced: tuple[tuple[int, int], ...] = ()

    @cached_property
    def gone(self) -> BitMap:
        """The old ordinals of the records that are not there any more."""
        return BitMap(range(self.before)) - BitMap().union(
            *[BitMap(range(run.start, run.stop)) for run in self.runs]
        )

    @cached_property
    def moves(self) -> bool:
        """Whether any record that stays has another ordinal."""
        return any(run.start != run.to for run in self.runs)

    @cached_property
    def only_replaces(self) -> bool:
        """Whether there are only other records under the same ordinals."""
        return not self.moves and BitMap(self.added) == self.gone

    @property
    def changes_nothing(self) -> bool:
        """Whether all records stay where they are, and none are new."""
        return not self.moves and not self.added and self.before == self.after

    def keeping(self, alike: Callable[[int, int], bool]) -> Renumbering:
        """The same for what is made of records, where that is ``alike`` of an old record and the one in its place: then
        the old one stays. Who saves without pause leaves nearly everything alike, and so few runs."""
        kept = tuple([pair for pair in self.replaced if alike(*pair)])
        known = self._kept.get(kept)
        if known is None:
            there = {new for _, new in kept}
            added = tuple([ordinal for ordinal in self.added if ordinal not in there])
            runs = _joined(sorted([*self.runs, *[Run(old, old + 1, new) for old, new in kept]]))
            known = self._kept[kept] = Renumbering(runs, added, self.before, self.after)
        return known

    @cached_property
    def _kept(self) -> dict[tuple[tuple[int, int], ...], Renumbering]:
        """What :meth:`keeping` made, by the pairs that were alike: for most of what is asked they are the same."""
        return {}

    @cached_property
    def _masks(self) -> tuple[tuple[BitMap, int], ...]:
        return tuple((BitMap(range(run.start, run.stop)), run.to - run.start) for run in self.runs)

    def moved(self, members: BitMap) -> BitMap:
        """A set of old ordinals as one of new ones; the very same where none of its own are affected."""
        if not self.moves:
            return members - self.gone if members.intersect(self.gone) else members
        if not members:
            return members
        run = self._run_of(members.min())
        if run is not None and members.max() < run.stop:
            return members.shift(run.to - run.start) if run.start != run.to else members
        if len(members) < MEMBERS_A_RUN * len(self.runs):
            few = BitMap(array("I", map(self.table.__getitem__, members)))
            few.discard(GONE)
            return few
        parts = [(members & mask).shift(by) if by else members & mask for mask, by in self._masks]
        return parts[0] if len(parts) == 1 else BitMap().union(*parts)

    def _run_of(self, ordinal: int) -> Run | None:
        """The run that has an old ordinal; None for one that is gone."""
        number = bisect_right(self._starts, ordinal) - 1
        return self.runs[number] if number >= 0 and ordinal < self.runs[number].stop else None

    @cached_property
    def _starts(self) -> list[int]:
        return [run.start for run in self.runs]

    @cached_property
    def table(self) -> array[int]:
        """The new ordinal of each old one, :data:`GONE` for those without."""
        table = array("I")
        for run in self.runs:
            table.extend([GONE] * (run.start - len(table)))
            table.extend(range(run.to, run.to + run.stop - run.start))
        table.extend([GONE] * (self.before - len(table)))
        return table

    def merged(self, old: Sequence[T], new: Iterable[T]) -> list[T]:
        """The old records that stay and the new ones, ``new`` in their order, by their new ordinals."""
        arriving = iter(new)
        merged: list[T] = []
        for run in self.runs:
            merged += islice(arriving, run.to - len(merged))
            extend(merged, old, run.start, run.stop)
        merged += arriving
        return merged

    def row(self, ordinals: Sequence[int]) -> list[int]:
        """Old ordinals in some order as new ones in the same, without those that are gone."""
        if not self.moves:
            gone = self.gone
            return [ordinal for ordinal in ordinals if ordinal not in gone] if gone else list(ordinals)
        moved = map(self.table.__getitem__, ordinals)
        return [ordinal for ordinal in moved if ordinal != GONE] if self.gone else list(moved)


def renumber(
    old: Sequence[T],
    leaving: Collection[T],
    arriving: Collection[T],
    key: Callable[[T], SupportsRichComparison],
) -> tuple[Sequence[T], Renumbering] | None:
    """The records in the order of ``key`` without some that leave and with others that arrive, and what became of the
    old ones' ordinals.

    Records are found by their keys, and compared by what they are, not by what they say. None when so many differ that
    it is cheaper to number all of them again.
    """
    if len(arriving) + len(leaving) > MOST_CHANGES + len(old) * CHANGED_SHARE:
        return None
    added = sorted(arriving, key=key)
    gone = {_ordinal(old, record, key) for record in leaving}
    arrivals = [(bisect_left(old, key(record), key=key), ARRIVES) for record in added]
    runs: list[Run] = []
    ordinals: list[int] = []
    replaced: dict[int, int] = {}
    at = to = 0
    for position, kind in sorted([*arrivals, *((ordinal, LEAVES) for ordinal in gone), (len(old), LEAVES)]):
        if at < position:
            runs.append(Run(at, position, to))
            to += position - at
        if kind == ARRIVES:
            if position in gone and key(old[position]) == key(added[len(ordinals)]):
                replaced[position] = to
            ordinals.append(to)
            to += 1
            at = position
        else:
            at = position + 1
    renumbering = Renumbering(tuple(runs), tuple(ordinals), len(old), to, tuple(replaced.items()))
    return renumbering.merged(old, added), renumbering


def _ordinal(old: Sequence[T], record: T, key: Callable[[T], SupportsRichComparison]) -> int:
    """Where a record is among those that are in the order of ``key``."""
    ordinal = bisect_left(old, key(record), key=key)
    while old[ordinal] is not record:
        ordinal += 1
    return ordinal


def of_parts(wholes: Renumbering, old_starts: Sequence[int], new_starts: Sequence[int]) -> Renumbering:
    """What becomes of the parts' ordinals when their wholes are renumbered; ``starts[n]`` is whole n's first."""
    runs = [
        Run(old_starts[run.start], old_starts[run.stop], new_starts[run.to])
        for run in wholes.runs
        if old_starts[run.start] < old_starts[run.stop]
    ]
    added = chain.from_iterable(range(new_starts[number], new_starts[number + 1]) for number in wholes.added)
    replaced = chain.from_iterable(
        zip(
            range(old_starts[old], old_starts[old + 1]),
            range(new_starts[new], new_starts[new + 1]),
            strict=False,
        )
        for old, new in wholes.replaced
    )
    return Renumbering(tuple(runs), tuple(added), old_starts[-1], new_starts[-1], tuple(replaced))


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs in order, those in one that follow each other before and after."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last is not None and last.stop == run.start and run.start - last.start == run.to - last.to:
            joined[-1] = last._replace(stop=run.stop)
        else:
            joined.append(run)
    return tuple(joined)
