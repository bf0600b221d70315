"""The server that is fuzzed: real, on the shipped newsroom, with caches too small to look like a leak."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import SHIPPED, Server, run_server

SMALL_CACHES = {
    "PULLQUOTE_DOCUMENT_CACHE_BYTES": "1000000",
    "PULLQUOTE_PERSISTED_QUERY_BYTES": "20000",
    "PULLQUOTE_RESPONSE_CACHE_BYTES": "100000",
    "PULLQUOTE_PREVIEW_TOKEN": "0123456789abcdef0123",
    "PULLQUOTE_LOG_LEVEL": "warning",
}


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own for each suite, which must be alive, and without an unexpected error, at the end."""
    log = tmp_path_factory.mktemp("target") / "log.txt"
    with run_server(SHIPPED, log, "--no-watch", environment=SMALL_CACHES) as running:
        yield running
        assert running.process.poll() is None
        assert "Traceback" not in running.output()
        assert "unexpected error" not in running.output()
