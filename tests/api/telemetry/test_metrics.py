"""Prometheus reads what happened; what clients make up is no label."""

from __future__ import annotations

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from pullquote.api.settings import Settings
from tests.api import toys
from tests.api.toys import client, code_of

pytestmark = pytest.mark.anyio


async def samples(http: httpx.AsyncClient) -> dict[tuple[str, ...], float]:
    """Every number by its name and its labels' values, in the order of the labels' names."""
    response = await http.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


async def test_requests_operations_errors_and_costs_are_counted() -> None:
    async with client() as http:
        for query in ("{ hello }", "{ hello }", "{ boom }", "{ nothing }"):
            await http.post("/graphql", json={"query": query})
        await http.get("/nothing")
        numbers = await samples(http)
    assert numbers["pullquote_requests_total", "/graphql", "POST", "200"] == 4
    assert numbers["pullquote_requests_total", "other", "GET", "404"] == 1
    assert numbers["pullquote_operations_total", "miss", "query", "ok"] == 1
    assert numbers["pullquote_operations_total", "hit", "query", "ok"] == 1
    assert numbers["pullquote_operations_total", "miss", "query", "errors"] == 1
    assert numbers["pullquote_operations_total", "none", "unknown", "refused"] == 1
    assert numbers["pullquote_errors_total", "GRAPHQL_VALIDATION_FAILED"] == 1
    assert numbers["pullquote_errors_total", "INTERNAL_SERVER_ERROR"] == 1
    assert numbers["pullquote_operation_cost_count",] == 3
    assert numbers["pullquote_request_seconds_count", "/graphql"] == 4


async def test_what_is_served_is_told_as_the_public_sees_it() -> None:
    room = toys.newsroom()
    async with client(room=room) as http:
        numbers = await samples(http)
        room.edition = None
        loading = await samples(http)
    assert numbers["pullquote_ready",] == 1
    assert numbers["pullquote_snapshot", "public-1"] == 1
    assert numbers["pullquote_problems", "error"] == numbers["pullquote_problems", "warning"] == 0
    assert numbers["pullquote_served", "articles"] == 3
    assert loading["pullquote_ready",] == 0
    assert ("pullquote_snapshot", "public-1") not in loading


async def test_clients_cannot_make_labels() -> None:
    async with client() as http:
        counts = []
        for number in range(20):
            await http.request(f"METHOD{number}", f"/made-up/{number}")
            await http.request(f"METHOD{number}", "/graphql")
            counts.append(len(await samples(http)))
    assert counts[-1] == counts[1]


async def test_metrics_are_a_switch() -> None:
    async with client(Settings(metrics=False)) as http:
        response = await http.get("/metrics")
    assert (response.status_code, code_of(response)) == (404, "NOT_FOUND")
