"""From records to collections: numbers each type's records in its own order and says how its indexes are made.

A collection can be made after another of an older snapshot: the indexes that the older one has are then moved
to the new numbers instead of being made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import Any, Generic, TypeVar

from pyroaring import BitMap

from pullquote.store.index.bitmaps import NONE, NameIndex, Ranked, ValueIndex, ValuesOf, own_values
from pullquote.store.index.collections import Constraint, RecordCollection, Searcher
from pullquote.store.index.days import DateIndex, DateOf
from pullquote.store.index.dimensions import (
    QUOTE_DIMENSIONS,
    QUOTE_FACETS,
    QUOTED_STORY_DIMENSIONS,
    STORY_DIMENSIONS,
    STORY_FACETS,
    Dimension,
)
from pullquote.store.index.renumbering import Renumbering
from pullquote.store.index.sort_orders import (
    NAME_ORDERS,
    QUOTE_ORDERS,
    STORY_ORDERS,
    Order,
    Record,
    Row,
    Settle,
    in_order,
    moved_rows,
    natural_rows,
    other_rows,
    permutation_of,
    permuted_rows,
)
from pullquote.store.index.sort_positions import Permutation
from pullquote.store.model.criteria import Criteria, QuoteCriteria, StoryCriteria
from pullquote.store.model.cursors import Cursor
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.ids import quote_of
from pullquote.store.model.lazy import LazyMapping
from pullquote.store.model.orders import NameOrder, OrderKey, QuoteOrder, StoryOrder
from pullquote.store.model.records import Named, Quote, Story

T = TypeVar("T")
R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=OrderKey)
N = TypeVar("N", bound=Named)
C = TypeVar("C", bound=Criteria)

Rows = Mapping[bool, Row[Any]]
"""Both directions of an order."""


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


STORY_DATES: Mapping[str, Callable[[Story], DateOrDateTime | None]] = {
    "date": attrgetter("date"),
    "modified": attrgetter("date_modified"),
}
QUOTE_DATES: Mapping[str, Callable[[Quote], DateOrDateTime | None]] = {"date": attrgetter("date")}
"""What stories and quotes are indexed by, with the names of the indexes."""


def no_date(_number: int) -> None:
    """What the dates of records are before it is known of which."""


def story_collection(
    stories: Sequence[Story],
    searcher: Searcher,
    before: Before[Story, StoryCriteria, StoryOrder] | None = None,
    made: Made[StoryOrder] | None = None,
) -> RecordCollection[Story, StoryCriteria, StoryOrder]:
    """The stories, which are in the order of their latest dates."""
    numbers = _story_numbers(stories, before)
    indexes = _indexes(_own(STORY_DIMENSIONS, stories), len(stories), before, made)
    dates = _dates(_by_number(STORY_DATES, stories), len(stories), before, made)
    return RecordCollection(
        records=stories,
        numbers=numbers,
        rows=_rows("stories", STORY_ORDERS, StoryOrder.LATEST_DATE, stories, before=before, made=made),
        default=StoryOrder.LATEST_DATE,
        usual=_usual(STORY_ORDERS),
        constraints={
            **_constraints(indexes),
            "search": searcher.hits,
            "slugs": _by_slug(numbers),
            **_bounds(dates, "date", "from_", "to"),
            **_bounds(dates, "modified", "modified_from", "modified_to"),
        },
        indexes=indexes,
        dates=dates,
        facets=STORY_FACETS,
        searcher=searcher,
        relevance=StoryOrder.RELEVANCE,
    )


def quote_collection(
    quotes: Sequence[Quote],
    stories: RecordCollection[Story, StoryCriteria, StoryOrder],
    starts: Sequence[int],
    searcher: Searcher,
    *,
    before: Before[Quote, QuoteCriteria, QuoteOrder] | None = None,
    made: Made[QuoteOrder] | None = None,
) -> RecordCollection[Quote, QuoteCriteria, QuoteOrder]:
    """The quotes, story by story: ``starts[n]`` is the first quote of story n."""
    own_order = QUOTE_ORDERS[QuoteOrder.POSITION]

    def settle(cursor: Cursor) -> Cursor:
        """A quote that is still in its story is where it stands today: others may have come before it."""
        quote = quote_of(stories.by_slug, cursor.id)
        if quote is not None and (key := own_order.key(quote))[:2] == cursor.key[:2]:
            return replace(cursor, key=key)
        return cursor

    def of_stories(slugs: Sequence[str]) -> BitMap:
        wanted = [stories.numbers[slug] for slug in slugs if slug in stories.numbers]
        return NONE.union(*[BitMap(range(starts[number], starts[number + 1])) for number in wanted])

    indexes = _indexes(
        {
            **_own(QUOTE_DIMENSIONS, quotes),
            **{
                dimension.name: _of_story(dimension, quotes, stories, starts)
                for dimension in QUOTED_STORY_DIMENSIONS
            },
        },
        len(quotes),
        before,
        made,
    )
    dates = _dates(_by_number(QUOTE_DATES, quotes), len(quotes), before, made)
    return RecordCollection(
        records=quotes,
        numbers={},
        rows=_rows(
            "quotes", QUOTE_ORDERS, QuoteOrder.POSITION, quotes, before=before, made=made, settle=settle
        ),
        default=QuoteOrder.POSITION,
        usual=_usual(QUOTE_ORDERS),
        constraints={
            **_constraints(indexes),
            "search": searcher.hits,
            "stories": of_stories,
            **_bounds(dates, "date", "from_", "to"),
        },
        indexes=indexes,
        dates=dates,
        facets=QUOTE_FACETS,
        searcher=searcher,
        relevance=QuoteOrder.RELEVANCE,
    )


def named_collection(
    name: str,
    records: Sequence[N],
    names_of: Callable[[N], Iterable[str]],
    dimensions: Sequence[Dimension[N]] = (),
) -> RecordCollection[N, C, NameOrder]:
    """Records that are listed by name, and found by the beginnings of the words in their names."""
    records = in_order(records, NAME_ORDERS[NameOrder.NAME])
    numbers = _numbers(records)
    indexes = _indexes(_own(dimensions, records), len(records))
    names = LazyMapping({"names": lambda: NameIndex.of([names_of(record) for record in records])})

    def search(text: str) -> BitMap:
        return names["names"].search(text)

    return RecordCollection(
        records=records,
        numbers=numbers,
        rows=_rows(name, NAME_ORDERS, NameOrder.NAME, records),
        default=NameOrder.NAME,
        usual=_usual(NAME_ORDERS),
        constraints={**_constraints(indexes), "search": search, "slugs": _by_slug(numbers)},
        indexes=indexes,
        dates=LazyMapping({}),
        facets=frozenset(),
    )


def _numbers(records: Iterable[Story | Named]) -> dict[str, int]:
    return {record.slug: number for number, record in enumerate(records)}


def _story_numbers(
    stories: Sequence[Story], before: Before[Story, StoryCriteria, StoryOrder] | None
) -> Mapping[str, int]:
    if before and before.renumbering.only_replaces:
        old, added = before.collection.records, before.renumbering.added
        if all(old[number].slug == stories[number].slug for number in added):
            return before.collection.numbers
    return _numbers(stories)


def _by_slug(numbers: Mapping[str, int]) -> Constraint:
    return lambda slugs: BitMap([numbers[slug] for slug in slugs if slug in numbers])


@dataclass(frozen=True)
class Making:
    """How an index is made, and what it is made of."""

    dimension: Dimension[Any]
    make: Callable[[], ValueIndex]
    values_of: ValuesOf


def _own(dimensions: Iterable[Dimension[T]], records: Sequence[T]) -> dict[str, Making]:
    """The indexes of records by their own dimensions."""
    return {
        dimension.name: Making(
            dimension, partial(ValueIndex.of, dimension, records), own_values(dimension, records)
        )
        for dimension in dimensions
    }


def _of_story(
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


def _indexes(
    makings: Mapping[str, Making],
    size: int,
    before: Before[Any, Any, Any] | None = None,
    made: Made[Any] | None = None,
) -> LazyMapping[str, ValueIndex]:
    def kept(making: Making, ranked: Callable[[], Ranked]) -> ValueIndex:
        return ValueIndex.of_ranked(making.dimension, ranked(), making.values_of, size)

    indexes = LazyMapping({name: making.make for name, making in makings.items()})
    if before:
        for name, index in list(before.collection.indexes.items()):
            indexes[name] = index.moved(before.renumbering, makings[name].values_of)
    for name, ranked in made.indexes.items() if made else ():
        indexes.makers[name] = partial(kept, makings[name], ranked)
    return indexes


def _by_number(
    dates: Mapping[str, Callable[[T], DateOrDateTime | None]], records: Sequence[T]
) -> dict[str, DateOf]:
    def of(date: Callable[[T], DateOrDateTime | None]) -> DateOf:
        return lambda number: date(records[number])

    return {name: of(date) for name, date in dates.items()}


def _dates(
    dates_of: Mapping[str, DateOf],
    size: int,
    before: Before[Any, Any, Any] | None,
    made: Made[Any] | None,
) -> LazyMapping[str, DateIndex]:
    def kept(index: Callable[[], DateIndex], date_of: DateOf) -> DateIndex:
        return replace(index(), date_of=date_of)

    dates = LazyMapping({name: partial(DateIndex.of, date_of, size) for name, date_of in dates_of.items()})
    if before:
        for name, index in list(before.collection.dates.items()):
            dates[name] = index.moved(before.renumbering, dates_of[name])
    for name, make in made.dates.items() if made else ():
        dates.makers[name] = partial(kept, make, dates_of[name])
    return dates


def _constraints(indexes: LazyMapping[str, ValueIndex]) -> dict[str, Constraint]:
    def constraint(name: str) -> Constraint:
        def with_any(wanted: Any) -> BitMap:
            return indexes[name].with_any(wanted)

        return with_any

    return {name: constraint(name) for name in indexes.makers}


def _bounds(dates: LazyMapping[str, DateIndex], name: str, low: str, high: str) -> dict[str, Constraint]:
    def since(bound: DateOrDateTime) -> BitMap:
        return dates[name].since(bound)

    def until(bound: DateOrDateTime) -> BitMap:
        return dates[name].until(bound)

    return {low: since, high: until}


def _usual(orders: Mapping[K, Order[Any]]) -> dict[K, bool]:
    return {key: order.descending for key, order in orders.items()}


def _rows(
    collection: str,
    orders: Mapping[K, Order[R]],
    own: K,
    records: Sequence[R],
    *,
    before: Before[R, Any, K] | None = None,
    made: Made[K] | None = None,
    settle: Settle | None = None,
) -> LazyMapping[K, Rows]:
    """Every order in both directions; ``own`` is the one that the records stand in already."""

    def ordinals_by_id() -> list[int]:
        ids = [record.id for record in records]
        return sorted(range(len(ids)), key=ids.__getitem__)

    by_id = LazyMapping({"id": ordinals_by_id})

    def make(key: K) -> Rows:
        if key is own:
            return natural_rows(collection, key, orders[key], records, settle)
        if made and key in made.rows:
            return permuted_rows(collection, key, orders[key], records, made.rows[key]())
        return other_rows(collection, key, orders[key], records, by_id["id"])

    rows = LazyMapping({key: partial(make, key) for key in orders})
    if before:
        for key, both in list(before.collection.rows.items()):
            if key is not own:
                rows[key] = moved_rows(collection, key, both, records, before.renumbering)
    return rows
