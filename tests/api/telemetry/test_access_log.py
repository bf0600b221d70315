"""One line in the log for each request, with what an operator needs and nothing that a reader asked about."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
from collections.abc import MutableMapping
from typing import Any

import pytest
import structlog

from pullquote.api.settings import Settings
from pullquote.api.site.playground import asset_address
from pullquote.api.telemetry.logs import configure_logs
from tests.api.toys import SECRET, client
from tests.conftest import ROOT
from tests.running import finished

pytestmark = pytest.mark.anyio

QUERY = "query Greet($name: String!) { hello(name: $name) }"


async def logged(*requests: dict[str, Any], path: str = "/graphql") -> list[MutableMapping[str, Any]]:
    with structlog.testing.capture_logs() as lines:
        async with client() as http:
            for request in requests:
                await http.post(path, json=request)
    return [line for line in lines if line["event"] == "request"]


async def test_a_line_says_what_was_asked_how_it_went_and_what_it_took() -> None:
    (line,) = await logged({"query": QUERY, "variables": {"name": "confidential"}})
    milliseconds = line.pop("milliseconds")
    request_id = line.pop("request_id")
    assert milliseconds > 0
    assert request_id
    assert line == {
        "event": "request",
        "log_level": "info",
        "method": "POST",
        "path": "/graphql",
        "status": 200,
        "bytes": len(b'{"data":{"hello":"Hello, confidential"}}'),
        "operation": "Greet",
        "kind": "query",
        "document": hashlib.sha256(QUERY.encode()).hexdigest(),
        "cache": "miss",
        "cost": 1,
    }


async def test_the_files_of_a_page_are_worth_a_line_only_where_they_are_missing() -> None:
    with structlog.testing.capture_logs() as lines:
        async with client() as http:
            found = await http.get(asset_address("", "landing-page.css"))
            await http.get("/playground/assets/nowhere.js")
    assert found.status_code == 200
    assert [line["log_level"] for line in lines if line["event"] == "request"] == ["debug", "info"]


async def test_the_values_of_variables_are_in_no_line() -> None:
    with structlog.testing.capture_logs() as lines:
        async with client() as http:
            variables = json.dumps({"name": "confidential"})
            await http.get("/graphql", params={"query": QUERY, "variables": variables})
            await http.post("/graphql", json={"query": QUERY, "variables": {"name": ["confidential"]}})
            await http.post("/graphql", json={"query": "{ nothing }", "variables": {"name": "confidential"}})
    assert len(lines) == 3
    assert "confidential" not in str(lines)


async def test_a_line_has_the_codes_of_the_errors() -> None:
    refused, failed = await logged({"query": "{ nothing }"}, {"query": '{ boom picky(after: "") }'})
    assert refused["codes"] == ["GRAPHQL_VALIDATION_FAILED"]
    assert failed["codes"] == ["BAD_USER_INPUT", "INTERNAL_SERVER_ERROR"]


async def test_other_addresses_have_a_line_too() -> None:
    (line,) = await logged({}, path="/nothing")
    assert (line["path"], line["status"], line["method"]) == ("/nothing", 404, "POST")
    assert "operation" not in line


async def test_a_path_cannot_write_to_the_operators_terminal() -> None:
    (line,) = await logged({}, path="/a%0Ab%1B[31mc")
    assert line["path"] == "/a\\nb\\x1b[31mc"


async def serve() -> None:
    """Log, and answer a request, as a process that logs as a server does."""
    configure_logs(Settings())
    logging.getLogger("httpx").disabled = True
    structlog.get_logger().info("served", folder="fixtures")
    logging.getLogger("uvicorn.error").warning("slow")
    logging.getLogger("uvicorn.error").info("told already")
    async with client() as http:
        query = "query ($name: String!) { hello(name: $name) boom }"
        await http.post("/graphql", json={"query": query, "variables": {"name": "confidential"}})


def run_serve() -> None:
    asyncio.run(serve())


def lines_of(log_format: str, log_level: str = "info") -> list[str]:
    """What a process writes to standard error that logs as a server does."""
    environment = {**os.environ, "PULLQUOTE_LOG_FORMAT": log_format, "PULLQUOTE_LOG_LEVEL": log_level}
    done = finished(run_serve, environment=environment, folder=ROOT)
    assert (done.returncode, done.stdout) == (0, "")
    return done.stderr.splitlines()


@pytest.mark.parametrize("log_format", ["json", "auto"])
def test_machines_get_json(log_format: str) -> None:
    served, slow, unexpected, request = map(json.loads, lines_of(log_format))
    assert (served["event"], served["folder"], served["level"]) == ("served", "fixtures", "info")
    assert (slow["event"], slow["level"]) == ("slow", "warning")
    assert served["timestamp"].endswith("Z")
    assert SECRET in unexpected["exception"]
    assert unexpected["request_id"] == request["request_id"]
    assert "confidential" not in str(unexpected) + str(request)


def test_people_get_text_without_colours_off_a_terminal() -> None:
    text = "\n".join(lines_of("console"))
    assert "folder=fixtures" in text
    assert f"RuntimeError: {SECRET}" in text
    assert "\x1b" not in text
    assert "confidential" not in text


def test_the_least_that_is_logged_is_a_setting() -> None:
    events = [json.loads(line)["event"] for line in lines_of("json", "warning")]
    assert events == ["slow", "unexpected error"]
