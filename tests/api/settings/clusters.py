"""What the settings of a cluster do: what a node is told, and whom it is believed to be."""

from __future__ import annotations

import asyncio
import json
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from pullquote.api.server.clusters import cluster_address
from pullquote.api.settings import Settings
from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.opensearch.client import ClusterClient
from tests.api.settings.requests import Check
from tests.api.settings.serving import Running
from tests.opensearch.tls_proxy import Certificate, make_certificate, tls_proxy


class _Told(BaseHTTPRequestHandler):
    """Answers with the credentials that it is told."""

    def do_GET(self) -> None:
        told = json.dumps({"told": self.headers.get("Authorization")}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def credentials(encoded: str) -> Check:
    """Requests have these credentials."""

    def check(_running: Running) -> None:
        with ExitStack() as stack:
            node = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), _Told))
            Thread(target=node.serve_forever).start()
            stack.callback(node.shutdown)
            address = f"http://127.0.0.1:{node.server_port}"
            assert asyncio.run(_ask(address)) == {"told": f"Basic {encoded}"}

    return check


async def _ask(address: str) -> object:
    client = ClusterClient(cluster_address(Settings(), address), seconds=30)
    try:
        return await client.request("GET", "/")
    finally:
        await client.close()


def authority(running: Running) -> None:
    """Only a certificate of this authority is believed; who has one asks for a password, which nobody sent."""
    made = make_certificate(running.folder)
    other = running.folder / "other"
    other.mkdir()
    assert asyncio.run(_refusal(made)) == "credentials"
    assert asyncio.run(_refusal(make_certificate(other))) == "certificate"


async def _refusal(certificate: Certificate) -> str:
    async with tls_proxy("http://127.0.0.1:9", certificate) as address:
        try:
            await _ask(address)
        except StoreUnavailable as error:
            return error.reason
    return ""
