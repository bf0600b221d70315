"""What subscriptions send: events, and the types that serve them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import datetime

import strawberry

from pullquote.schema.context import Context
from pullquote.schema.fields import field, serves
from pullquote.schema.types.changes import Change
from pullquote.schema.types.datasets import Dataset
from pullquote.schema.types.quotes import Quote
from pullquote.schema.types.stories import Story
from pullquote.store.model import records
from pullquote.store.model.snapshots import change_feed
from pullquote.store.model.snapshots.change_feed import Position
from pullquote.store.model.snapshots.protocol import Snapshot

CURSOR = "Where this event stands in the history; pass it as `after` to go on behind it."


@dataclass(frozen=True, eq=False)
class Event:
    """Something to send: ``context`` is what it is answered in, ``position`` where it stands.

    It is the same object for all who get it in one state; ``answers`` are shared by all who select the same of it.
    """

    context: Context
    position: Position
    answers: dict[Hashable, bytes] = dataclass_field(default_factory=dict, init=False)

    @property
    def cursor(self) -> str:
        """How to come back to it."""
        return self.context.changes.cursor(self.position)


@dataclass(frozen=True, eq=False)
class ChangeEvent(Event):
    """A change of a story."""

    change: change_feed.Change

    @property
    def version(self) -> str:
        """The version that brought it."""
        return self.change.version

    @property
    def at(self) -> datetime:
        """When it was noticed."""
        return self.change.at


@dataclass(frozen=True, eq=False)
class StoryEvent(ChangeEvent):
    """A story that can be read now."""

    story: records.Story


@dataclass(frozen=True, eq=False)
class QuoteEvent(ChangeEvent):
    """A quote that can be read now."""

    quote: records.Quote


@dataclass(frozen=True, eq=False)
class DatasetEvent(Event):
    """Another snapshot."""

    @property
    def version(self) -> str:
        """Its version."""
        return self.context.snapshot.version

    @property
    def dataset(self) -> Snapshot:
        """What is served now."""
        return self.context.snapshot


@strawberry.type(description="A story that was published.")
class StoryPublished:
    """A story that was published."""

    is_type_of = serves(StoryEvent)
    cursor: str = field(CURSOR)
    story: Story = field("The story as it is now.")
    version: str = field("The `dataset.version` that brought it.")
    at: datetime = field("When the server noticed it.")


@strawberry.type(description="A story that was updated, corrected or withdrawn.")
class StoryChanged:
    """A story that changed."""

    is_type_of = serves(ChangeEvent)
    cursor: str = field(CURSOR)
    change: Change = field("What happened to it.")


@strawberry.type(description="A quote that was published, with its story or in an update of it.")
class QuotePublished:
    """A quote that was published."""

    is_type_of = serves(QuoteEvent)
    cursor: str = field(CURSOR)
    quote: Quote = field("The quote as it is now.")
    version: str = field("The `dataset.version` that brought it.")
    at: datetime = field("When the server noticed it.")


@strawberry.type(description="The newsroom has another version.")
class DatasetChanged:
    """The newsroom has another version."""

    is_type_of = serves(DatasetEvent)
    cursor: str = field(CURSOR)
    version: str = field("Its `dataset.version`.")
    dataset: Dataset = field("What is served now.")
