"""Records by date, for ``from`` and ``to``.

A record is in a range when its interval and the range share a moment. A bound without a time is compared in
calendar days as written, one with a time in instants (UTC). Sets by day answer both: which records an instant
cuts out of its own day is decided record by record, and those are few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache, partial
from itertools import pairwise

from pyroaring import BitMap

from pullquote.store.index.lazy import LazyMapping
from pullquote.store.index.renumbering import Renumbering
from pullquote.store.index.sort_positions import Members
from pullquote.store.model.dates import DateOrDateTime, TimelineInterval
from pullquote.store.model.pages import MAX_TIMELINE_SIZE, InvalidTimeline, TimelineBucket

STEPS = (10, 5, 0)
"""Days are gathered by 1,024, by 32 and singly (powers of two), so that a range of years is a union of few sets."""
LONGEST_MOMENT = timedelta(minutes=1)
"""How long the interval of a date with a time is at most."""
REMEMBERED_BOUNDS = 32
"""Days from which, and days to which, the sets are kept: lists ask for this year, the last, and the last month."""
SLACK_DAYS = 2
"""Days between a day as written somewhere and a day in UTC at most, and one more."""
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

    def by_interval(self, interval: TimelineInterval) -> dict[int, BitMap]:
        """The records of each interval, by its number, in order of time."""
        parts: defaultdict[int, list[BitMap]] = defaultdict(list)
        for day, members in sorted(self.levels[-1].items()):
            parts[interval.number(date.fromordinal(day))].append(members)
        return {number: NONE.union(*found) if len(found) > 1 else found[0] for number, found in parts.items()}

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
        renumbering = renumbering.keeping(lambda old, new: self.date_of(old) == date_of(new))
        if renumbering.changes_nothing:
            return replace(self, date_of=date_of)
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

    def timeline(
        self,
        members: Members,
        interval: TimelineInterval,
        since: DateOrDateTime | None = None,
        until: DateOrDateTime | None = None,
    ) -> tuple[TimelineBucket, ...]:
        """How many of ``members`` share a moment with each interval, by calendar days as written, from the first
        that has any to the last. Members are known to be in the range from ``since`` to ``until``, and what is longer
        (a date of which only the year is known) does not reach beyond it.

        Raises :class:`~pullquote.store.model.pages.InvalidTimeline`.
        """
        begun, ended, longer = self._intervals[interval]
        chosen = members if isinstance(members, BitMap) else BitMap(members)
        low = next((number for number in begun if chosen.intersect(begun[number])), None)
        if low is None:
            return ()
        high = next(number for number in reversed(begun) if chosen.intersect(begun[number]))
        long = chosen & longer
        high = max(high, next((number for number in reversed(ended) if long.intersect(ended[number])), high))
        return filled_timeline(
            interval,
            clipped(interval, range(low, high + 1), since, until),
            lambda number: chosen.intersection_cardinality(begun.get(number, NONE)),
            {number: long.intersection_cardinality(found) for number, found in begun.items()} if long else {},
            {number: long.intersection_cardinality(found) for number, found in ended.items()} if long else {},
        )

    @cached_property
    def _intervals(
        self,
    ) -> LazyMapping[TimelineInterval, tuple[dict[int, BitMap], dict[int, BitMap], BitMap]]:
        """For each interval those that begin in it, those longer than a day that end in it, and all of these."""

        def make(interval: TimelineInterval) -> tuple[dict[int, BitMap], dict[int, BitMap], BitMap]:
            ended = self.last_days.by_interval(interval)
            return self.first_days.by_interval(interval), ended, NONE.union(*ended.values())

        return LazyMapping({interval: partial(make, interval) for interval in TimelineInterval})

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


def clipped(
    interval: TimelineInterval,
    numbers: range,
    since: DateOrDateTime | None,
    until: DateOrDateTime | None,
) -> range:
    """Those of some intervals that something can be in that is known to be in the range from ``since`` to ``until``;
    what is longer (a date of which only the year is known) does not reach beyond it."""
    low, high = numbers.start, numbers.stop - 1
    if since:
        low = max(low, interval.number(_moved(since.first_day, -SLACK_DAYS if since.has_time else 0)))
    if until:
        high = min(high, interval.number(_moved(until.last_day, SLACK_DAYS if until.has_time else 0)))
    return range(low, high + 1)


def filled_timeline(
    interval: TimelineInterval,
    numbers: range,
    begun: Callable[[int], int],
    long_begun: Mapping[int, int],
    long_ended: Mapping[int, int],
) -> tuple[TimelineBucket, ...]:
    """A bucket for each interval of ``numbers``, from how many begin in it, and of those that are
    longer than a day how many begin and end in each.

    Raises :class:`~pullquote.store.model.pages.InvalidTimeline`.
    """
    low, high = numbers.start, numbers.stop - 1
    if high - low >= MAX_TIMELINE_SIZE:
        raise InvalidTimeline(
            f"A timeline by {interval.name} from {interval.text(low)} to {interval.text(high)} has "
            f'{high - low + 1} buckets, and {MAX_TIMELINE_SIZE} is the most. Give the filter "from" and "to", or '
            "divide by a longer interval."
        )
    lasting = sum(count for number, count in long_begun.items() if number < low) - sum(
        count for number, count in long_ended.items() if number < low
    )
    found = []
    for number in numbers:
        found.append(TimelineBucket(DateOrDateTime.parse(interval.text(number)), lasting + begun(number)))
        lasting += long_begun.get(number, 0) - long_ended.get(number, 0)
    return tuple(found)


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


def _moved(day: date, days: int) -> date:
    """A day so many days later, as far as the calendar reaches."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
