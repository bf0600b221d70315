"""From records to catalogues: numbers each type's records in its own order and builds what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from pyroaring import BitMap

from pullquote.store.catalogues import Catalogue, Constraint
from pullquote.store.criteria import Criteria, QuoteCriteria, StoryCriteria
from pullquote.store.cursors import Cursor
from pullquote.store.dates import DateOrDateTime
from pullquote.store.dimensions import (
    QUOTE_DIMENSIONS,
    QUOTE_FACETS,
    QUOTED_STORY_DIMENSIONS,
    STORY_DIMENSIONS,
    STORY_FACETS,
    Dimension,
)
from pullquote.store.indexes import NONE, DateIndex, NameIndex, ValueIndex
from pullquote.store.lazily import Lazily
from pullquote.store.ordering import (
    NAME_ORDERS,
    QUOTE_ORDERS,
    STORY_ORDERS,
    Named,
    NameOrder,
    Order,
    OrderKey,
    QuoteOrder,
    Record,
    StoryOrder,
    both_directions,
)
from pullquote.store.records import Entity, Quote, Story
from pullquote.store.search import RecordSearch
from pullquote.store.selections import Row

T = TypeVar("T")
R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=OrderKey)
N = TypeVar("N", bound=Named)
C = TypeVar("C", bound=Criteria)


def in_order(records: Iterable[R], order: Order[Any]) -> tuple[R, ...]:
    """Records in the usual direction of an order for which all of them have a key."""
    return tuple(sorted(records, key=lambda record: (order.key(record), record.id)))


def story_catalogue(
    stories: Sequence[Story], searcher: RecordSearch
) -> Catalogue[Story, StoryCriteria, StoryOrder]:
    """The stories, which are in the order of their latest dates."""
    numbers = _numbers(stories)
    indexes = _indexes(STORY_DIMENSIONS, stories)
    dates = Lazily(
        {
            "date": lambda: DateIndex.of([story.date for story in stories]),
            "modified": lambda: DateIndex.of([story.date_modified for story in stories]),
        }
    )
    return Catalogue(
        records=stories,
        numbers=numbers,
        rows=_rows("stories", STORY_ORDERS, StoryOrder.LATEST_DATE, stories),
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


def quote_catalogue(
    quotes: Sequence[Quote],
    stories: Catalogue[Story, StoryCriteria, StoryOrder],
    starts: Sequence[int],
    searcher: RecordSearch,
    record_of: Callable[[str], Entity | None],
) -> Catalogue[Quote, QuoteCriteria, QuoteOrder]:
    """The quotes, story by story: ``starts[n]`` is the first quote of story n, ``record_of`` finds a
    record by its id.
    """
    own_order = QUOTE_ORDERS[QuoteOrder.POSITION]

    def settle(cursor: Cursor) -> Cursor:
        """A quote that is still in its story is where it stands today: others may have come before it."""
        quote = record_of(cursor.id)
        if isinstance(quote, Quote) and (key := own_order.key(quote))[:2] == cursor.key[:2]:
            return replace(cursor, key=key)
        return cursor

    def of_stories(slugs: Sequence[str]) -> BitMap:
        wanted = [stories.numbers[slug] for slug in slugs if slug in stories.numbers]
        return NONE.union(*[BitMap(range(starts[number], starts[number + 1])) for number in wanted])

    indexes = _indexes(QUOTE_DIMENSIONS, quotes)
    indexes.makers.update(
        {
            dimension.name: partial(
                ValueIndex.of_parts, dimension, stories.records, starts, lambda number: quotes[number].story
            )
            for dimension in QUOTED_STORY_DIMENSIONS
        }
    )
    dates = Lazily({"date": lambda: DateIndex.of([quote.date for quote in quotes])})
    return Catalogue(
        records=quotes,
        numbers={},
        rows=_rows("quotes", QUOTE_ORDERS, QuoteOrder.POSITION, quotes, settle),
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


def named_catalogue(
    name: str,
    records: Sequence[N],
    names_of: Callable[[N], Iterable[str]],
    dimensions: Sequence[Dimension[N]] = (),
) -> Catalogue[N, C, NameOrder]:
    """Records that are listed by name, and found by the beginnings of the words in their names."""
    numbers = _numbers(records)
    indexes = _indexes(dimensions, records)
    names = Lazily({"names": lambda: NameIndex.of([names_of(record) for record in records])})

    def search(text: str) -> BitMap:
        return names["names"].search(text)

    return Catalogue(
        records=records,
        numbers=numbers,
        rows=_rows(name, NAME_ORDERS, NameOrder.NAME, records),
        default=NameOrder.NAME,
        usual=_usual(NAME_ORDERS),
        constraints={
            **_constraints(indexes),
            "search": search,
            "slugs": _by_slug(numbers),
        },
        indexes=indexes,
        dates=Lazily({}),
        facets=frozenset(),
    )


def _numbers(records: Iterable[Story | Named]) -> dict[str, int]:
    return {record.slug: number for number, record in enumerate(records)}


def _by_slug(numbers: Mapping[str, int]) -> Constraint:
    return lambda slugs: BitMap([numbers[slug] for slug in slugs if slug in numbers])


def _indexes(dimensions: Sequence[Dimension[T]], records: Sequence[T]) -> Lazily[str, ValueIndex]:
    return Lazily({dimension.name: partial(ValueIndex.of, dimension, records) for dimension in dimensions})


def _constraints(indexes: Lazily[str, ValueIndex]) -> dict[str, Constraint]:
    def constraint(name: str) -> Constraint:
        def with_any(wanted: Any) -> BitMap:
            return indexes[name].with_any(wanted)

        return with_any

    return {name: constraint(name) for name in indexes.makers}


def _bounds(dates: Lazily[str, DateIndex], name: str, low: str, high: str) -> dict[str, Constraint]:
    def since(bound: DateOrDateTime) -> BitMap:
        return dates[name].since(bound)

    def until(bound: DateOrDateTime) -> BitMap:
        return dates[name].until(bound)

    return {low: since, high: until}


def _usual(orders: Mapping[K, Order[Any]]) -> dict[K, bool]:
    return {key: order.descending for key, order in orders.items()}


def _rows(
    catalogue: str,
    orders: Mapping[K, Order[R]],
    own: K,
    records: Sequence[R],
    settle: Callable[[Cursor], Cursor] | None = None,
) -> Lazily[K, Mapping[bool, Row]]:
    """Every order in both directions; ``own`` is the one that the records stand in already."""

    def ordinals_by_id() -> list[int]:
        ids = [record.id for record in records]
        return sorted(range(len(ids)), key=ids.__getitem__)

    by_id = Lazily({"id": ordinals_by_id})

    def both(key: K) -> Mapping[bool, Row]:
        if key is own:
            return both_directions(catalogue, key, orders[key], records, by_id=None, settle=settle)
        return both_directions(catalogue, key, orders[key], records, by_id=by_id["id"])

    return Lazily({key: partial(both, key) for key in orders})
