"""A newsroom on a cluster as a source of editions: what ``pullquote serve --from`` follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.model.snapshots.change_feed import Change
from pullquote.store.model.snapshots.questions import QUOTES, STORIES, CountOf, Question, Selected
from pullquote.store.model.snapshots.remote import (
    PREVIEW,
    PUBLIC,
    EditionKey,
    PublishedEdition,
    RemoteStore,
)
from pullquote.store.opensearch.addresses import Credentials, read_address
from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.editions import CurrentEditions
from pullquote.store.opensearch.mappings import DEFAULT_NAME, IndexNames
from pullquote.store.opensearch.reading.cluster_store import NODE_SECONDS, ClusterStore


class ClusterSource:
    """An :class:`~pullquote.store.model.snapshots.remote.EditionSource`; its own store answers the questions.

    Where no preview was published, whoever may see it reads what the public reads.
    """

    def __init__(self, client: ClusterClient, names: IndexNames, store: ClusterStore) -> None:
        self._client = client
        self._editions = CurrentEditions(client, names)
        self._store = store
        self._whole: set[int] = set()
        self._origin: str | None = None
        """Of the current edition, and of those before it; None where there is none, or may be none."""
        self.name = f"{names.newsroom} on {client.address}"
        """What it is, for people: without credentials."""

    @property
    def store(self) -> RemoteStore:
        """What answers questions about the editions."""
        return self

    async def current(self) -> PublishedEdition:
        """The edition that is to be served now. Raises StoreUnavailable.

        Where there is none any more, nothing is answered about those that there were: what is published next begins with
        the first one again, and is not theirs.
        """
        try:
            found = await self._editions.current()
        except StoreUnavailable as error:
            if error.reason in NO_EDITION:
                self._origin = None
            raise
        if found.public.origin != self._origin:
            self._store.forget()
            await self._store.answer(PROBES, EditionKey(found.number, PUBLIC), seconds=PROBE_SECONDS)
            self._origin = found.public.origin
        if found.preview == found.public:
            self._whole = {*sorted(self._whole)[-MOST_WHOLE:], found.number}
        return found

    async def answer(
        self, questions: Sequence[Question[Any]], edition: EditionKey, *, seconds: float
    ) -> Mapping[Question[Any], Any]:
        """See :class:`~pullquote.store.model.snapshots.remote.RemoteStore`."""
        if self._origin is None:
            raise StoreUnavailable(f"the editions of {self.name} were removed", "gone")
        try:
            return await self._store.answer(questions, self._key(edition), seconds=seconds)
        except StoreUnavailable as error:
            if error.reason == "gone":
                self._origin = None  # until it is known which edition is current
            raise

    async def changes(self, edition: EditionKey, *, after: int, upto: int) -> Sequence[Change]:
        """The changes of an audience. Raises StoreUnavailable."""
        return await self._editions.changes(self._key(edition), after=after, upto=upto)

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()

    def _key(self, edition: EditionKey) -> EditionKey:
        is_public = edition.audience == PREVIEW and edition.number in self._whole
        return EditionKey(edition.number, PUBLIC) if is_public else edition


PROBES = (CountOf(Selected(STORIES)), CountOf(Selected(QUOTES)))
"""What is asked of an edition before it is served as the first one, or again: whether its indices are there."""
PROBE_SECONDS = 10.0
NO_EDITION = frozenset({"unpublished", "damaged"})
"""Why it is not known which edition is current, though the cluster answers."""
MOST_WHOLE = 100
"""Editions of which it is remembered that they have no preview."""


def source_of(
    address: str,
    *,
    name: str = DEFAULT_NAME,
    credentials: Credentials | None = None,
    node_seconds: float = NODE_SECONDS,
    kinds: Kinds = KINDS,
) -> ClusterSource:
    """The newsroom of a name on a cluster; ``node_seconds`` is how long one node may take before another is asked.

    Raises InvalidAddress, InvalidName, and MissingClient where the extra is not installed. To be called where an event
    loop runs.
    """
    client = ClusterClient(read_address(address, credentials), seconds=node_seconds)
    names = IndexNames(name)
    return ClusterSource(client, names, ClusterStore(client, names, kinds, node_seconds=node_seconds))
