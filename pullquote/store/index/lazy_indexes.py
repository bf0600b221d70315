"""The orders and indexes of a collection, which are made when they are first needed.

They are made of the records; or moved to new numbers from a collection of an older snapshot; or of what was written of
a collection of the same records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import Any, Generic, TypeVar

from pullquote.store.index.bitmaps import Ranked, ValueIndex, ValuesOf, own_values
from pullquote.store.index.collections import RecordCollection
from pullquote.store.index.days import DateIndex, DateOf
from pullquote.store.index.dimensions import Dimension
from pullquote.store.index.lazy import LazyMapping
from pullquote.store.index.renumbering import Renumbering
from pullquote.store.index.sort_orders import (
    FindRecord,
    Order,
    Record,
    Row,
    moved_rows,
    natural_rows,
    other_rows,
    permutation_of,
    permuted_rows,
)
from pullquote.store.index.sort_positions import Permutation
from pullquote.store.model.criteria import Criteria, OrderKey, StoryCriteria, StoryOrder
from pullquote.store.model.cursors import Cursor
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.ids import read_id
from pullquote.store.model.records import Quote, Story

T = TypeVar("T")
R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=OrderKey)
C = TypeVar("C", bound=Criteria)

Rows = Mapping[bool, Row[Any]]
"""Both directions of an order."""


def no_date(_number: int) -> None:
    """What the dates of records are before it is known of which."""


@dataclass(frozen=True)
class Before(Generic[T, C, K]):
    """A collection of the snapshot before, and what became of its ordinals."""

    collection: RecordCollection[T, C, K]
    renumbering: Renumbering


@dataclass(frozen=True)
class Made(Generic[K]):
    """The orders and indexes of a collection that were made before, by name. Each can be had at any time, and is
    all that needs to be kept of it: an order's permutation and how many records have its key, an index's sets,
    a date index without the dates."""

    rows: Mapping[K, Callable[[], tuple[Permutation, int]]]
    indexes: Mapping[str, Callable[[], Ranked]]
    dates: Mapping[str, Callable[[], DateIndex]]

    @classmethod
    def of(cls, collection: RecordCollection[Any, Any, K]) -> Made[K]:
        """What a collection has made so far."""
        return cls(
            {
                key: partial(permutation_of, rows)
                for key, rows in collection.rows.items()
                if key is not collection.default
            },
            {name: partial(attrgetter("ranked"), index) for name, index in collection.indexes.items()},
            {name: partial(replace, index, date_of=no_date) for name, index in collection.dates.items()},
        )


@dataclass(frozen=True)
class Making:
    """How an index is made, and what it is made of."""

    dimension: Dimension[Any]
    make: Callable[[], ValueIndex]
    values_of: ValuesOf


def own_indexes(dimensions: Iterable[Dimension[T]], records: Sequence[T]) -> dict[str, Making]:
    """The indexes of records by their own dimensions."""
    return {
        dimension.name: Making(
            dimension, partial(ValueIndex.of, dimension, records), own_values(dimension, records)
        )
        for dimension in dimensions
    }


def index_of_story(
    dimension: Dimension[Story],
    quotes: Sequence[Quote],
    stories: RecordCollection[Story, StoryCriteria, StoryOrder],
    starts: Sequence[int],
) -> Making:
    """The index of quotes by a dimension of their stories."""

    def values_of(number: int) -> Iterable[Any]:
        return dimension.values(quotes[number].story)

    make = partial(ValueIndex.of_parts, dimension, stories.records, starts, values_of)
    return Making(dimension, make, values_of)


def lazy_indexes(
    makings: Mapping[str, Making],
    size: int,
    before: Before[Any, Any, Any] | None = None,
    made: Made[Any] | None = None,
) -> LazyMapping[str, ValueIndex]:
    """The indexes of the values of so many records, by name."""

    def restored(making: Making, ranked: Callable[[], Ranked]) -> ValueIndex:
        return ValueIndex.of_ranked(making.dimension, ranked(), making.values_of, size)

    indexes = LazyMapping({name: making.make for name, making in makings.items()})
    if before:
        for name, index in list(before.collection.indexes.items()):
            indexes[name] = index.moved(before.renumbering, makings[name].values_of)
    for name, ranked in made.indexes.items() if made else ():
        indexes.makers[name] = partial(restored, makings[name], ranked)
    return indexes


def lazy_dates(
    dates: Mapping[str, Callable[[T], DateOrDateTime | None]],
    records: Sequence[T],
    before: Before[Any, Any, Any] | None,
    made: Made[Any] | None,
) -> LazyMapping[str, DateIndex]:
    """The indexes of the dates of records, by name."""

    def by_number(date: Callable[[T], DateOrDateTime | None]) -> DateOf:
        return lambda number: date(records[number])

    def restored(index: Callable[[], DateIndex], date_of: DateOf) -> DateIndex:
        return replace(index(), date_of=date_of)

    dates_of = {name: by_number(date) for name, date in dates.items()}
    indexes = LazyMapping(
        {name: partial(DateIndex.of, date_of, len(records)) for name, date_of in dates_of.items()}
    )
    if before:
        for name, index in list(before.collection.dates.items()):
            indexes[name] = index.moved(before.renumbering, dates_of[name])
    for name, make in made.dates.items() if made else ():
        indexes.makers[name] = partial(restored, make, dates_of[name])
    return indexes


def usual_directions(orders: Mapping[K, Order[Any]]) -> dict[K, bool]:
    """Whether each order usually descends."""
    return {key: order.descending for key, order in orders.items()}


def find_by_slug(records: Sequence[R], numbers: Mapping[str, int], order: Order[R]) -> FindRecord:
    """Finds the records of cursors by the slugs in their ids, where they have the keys that they had."""

    def find(cursor: Cursor) -> int | None:
        number = numbers.get(read_id(cursor.id)[1])
        if number is None:
            return None
        record = records[number]
        return number if record.id == cursor.id and order.key(record) == cursor.key else None

    return find


def lazy_rows(
    collection: str,
    orders: Mapping[K, Order[R]],
    own: K,
    records: Sequence[R],
    *,
    before: Before[R, Any, K] | None = None,
    made: Made[K] | None = None,
    unchanged: Mapping[K, Rows] | None = None,
    find: FindRecord | None = None,
) -> LazyMapping[K, Rows]:
    """Every order in both directions; ``own`` is the one that the records stand in already, ``unchanged`` are others in which
    they stand as they did before."""

    def ordinals_by_id() -> list[int]:
        ids = [record.id for record in records]
        return sorted(range(len(ids)), key=ids.__getitem__)

    by_id = LazyMapping({"id": ordinals_by_id})

    def make(key: K) -> Rows:
        if key is own:
            return natural_rows(collection, key, orders[key], records, find)
        if made and key in made.rows:
            return permuted_rows(collection, key, orders[key], records, made.rows[key]())
        return other_rows(collection, key, orders[key], records, by_id["id"])

    rows = LazyMapping({key: partial(make, key) for key in orders})
    if before:
        for key, both in list(before.collection.rows.items()):
            if key is not own:
                rows[key] = moved_rows(collection, key, both, records, before.renumbering)
    for key, both in unchanged.items() if unchanged else ():
        rows[key] = permuted_rows(collection, key, orders[key], records, permutation_of(both))
    return rows
