"""Requests to a cluster, and what a failure is called."""

from __future__ import annotations

import pytest

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.opensearch.addresses import Credentials, InvalidAddress, read_address
from pullquote.store.opensearch.client import ClusterClient, ClusterRefused
from pullquote.store.opensearch.mappings import STORIES, IndexNames, Sharding, index_body
from tests.conftest import free_port


@pytest.mark.anyio
async def test_a_cluster_answers_and_refuses(client: ClusterClient, names: IndexNames) -> None:
    index = names.of("public", STORIES)
    assert (await client.request("PUT", f"/{index}", index_body(STORIES, Sharding())))["acknowledged"]
    with pytest.raises(ClusterRefused, match="already exists") as again:
        await client.request("PUT", f"/{index}", index_body(STORIES, Sharding()))
    assert again.value.kind == "resource_already_exists_exception"
    with pytest.raises(ClusterRefused) as missing:
        await client.request("GET", f"/{index}/_doc/nothing")
    assert missing.value.is_missing
    with pytest.raises(ClusterRefused, match="strict"):
        await client.request("PUT", f"/{index}/_doc/1", {"unknown": 1})


@pytest.mark.anyio
async def test_a_conflict_is_a_refusal(client: ClusterClient, names: IndexNames) -> None:
    await client.request("PUT", f"/{names.editions}")
    path = f"/{names.editions}/_doc/one"
    await client.request("PUT", path, {"a": 1}, params={"op_type": "create"})
    with pytest.raises(ClusterRefused) as conflict:
        await client.request("PUT", path, {"a": 2}, params={"op_type": "create"})
    assert conflict.value.is_conflict


@pytest.mark.anyio
async def test_nobody_there_is_unreachable() -> None:
    client = ClusterClient(read_address(f"http://127.0.0.1:{free_port()}"), seconds=5)
    with pytest.raises(StoreUnavailable, match="cannot be reached") as failure:
        await client.request("GET", "/")
    await client.close()
    assert failure.value.reason == "unreachable"


def test_a_file_without_certificates_is_refused(tmp_path: object) -> None:
    file = str(tmp_path) + "/nothing.pem"
    with pytest.raises(InvalidAddress, match="no file with certificates"):
        ClusterClient(read_address("https://one", Credentials(ca_file=file)), seconds=1)  # type: ignore[arg-type]
