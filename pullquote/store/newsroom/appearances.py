"""Where something appears: the stories and the quotes of a person, an organization, a topic, a story ...

It is apart from the snapshot, which has it, so that what is made of it when it is first needed does not hold the
snapshot: nothing in a snapshot leads back to it, and one that is no longer served is freed at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pullquote.store.index.bitmaps import NONE
from pullquote.store.index.collections import RecordCollection
from pullquote.store.index.lazy_indexes import Rows
from pullquote.store.index.running_order import RunningOrder
from pullquote.store.index.sort_positions import Members
from pullquote.store.model.criteria import (
    NameOrder,
    QuoteCriteria,
    QuoteOrder,
    StoryCriteria,
    StoryKind,
    StoryOrder,
)
from pullquote.store.model.kinds import Kind
from pullquote.store.model.pages import Selection
from pullquote.store.model.records import Named, Quote, Story

NamedRecords = RecordCollection[Any, Any, NameOrder]


class Appearances:
    """The stories and quotes of something among all ``stories`` and ``quotes``, which are in an ``order``."""

    def __init__(
        self,
        order: RunningOrder,
        stories: RecordCollection[Story, StoryCriteria, StoryOrder],
        quotes: RecordCollection[Quote, QuoteCriteria, QuoteOrder],
        kinds: Mapping[str, Kind],
    ) -> None:
        self._order = order
        self._stories = stories
        self._quotes = quotes
        self._kinds = {kind.record: kind for kind in kinds.values()}

    def unchanged_orders(
        self, kind: Kind, records: Sequence[Named], before: Appearances, listed: NamedRecords
    ) -> dict[NameOrder, Rows]:
        """Those orders of a kind's records that are as they were ``before``, when they were ``listed``: by the numbers of
        their stories or quotes, where all sets of these are the very same."""
        are_same = {
            NameOrder.STORY_COUNT: _are_same(self._stories, before._stories, kind.stories_by),
            NameOrder.QUOTE_COUNT: _are_same(self._quotes, before._quotes, kind.quotes_by.split()),
        }
        is_same = records == listed.records
        return {
            key: listed.rows[key] for key, same in are_same.items() if is_same and same and key in listed.rows
        }

    def stories_of(
        self,
        subject: Named | StoryKind,
        criteria: StoryCriteria | None = None,
        order: StoryOrder | None = None,
        descending: bool | None = None,
    ) -> Selection[Story]:
        """See :meth:`~pullquote.store.newsroom.snapshot.MemorySnapshot.stories_of`."""
        indexes = self._stories.indexes
        if isinstance(subject, StoryKind):
            within = indexes["kinds"].having(subject)
        else:
            sets = [indexes[name].having(subject.slug) for name in self._kinds[type(subject)].stories_by]
            within = sets[0] if len(sets) == 1 else NONE.union(*sets)
        return self._stories.select(criteria, order, descending, within=within)

    def quotes_of(
        self,
        subject: Named | Story,
        criteria: QuoteCriteria | None = None,
        order: QuoteOrder | None = None,
        descending: bool | None = None,
    ) -> Selection[Quote]:
        """See :meth:`~pullquote.store.newsroom.snapshot.MemorySnapshot.quotes_of`."""
        within: Members
        if isinstance(subject, Story):
            number = self._stories.numbers.get(subject.slug, -1)
            within = self._order.quotes_of(number) if number >= 0 else range(0)
        else:
            name = self._kinds[type(subject)].quotes_by
            within = self._quotes.indexes[name].having(subject.slug) if name else NONE
        return self._quotes.select(criteria, order, descending, within=within)


def _are_same(
    now: RecordCollection[Any, Any, Any], before: RecordCollection[Any, Any, Any], names: Iterable[str]
) -> bool:
    """Whether indexes that were made before have the same sets now."""
    return all(
        name in before.indexes and now.indexes[name].ranked is before.indexes[name].ranked for name in names
    )
