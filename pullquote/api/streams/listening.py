"""Subscriptions that follow the newsroom: each reads what is served when it has time to."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from pullquote.schema.context import Context
from pullquote.store.newsroom.editions import Viewer
from pullquote.store.newsroom.notifying import Listeners


@dataclass(frozen=True)
class Listening:
    """Keeps the contexts of subscriptions up to date: the ``following`` of each."""

    live: Listeners
    make: Callable[[Viewer, str], Context | None]
    """Makes the context of now, for a viewer, with a request id; None while nothing is served."""

    @property
    def found(self) -> dict[Hashable, Any]:
        """See :class:`~pullquote.schema.context.Following`."""
        return self.live.found

    def latest(self, context: Context) -> Context:
        """See :class:`~pullquote.schema.context.Following`."""
        now = self.make(context.viewer, context.request_id)
        if now is None or (
            now.snapshot.identity is context.snapshot.identity and now.changes is context.changes
        ):
            return context
        return now

    def again(self, context: Context) -> Context:
        """See :class:`~pullquote.schema.context.Following`."""
        return self.make(context.viewer, context.request_id) or context

    async def after(self, context: Context) -> Context:
        """See :class:`~pullquote.schema.context.Following`."""
        while True:
            latest = self.latest(context)
            if latest is not context:
                return latest
            await self.live.changed.wait()  # nothing comes in between: it rings in this thread
