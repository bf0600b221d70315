"""Requests to a cluster, and what a failure is called."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

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


@contextmanager
def answering(status: int, media_type: str, body: bytes) -> Iterator[str]:
    """The address of something that answers the same to everything."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


PAGE = b"<html>\n<h1>Welcome</h1>\n</html>"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("status", "media_type", "body", "message"),
    [
        (200, "text/html", PAGE, "answers what is no JSON"),
        (200, "application/json", PAGE, "answers what is no JSON"),
        (200, "text/plain", b"It works", r"answers text \(It works\)"),
        (200, "application/json", b"", r"answers text \(nothing\)"),
        (200, "application/json", b"{}", "answers as something else"),
        (200, "application/json", b"[]", "answers as something else"),
        (200, "application/json", b'{"version": "1.0"}', "answers as something else"),
        (
            200,
            "application/json",
            b'{"version": {"number": "8.15.0"}}',
            "with the version 8.15.0 as something",
        ),
        (404, "text/html", PAGE, r"status 404 and a page \(no JSON, 404\)"),
    ],
)
async def test_what_is_no_opensearch_is_named(
    status: int, media_type: str, body: bytes, message: str
) -> None:
    with answering(status, media_type, body) as address:
        client = ClusterClient(read_address(address), seconds=30)
        with pytest.raises(StoreUnavailable, match=f"is no OpenSearch: .*{message}.*address") as foreign:
            await client.require_opensearch()
        await client.close()
    assert foreign.value.reason == "foreign"
    assert "\n" not in str(foreign.value)


@pytest.mark.anyio
async def test_who_may_not_ask_what_a_cluster_is_may_ask_on() -> None:
    with answering(403, "application/json", b'{"error": {"type": "security", "reason": "no"}}') as address:
        client = ClusterClient(read_address(address), seconds=30)
        await client.require_opensearch()
        await client.close()


@pytest.mark.anyio
async def test_a_page_of_a_proxy_is_not_shown() -> None:
    with answering(502, "text/html", PAGE) as address:
        client = ClusterClient(read_address(address), seconds=30)
        with pytest.raises(StoreUnavailable, match=r"cannot answer whole: status 502 and a page$"):
            await client.request("GET", "/")
        await client.close()


@pytest.mark.anyio
async def test_a_real_cluster_is_asked_once_what_it_is(client: ClusterClient) -> None:
    await client.require_opensearch()
    await client.require_opensearch()


@pytest.mark.anyio
@pytest.mark.parametrize("path", ["_block/write", "_close"])
async def test_an_index_that_is_not_to_be_used_is_named(
    client: ClusterClient, names: IndexNames, path: str
) -> None:
    index = names.of("public", STORIES)
    await client.request("PUT", f"/{index}", index_body(STORIES, Sharding()))
    await client.request("PUT" if "block" in path else "POST", f"/{index}/{path}")
    with pytest.raises(StoreUnavailable, match="does not let an index be used") as blocked:
        await client.request("PUT", f"/{index}/_doc/1", {"id": "1"})
    assert blocked.value.reason == "blocked"
