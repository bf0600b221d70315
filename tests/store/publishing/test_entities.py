"""Entities on the way to the next edition: written where they, or the numbers of their stories and quotes, changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.mappings import IndexNames
from pullquote.store.publishing.bulk import BulkWriter
from pullquote.store.publishing.entities import Entities
from pullquote.store.publishing.states import AudienceReader
from tests.store.publishing.published import publication, publish, read
from tests.store.publishing.test_bulk import allow


@pytest.mark.anyio
async def test_entities_that_say_the_same_are_not_written_again(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    await publish(client, names, folder)
    reader = AudienceReader(client, names, "public")
    records = publication(read(folder)).audiences[0].records
    writer = BulkWriter(client, allow)
    # Edition 1 is asked for as the one after 0: its stories and quotes are those that are there.
    brought, totals, _ = await Entities().bring(reader, writer, records, 0, None)
    assert totals.count == sum(map(len, records.by_kind.values())) == len(brought.there)
    written = writer.written
    again, same, has_changed = await brought.bring(reader, writer, records, 1, set())
    assert (same, has_changed, writer.written) == (totals, False, written)
    assert again.there == brought.there


@pytest.mark.anyio
async def test_a_subject_without_stories_is_counted_too(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    await publish(client, names, folder)
    reader = AudienceReader(client, names, "public")
    everything = await reader.counts(reader.stories, 1, None)
    some = await reader.counts(reader.stories, 1, {"topics/budget", "topics/nothing"})
    assert some["topics/budget"] == everything["topics/budget"]
    assert "topics/nothing" not in some
