"""Makes the indices of a newsroom on a cluster, where they are not there yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pullquote.store.opensearch.client import ClusterClient, ClusterRefused
from pullquote.store.opensearch.mappings import (
    CHANGES,
    EDITIONS_BODY,
    ENTITIES,
    QUOTES,
    STORIES,
    IndexNames,
    Sharding,
    index_body,
)

DOCUMENTS = (STORIES, QUOTES, ENTITIES, CHANGES)
MAKING_SECONDS = 60.0
"""How long a busy cluster may take to make an index."""


async def make_editions_index(client: ClusterClient, names: IndexNames) -> None:
    """Make the small index, which has the publisher's lock too. Raises StoreUnavailable and ClusterRefused."""
    await _make(client, names.editions, EDITIONS_BODY)


async def make_indices(
    client: ClusterClient, names: IndexNames, audiences: Iterable[str], sharding: Sharding
) -> None:
    """Make the indices of some audiences. Raises as above."""
    for audience in audiences:
        there = await indices_of(client, names, audience)
        for documents in DOCUMENTS:
            index = names.of(audience, documents)
            if index not in there:
                await _make(client, index, index_body(documents, sharding))


async def indices_of(client: ClusterClient, names: IndexNames, audience: str) -> set[str]:
    """Those of an audience that are there."""
    wanted = ",".join(names.of(audience, documents) for documents in DOCUMENTS)
    params = {"ignore_unavailable": "true", "filter_path": "*.aliases"}
    return set(await client.request("GET", f"/{wanted}", params=params))


async def _make(client: ClusterClient, index: str, body: dict[str, Any]) -> None:
    try:
        await client.request("PUT", f"/{index}", body, seconds=MAKING_SECONDS)
    except ClusterRefused as error:
        if error.kind != "resource_already_exists_exception":  # or the request was sent twice
            raise
