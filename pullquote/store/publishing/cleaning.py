"""Removes what nobody needs: what a publisher did not finish, and what has ended, when nobody can be reading it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from time import monotonic

import structlog
from structlog.typing import FilteringBoundLogger

from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.editions import CURRENT, CurrentState, Read, problems_document
from pullquote.store.opensearch.mappings import AUDIENCES, CHANGES, LIVING, IndexNames
from pullquote.store.publishing.bulk import BulkAction, BulkWriter, ending
from pullquote.store.publishing.indices import are_whole, indices_of, remove_indices
from pullquote.store.publishing.states import AudienceReader, after_edition, ended_after

GRACE_SECONDS = 120.0
"""How long an edition can be read after another has become current: several times what an operation may take by default."""
HEARD_SECONDS = 15.0
"""How long servers may take to hear that no edition is current any more: they look every second, for 10 s at most."""

log: FilteringBoundLogger = structlog.get_logger()


class Cleaner:
    """Cleans up after the publishers of a newsroom."""

    def __init__(
        self, client: ClusterClient, names: IndexNames, *, grace_seconds: float = GRACE_SECONDS
    ) -> None:
        self._client = client
        self._names = names
        self.grace_seconds = grace_seconds
        self._last: tuple[CurrentState, float] | None = None
        """What became current last, and when, if there may be something to remove since."""

    async def recover(self, edition: int, writer: BulkWriter) -> bool:
        """Undo what a publisher that died has done to documents of the current edition; whether there are any that it
        wrote for the next one. Raises NotPublished and StoreUnavailable."""
        is_begun = False
        async for reader in self._readers():
            changes = self._names.of(reader.audience, CHANGES)
            await reader.refresh(reader.stories, reader.quotes, reader.entities, changes)
            revived: list[BulkAction] = []
            for index in (reader.stories, reader.quotes, reader.entities):
                ended = await reader.documents_of(index, ended_after(edition))
                revived += [ending(index, identity, LIVING) for identity in ended]
            if revived:
                await writer.write(revived)
                await reader.refresh()
            for index in (reader.stories, reader.quotes):
                is_begun = is_begun or await reader.has_any(index, after_edition(edition))
            await reader.delete(reader.entities, after_edition(edition))
            await reader.delete(changes, [{"range": {"edition": {"gt": edition}}}])
        writer.written = 0
        return is_begun

    async def is_lost(self, state: CurrentState) -> bool:
        """Whether a part of the current edition is not there any more, because somebody has deleted an index."""
        if state.mapping_version != self._names.version:
            return False
        audiences = [name for name in AUDIENCES if name == "public" or state.preview is not None]
        return not await are_whole(self._client, self._names, audiences)

    async def withdraw(self, read: Read) -> None:
        """Take back the current edition, which is lost, and remove what is left of it: when no server takes that, or
        what is written next, for the whole of it any more. Raises StoreUnavailable and ClusterRefused."""
        log.error("an index was deleted", newsroom=self._names.newsroom, publishing="all of it")
        path = f"/{self._names.editions}/_doc/{CURRENT}"
        await self._client.request("DELETE", path, params=read.unchanged)
        await asyncio.sleep(HEARD_SECONDS)
        await remove_indices(self._client, self._names)

    async def remove_unfinished(self, edition: int) -> None:
        """Remove everything that was written for editions after the current one."""
        async for reader in self._readers():
            await reader.refresh()
            for index in (reader.stories, reader.quotes, reader.entities):
                await reader.delete(index, after_edition(edition))

    def committed(self, state: CurrentState) -> None:
        """Take note that an edition has become current just now."""
        self._last = state, monotonic()

    @property
    def seconds_left(self) -> float | None:
        """How long until there is something to remove; None where there is nothing."""
        return None if self._last is None else max(0.0, self._last[1] + self.grace_seconds - monotonic())

    async def remove_committed(self) -> None:
        """Remove what ended with the edition that became current last, once its grace is over."""
        if self._last is not None and self.seconds_left == 0:
            state, _ = self._last
            self._last = None
            await self._remove(state)

    async def remove_ended(self, state: CurrentState) -> None:
        """Remove what had ended when an edition of an earlier publisher became current, if that was long ago."""
        age = datetime.now(UTC) - datetime.fromisoformat(state.published_at)
        if age.total_seconds() >= self.grace_seconds:
            await self._remove(state)

    async def _remove(self, state: CurrentState) -> None:
        """Remove what no edition from this one on has in it."""
        async for reader in self._readers():
            for index in (reader.stories, reader.quotes, reader.entities):
                await reader.delete(index, [{"range": {"to_edition": {"lte": state.edition}}}])
            told = state.preview if reader.audience == "preview" else state.public
            if told is not None:
                oldest = {"range": {"number": {"lte": told.oldest_change}}}
                await reader.delete(self._names.of(reader.audience, CHANGES), [oldest])
        await self._remove_problems(state)
        if state.mapping_version == self._names.version:
            for version in range(1, self._names.version):
                old = IndexNames(self._names.newsroom, version)
                for audience in AUDIENCES:
                    for index in await indices_of(self._client, old, audience):
                        await self._client.request("DELETE", f"/{index}", ignore=(404,))

    async def _remove_problems(self, state: CurrentState) -> None:
        told = [each for each in (state.public, state.preview) if each is not None]
        needed = {problems_document(digest) for digest in (state.problems, *(each.problems for each in told))}
        body = {"size": 1000, "_source": False}
        found = await self._client.request("POST", f"/{self._names.editions}/_search", body)
        for hit in found["hits"]["hits"]:
            if hit["_id"].startswith(problems_document("")) and hit["_id"] not in needed:
                await self._client.request(
                    "DELETE", f"/{self._names.editions}/_doc/{hit['_id']}", ignore=(404,)
                )

    async def _readers(self) -> AsyncIterator[AudienceReader]:
        """Of the audiences that have indices."""
        for audience in AUDIENCES:
            if await indices_of(self._client, self._names, audience):
                yield AudienceReader(self._client, self._names, audience)
