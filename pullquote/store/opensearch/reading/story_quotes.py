"""The quotes of one story, which are in its record: no search is needed for a page of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pullquote.store.index.selections import RowSelection
from pullquote.store.index.sort_orders import QUOTE_ORDERS, Row, natural_rows, other_rows
from pullquote.store.model.criteria import QuoteOrder
from pullquote.store.model.cursors import Cursor
from pullquote.store.model.ids import global_id
from pullquote.store.model.records import Quote, Story
from pullquote.store.model.snapshots.questions import (
    QUOTES,
    STORIES,
    BeyondPage,
    CountOf,
    PageOf,
    Selected,
    Subject,
)
from pullquote.store.opensearch.queries.searches import Steps
from pullquote.store.opensearch.reading.record_cache import RecordCache


def is_of_story(selected: Selected, question: Any) -> bool:
    """Whether a question is about all quotes of a story, and answered by its record."""
    return (
        selected.collection == QUOTES
        and selected.criteria is None
        and selected.order in {None, *QUOTE_ORDERS}
        and isinstance(selected.subject, Subject)
        and selected.subject.collection == STORIES
        and isinstance(question, PageOf | BeyondPage | CountOf)
    )


def story_of(slug: str, records: RecordCache) -> Steps[Story | None]:
    """The story of a present slug: most of the time the cache has it, which has just brought it."""
    ids = [global_id(kind.type_name, slug) for kind in records.kinds.values() if kind.is_story]
    known = [records.cache(identity).get(identity) for identity in ids]
    if not any(isinstance(each, Story) for each in known):
        known = yield from records.named(ids)
    return next((each for each in known if isinstance(each, Story)), None)


def quotes_in_story(selected: Selected, question: Any, records: RecordCache) -> Steps[Any]:
    """The answer to a question about the quotes of a story. Raises BadInput as the store in memory does."""
    story = yield from story_of(
        selected.subject.slug if isinstance(selected.subject, Subject) else "", records
    )
    selection = _selection(selected, story.quotes if story else ())
    if isinstance(question, PageOf | BeyondPage):
        return question.answered_by(selection)
    return selection.total_count


def _selection(selected: Selected, quotes: Sequence[Quote]) -> RowSelection[Quote]:
    order = selected.order if isinstance(selected.order, QuoteOrder) else QuoteOrder.POSITION
    by = QUOTE_ORDERS[order]
    rows: dict[bool, Row[Quote]]
    if order is QuoteOrder.POSITION:
        numbers = {quote.id: number for number, quote in enumerate(quotes)}

        def find(cursor: Cursor) -> int | None:
            number = numbers.get(cursor.id)
            known = number is not None and by.key(quotes[number])[:2] == cursor.key[:2]
            return number if known else None

        rows = natural_rows(QUOTES, order, by, quotes, find)
    else:
        rows = other_rows(
            QUOTES, order, by, quotes, sorted(range(len(quotes)), key=lambda each: quotes[each].id)
        )
    row = rows[by.descending if selected.descending is None else selected.descending]
    return RowSelection(quotes, row, range(len(quotes)))
