"""The subscription type: what a client can listen to.

A subscriber is a position in the history. It reads on from there whenever there is something newer, so that
nothing is lost or sent twice however slowly it reads, and each event is answered from the snapshot that is
served when the event is sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Hashable
from functools import partial
from typing import Annotated, TypeVar

import strawberry

from pullquote.schema.context import Context, Info, with_view
from pullquote.schema.errors import client_errors
from pullquote.schema.fields import events
from pullquote.schema.inputs.enums import ChangeKind
from pullquote.schema.inputs.filters import QuoteFilter, StoryFilter, criteria_of
from pullquote.schema.types.events import (
    ChangeEvent,
    DatasetChanged,
    DatasetEvent,
    Event,
    QuoteEvent,
    QuotePublished,
    StoryChanged,
    StoryEvent,
    StoryPublished,
)
from pullquote.store.model import records
from pullquote.store.model.criteria import QuoteCriteria, StoryCriteria
from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.model.snapshots import change_feed
from pullquote.store.model.snapshots.asking import answered
from pullquote.store.model.snapshots.change_feed import Position
from pullquote.store.model.snapshots.protocol import Snapshot

BATCH = 100
"""Changes looked at before other tasks run: a few milliseconds, even with a filter."""
MOST_FOUND = 128
"""Events cached for those who look for the same: a few filters, and a few changes that somebody missed."""
RETRY_SECONDS = 2.0
"""How long a subscription waits before it asks a store again that did not answer."""

T = TypeVar("T")

Since = Annotated[
    str | None,
    strawberry.argument(
        description=(
            "First what followed this cursor (an event's `cursor`, or `dataset.cursor`), then what happens. "
            "Only what happens from now on, unless given."
        )
    ),
]
PublishedOf = Annotated[
    StoryFilter | None,
    strawberry.argument(
        description='Only of these stories: `{topics: ["ukraine-war"]}`; of all unless given.'
    ),
]
ChangedOf = Annotated[
    StoryFilter | None,
    strawberry.argument(
        description=(
            'Only of the stories that match now: `{topics: ["ukraine-war"]}`; of all unless given. Of a story '
            "that is gone only its slug is known: that it was withdrawn is sent unless `slugs` leave it out."
        )
    ),
]
QuotesOf = Annotated[
    QuoteFilter | None,
    strawberry.argument(description='Only these quotes: `{speakers: ["ida-brook"]}`; all unless given.'),
]


Choose = Callable[[Context, change_feed.Change, int], Event | None]
"""What a change is for one subscriber: its next event behind the first so many quotes, if there is one."""
EventKey = tuple[str, StoryCriteria | QuoteCriteria | None]
"""What subscribers choose by: their field, and its filter. Those who key for the same are sent the same."""


async def listen(
    context: Context, position: Position, key: EventKey, choose: Choose
) -> AsyncGenerator[Event, None]:
    """Yield the events behind ``position``, for ever, each in the context of when it is yielded.

    Raises :class:`~.errors.HistoryExpired` when the history goes on without a reader that is too slow.
    """
    while True:
        before = position
        try:
            event, position = await _shared(
                context, (key, before), partial(_next, position=before, choose=choose)
            )
        except StoreUnavailable:
            await asyncio.sleep(RETRY_SECONDS)
            if context.following is not None:
                context = context.following.again(context)
            continue
        if event is not None:
            yield event
        elif position != before:
            await asyncio.sleep(0)
        elif context.following is None:
            return
        else:
            context = await context.following.after(context)
            continue
        if context.following is not None:
            context = context.following.latest(context)


async def _shared(context: Context, key: Hashable, find: Callable[[Context], T]) -> T:
    """What another subscriber to the same found in this state already, or what is found now."""
    found = {} if context.following is None else context.following.found
    key = context.snapshot.identity, context.changes, key
    if key not in found:
        value = await answered(context.snapshot, lambda snapshot: find(with_view(context, snapshot)))
        if len(found) >= MOST_FOUND:
            found.clear()
        found[key] = value
    known: T = found[key]
    return known


def _next(context: Context, position: Position, choose: Choose) -> tuple[Event | None, Position]:
    """The next event, and where the search for it came to; as far as the answers of the snapshot lead."""
    with client_errors():
        batch = context.changes.after(position, BATCH)
    for change in batch:
        event = choose(context, change, position.part)
        if context.snapshot.lacks_answers:
            break
        if event is not None:
            return event, event.position
        position = Position(change.number)
    return None, position


def _begin(context: Context, after: str | None) -> Position:
    if after is None:
        return context.changes.position
    with client_errors():
        return context.changes.read(after, "after")


def published_stories(
    info: Info,
    *,
    filter: PublishedOf = None,  # noqa: A002  the argument's name
    after: Since = None,
) -> AsyncGenerator[Event, None]:
    """Stories that come."""
    wanted = _checked(info.context, filter)

    def choose(context: Context, change: change_feed.Change, _part: int) -> Event | None:
        story = context.snapshot.node(change.story)
        if change.kind is not ChangeKind.PUBLISHED or not isinstance(story, records.Story):
            return None
        if not _matches(context.snapshot, story, wanted):
            return None
        return StoryEvent(context, Position(change.number), change, story)

    return listen(info.context, _begin(info.context, after), ("storyPublished", wanted), choose)


def changed_stories(
    info: Info,
    *,
    filter: ChangedOf = None,  # noqa: A002  the argument's name
    after: Since = None,
) -> AsyncGenerator[Event, None]:
    """Stories that change or go."""
    wanted = _checked(info.context, filter)

    def choose(context: Context, change: change_feed.Change, _part: int) -> Event | None:
        if change.kind is ChangeKind.PUBLISHED:
            return None
        story = context.snapshot.node(change.story)
        if change.kind is ChangeKind.WITHDRAWN:
            sent = wanted is None or wanted.slugs is None or change.slug in wanted.slugs
        elif isinstance(story, records.Story):
            sent = _matches(context.snapshot, story, wanted)
        else:
            sent = wanted is None
        return ChangeEvent(context, Position(change.number), change) if sent else None

    return listen(info.context, _begin(info.context, after), ("storyChanged", wanted), choose)


def published_quotes(
    info: Info,
    *,
    filter: QuotesOf = None,  # noqa: A002  the argument's name
    after: Since = None,
) -> AsyncGenerator[Event, None]:
    """Quotes that come."""
    wanted = criteria_of(QuoteCriteria, filter)
    with client_errors():
        info.context.snapshot.quotes.select(wanted)

    def choose(context: Context, change: change_feed.Change, part: int) -> Event | None:
        story = context.snapshot.node(change.story)
        if not change.quotes or not isinstance(story, records.Story):
            return None
        every = len(story.quotes)
        found = context.snapshot.quotes_of(story, wanted).page(first=every, max_size=every).nodes
        matching = {quote.id: quote for quote in found}
        for index, identity in enumerate(change.quotes[part:], part):
            if identity in matching:
                last = index + 1 == len(change.quotes)
                position = Position(change.number) if last else Position(change.number - 1, index + 1)
                return QuoteEvent(context, position, change, matching[identity])
        return None

    return listen(info.context, _begin(info.context, after), ("quotePublished", wanted), choose)


def changed_datasets(info: Info) -> AsyncGenerator[Event, None]:
    """Versions that come."""
    return _versions(info.context)


async def _versions(context: Context) -> AsyncGenerator[Event, None]:
    while context.following is not None:
        before = context.snapshot.version
        context = await context.following.after(context)
        if context.snapshot.version != before:
            yield await _shared(
                context, "datasetChanged", partial(DatasetEvent, position=context.changes.position)
            )


def _checked(context: Context, given: StoryFilter | None) -> StoryCriteria | None:
    """The criteria of a filter, if they can be honoured at all; None for one that leaves all open. Raises BadUserInput."""
    wanted = criteria_of(StoryCriteria, given)
    with client_errors():
        context.snapshot.stories.select(wanted)
    return None if wanted == StoryCriteria() else wanted


def _matches(snapshot: Snapshot, story: records.Story, wanted: StoryCriteria | None) -> bool:
    return wanted is None or snapshot.matches(story, wanted)


@strawberry.type(
    description=(
        "What can be listened to, over a WebSocket (`graphql-transport-ws`), server-sent events or multipart. "
        "A client that was away passes the last `cursor` as `after`, and gets what it missed, once and in order."
    )
)
class Subscription:
    """What can be listened to."""

    story_published: StoryPublished = events(
        "Stories as they are published: new ones, and those whose embargo ends.", published_stories
    )
    story_changed: StoryChanged = events("Stories that are updated, corrected or withdrawn.", changed_stories)
    quote_published: QuotePublished = events(
        "Quotes as they are published: those of new stories, and new ones of others.", published_quotes
    )
    dataset_changed: DatasetChanged = events(
        "Each version of what is served; of several in quick succession, the last.", changed_datasets
    )
