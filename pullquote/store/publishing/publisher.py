"""Publishes a newsroom on a cluster: writes the next edition beside the one that is read, and then makes it current.

What is written belongs to editions from the next one on, and what ends does so with the next one, so that nobody sees
any of it before. When all of it can be found, and is as much as was read of the files, one small document says that the
next edition is current. A publisher that dies before has changed nothing that is read; the next one uses what it wrote,
and removes the rest. Documents that ended are removed when nobody can be reading them any more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, TypeVar

import msgspec

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.model.snapshots.change_feed import Change
from pullquote.store.newsroom.changes import StoryState, differences
from pullquote.store.newsroom.history import RETAINED
from pullquote.store.opensearch.client import ClusterClient, ClusterRefused
from pullquote.store.opensearch.editions import (
    CURRENT,
    AudienceState,
    CurrentState,
    Read,
    change_fields,
    packed_problems,
    problems_document,
    read_current,
)
from pullquote.store.opensearch.mappings import CHANGES, IndexNames, Sharding
from pullquote.store.publishing.audiences import Audience, NewEdition, counts_of
from pullquote.store.publishing.bulk import BulkWriter, Parallel, writing_plain
from pullquote.store.publishing.cleaning import Cleaner
from pullquote.store.publishing.entities import Entities
from pullquote.store.publishing.errors import NotPublished
from pullquote.store.publishing.indices import finish_indices, make_indices
from pullquote.store.publishing.lock import PublisherLock
from pullquote.store.publishing.states import AudienceReader, Query, Totals
from pullquote.store.publishing.stories import StoryProgress, batches_of, prepared

T = TypeVar("T")
AT_A_TIME = 3
"""Batches that are written while the next is made: a node for each."""
Report = Callable[[int, int], None]
"""Told how many stories of how many were looked at."""


@dataclass(frozen=True)
class PublicationDone:
    """What became of a publication: the edition that is current now, and how many documents were written for it, none
    where it is the one that was there."""

    edition: int
    is_new: bool
    written: int


class NotAsRead(NotPublished):
    """What can be found of the new edition is not what was read of the files."""


@dataclass(frozen=True)
class _There:
    """What this publisher made current, and knows without asking."""

    edition: int
    publication: NewEdition
    totals: dict[str, tuple[Totals, Totals]]
    entities: dict[str, Entities]


class Publisher:
    """Publishes one newsroom, again and again; what it did not publish itself it looks at as a whole."""

    def __init__(
        self,
        client: ClusterClient,
        names: IndexNames,
        lock: PublisherLock,
        *,
        sharding: Sharding | None = None,
        report: Report = lambda _done, _all: None,
    ) -> None:
        self._client = client
        self._names = names
        self._lock = lock
        self._sharding = sharding or Sharding()
        self._report = report
        self._there: _There | None = None
        self.cleaner = Cleaner(client, names)

    async def publish(self, publication: NewEdition) -> PublicationDone:
        """Make a publication the current edition, which it is already if nothing has changed.

        Raises NotPublished and StoreUnavailable; then the edition before is still the current one.
        """
        there, self._there = self._there, None
        try:
            return await self._publish(publication, there)
        except NotAsRead:
            # Somebody wrote where nobody should: what is not current is removed, and written again.
            found = await read_current(self._client, self._names)
            await self.cleaner.remove_unfinished(found[0].edition if found else 0)
            return await self._publish(publication, None)

    async def has_lost_something(self) -> bool:
        """Whether what was published is there no more, or not all of it. Raises StoreUnavailable and ClusterRefused."""
        found = await read_current(self._client, self._names)
        return found is None or await self.cleaner.is_lost(found[0])

    async def _publish(self, publication: NewEdition, there: _There | None) -> PublicationDone:
        found = await read_current(self._client, self._names)
        if found is not None and await self.cleaner.is_lost(found[0]):
            await self.cleaner.withdraw(found[1])
            found = None
        state, read = found or (None, None)
        edition = state.edition if state else 0
        if there is not None and there.edition != edition:
            there = None
        audiences = [each.name for each in publication.audiences]
        if there is None:
            stories = len(publication.audiences[-1].records.stories)
            await make_indices(self._client, self._names, audiences, self._sharding, stories=stories)
        if state is not None and there is None:
            await self.cleaner.remove_ended(state)
        writer = BulkWriter(self._client, self._lock.check)
        resumes = there is None and await self.cleaner.recover(edition, writer)
        progress = {
            each.name: StoryProgress(
                AudienceReader(self._client, self._names, each.name),
                writer,
                edition,
                resumes,
                *(there.totals[each.name] if there else (Totals(), Totals())),
                is_whole=there is None,
            )
            for each in publication.audiences
        }
        await self._bring_stories(publication, there, progress)
        states, brought = {}, {}
        for audience in publication.audiences:
            entities = there.entities[audience.name] if there else Entities()
            before = _state_for(audience.name, state, self._names)
            states[audience.name], brought[audience.name] = await self._finish(
                audience, progress[audience.name], entities, before
            )
        new = CurrentState(
            mapping_version=self._names.version,
            edition=edition + 1,
            loaded_at=publication.loaded_at.isoformat(),
            published_at=datetime.now(UTC).isoformat(),
            public=states["public"],
            preview=states.get("preview"),
            problems=await self._write_problems(publication.problems),
        )
        is_new = bool(writer.written) or state is None or not _is_same(new, state)
        if there is None:
            await finish_indices(self._client, self._names, audiences, self._sharding)
        if is_new:
            await self._commit(new, read)
            self.cleaner.committed(new)
        self._there = _There(
            new.edition if is_new else edition,
            publication,
            {name: (each.stories, each.quotes) for name, each in progress.items()},
            brought,
        )
        return PublicationDone(self._there.edition, is_new, writer.written)

    async def _bring_stories(
        self, publication: NewEdition, there: _There | None, progress: dict[str, StoryProgress]
    ) -> None:
        """Bring the stories of all audiences to the next edition, batch by batch; raises what a batch raised."""
        slugs = None if there is None else sorted(publication.changed_since(there.publication))
        size = len(publication.audiences[-1].records.stories) if slugs is None else len(slugs)
        work = Parallel(AT_A_TIME)
        done = 0
        try:
            for batch, filters in batches_of(publication, slugs):
                made = await asyncio.to_thread(prepared, batch)

                async def bring(made: Any = made, filters: dict[str, Query] = filters) -> None:
                    for name, each in progress.items():
                        await each.bring(made.get(name, []), filters)

                await work.add(bring)
                done += len(batch)
                self._report(done, size)
            await work.finish()
        except BaseException:
            work.cancel()
            raise

    async def _finish(
        self, audience: Audience, progress: StoryProgress, entities: Entities, before: AudienceState | None
    ) -> tuple[AudienceState, Entities]:
        """Bring the rest of an audience to the next edition, and make sure that all of it is there."""
        reader, edition = progress.reader, progress.edition
        await reader.refresh(reader.stories, reader.quotes)
        subjects = None if progress.is_whole else progress.subjects
        brought, totals, _ = await entities.bring(
            reader, progress.writer, audience.records, edition, subjects
        )
        await reader.refresh(reader.entities)
        wanted = {reader.stories: progress.stories, reader.quotes: progress.quotes, reader.entities: totals}
        for index, expected in wanted.items():
            found = await reader.totals(index, edition + 1)
            if found != expected:
                raise NotAsRead(
                    f"{index} has {found.count} documents where {expected.count} were read, or others than were read; if "
                    f"that stays so, delete the indices pullquote-{self._names.newsroom}-* and publish again"
                )
        _, digest = packed_problems(audience.problems)
        number, oldest, origin = await self._write_changes(audience, progress, before)
        state = AudienceState(
            version=audience.version,
            counts=counts_of(audience, progress.quotes.count),
            problems=digest,
            origin=origin,
            change_number=number,
            oldest_change=oldest,
        )
        await self._write_problems(audience.problems)
        return state, brought

    async def _write_changes(
        self, audience: Audience, progress: StoryProgress, before: AudienceState | None
    ) -> tuple[int, int, str]:
        """Write what readers see change with the next edition; the last number, the one before the oldest, and the name
        of the feed, which begins where there is none."""
        if before is None:
            return 0, 0, token_hex(6)
        at = datetime.now(UTC)
        number = before.change_number
        index = self._names.of(audience.name, CHANGES)
        actions = []
        after = sorted(progress.after.values(), key=_slug)
        for change in differences(progress.before, after):
            number += 1
            written = Change(number, change.kind, change.id, change.slug, change.quotes, audience.version, at)
            actions.append(writing_plain(index, str(number), change_fields(written, progress.edition + 1)))
        if actions:
            await progress.writer.write(actions)
            await progress.reader.refresh(index)
        return number, max(before.oldest_change, number - RETAINED), before.origin

    async def _write_problems(self, problems: Iterable[Any]) -> str:
        """Write a list of problems, unless it is there; its digest."""
        text, digest = packed_problems(tuple(problems))
        if digest:
            path = f"/{self._names.editions}/_doc/{problems_document(digest)}"
            await self._client.request("PUT", path, {"content": {"problems": text}})
        return digest

    async def _commit(self, new: CurrentState, read: Read | None) -> None:
        """Make an edition current, unless another is by now. Raises NotPublished."""
        await self._lock.check()
        path = f"/{self._names.editions}/_doc/{CURRENT}"
        content = msgspec.to_builtins(new)
        params = read.unchanged if read else {"op_type": "create"}
        try:
            await self._client.request("PUT", path, {"content": content}, params=params)
        except (ClusterRefused, StoreUnavailable) as error:
            # A request whose answer was lost may have been carried out.
            found = await read_current(self._client, self._names)
            if found is None or found[0] != new:
                if isinstance(error, ClusterRefused):
                    raise NotPublished(f"another publisher has published: {error}") from error
                raise


def _slug(state: StoryState) -> str:
    return state.slug


def _state_for(audience: str, state: CurrentState | None, names: IndexNames) -> AudienceState | None:
    """What an audience was told before; None where it was told nothing, or by indices of another version."""
    if state is None or state.mapping_version != names.version:
        return None
    return state.public if audience == "public" else state.preview


def _is_same(new: CurrentState, old: CurrentState) -> bool:
    """Whether two editions say the same, whenever they were published."""
    times = {"edition": 0, "loaded_at": "", "published_at": ""}
    return msgspec.structs.replace(new, **times) == msgspec.structs.replace(old, **times)
