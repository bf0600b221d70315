"""What is read once of an edition, and what stays in memory from one to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from pullquote.store.model.criteria import QuoteCriteria, StoryCriteria
from pullquote.store.model.snapshots.questions import QUOTES, STORIES, BySlug, CountOf, PageOf, Selected
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.store.newsrooms import NOW, Desk, QuoteSpec, StorySpec
from tests.store.opensearch.published import Published

STORY = StorySpec("ferry", topics=("ferries",), quotes=(QuoteSpec("Ferries run.", "ada", 0),))


@pytest.fixture
def published(opensearch: str) -> Iterator[Published]:
    found = Published(opensearch, f"opening-{uuid4().hex[:12]}")
    yield found
    found.close()


def snapshot(desk: Desk) -> MemorySnapshot:
    """What a desk has, with one story."""
    return MemorySnapshot(desk.records([STORY]), version="1", loaded_at=NOW)


def test_editions_keep_their_records(published: Published) -> None:
    before, after = Desk(), Desk()
    minister = after.world.people["ada"]
    object.__setattr__(minister, "name", "Ada Berg")
    topic = after.world.topics["ferries"]
    after.world.topics["ferries"] = replace(topic, aliases=("shipping",))
    first, second = snapshot(before), snapshot(after)
    published.write(first)
    published.write_next(first, second, 2)
    person, union = BySlug("people", "ada"), BySlug("organizations", "union")

    def read(edition: int) -> tuple[Any, Any]:
        found = published.answer([person, union], edition)
        return found[person], found[union]

    (ada, writers), (renamed, same), again = read(1), read(2), read(1)
    assert (ada.name, renamed.name) == ("Ada Ågren", "Ada Berg")
    assert again == (ada, writers)
    assert same is writers, "what did not change is not read again"
    assert renamed.roles[1].organization is writers

    quotes = PageOf(Selected(QUOTES, QuoteCriteria(speakers=("ada",))), first=1)
    assert [each.speaker.name for each in published.answer([quotes], 2)[quotes].nodes] == ["Ada Berg"]
    former = CountOf(Selected(STORIES, StoryCriteria(topics=("shipping",))))
    assert published.answer([former], 1)[former] == 0, "not yet its former slug"
    assert published.answer([former], 2)[former] == 1
