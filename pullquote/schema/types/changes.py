"""What changed: every change that its reader could see, numbered, to be asked for or listened to."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from pullquote.schema.connections.connections import PageInfo
from pullquote.schema.connections.pages import First, itself
from pullquote.schema.context import Info
from pullquote.schema.errors import client_errors
from pullquote.schema.fields import field, serves
from pullquote.schema.inputs.enums import ChangeKind
from pullquote.schema.types.quotes import Quote
from pullquote.schema.types.stories import Story
from pullquote.store.model import records
from pullquote.store.model.pages import size_asked
from pullquote.store.model.snapshots import change_feed
from pullquote.store.model.snapshots.change_feed import ChangeFeed, Position

AfterChange = Annotated[
    str | None,
    strawberry.argument(
        description=(
            "Only what followed this cursor: the last page's `pageInfo.endCursor`, an event's `cursor`, or "
            "`dataset.cursor`. All changes of the history, unless given."
        )
    ),
]


def story_of(root: change_feed.Change, info: Info) -> records.Story | None:
    """The story as it is now."""
    found = info.context.snapshot.node(root.story)
    return found if isinstance(found, records.Story) else None


def quotes_of(root: change_feed.Change, info: Info) -> list[records.Quote]:
    """The new quotes that are still there."""
    found = map(info.context.snapshot.node, root.quotes)
    return [quote for quote in found if isinstance(quote, records.Quote)]


def story_id_of(root: change_feed.Change) -> strawberry.ID:
    """The id of the story, there or not."""
    return strawberry.ID(root.story)


@strawberry.type(
    description=(
        "Something that happened to a story. Its `story` and `newQuotes` are read from what is served now, so "
        "that a client that catches up late never gets what has been withdrawn since."
    )
)
class Change:
    """One change."""

    is_type_of = serves(change_feed.Change)
    kind: ChangeKind = field("What happened.")
    story_id: strawberry.ID = field("The `id` of the story, also when it is gone.", story_id_of)
    slug: str = field("The slug of the story, also when it is gone.")
    story: Story | None = field("The story as it is now; null when it is gone.", story_of)
    new_quotes: list[Quote] = field(
        "Quotes in it that were not there before, in reading order; without those that are gone again.",
        quotes_of,
    )
    version: str = field("The `dataset.version` that brought the change.")
    at: datetime = field("When the server noticed it.")


class ChangeEdge:
    """A change of a page; its cursor is computed when it is read."""

    __slots__ = ("_feed", "node")

    def __init__(self, feed: ChangeFeed, node: change_feed.Change) -> None:
        self._feed = feed
        self.node = node

    @property
    def cursor(self) -> str:
        """Where the change stands in the history."""
        return self._feed.cursor(Position(self.node.number))


class ChangePage:
    """One page of a change feed."""

    __slots__ = ("_feed", "nodes")

    def __init__(self, feed: ChangeFeed, nodes: tuple[change_feed.Change, ...]) -> None:
        self._feed = feed
        self.nodes = nodes

    @property
    def edges(self) -> list[ChangeEdge]:
        """The changes with their cursors."""
        return [ChangeEdge(self._feed, node) for node in self.nodes]

    @property
    def has_next_page(self) -> bool:
        """Whether more has happened."""
        return bool(self.nodes) and self.nodes[-1].number < self._feed.number

    @property
    def has_previous_page(self) -> bool:
        """Whether the history has earlier changes."""
        first = self.nodes[0].number if self.nodes else self._feed.number + 1
        return first - 1 > self._feed.oldest.number

    @property
    def start_cursor(self) -> str | None:
        """The cursor of the first change."""
        return self.edges[0].cursor if self.nodes else None

    @property
    def end_cursor(self) -> str | None:
        """The cursor of the last change."""
        return self.edges[-1].cursor if self.nodes else None


@strawberry.type(name="ChangeEdge", description="A change on a page, with its cursor.")
class ChangeEdgeType:
    """A change on a page."""

    cursor: str = field("Opaque position in the history; pass it as `after`, here or to a subscription.")
    node: Change = field("The change.")


@strawberry.type(description="A page of changes, oldest first.")
class ChangeConnection:
    """A page of changes."""

    nodes: list[Change] = field("The page itself, without cursors.")
    edges: list[ChangeEdgeType] = field("The page with a cursor for each.")
    page_info: PageInfo = field("Where this page stands, and how to turn it.", itself)


def page_of_changes(info: Info, *, first: First = None, after: AfterChange = None) -> ChangePage:
    """Changes, oldest first."""
    context = info.context
    feed = context.changes
    with client_errors():
        size = size_asked(first, None, context.page_size, context.max_page_size)
        position = feed.oldest if after is None else feed.read(after, "after")
        return ChangePage(feed, feed.after(position, size))
