"""Editions of a store that is elsewhere: who sees what of them, and what stays the same from one to the next."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.model.snapshots.remote import PREVIEW, PUBLIC, EditionKey
from pullquote.store.newsroom.editions import Viewer
from pullquote.store.rounds.editions import RemoteEdition, edition_of
from tests.api.desk import Desk, draft, story, told
from tests.store.rounds.memory_source import MemorySource


async def read(source: MemorySource, before: RemoteEdition | None = None) -> RemoteEdition:
    return await edition_of(await source.current(), source, before)


def test_each_audience_reads_its_own() -> None:
    desk = Desk(story("first"), draft("hidden"))
    edition = asyncio.run(read(MemorySource(desk.edition)))
    assert edition.public.edition == EditionKey(1, PUBLIC)
    assert edition.preview.edition == EditionKey(1, PREVIEW)
    assert edition.public.version == desk.edition.public.version != edition.preview.version
    seen = [edition.seen_by(viewer)[0].identity for viewer in Viewer]
    assert seen == [edition.public.identity, edition.public.identity, edition.preview.identity]
    assert dict(edition.public_pictures) == dict(edition.preview_pictures) == {}


def test_where_nothing_is_hidden_there_need_be_no_preview() -> None:
    desk = Desk(story("first"))
    shown = desk.edition
    source = MemorySource(replace(shown, preview=shown.public, preview_changes=shown.public_changes))
    edition = asyncio.run(read(source))
    assert edition.preview is edition.public
    assert edition.preview_changes.audience == PREVIEW


def test_only_new_changes_are_read() -> None:
    desk = Desk(story("first"))

    async def three() -> tuple[RemoteEdition, RemoteEdition, list[tuple[str, int, int]]]:
        source = MemorySource(desk.edition)
        first = await read(source)
        desk.save(story("second"), draft("hidden"))
        source.publish(desk.edition)
        second = await read(source, first)
        desk.save(draft("another"))
        source.publish(desk.edition)
        return second, await read(source, second), source.asked

    second, third, asked = asyncio.run(three())
    assert told(second.public_changes) == [(1, "PUBLISHED", "second")]
    assert told(third.preview_changes)[-1] == (3, "PUBLISHED", "another")
    assert asked == [("public", 0, 1), ("preview", 0, 2), ("preview", 2, 3)]
    # The public sees what it saw before: what is cached for it stays, and is read from the new edition.
    assert third.public.identity is second.public.identity
    assert third.public_changes is second.public_changes
    assert third.public.edition == EditionKey(3, PUBLIC)
    assert third.preview.identity is not second.preview.identity


def test_changes_that_are_missing_are_no_edition() -> None:
    desk = Desk(story("first"))

    async def lossy() -> None:
        source = MemorySource(desk.edition)
        desk.save(story("second"))
        source.publish(desk.edition)
        source._feeds = {PUBLIC: replace(desk.edition.public_changes, changes=())}
        await read(source)

    with pytest.raises(StoreUnavailable, match="has not all changes"):
        asyncio.run(lossy())


def test_operators_see_the_problems_of_all_files() -> None:
    desk = Desk(story("first"))
    problems = (object(),)
    edition = asyncio.run(read(MemorySource(replace(desk.edition, problems=problems))))  # type: ignore[arg-type]
    assert edition.public_with_all_problems.problems == problems
    assert edition.public.problems == ()
    assert edition.seen_by(Viewer.OPERATOR)[0].problems == problems
