"""A client of the cluster, and a newsroom on it that nobody else has and that is removed afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from pullquote.store.opensearch.addresses import read_address
from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.mappings import IndexNames


@pytest.fixture
async def client(opensearch: str) -> AsyncIterator[ClusterClient]:
    client = ClusterClient(read_address(opensearch), seconds=30)
    yield client
    await client.close()


@pytest.fixture
async def names(client: ClusterClient) -> AsyncIterator[IndexNames]:
    names = IndexNames(f"test-{uuid4().hex[:12]}")
    yield names
    await client.request("DELETE", f"/pullquote-{names.newsroom}-*", seconds=60)
