"""The public audits of GraphQL over HTTP (the npm package ``graphql-http``): all of them, all well."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.conftest import Server
from tests.node_packages import install, run

FOLDER = Path(__file__).parent
AUDITS = 61
"""How many there are in the pinned version; more in another is news, fewer is a broken run."""


def test_every_audit_is_well(node: str, server: Server) -> None:
    install(FOLDER)
    printed = run([node, "audit.mjs"], FOLDER, {**os.environ, "PULLQUOTE_URL": server.url})
    results = [json.loads(line) for line in printed.splitlines()]
    assert [result for result in results if result["status"] != "ok"] == []
    assert len(results) == AUDITS


def test_the_lock_names_no_host() -> None:
    lock = (FOLDER / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in lock
    assert '"resolved"' not in lock
