"""Records by date, for ``from`` and ``to``.

A record is in a range when its interval and the range share a moment. A bound without a time is compared in
calendar days as written, one with a time in instants (UTC). Sets by day answer both: which records an instant
cuts out of its own day is decided record by record, and those are few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache, partial
from itertools import pairwise

from pyroaring import BitMap

from pullquote.store.index.renumbering import Renumbering
from pullquote.store.model.dates import DateOrDateTime

STEPS = (10, 5, 0)
"""Days are gathered by 1,024, by 32 and singly (powers of two), so that a range of years is a union of few sets."""
LONGEST_MOMENT = timedelta(minutes=1)
"""How long the interval of a date with a time is at most."""
REMEMBERED_BOUNDS = 32
"""Days from which, and days to which, the sets are kept: lists ask for this year, the last, and the last month."""
NONE = BitMap()

DateOf = Callable[[int], DateOrDateTime | None]
"""The date of a record by its ordinal."""


@dataclass(frozen=True)
class Days:
    """Records by a day (its number in the calendar), in sets of each step of :data:`STEPS`."""

    levels: tuple[dict[int, BitMap], ...]

    @classmethod
    def of(cls, days: Iterable[tuple[int, int]]) -> Days:
        """Gather ordinals by day, from pairs of a day and an ordinal."""
        groups: defaultdict[int, list[int]] = defaultdict(list)
        for day, ordinal in days:
            groups[day].append(ordinal)
        levels = [{day: BitMap(ordinals) for day, ordinals in groups.items()}]
        for step, coarse in pairwise(reversed(STEPS)):
            blocks: defaultdict[int, list[BitMap]] = defaultdict(list)
            for block, members in levels[0].items():
                blocks[block >> (coarse - step)].append(members)
            levels.insert(0, {block: NONE.union(*parts) for block, parts in blocks.items()})
        return cls(tuple(levels))

    def on(self, day: int) -> BitMap:
        """The records of a day."""
        return self.levels[-1].get(day, NONE)

    def before(self, day: int) -> BitMap:
        """The records of all days before ``day``."""
        found = [members for block, members in self.levels[0].items() if block < day >> STEPS[0]]
        for level, coarse, step in self._finer():
            found += _present(level, range(day >> coarse << (coarse - step), day >> step))
        return NONE.union(*found)

    def since(self, day: int) -> BitMap:
        """The records of ``day`` and of all days after it."""
        found = [members for block, members in self.levels[0].items() if block > day >> STEPS[0]]
        for level, coarse, step in self._finer():
            found += _present(level, range((day >> step) + 1, (day >> coarse) + 1 << (coarse - step)))
        return NONE.union(self.on(day), *found)

    def _finer(self) -> Iterable[tuple[dict[int, BitMap], int, int]]:
        return zip(self.levels[1:], STEPS, STEPS[1:], strict=False)

    def moved(self, renumbering: Renumbering, days: Iterable[tuple[int, int]]) -> Days:
        """The same after a renumbering, with pairs of a day and an ordinal for those that are new."""
        added = Days.of(days)
        levels = []
        for level, more in zip(self.levels, added.levels, strict=True):
            moved = {block: renumbering.moved(members) for block, members in level.items()}
            for block, members in more.items():
                moved[block] = moved[block] | members if block in moved else members
            levels.append({block: members for block, members in moved.items() if members})
        return Days(tuple(levels))


def _present(level: dict[int, BitMap], blocks: range) -> list[BitMap]:
    return [level[block] for block in blocks if block in level]


@dataclass(frozen=True)
class DateIndex:
    """Records by one of their dates.

    ``first_days`` has all that have one. ``last_days`` has those whose date is longer than a day, ``instants``
    those whose date has a time, by their day in UTC.
    """

    date_of: DateOf
    first_days: Days
    last_days: Days
    instants: Days
    timed: BitMap

    @classmethod
    def of(cls, date_of: DateOf, size: int) -> DateIndex:
        """Index ``size`` records; those without a date are in no range."""
        first_days, last_days, instants = _days(date_of, range(size))
        return cls(
            date_of,
            Days.of(first_days),
            Days.of(last_days),
            Days.of(instants),
            BitMap([ordinal for _, ordinal in instants]),
        )

    def moved(self, renumbering: Renumbering, date_of: DateOf) -> DateIndex:
        """The same after a renumbering."""
        first_days, last_days, instants = _days(date_of, renumbering.added)
        return DateIndex(
            date_of,
            self.first_days.moved(renumbering, first_days),
            self.last_days.moved(renumbering, last_days),
            self.instants.moved(renumbering, instants),
            renumbering.moved(self.timed) | BitMap([ordinal for _, ordinal in instants]),
        )

    def since(self, bound: DateOrDateTime) -> BitMap:
        """The records of a moment at or after the beginning of ``bound``."""
        if not bound.has_time:
            return self._since(bound.first_day.toordinal())
        moment = bound.start
        day = moment.toordinal()
        timeless = (self.first_days.since(day) | self.last_days.since(day)) - self.timed
        near = self.instants.on(day)
        if moment - _midnight(moment) <= LONGEST_MOMENT:
            near = near | self.instants.on(day - 1)
        later = [ordinal for ordinal in near if self._date(ordinal).end > moment]
        return timeless | self.instants.since(day + 1) | BitMap(later)

    def until(self, bound: DateOrDateTime) -> BitMap:
        """The records of a moment before the end of ``bound``."""
        if not bound.has_time:
            return self._before(bound.last_day.toordinal() + 1)
        moment = bound.end
        day = moment.toordinal()
        timeless = self.first_days.before(day if moment == _midnight(moment) else day + 1) - self.timed
        earlier = [ordinal for ordinal in self.instants.on(day) if self._date(ordinal).start < moment]
        return timeless | self.instants.before(day) | BitMap(earlier)

    @cached_property
    def _since(self) -> Callable[[int], BitMap]:
        return lru_cache(REMEMBERED_BOUNDS)(partial(_of_days_since, self.first_days, self.last_days))

    @cached_property
    def _before(self) -> Callable[[int], BitMap]:
        return lru_cache(REMEMBERED_BOUNDS)(self.first_days.before)

    def _date(self, ordinal: int) -> DateOrDateTime:
        date = self.date_of(ordinal)
        if date is None:
            raise LookupError(ordinal)
        return date


def _of_days_since(first_days: Days, last_days: Days, day: int) -> BitMap:
    return first_days.since(day) | last_days.since(day)


Pairs = list[tuple[int, int]]


def _days(date_of: DateOf, ordinals: Iterable[int]) -> tuple[Pairs, Pairs, Pairs]:
    """The first days, the last days of what is longer, and the days in UTC of what has a time."""
    first_days: Pairs = []
    last_days: Pairs = []
    instants: Pairs = []
    for ordinal in ordinals:
        date = date_of(ordinal)
        if date is None:
            continue
        first_days.append((date.first_day.toordinal(), ordinal))
        if date.has_time:
            instants.append((date.start.toordinal(), ordinal))
        elif date.last_day != date.first_day:
            last_days.append((date.last_day.toordinal(), ordinal))
    return first_days, last_days, instants


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
