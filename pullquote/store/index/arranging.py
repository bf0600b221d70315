"""How stories and their quotes are ordered and indexed, found out in one go through stories that are on disk.

Collections make each order and each index when it is needed, from records that are in memory. Where records are not,
every index would read all of them; here each is read once, added to all of them, and forgotten.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pullquote.store.index.bitmaps import Ranked, ranked_of
from pullquote.store.index.building import QUOTE_DATES, STORY_DATES
from pullquote.store.index.days import DateIndex
from pullquote.store.index.dimensions import (
    QUOTE_DIMENSIONS,
    QUOTED_STORY_DIMENSIONS,
    STORY_DIMENSIONS,
    Dimension,
)
from pullquote.store.index.lazy_indexes import Made, no_date
from pullquote.store.index.running_order import NEWEST_FIRST, RunningOrder, order_of
from pullquote.store.index.sort_orders import QUOTE_ORDERS, STORY_ORDERS, Order, Record, in_order, permuted_by
from pullquote.store.index.sort_positions import Permutation
from pullquote.store.model.criteria import OrderKey, QuoteOrder, StoryOrder
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.records import Story
from pullquote.store.model.unread import one_at_a_time

R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=OrderKey)
V = TypeVar("V")


@dataclass(frozen=True)
class Arranged:
    """How a snapshot is ordered and indexed, so that another of the same records need not be."""

    order: RunningOrder
    stories: Made[StoryOrder]
    quotes: Made[QuoteOrder]


def arrange(stories: Iterable[Story]) -> Arranged:
    """Order and index stories and their quotes. Raises OSError where a story cannot be read any more."""
    ordered = in_order(stories, NEWEST_FIRST)
    counts = array("I")
    of_stories = _Arranging(STORY_DIMENSIONS, STORY_ORDERS, StoryOrder.LATEST_DATE, STORY_DATES)
    of_quotes = _Arranging(QUOTE_DIMENSIONS, QUOTE_ORDERS, QuoteOrder.POSITION, QUOTE_DATES)
    for story in one_at_a_time(ordered):
        of_stories.add(story)
        first = of_quotes.size
        for quote in story.quotes:
            of_quotes.add(quote)
        numbers = range(first, of_quotes.size)
        for dimension in QUOTED_STORY_DIMENSIONS if numbers else ():
            for value in dimension.values(story):
                of_quotes.groups[dimension.name][value].extend(numbers)
        counts.append(len(numbers))
    quoted = {dimension.name: dimension for dimension in QUOTED_STORY_DIMENSIONS}
    return Arranged(order_of(ordered, counts), of_stories.made({}), of_quotes.made(quoted))


class _Arranging(Generic[R, K]):
    """What is found out of records of one type, which are added in their own order."""

    def __init__(
        self,
        dimensions: Sequence[Dimension[R]],
        orders: Mapping[K, Order[R]],
        own: K,
        dates: Mapping[str, Callable[[R], DateOrDateTime | None]],
    ) -> None:
        self.size = 0
        self.groups: defaultdict[str, defaultdict[Any, array[int]]] = defaultdict(
            lambda: defaultdict(lambda: array("I"))
        )
        self._dimensions = {dimension.name: dimension for dimension in dimensions}
        self._orders = {key: order for key, order in orders.items() if key is not own}
        self._keys: dict[K, list[Any]] = {key: [] for key in self._orders}
        self._dates_of = dates
        self._dates: dict[str, list[DateOrDateTime | None]] = {name: [] for name in dates}
        self._ids: list[str] = []
        self._shared: dict[Any, Any] = {}

    def add(self, record: R) -> None:
        """Add the next record."""
        number, shared = self.size, self._share
        self.size += 1
        for name, dimension in self._dimensions.items():
            groups = self.groups[name]
            for value in dimension.values(record):
                groups[value].append(number)
        for key, order in self._orders.items():
            self._keys[key].append(shared(order.key(record)[0]))
        for name, date_of in self._dates_of.items():
            self._dates[name].append(shared(date_of(record)))
        self._ids.append(record.id)

    def _share(self, value: V) -> V:
        """One of all equal values: records that are read one by one share none."""
        shared: V = self._shared.setdefault(value, value)
        return shared

    def made(self, others: Mapping[str, Dimension[Any]]) -> Made[K]:
        """All orders and indexes; ``others`` are the dimensions of groups that were added from outside."""
        by_id = sorted(range(self.size), key=self._ids.__getitem__)
        self._ids.clear()
        rows: dict[K, Callable[[], tuple[Permutation, int]]] = {}
        for key, keys in self._keys.items():
            rows[key] = _known(permuted_by(keys, by_id))
            keys.clear()
        indexes: dict[str, Callable[[], Ranked]] = {}
        for name, dimension in {**self._dimensions, **others}.items():
            indexes[name] = _known(ranked_of(dimension, self.groups.pop(name, {})))
        dates: dict[str, Callable[[], DateIndex]] = {}
        for name, of_records in self._dates.items():
            index = DateIndex.of(of_records.__getitem__, self.size)
            dates[name] = _known(replace(index, date_of=no_date))
            of_records.clear()
        return Made(rows, indexes, dates)


def _known(value: V) -> Callable[[], V]:
    return lambda: value
