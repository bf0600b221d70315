"""Makes the indices of a newsroom on a cluster, where they are not there yet.

Those of a large newsroom are made without copies, which are half the work of writing, and are unfinished until they
have them: that is before the first edition becomes current. One that has lost a part with a node until then is made
anew; nobody has read it. What was written in many small portions is merged before it is copied: each search goes
through all portions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from time import monotonic
from typing import Any

import structlog
from structlog.typing import FilteringBoundLogger

from pullquote.store.opensearch.client import ClusterClient, ClusterRefused
from pullquote.store.opensearch.mappings import (
    AUDIENCES,
    CHANGES,
    EDITIONS_BODY,
    ENTITIES,
    QUOTES,
    STORIES,
    UNFINISHED,
    IndexNames,
    Sharding,
    copied,
    index_body,
)

DOCUMENTS = (STORIES, QUOTES, ENTITIES, CHANGES)
COPIED_LATER = frozenset({STORIES, QUOTES})
"""Those that are large."""
MAKING_SECONDS = 60.0
"""How long a busy cluster may take to make an index."""
WAIT_SECONDS = 20.0
"""How long one question about the health of indices waits for it to be better."""
LOST_SECONDS = 60.0
"""How long an unfinished index may lack a part until that is taken as lost: a node that restarts is back by then."""
COPY_SECONDS = 1_800.0
"""How long copies may take: of 100 GB at 60 MB a second. So long may merging take."""
SEGMENT_BYTES = 4 * 2**30
"""Of what is merged into one segment: documents that end in one of more than 5 GB take its room for long."""

log: FilteringBoundLogger = structlog.get_logger()


async def make_editions_index(client: ClusterClient, names: IndexNames) -> None:
    """Make the small index, which has the publisher's lock too. Raises StoreUnavailable and ClusterRefused."""
    await _make(client, names.editions, EDITIONS_BODY)


async def make_indices(
    client: ClusterClient, names: IndexNames, audiences: Iterable[str], sharding: Sharding, *, stories: int
) -> None:
    """Make the indices of some audiences, for so many stories. Raises as above."""
    for audience in audiences:
        there = await indices_of(client, names, audience)
        unfinished = [index for index, is_unfinished in there.items() if is_unfinished]
        if unfinished and not await _is_healthy(client, unfinished, "yellow", LOST_SECONDS):
            for index in unfinished:
                await client.request("DELETE", f"/{index}", ignore=(404,))
                del there[index]
        for documents in DOCUMENTS:
            index = names.of(audience, documents)
            if index not in there:
                is_unfinished = documents in COPIED_LATER and stories >= sharding.copied_from
                await _make(client, index, index_body(documents, sharding, is_unfinished=is_unfinished))


async def finish_indices(
    client: ClusterClient, names: IndexNames, audiences: Iterable[str], sharding: Sharding
) -> None:
    """Merge indices that are unfinished, make their copies, and wait until these are there. Raises as above.

    Where a cluster has no place for them, that is logged: an edition with fewer copies is better than none.
    """
    unfinished = [
        index
        for audience in audiences
        for index, is_unfinished in (await indices_of(client, names, audience)).items()
        if is_unfinished
    ]
    if not unfinished:
        return
    path = f"/{','.join(unfinished)}"
    await _merge(client, unfinished)
    await client.request(
        "POST", f"{path}/_flush", seconds=COPY_SECONDS
    )  # copies are made of what is in files
    await client.request("PUT", f"{path}/_settings", {"index": copied(sharding)}, seconds=MAKING_SECONDS)
    if not await _is_healthy(client, unfinished, "green", COPY_SECONDS):
        log.warning("copies are missing", indices=unfinished, after_seconds=COPY_SECONDS)
    finished = {"_meta": dict.fromkeys(UNFINISHED, False)}
    await client.request("PUT", f"{path}/_mapping", finished, seconds=MAKING_SECONDS)


async def _merge(client: ClusterClient, indices: Iterable[str]) -> None:
    """Merge the segments of each shard into one, or into as few as are small enough."""
    for index in indices:
        params = {"format": "json", "bytes": "b", "h": "store"}
        shards: Any = await client.request("GET", f"/_cat/shards/{index}", params=params)
        largest = max(int(shard["store"] or 0) for shard in shards)
        most = {"max_num_segments": str(1 + largest // SEGMENT_BYTES)}
        await client.request("POST", f"/{index}/_forcemerge", params=most, seconds=COPY_SECONDS)


async def _is_healthy(client: ClusterClient, indices: Iterable[str], status: str, seconds: float) -> bool:
    """Whether indices have a status within a time: ``yellow`` is all parts of each, ``green`` is all copies, too."""
    path = f"/_cluster/health/{','.join(indices)}"
    params = {"wait_for_status": status, "timeout": f"{WAIT_SECONDS * 1000:.0f}ms"}
    began = monotonic()
    while True:
        health = await client.request("GET", path, params=params, seconds=2 * WAIT_SECONDS, ignore=(408,))
        if not health["timed_out"]:
            return True
        if monotonic() - began > seconds:
            return False


async def indices_of(client: ClusterClient, names: IndexNames, audience: str) -> dict[str, bool]:
    """Those of an audience that are there, and whether each is unfinished."""
    mappings = await _mappings(client, [names.of(audience, documents) for documents in DOCUMENTS])
    return {index: each.get("_meta") == UNFINISHED for index, each in mappings.items() if _is_made_here(each)}


async def are_whole(client: ClusterClient, names: IndexNames, audiences: Iterable[str]) -> bool:
    """Whether all indices of some audiences are there that were made once: nobody has deleted one."""
    wanted = [names.of(audience, documents) for audience in audiences for documents in DOCUMENTS]
    mappings = await _mappings(client, wanted)
    return all(index in mappings and _is_made_here(mappings[index]) for index in wanted)


async def remove_indices(client: ClusterClient, names: IndexNames) -> None:
    """Remove all indices of both audiences. Raises as above."""
    for audience in AUDIENCES:
        for documents in DOCUMENTS:
            await client.request("DELETE", f"/{names.of(audience, documents)}", ignore=(404,))


async def _mappings(client: ClusterClient, indices: Iterable[str]) -> dict[str, Any]:
    """What is said of the fields of those indices that are there."""
    params = {"ignore_unavailable": "true", "filter_path": "*.aliases,*.mappings._meta,*.mappings.dynamic"}
    found: Mapping[str, Any] = await client.request("GET", f"/{','.join(indices)}", params=params)
    return {index: each.get("mappings", {}) for index, each in found.items()}


def _is_made_here(mappings: Mapping[str, Any]) -> bool:
    """Whether an index is not one that the engine made by itself, when something was written to one that somebody had
    deleted."""
    return mappings.get("dynamic") == "strict"


async def _make(client: ClusterClient, index: str, body: dict[str, Any]) -> None:
    try:
        await client.request("PUT", f"/{index}", body, seconds=MAKING_SECONDS)
    except ClusterRefused as error:
        if error.kind != "resource_already_exists_exception":  # or the request was sent twice
            raise
        mappings = await _mappings(client, [index])
        if index in mappings and not _is_made_here(mappings[index]):
            await client.request("DELETE", f"/{index}", ignore=(404,))
            await client.request("PUT", f"/{index}", body, seconds=MAKING_SECONDS)
