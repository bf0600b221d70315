"""Both snapshots have what the protocol says, with the same parameters: in memory, and of a store that is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import Parameter, signature
from typing import Any

import pytest

from pullquote.store.index.collections import RecordCollection
from pullquote.store.index.selections import RowPage, RowSelection
from pullquote.store.model.pages import Page, Selection
from pullquote.store.model.snapshots.protocol import (
    Collection,
    NamedCollection,
    SearchSelection,
    Snapshot,
)
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.rounds.pages import RemotePage, RemoteSearchSelection, RemoteSelection
from pullquote.store.rounds.views import RemoteCollection, View
from pullquote.store.search.everything import RankedSelection

PAIRS = [
    (Snapshot, MemorySnapshot),
    (Snapshot, View),
    (Collection, RecordCollection),
    (Collection, RemoteCollection),
    (NamedCollection, RecordCollection),
    (NamedCollection, RemoteCollection),
    (Selection, RowSelection),
    (Selection, RemoteSelection),
    (SearchSelection, RankedSelection),
    (SearchSelection, RemoteSearchSelection),
    (Page, RowPage),
    (Page, RemotePage),
]


def methods(protocol: Any) -> Iterator[str]:
    """The methods that a protocol declares."""
    return (name for name, value in vars(protocol).items() if callable(value) and name[0] != "_")


def asked(function: Any) -> list[tuple[str, object]]:
    """The parameters that a method is called with: their names and defaults."""
    return [
        (each.name, each.default)
        for each in signature(function).parameters.values()
        if each.kind is not Parameter.KEYWORD_ONLY
    ]


@pytest.mark.parametrize(("protocol", "of"), PAIRS, ids=lambda each: each.__name__)
def test_a_store_is_asked_as_the_protocol_has_it(protocol: Any, of: Any) -> None:
    for name in methods(protocol):
        assert asked(getattr(of, name)) == asked(getattr(protocol, name)), name
