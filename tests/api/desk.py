"""A newsroom that a test edits story by story, live: what is saved is recorded, served and announced."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson

from pullquote.api.operations.costs.prices import price_list
from pullquote.api.operations.operations import Operation, Operations
from pullquote.api.server.app import context_maker
from pullquote.api.settings import Settings
from pullquote.api.streams.answers import Bodies, answer
from pullquote.schema import Context, Viewer, schema
from pullquote.store.files.loading import Loaded
from pullquote.store.model.records import StoryStatus
from pullquote.store.model.snapshots.change_feed import Change, ChangeFeed
from pullquote.store.newsroom.editions import Edition, make_edition
from pullquote.store.newsroom.history import History, Seen
from pullquote.store.newsroom.live import Live
from pullquote.store.newsroom.newsroom import Newsroom
from tests import stores
from tests.store.newsrooms import NOW, QuoteSpec, StorySpec, records_of

TOKEN = "0123456789abcdef0123"
"""Of the preview."""
SECONDS = 20
"""How long a test waits for what ought to come at once."""


def story(slug: str, *said: str, **more: Any) -> StorySpec:
    """A story with some quotes."""
    return StorySpec(slug, quotes=tuple(QuoteSpec(text) for text in said), **more)


def draft(slug: str, *said: str, **more: Any) -> StorySpec:
    """A story that only the preview shows."""
    return story(slug, *said, status=StoryStatus.DRAFT, **more)


class Desk:
    """Where stories are edited."""

    def __init__(
        self,
        *specs: StorySpec,
        history: History | None = None,
        minutes: int = 0,
        store: str | None = None,
    ) -> None:
        """``store`` is the one that it is served from, see ``tests/stores.py``: memory, or what ``--store`` names."""
        self.store = store or stores.named()
        self._edition: Edition | None = None
        self.live = Live(history or History())
        self.newsroom: Any = Newsroom(Path())
        self.newsroom.live = self.live
        self.settings = Settings(playground=False, preview_token=TOKEN)
        self.operations = Operations(schema._schema, self.settings, price_list(schema._schema, self.settings))
        self.minutes = minutes
        self._make = context_maker(self.settings, self.newsroom)
        self._stories: dict[str, StorySpec] = {}
        self.save(*specs)

    @property
    def edition(self) -> Edition:
        """What is served."""
        assert self._edition is not None
        return self._edition

    @property
    def slugs(self) -> set[str]:
        """The stories that there are."""
        return set(self._stories)

    def save(self, *specs: StorySpec, gone: Sequence[str] = (), seen: int | None = None) -> None:
        """Save stories and delete others, a minute after the last time, and serve what comes of it."""
        self._stories.update({spec.slug: spec for spec in specs})
        for slug in gone:
            del self._stories[slug]
        self.minutes += 1
        now = NOW + timedelta(minutes=self.minutes)
        edition = make_edition(
            Loaded(records=records_of(self._stories.values()), problems=()),
            now=now,
            previous=self._edition,
        )
        when = Seen("boot", self.minutes if seen is None else seen)
        self._edition = self.live.publish(edition, seen=when, at=now)
        self.newsroom.edition = stores.served(self._edition, self.store)
        self.live.announce()

    def correct(self, slug: str, **changes: Any) -> None:
        """Save a story with something else in it."""
        self.save(replace(self._stories[slug], **changes))

    def context(self, *, preview: bool = False) -> Context:
        """A request's context now."""
        viewer = Viewer.PREVIEW if preview else Viewer.PUBLIC
        context: Context = self._make(self.newsroom.edition, viewer, "request")
        return context

    async def ask(self, query: str, *, preview: bool = False, **variables: Any) -> Any:
        """The answer to a query, with its errors."""
        operation = Operation(query, variables=variables)
        result = await self.operations.execute(operation, self.context(preview=preview))
        return orjson.loads(result.json())

    @asynccontextmanager
    async def listening(
        self, query: str, *, preview: bool = False, **variables: Any
    ) -> AsyncGenerator[Bodies, None]:
        """A subscription, as transports run it."""
        operation = Operation(query, variables=variables)
        context = self.context(preview=preview)
        bodies = await answer(self.operations, self.operations.prepare(operation), operation, context)
        try:
            yield bodies
        finally:
            await bodies.aclose()


async def hear(bodies: Bodies) -> Any:
    """The next event's only field, or the errors."""
    async with asyncio.timeout(SECONDS):
        body = orjson.loads(await anext(bodies))
    if "errors" in body:
        return [error["extensions"]["code"] for error in body["errors"]]
    [value] = body["data"].values()
    return value


def told(change_feed: ChangeFeed) -> list[tuple[int, str, str]]:
    """Number, kind and slug of each change."""
    return [briefly(change) for change in change_feed.changes]


def briefly(change: Change) -> tuple[int, str, str]:
    """What a test compares of a change."""
    return change.number, change.kind.name, change.slug
