"""A schema of one's own may have asynchronous resolvers: they run once for each request, whatever way it takes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import pytest
import strawberry
import uvicorn
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from structlog.testing import capture_logs

from pullquote.api.server.app import create_app
from pullquote.api.server.http_protocol import FastPathProtocol
from pullquote.api.settings import Settings
from tests.api import toys
from tests.conftest import free_port

pytestmark = pytest.mark.anyio


@dataclass
class Counted:
    """How often resolvers ran."""

    runs: list[str] = field(default_factory=list)

    def schema(self) -> strawberry.Schema:
        """A schema that counts."""
        runs = self.runs

        @strawberry.type
        class Query:
            @strawberry.field
            async def slow(self) -> int:
                runs.append("slow")
                await asyncio.sleep(0.01)
                return len(runs)

            @strawberry.field
            def quick(self) -> int:
                runs.append("quick")
                return len(runs)

            @strawberry.field
            async def never(self) -> int:
                await asyncio.sleep(60)
                return 1

        @strawberry.type
        class Mutation:
            @strawberry.field
            def change(self) -> int:
                runs.append("change")
                return len(runs)

        return strawberry.Schema(Query, Mutation)


@asynccontextmanager
async def served(app: Starlette) -> AsyncGenerator[httpx.AsyncClient, None]:
    port = free_port()
    config = uvicorn.Config(app, port=port, http=FastPathProtocol, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        yield client
    server.should_exit = True
    await serving


@pytest.mark.parametrize("cache", [0, 1_000_000])
async def test_a_resolver_runs_once_for_each_request(cache: int) -> None:
    counted = Counted()
    app = create_app(Settings(response_cache_bytes=cache), toys.newsroom(), counted.schema())
    with capture_logs() as logs:
        async with served(app) as client:
            for number in range(1, 4):
                answer = await client.post("/graphql", json={"query": "{ quick slow }"})
                assert set(answer.json()) == {"data"}
                assert len(counted.runs) == (2 * number if cache == 0 else 2)
    assert [line for line in logs if line["log_level"] not in {"info", "debug"}] == []
    requests = [line for line in logs if line["event"] == "request"]
    assert len({line["request_id"] for line in requests}) == 3
    assert [line["cache"] for line in requests] == (["none"] * 3 if cache == 0 else ["miss", "hit", "hit"])


async def test_several_that_wait_for_the_same_share_one_execution() -> None:
    counted = Counted()
    async with served(create_app(Settings(), toys.newsroom(), counted.schema())) as client:
        body = {"query": "{ slow }"}
        answers = await asyncio.gather(*(client.post("/graphql", json=body) for _ in range(5)))
    assert [answer.json() for answer in answers] == [{"data": {"slow": 1}}] * 5
    assert counted.runs == ["slow"]


async def test_a_document_that_came_once_was_seen_once() -> None:
    counted = Counted()
    app = create_app(Settings(response_cache_bytes=0), toys.newsroom(), counted.schema())
    async with served(app) as client:
        for query in ("{ slow }", "mutation { change }"):
            await client.post("/graphql", json={"query": query})
            assert len(app.state.endpoint.operations.documents) == 0
            await client.post("/graphql", json={"query": query})
            assert len(app.state.endpoint.operations.documents) == 1
            app.state.endpoint.operations.documents.clear()
        metrics = (await client.get("/metrics")).text
    assert counted.runs == ["slow", "slow", "change", "change"]
    executions = {
        sample.labels["how"]: sample.value
        for family in text_string_to_metric_families(metrics)
        for sample in family.samples
        if sample.name == "pullquote_executions_total"
    }
    assert sum(executions.values()) == 4


async def test_what_takes_too_long_is_given_up() -> None:
    app = create_app(Settings(execution_seconds=0.05), toys.newsroom(), Counted().schema())
    async with served(app) as client:
        answer = await client.post("/graphql", json={"query": "{ never }"})
    assert answer.status_code == 503
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == ["EXECUTION_TIMEOUT"]


async def test_the_id_of_the_answer_is_that_of_the_error_in_the_log() -> None:
    @strawberry.type
    class Query:
        @strawberry.field
        async def broken(self) -> int:
            raise RuntimeError("no")

    with capture_logs() as logs:
        async with served(create_app(Settings(), toys.newsroom(), strawberry.Schema(Query))) as client:
            answer = await client.post("/graphql", json={"query": "{ broken }"})
    [logged] = [line["request_id"] for line in logs if line["log_level"] == "error"]
    assert logged == answer.headers["x-request-id"]
    assert logged == answer.json()["errors"][0]["extensions"]["requestId"]
