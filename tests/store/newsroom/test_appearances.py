"""Where something appears is known without the snapshot, so that nothing in a snapshot leads back to it."""

from __future__ import annotations

import gc
from weakref import ref

from pullquote.store.model.criteria import NameOrder
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.store.newsrooms import QuoteSpec, StorySpec, snapshot_of


def test_a_snapshot_that_nobody_holds_is_freed_at_once() -> None:
    """What is set aside from Python's garbage collector is only freed because nothing in it leads back to it."""
    gc.collect()
    gc.disable()
    try:
        old = snapshot_of(StorySpec("report", quotes=(QuoteSpec("one", "ada"),)))
        new = MemorySnapshot(old.records, version="2", loaded_at=old.loaded_at, previous=old)
        for snapshot in (old, new):
            snapshot.warm()
            assert snapshot.people.select(order=NameOrder.LATEST).page().nodes
            assert snapshot.search("one").page().nodes
            assert snapshot.suggestions.suggest("a")
        parts = [old, old.index, old.suggestions, old.stories, old.quotes, *old.by_kind.values()]
        left = [ref(part) for part in parts]
        del old, snapshot, parts
        assert [each() for each in left if each() is not None] == []
    finally:
        gc.enable()
