"""What is published is what was read: whole editions, one after the other, each written only as far as it differs."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from pullquote.store.model.snapshots.remote import EditionKey
from pullquote.store.newsroom.changes import Standing
from pullquote.store.newsroom.history import History, Seen
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.editions import CurrentEditions, read_current
from pullquote.store.opensearch.mappings import CHANGES, LIVING, QUOTES, STORIES, IndexNames
from pullquote.store.publishing import cleaning
from pullquote.store.publishing.audiences import NewEdition
from pullquote.store.publishing.cleaning import Cleaner
from pullquote.store.publishing.errors import NotPublished
from pullquote.store.publishing.following import Destination, publish_once
from pullquote.store.publishing.indices import make_editions_index
from pullquote.store.publishing.lock import PublisherLock, locked
from pullquote.store.publishing.publisher import Publisher
from pullquote.store.publishing.states import AudienceReader, after_edition, of_edition
from tests.store.publishing.published import (
    NOW,
    current_number,
    expected,
    publication,
    publish,
    read,
    there,
)

pytestmark = pytest.mark.anyio


async def assert_published(
    client: ClusterClient, names: IndexNames, wanted: NewEdition, edition: int | None = None
) -> None:
    """That an edition, the current one, has exactly the documents that it should have."""
    number = edition or await current_number(client, names)
    for audience in wanted.audiences:
        assert await there(client, names, audience.name, number) == expected(audience)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


async def test_everything_is_there_and_the_next_time_nothing_is_written(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    done = await publish(client, names, folder)
    assert (done.edition, done.is_new) == (1, True)
    wanted = publication(read(folder))
    await assert_published(client, names, wanted)

    edition = await CurrentEditions(client, names).current()
    public, preview = wanted.audiences
    assert (edition.public.version, edition.preview.version) == (public.version, preview.version)
    assert edition.public.counts == MemorySnapshot(public.records, version="1", loaded_at=NOW).counts
    assert edition.preview.problems == edition.problems == wanted.problems
    assert edition.public.problems == public.problems
    assert edition.loaded_at == NOW

    again = await publish(client, names, folder)
    assert (again.edition, again.is_new, again.written) == (1, False, 0)


async def test_a_save_writes_what_changed_and_nothing_else(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    before = publication(read(folder))
    await publish(client, names, folder)
    edit(folder / "articles" / "storm-warning.yaml", "headline: ", "headline: Again, ")
    done = await publish(client, names, folder)
    # For each audience the story, the end of its version before, and the change; its quotes say the same as before.
    assert (done.edition, done.written) == (2, 6)
    await assert_published(client, names, publication(read(folder)))
    await assert_published(client, names, before, edition=1)


async def test_an_unread_publisher_and_one_that_goes_on_write_the_same(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    await make_editions_index(client, names)
    async with locked(PublisherLock(client, names.editions), wait=False) as lock:
        publisher = Publisher(client, names, lock)
        await publisher.publish(publication(read(folder)))
        (folder / "articles" / "mayor-on-the-breakwater.md").unlink()
        edit(folder / "articles" / "storm-warning.yaml", "headline: ", "headline: Again, ")
        edit(folder / "people.yaml", "name: ", "name: Dr ")
        loaded = read(folder)
        done = await publisher.publish(publication(loaded))
        assert (done.edition, done.is_new) == (2, True)
        await assert_published(client, names, publication(loaded))
        again = await publisher.publish(publication(loaded))
        assert (again.edition, again.is_new) == (2, False)
    elsewhere = await publish(client, names, folder)
    assert (elsewhere.edition, elsewhere.is_new, elsewhere.written) == (2, False, 0)


async def test_time_alone_changes_what_the_public_sees(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    (folder / "articles" / "later.md").write_text(
        "---\nheadline: Later\npublication: harbour-courier\ndatePublished: 2026-05-04\n"
        "embargo: 2026-05-04T18:00:00Z\nexpires: 2026-05-05T18:00:00Z\n---\n\nIt comes later.\n",
        encoding="utf-8",
    )
    loaded = read(folder)
    seen = []
    for hours in (0, 7, 48):
        at = NOW + timedelta(hours=hours)
        await publish(client, names, folder, at)
        await assert_published(client, names, publication(loaded, at))
        slugs = {
            each["slug"]
            for each in (await there(client, names, "public", await current_number(client, names)))[
                STORIES
            ].values()
        }
        seen.append("later" in slugs)
    assert seen == [False, True, False]


async def test_nothing_hidden_is_in_the_indices_of_the_public(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    await publish(client, names, folder)
    index = ",".join(names.of("public", each) for each in ("stories", "quotes", "entities", "changes"))
    answer = await client.request("POST", f"/{index}/_search", {"size": 10_000})
    text = json.dumps(answer)
    assert "audit-draft" not in text
    assert "vera-unseen" not in text
    preview = await client.request("POST", f"/{names.of('preview', STORIES)}/_search", {"size": 10_000})
    assert "audit-draft" in json.dumps(preview)


async def test_a_draft_that_changes_leaves_the_public_edition_as_it_was(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    await publish(client, names, folder)
    before = await there(client, names, "public", 1)
    facts = (await CurrentEditions(client, names).current()).public
    edit(folder / "articles" / "audit-draft.md", "headline: ", "headline: Surely, ")
    done = await publish(client, names, folder)
    assert done.written == 3  # of the preview, with the change
    assert await there(client, names, "public", 2) == before
    assert (await CurrentEditions(client, names).current()).public == facts


async def test_without_a_preview_there_are_no_indices_of_it(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    await publish(client, names, folder, with_preview=False)
    found = await client.request("GET", f"/pullquote-{names.newsroom}-*")
    assert not [index for index in found if "preview" in index]
    edition = await CurrentEditions(client, names).current()
    assert edition.preview == edition.public
    await publish(client, names, folder)
    await assert_published(client, names, publication(read(folder)))


async def test_changes_are_those_that_a_history_has(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    history = History()
    versions = []

    async def publish_and_record() -> None:
        await publish(client, names, folder)
        audience = publication(read(folder)).audiences[0]
        snapshot = MemorySnapshot(audience.records, version=audience.version, loaded_at=NOW)
        versions.append(audience.version)
        history.record("public", Standing.of(snapshot), seen=Seen("boot", len(versions)), at=NOW)

    await publish_and_record()
    edit(folder / "articles" / "storm-warning.yaml", "headline: ", "headline: Again, ")
    (folder / "articles" / "lighthouse-opera.yml").unlink()
    await publish_and_record()
    edit(
        folder / "articles" / "quiet-day.md",
        "headline: ",
        "dateModified: 2026-05-01\nheadline: ",
    )
    await publish_and_record()

    edition = await CurrentEditions(client, names).current()
    upto = edition.public.change_number
    found = await CurrentEditions(client, names).changes(
        EditionKey(edition.number, "public"), after=0, upto=upto
    )
    wanted = history.changes("public", after=0, upto=99)
    history.close()
    assert len(wanted) == upto == 3
    told = [(each.number, each.kind, each.story, each.slug, each.quotes, each.version) for each in found]
    assert told == [
        (each.number, each.kind, each.story, each.slug, each.quotes, each.version) for each in wanted
    ]


async def test_a_mapping_of_another_version_is_another_set_of_indices(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    await publish(client, names, folder)
    newer = IndexNames(names.newsroom, 2)
    done = await publish(client, newer, folder)
    assert (done.edition, done.is_new) == (2, True)
    wanted = publication(read(folder))
    await assert_published(client, newer, wanted)
    await assert_published(client, names, wanted, edition=1)  # for those who are still reading it
    found = await read_current(client, newer)
    assert found is not None
    cleaner = Cleaner(client, newer, grace_seconds=0)
    cleaner.committed(found[0])
    await cleaner.remove_committed()
    left = await client.request("GET", f"/pullquote-{names.newsroom}-*")
    assert not [index for index in left if "-v1-" in index]
    await assert_published(client, newer, wanted)


@pytest.mark.parametrize("deleted", [("public", STORIES), ("preview", CHANGES)])
async def test_where_an_index_was_deleted_the_edition_is_taken_back_and_all_is_published_again(
    client: ClusterClient,
    names: IndexNames,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    deleted: tuple[str, str],
) -> None:
    monkeypatch.setattr(cleaning, "HEARD_SECONDS", 0.0)
    await publish(client, names, folder)
    before = await CurrentEditions(client, names).current()
    await client.request("DELETE", f"/{names.of(*deleted)}")
    done = await publish(client, names, folder)
    assert (done.edition, done.is_new) == (1, True)
    await assert_published(client, names, publication(read(folder)))
    after = await CurrentEditions(client, names).current()
    assert after.public.origin != before.public.origin


async def test_an_index_that_the_engine_made_by_itself_is_made_anew(
    client: ClusterClient, names: IndexNames, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it does when something is written to one that somebody has deleted just then."""
    monkeypatch.setattr(cleaning, "HEARD_SECONDS", 0.0)
    await make_editions_index(client, names)
    async with locked(PublisherLock(client, names.editions), wait=False) as lock:
        publisher = Publisher(client, names, lock)
        await publisher.publish(publication(read(folder)))
        for index in (names.of("public", STORIES), names.of("public", QUOTES)):
            await client.request("DELETE", f"/{index}")
            await client.request("PUT", f"/{index}", {"mappings": {"dynamic": "true"}})
        edit(folder / "articles" / "storm-warning.yaml", "headline: ", "headline: Again, ")
        done = await publisher.publish(publication(read(folder)))
    assert (done.edition, done.is_new) == (1, True)
    await assert_published(client, names, publication(read(folder)))


async def test_what_has_ended_is_removed_after_a_grace(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    await publish(client, names, folder)
    edit(folder / "articles" / "storm-warning.yaml", "headline: ", "headline: Again, ")
    await publish(client, names, folder)
    reader = AudienceReader(client, names, "public")
    ended = [{"range": {"to_edition": {"lt": LIVING}}}]
    assert len(await reader.documents_of(reader.stories, ended)) == 1

    found = await read_current(client, names)
    assert found is not None
    early, late = Cleaner(client, names), Cleaner(client, names, grace_seconds=0)
    early.committed(found[0])
    await early.remove_committed()
    assert early.seconds_left
    assert len(await reader.documents_of(reader.stories, ended)) == 1
    await late.remove_ended(found[0])
    assert await reader.documents_of(reader.stories, ended) == []
    await assert_published(client, names, publication(read(folder)))


async def test_what_was_begun_is_used_and_what_is_wrong_with_it_removed(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    """As a publisher leaves it that dies just before the end, and whose folder is then edited."""
    await publish(client, names, folder)
    edit(folder / "articles" / "storm-warning.yaml", "headline: ", "headline: Again, ")
    edit(folder / "articles" / "mayor-on-the-breakwater.md", "headline: ", "headline: Again, ")
    first = await read_current(client, names)
    await publish(client, names, folder)
    assert first is not None
    second = await read_current(client, names)
    assert second is not None
    # The document that says which edition is current is all that it had not written yet.
    import msgspec

    content = {"content": msgspec.to_builtins(first[0])}
    await client.request("PUT", f"/{names.editions}/_doc/current", content)

    edit(folder / "articles" / "mayor-on-the-breakwater.md", "headline: Again, ", "headline: ")
    done = await publish(client, names, folder)
    assert (done.edition, done.is_new) == (2, True)
    await assert_published(client, names, publication(read(folder)))
    for audience in ("public", "preview"):
        reader = AudienceReader(client, names, audience)
        for index in (reader.stories, reader.quotes, reader.entities):
            assert not await reader.has_any(index, after_edition(2))
            assert await reader.totals(index, 2) == await _living(reader, index)


async def _living(reader: AudienceReader, index: str) -> object:
    """The totals of what has not ended: the same, as nothing else is left over."""
    return await reader.totals(index, LIVING - 1)


async def test_what_somebody_else_wrote_is_noticed_and_mended(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    await publish(client, names, folder)
    index = names.of("public", QUOTES)
    stray = {"id": "stray", "from_edition": 1, "to_edition": LIVING, "check": 5, "hash": "00"}
    await client.request("PUT", f"/{index}/_doc/stray@1", stray, params={"refresh": "true"})
    edit(folder / "articles" / "storm-warning.yaml", "headline: ", "headline: Again, ")
    with pytest.raises(NotPublished, match="others than were read"):
        await publish(client, names, folder)
    assert await current_number(client, names) == 1


async def test_errors_in_the_files_are_not_published(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    from pullquote.store.files.loading import load

    await publish(client, names, folder)
    (folder / "articles" / "broken.md").write_text("---\nheadline: [\n---\n", encoding="utf-8")
    with pytest.raises(NotPublished, match="errors in the files"):
        await publish_once(load(folder), Destination(client, names))
    assert await current_number(client, names) == 1


async def test_one_edition_is_current_whatever_two_publishers_do(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    """One that believes it is alone, though it lost the lock, changes nothing that is read."""
    await publish(client, names, folder)
    edit(folder / "articles" / "storm-warning.yaml", "headline: ", "headline: Again, ")
    lost = PublisherLock(client, names.editions)
    with pytest.raises(NotPublished):
        await Publisher(client, names, lost).publish(publication(read(folder)))
    assert await current_number(client, names) == 1
    results = await asyncio.gather(
        *(publish(client, names, folder) for _ in range(3)), return_exceptions=True
    )
    assert any(not isinstance(each, BaseException) for each in results)
    assert all(isinstance(each, NotPublished) for each in results if isinstance(each, BaseException))
    assert await current_number(client, names) == 2
    await assert_published(client, names, publication(read(folder)))


async def test_an_edition_has_a_range_of_documents(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    await publish(client, names, folder)
    reader = AudienceReader(client, names, "public")
    stories = await reader.stories_where(of_edition(1))
    assert len(stories) == len(publication(read(folder)).audiences[0].records.stories)
    assert await reader.stories_where(of_edition(0)) == {}
