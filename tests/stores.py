"""The stores that a newsroom can be served from: whatever is asked of one is asked of all, and they answer the same.

``pytest --store NAME`` chooses the one beside memory; without it, that is ``rounds``: memory behind questions and answers.
``opensearch`` is a cluster, see :mod:`tests.store.opensearch.elsewhere`.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import strawberry
from strawberry.types.execution import ExecutionResult

from pullquote.schema import Context
from pullquote.store.model.snapshots.change_feed import ChangeFeed
from pullquote.store.model.snapshots.protocol import Snapshot
from pullquote.store.model.snapshots.remote import PUBLIC, AudienceFacts, EditionKey, RemoteStore
from pullquote.store.newsroom.editions import Edition, Viewer
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.rounds.views import RemoteSnapshot
from tests.store.opensearch.elsewhere import ClusterElsewhere
from tests.store.rounds.memory_store import MemoryStore

MEMORY = "memory"
ROUNDS = "rounds"
OPENSEARCH = "opensearch"
CHOICE = "PULLQUOTE_TEST_STORE"
"""The variable that ``--store`` sets, for processes that a test starts as well."""
SECONDS = 20.0
BY_RELEVANCE = ("search(", "RELEVANCE")
WITH_CURSORS = ("after:", "before:", "last:", "first:")
CURSORS = frozenset({"cursor", "startCursor", "endCursor"})

MakeStore = Callable[[MemorySnapshot, EditionKey], RemoteStore]
"""Makes a store that has the content of a snapshot as an edition."""
STORES: dict[str, MakeStore] = {
    ROUNDS: lambda snapshot, edition: MemoryStore({edition: snapshot}),
    OPENSEARCH: ClusterElsewhere,
}
"""The stores beside memory, by their names."""

_published: MutableMapping[MemorySnapshot, dict[str, RemoteSnapshot]] = WeakKeyDictionary()


def chosen() -> str:
    """The store that answers beside memory; ``memory`` for none."""
    return os.environ.get(CHOICE, ROUNDS)


def named() -> str:
    """The store that ``--store`` names; memory without it."""
    return os.environ.get(CHOICE, MEMORY)


def elsewhere(snapshot: MemorySnapshot, store: str) -> RemoteSnapshot:
    """A snapshot in memory as one of a store."""
    known = _published.setdefault(snapshot, {})
    if store not in known:
        edition = EditionKey(1, PUBLIC)
        facts = AudienceFacts(snapshot.version, snapshot.counts, snapshot.problems)
        answers = STORES[store](snapshot, edition)
        known[store] = RemoteSnapshot(answers, edition, facts, snapshot.kinds, snapshot.loaded_at)
    return known[store]


@dataclass(frozen=True)
class EditionElsewhere:
    """An edition whose snapshots are of a store; all else is as it was."""

    edition: Edition
    store: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.edition, name)

    @property
    def public(self) -> RemoteSnapshot:
        return elsewhere(self.edition.public, self.store)

    @property
    def preview(self) -> RemoteSnapshot:
        return elsewhere(self.edition.preview, self.store)

    def seen_by(self, viewer: Viewer) -> tuple[Snapshot, ChangeFeed]:
        snapshot, changes = self.edition.seen_by(viewer)
        return elsewhere(snapshot, self.store).view(), changes


def served(edition: Edition, store: str) -> Any:
    """What a server serves of an edition from a store; itself from memory."""
    return edition if store == MEMORY else EditionElsewhere(edition, store)


def execute(
    schema: strawberry.Schema, query: str, variables: dict[str, Any] | None, context: Context
) -> ExecutionResult:
    """What a query is answered, from memory and from the chosen store: both the same."""
    result = schema.execute_sync(query, variables, context_value=context)
    snapshot = context.snapshot
    if chosen() != MEMORY and isinstance(snapshot, MemorySnapshot):
        other = asyncio.run(
            execute_in_rounds(schema, query, variables, context, elsewhere(snapshot, chosen()))
        )
        if chosen() == OPENSEARCH and any(word in query for word in BY_RELEVANCE):
            assert_alike(result, other, query)
        else:
            assert other.data == result.data
            assert _errors(other) == _errors(result)
    return result


async def execute_in_rounds(
    schema: strawberry.Schema,
    query: str,
    variables: dict[str, Any] | None,
    context: Context,
    snapshot: RemoteSnapshot,
) -> ExecutionResult:
    """What a query is answered from a store that is elsewhere."""
    view = snapshot.view()
    while True:
        result = schema.execute_sync(query, variables, context_value=context._replace(snapshot=view))
        if not view.lacks_answers:
            return result
        await view.fetch(SECONDS)


def assert_alike(result: ExecutionResult, other: ExecutionResult, query: str) -> None:
    """The same things are found, whatever their order, which is the engine's: see ``DIFFERENT`` in the tests of its
    reading side. With a cursor of that order, the other store gives another page."""
    assert bool(other.errors) == bool(result.errors)
    if not any(word in query for word in WITH_CURSORS):
        assert _unordered(other.data) == _unordered(result.data)


def _unordered(value: Any) -> Any:
    """Data without cursors, all lists in one order."""
    match value:
        case dict():
            return {key: _unordered(each) for key, each in value.items() if key not in CURSORS}
        case list():
            return sorted(map(_unordered, value), key=repr)
    return value


def _errors(result: ExecutionResult) -> list[Any]:
    return [error.formatted for error in result.errors or ()]
