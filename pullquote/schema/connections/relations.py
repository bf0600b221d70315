"""The lists of stories and of quotes, wherever they hang: all of them, or those of a person, a topic …

They take the same arguments everywhere, so their resolvers are made by one function each.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import strawberry

from pullquote.schema.connections.pages import After, Before, First, Last, page_of
from pullquote.schema.context import Info
from pullquote.schema.errors import client_errors
from pullquote.schema.inputs.filters import QuoteFilter, StoryFilter, criteria_of
from pullquote.schema.inputs.orders import QuoteOrder, StoryOrder, descending
from pullquote.store.model import criteria
from pullquote.store.model.criteria import QuoteCriteria, StoryCriteria
from pullquote.store.model.pages import Page, Selection
from pullquote.store.model.records import Quote, Story
from pullquote.store.model.snapshots.protocol import Snapshot

WhichStories = Annotated[
    StoryFilter | None,
    strawberry.argument(description='Which of them: `{topics: ["ukraine-war"]}`; all unless given.'),
]
StoriesIn = Annotated[
    StoryOrder | None,
    strawberry.argument(description="In which order: `{field: HEADLINE}`; newest first unless given."),
]
WhichQuotes = Annotated[
    QuoteFilter | None,
    strawberry.argument(description="Which of them: `{kinds: [DIRECT]}`; all unless given."),
]
QuotesIn = Annotated[
    QuoteOrder | None,
    strawberry.argument(description="In which order: `{field: DATE_SPOKEN}`; as they are read unless given."),
]

SelectStories = Callable[
    [Snapshot, Any, StoryCriteria | None, criteria.StoryOrder | None, bool | None], Selection[Story]
]
SelectQuotes = Callable[
    [Snapshot, Any, QuoteCriteria | None, criteria.QuoteOrder | None, bool | None], Selection[Quote]
]


def page_of_stories(select: SelectStories) -> Callable[..., Page[Story]]:
    """The resolver of a page of the stories that ``select`` finds for its parent."""

    def resolve(
        root: Any,
        info: Info,
        *,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        filter: WhichStories = None,  # noqa: A002  the argument's name
        order_by: StoriesIn = None,
    ) -> Page[Story]:
        context = info.context
        order = order_by.field if order_by else None
        wanted = criteria_of(StoryCriteria, filter)
        with client_errors():
            selection = select(context.snapshot, root, wanted, order, descending(order_by))
        return page_of(selection, context, first=first, after=after, last=last, before=before)

    return resolve


def page_of_quotes(select: SelectQuotes) -> Callable[..., Page[Quote]]:
    """The resolver of a page of the quotes that ``select`` finds for its parent."""

    def resolve(
        root: Any,
        info: Info,
        *,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        filter: WhichQuotes = None,  # noqa: A002  the argument's name
        order_by: QuotesIn = None,
    ) -> Page[Quote]:
        context = info.context
        order = order_by.field if order_by else None
        wanted = criteria_of(QuoteCriteria, filter)
        with client_errors():
            selection = select(context.snapshot, root, wanted, order, descending(order_by))
        return page_of(selection, context, first=first, after=after, last=last, before=before)

    return resolve


stories_of_parent = page_of_stories(lambda snapshot, parent, *asked: snapshot.stories_of(parent, *asked))
quotes_of_parent = page_of_quotes(lambda snapshot, parent, *asked: snapshot.quotes_of(parent, *asked))
