"""What a resolver knows besides its parent and arguments: the snapshot that answers, and for whom."""

from __future__ import annotations

from collections.abc import Hashable, MutableMapping
from typing import Any, NamedTuple, Protocol

import strawberry

from pullquote.store.model.pages import MAX_PAGE_SIZE, PAGE_SIZE
from pullquote.store.model.snapshots.change_feed import ChangeFeed
from pullquote.store.model.snapshots.protocol import Snapshot
from pullquote.store.newsroom.editions import NO_PUBLIC_CHANGES, Viewer


class Following(Protocol):
    """Keeps up with a newsroom that changes while somebody listens."""

    @property
    def found(self) -> MutableMapping[Hashable, Any]:
        """What one listener found and others look for too; it is emptied whenever there is something newer."""

    def latest(self, context: Context) -> Context:
        """The same operation's context now; ``context`` itself where its viewer has nothing newer to see."""

    def again(self, context: Context) -> Context:
        """The same operation's context now, whatever there is to see; ``context`` itself while there is none."""

    async def after(self, context: Context) -> Context:
        """The next context: waits until there is something newer for its viewer."""


class Context(NamedTuple):
    """One operation's context: it is answered from one snapshot, from the first field to the last.

    ``snapshot`` is already the one that ``viewer`` may see, so that no resolver has to check. The page sizes
    are the records of a page whose size a client does not say, and at most. ``changes`` are those that led to
    the snapshot; ``following`` is None where nothing will ever change.
    """

    snapshot: Snapshot
    viewer: Viewer = Viewer.PUBLIC
    request_id: str = ""
    page_size: int = PAGE_SIZE
    max_page_size: int = MAX_PAGE_SIZE
    changes: ChangeFeed = NO_PUBLIC_CHANGES
    following: Following | None = None


def with_view(context: Context, snapshot: Snapshot) -> Context:
    """The context with another view of its snapshot."""
    return context if snapshot is context.snapshot else Context._replace(context, snapshot=snapshot)


Info = strawberry.Info[Context, None]
"""The ``info`` of every resolver; only its ``context`` is used."""
