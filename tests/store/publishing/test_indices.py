"""The indices of a newsroom: a large one gets its copies when it is written, and what is lost until then is made anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.mappings import CHANGES, ENTITIES, QUOTES, STORIES, IndexNames, Sharding
from pullquote.store.opensearch.mappings import index_body as body_of
from pullquote.store.publishing import indices
from pullquote.store.publishing.following import Destination, publish_once
from pullquote.store.publishing.indices import DOCUMENTS, finish_indices, indices_of, make_indices
from tests.store.publishing.published import NOW, expected, publication, read, there

pytestmark = pytest.mark.anyio
LARGE = Sharding(copied_from=1)
NOWHERE = {"routing.allocation.require._name": "nobody"}
"""Settings of an index that no node has, as if it were lost."""


async def settings_of(client: ClusterClient, names: IndexNames, documents: Iterable[str]) -> dict[str, Any]:
    """The settings of a public index, by its kind."""
    found = {}
    for each in documents:
        index = names.of("public", each)
        found[each] = (await client.request("GET", f"/{index}/_settings"))[index]["settings"]["index"]
    return found


async def segments_of(client: ClusterClient, index: str) -> Counter[str]:
    """How many segments are searched of each part of an index that has any, copies left out."""
    await client.request("POST", f"/{index}/_refresh")
    params = {"format": "json", "h": "shard,prirep,searchable"}
    found = await client.request("GET", f"/_cat/segments/{index}", params=params)
    return Counter(each["shard"] for each in found if each["prirep"] == "p" and each["searchable"] == "true")


async def make_lost(client: ClusterClient, index: str, sharding: Sharding, *, is_unfinished: bool) -> None:
    """Make an index of stories that has lost all its parts."""
    body = body_of(STORIES, sharding, is_unfinished=is_unfinished)
    await client.request(
        "PUT", f"/{index}?wait_for_active_shards=0", body | {"settings": body["settings"] | NOWHERE}
    )


async def test_a_large_newsroom_gets_its_copies_when_all_is_written(
    client: ClusterClient, names: IndexNames
) -> None:
    await make_indices(client, names, ["public"], LARGE, stories=1)
    before = await settings_of(client, names, DOCUMENTS)
    copies = {each: found["number_of_replicas"] for each, found in before.items()}
    assert copies == {STORIES: "0", QUOTES: "0", ENTITIES: "1", CHANGES: "1"}
    await make_indices(client, names, ["public"], LARGE, stories=1)  # by a publisher that goes on
    await finish_indices(client, names, ["public"], LARGE)
    for found in (await settings_of(client, names, DOCUMENTS)).values():
        assert found["number_of_replicas"] == "1"
        assert found["auto_expand_replicas"] == "0-1"
        assert found["translog"]["durability"] == "request"
    index = f"pullquote-{names.newsroom}-v*"
    assert (await client.request("GET", f"/_cluster/health/{index}"))["status"] == "green"
    assert set((await indices_of(client, names, "public")).values()) == {False}


async def test_what_was_written_in_many_portions_is_merged(client: ClusterClient, names: IndexNames) -> None:
    await make_indices(client, names, ["public"], LARGE, stories=1)
    index = names.of("public", STORIES)
    for number in range(6):
        document = {"id": str(number)}
        await client.request("PUT", f"/{index}/_doc/{number}", document, params={"refresh": "true"})
    assert max((await segments_of(client, index)).values()) > 1
    await finish_indices(client, names, ["public"], LARGE)
    assert set((await segments_of(client, index)).values()) == {1}


async def test_what_is_published_without_copies_is_whole_when_it_has_them(
    client: ClusterClient, names: IndexNames, folder: Path
) -> None:
    loaded = read(folder)
    done = await publish_once(loaded, Destination(client, names, LARGE, clock=lambda: NOW))
    assert (done.edition, done.is_new) == (1, True)
    for audience in publication(loaded).audiences:
        assert await there(client, names, audience.name, 1) == expected(audience)
    again = await publish_once(loaded, Destination(client, names, LARGE, clock=lambda: NOW))
    assert (again.edition, again.is_new) == (1, False)


async def test_an_unfinished_index_that_is_lost_is_made_anew(
    client: ClusterClient, names: IndexNames, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indices, "LOST_SECONDS", 0.5)
    monkeypatch.setattr(indices, "WAIT_SECONDS", 0.5)
    await make_lost(client, names.of("public", STORIES), LARGE, is_unfinished=True)
    loaded = read(folder)
    await publish_once(loaded, Destination(client, names, LARGE, clock=lambda: NOW))
    for audience in publication(loaded).audiences:
        assert await there(client, names, audience.name, 1) == expected(audience)


async def test_an_index_that_was_finished_is_never_removed(
    client: ClusterClient, names: IndexNames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indices, "LOST_SECONDS", 0.5)
    monkeypatch.setattr(indices, "WAIT_SECONDS", 0.5)
    index = names.of("public", STORIES)
    await make_lost(client, index, LARGE, is_unfinished=False)
    made = (await settings_of(client, names, [STORIES]))[STORIES]["uuid"]
    await make_indices(client, names, ["public"], LARGE, stories=1)
    assert (await settings_of(client, names, [STORIES]))[STORIES]["uuid"] == made


async def test_an_edition_with_fewer_copies_is_better_than_none(
    client: ClusterClient, names: IndexNames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indices, "COPY_SECONDS", 0.5)
    monkeypatch.setattr(indices, "WAIT_SECONDS", 0.5)
    index = names.of("public", STORIES)
    body = body_of(STORIES, LARGE, is_unfinished=True)
    one_node = {"routing.allocation.require._name": "node-1"}
    await client.request("PUT", f"/{index}", body | {"settings": body["settings"] | one_node})
    await finish_indices(client, names, ["public"], LARGE)
    assert await indices_of(client, names, "public") == {index: False}
