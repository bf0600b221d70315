"""From records to collections: numbers each type's records in its own order and says how its indexes are made.

A collection can be made after another of an older snapshot: the indexes that the older one has are then moved
to the new numbers instead of being made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from pyroaring import BitMap

from pullquote.store.index.bitmaps import NONE, ValueIndex
from pullquote.store.index.collections import Constraint, RecordCollection, Searcher
from pullquote.store.index.days import DateIndex
from pullquote.store.index.dimensions import (
    QUOTE_DIMENSIONS,
    QUOTE_FACETS,
    QUOTED_STORY_DIMENSIONS,
    STORY_DIMENSIONS,
    STORY_FACETS,
    Former,
    dimensions_of,
    former_in_dimensions,
    former_slugs,
)
from pullquote.store.index.lazy import LazyMapping
from pullquote.store.index.lazy_indexes import (
    Before,
    Made,
    Rows,
    find_by_slug,
    index_of_story,
    lazy_dates,
    lazy_indexes,
    lazy_rows,
    own_indexes,
    usual_directions,
)
from pullquote.store.index.running_order import NEWEST_FIRST
from pullquote.store.index.sort_orders import BY_NAME, QUOTE_ORDERS, STORY_ORDERS, Order
from pullquote.store.model.criteria import NameOrder, QuoteCriteria, QuoteOrder, StoryCriteria, StoryOrder
from pullquote.store.model.cursors import Cursor, Key
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.ids import quote_of
from pullquote.store.model.kinds import Kind, texts_of
from pullquote.store.model.pages import Selection
from pullquote.store.model.records import Named, Quote, Story

T = TypeVar("T")


class NameSearch(Protocol):
    """A search for names."""

    def search(self, text: str) -> BitMap:
        """The ordinals of the records with a name in which every word of ``text`` begins a word."""


class NamedAppearances(Protocol):
    """Where records that are no stories appear."""

    def quotes_of(self, subject: Named) -> Selection[Quote]:
        """The quotes of a record."""

    def stories_of(self, subject: Named) -> Selection[Story]:
        """The stories of a record, the latest first."""


def name_orders(appearances: NamedAppearances) -> Mapping[NameOrder, Order[Named]]:
    """The orders of records that are listed by name."""

    def quote_count(record: Named) -> Key:
        return (-appearances.quotes_of(record).total_count,)

    def story_count(record: Named) -> Key:
        return (-appearances.stories_of(record).total_count,)

    def latest(record: Named) -> Key:
        newest = appearances.stories_of(record).page(first=1).nodes
        return NEWEST_FIRST.key(newest[0]) if newest else (None,)

    return {
        NameOrder.NAME: BY_NAME,
        NameOrder.QUOTE_COUNT: Order(quote_count, (int,), descending=True),
        NameOrder.STORY_COUNT: Order(story_count, (int,), descending=True),
        NameOrder.LATEST: Order(latest, (int,), descending=True),
    }


STORY_DATES: Mapping[str, Callable[[Story], DateOrDateTime | None]] = {
    "date": attrgetter("date"),
    "modified": attrgetter("date_modified"),
}
QUOTE_DATES: Mapping[str, Callable[[Quote], DateOrDateTime | None]] = {"date": attrgetter("date")}
"""What stories and quotes are indexed by, with the names of the indexes."""


def story_collection(
    stories: Sequence[Story],
    former: Mapping[str, Former],
    searcher: Searcher,
    *,
    before: Before[Story, StoryCriteria, StoryOrder] | None = None,
    made: Made[StoryOrder] | None = None,
) -> RecordCollection[Story, StoryCriteria, StoryOrder]:
    """The stories, which are in the order of their latest dates; ``former`` are the former slugs in each dimension."""
    numbers = _story_numbers(stories, before)
    indexes = lazy_indexes(own_indexes(STORY_DIMENSIONS, stories), len(stories), before, made)
    dates = lazy_dates(STORY_DATES, stories, before, made)
    return RecordCollection(
        records=stories,
        numbers=numbers,
        rows=lazy_rows(
            "stories",
            STORY_ORDERS,
            StoryOrder.LATEST_DATE,
            stories,
            before=before,
            made=made,
            find=find_by_slug(stories, numbers, NEWEST_FIRST),
        ),
        default=StoryOrder.LATEST_DATE,
        usual=usual_directions(STORY_ORDERS),
        constraints={
            **_constraints(indexes),
            "search": searcher.matching,
            "slugs": _by_slug(numbers),
            **_bounds(dates, "date", "from_", "to"),
            **_bounds(dates, "modified", "modified_from", "modified_to"),
        },
        indexes=indexes,
        dates=dates,
        former={**former, "slugs": _former_stories(stories, before)},
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

    def find(cursor: Cursor) -> int | None:
        """A quote that is still in its story is where it stands today: others may have come before it."""
        quote = quote_of(stories.by_slug, cursor.id)
        if quote is None or QUOTE_ORDERS[QuoteOrder.POSITION].key(quote)[:2] != cursor.key[:2]:
            return None
        return starts[stories.numbers[quote.story.slug]] + quote.story.quotes.index(quote)

    def of_stories(slugs: Sequence[str]) -> BitMap:
        wanted = [stories.numbers[slug] for slug in slugs if slug in stories.numbers]
        return NONE.union(*[BitMap(range(starts[number], starts[number + 1])) for number in wanted])

    indexes = lazy_indexes(
        {
            **own_indexes(QUOTE_DIMENSIONS, quotes),
            **{
                dimension.name: index_of_story(dimension, quotes, stories, starts)
                for dimension in QUOTED_STORY_DIMENSIONS
            },
        },
        len(quotes),
        before,
        made,
    )
    dates = lazy_dates(QUOTE_DATES, quotes, before, made)
    return RecordCollection(
        records=quotes,
        numbers={},
        rows=lazy_rows(
            "quotes",
            QUOTE_ORDERS,
            QuoteOrder.POSITION,
            quotes,
            before=before,
            made=made,
            find=find,
        ),
        default=QuoteOrder.POSITION,
        usual=usual_directions(QUOTE_ORDERS),
        constraints={
            **_constraints(indexes),
            "search": searcher.matching,
            "stories": of_stories,
            **_bounds(dates, "date", "from_", "to"),
        },
        indexes=indexes,
        dates=dates,
        former={**stories.former, "stories": stories.former["slugs"]},
        facets=QUOTE_FACETS,
        searcher=searcher,
        relevance=QuoteOrder.RELEVANCE,
    )


def named_collection(
    kind: Kind,
    records: Sequence[Named],
    former: Mapping[str, Former],
    index_names: Callable[[Sequence[Iterable[str]]], NameSearch],
    appearances: NamedAppearances,
    *,
    before: RecordCollection[Any, Any, NameOrder] | None = None,
    unchanged: Mapping[NameOrder, Rows] | None = None,
) -> RecordCollection[Any, Any, NameOrder]:
    """The records of a kind that is listed by name, in that order; ``former`` are the former slugs of each kind. Where those
    ``before`` are the same, only ``former`` and what is ordered by ``appearances`` may differ, and not what is ``unchanged``."""
    orders = name_orders(appearances)
    rows = lazy_rows(kind.name, orders, NameOrder.NAME, records, unchanged=unchanged)
    slugs = {**former_in_dimensions(kind, former), "slugs": former[kind.name]}
    if before is not None and before.records == records:
        return replace(before, rows=rows, former=slugs)
    numbers = _numbers(records)
    indexes = lazy_indexes(own_indexes(dimensions_of(kind), records), len(records))
    names = LazyMapping(
        {"names": lambda: index_names([[*texts_of(record, kind.names)] for record in records])}
    )

    def search(text: str) -> BitMap:
        return names["names"].search(text)

    return RecordCollection(
        records=records,
        numbers=numbers,
        rows=rows,
        default=NameOrder.NAME,
        usual=usual_directions(orders),
        constraints={**_constraints(indexes), "search": search, "slugs": _by_slug(numbers)},
        indexes=indexes,
        dates=LazyMapping({}),
        former=slugs,
        facets=frozenset(),
        on_demand=frozenset({NameOrder.LATEST}),  # a story of each record is read for it
    )


def _numbers(records: Iterable[Story | Named]) -> dict[str, int]:
    return {record.slug: number for number, record in enumerate(records)}


def _story_numbers(stories: Sequence[Story], before: Before[Story, Any, Any] | None) -> Mapping[str, int]:
    """The ordinals of stories by their slugs, of which most are known; or all, where stories were only replaced."""
    if before is None or len(before.collection.numbers) != before.renumbering.before:
        return _numbers(stories)
    known, renumbering = before.collection.numbers, before.renumbering
    added = [stories[number].slug for number in renumbering.added]
    if renumbering.only_replaces and tuple(map(known.get, added)) == renumbering.added:
        return known
    return {slug: number for number, slug in enumerate(renumbering.merged(tuple(known), added))}


def _former_stories(
    stories: Sequence[Story], before: Before[Story, StoryCriteria, StoryOrder] | None
) -> Former:
    """The slugs of stories by their former ones; as they were, where no story that came or went had any."""
    if before:
        old, renumbering = before.collection, before.renumbering
        gone = map(old.records.__getitem__, renumbering.gone)
        if not any(story.aliases for story in (*gone, *map(stories.__getitem__, renumbering.added))):
            return old.former["slugs"]
    return former_slugs(stories)


def _by_slug(numbers: Mapping[str, int]) -> Constraint:
    return lambda slugs: BitMap([numbers[slug] for slug in slugs if slug in numbers])


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
