"""Operations over a real cluster: compiled and in rounds, with the answers of memory."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from pullquote.schema import schema
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.api.operations.test_compiling import context, pools
from tests.api.operations.test_rounds import FRONT_PAGE, UNLIMITED, ask, operations
from tests.compiler.generator import Generator
from tests.conftest import INVENTED
from tests.store.opensearch.elsewhere import ADDRESS, ClusterElsewhere
from tests.stores import BY_RELEVANCE, OPENSEARCH, elsewhere

OPERATIONS = 30
SHOWN = context(INVENTED)
IN_MEMORY, IN_ROUNDS = (operations(in_memory=each, **UNLIMITED) for each in (True, False))


@pytest.fixture(scope="module")
def cluster(opensearch: str) -> Any:
    """The invented newsroom on the cluster."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(ADDRESS, opensearch)
        assert isinstance(SHOWN.snapshot, MemorySnapshot)
        return elsewhere(SHOWN.snapshot, OPENSEARCH)


def test_random_operations_answer_as_from_memory(cluster: Any) -> None:
    values = pools(SHOWN)
    rare = {"related": 0.5, "search": 0.9}
    rare_arguments = {"last": 0.95, "before": 0.97, "after": 0.9, "orderBy": 0.5}
    compared = 0
    for seed in range(OPERATIONS):
        text, variables = Generator(schema._schema, Random(seed), values, rare, rare_arguments).draw()
        if any(word in f"{text} {variables}" for word in BY_RELEVANCE):
            continue
        there = SHOWN._replace(snapshot=cluster.view())
        assert ask(IN_ROUNDS, there, text, **variables) == ask(IN_MEMORY, SHOWN, text, **variables), text
        compared += 1
    assert compared > OPERATIONS / 2


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ("{ stories { totalCount facets { months { key count } } timeline { date count } } }", 1),
        ("{ stories(first: 10) { totalCount nodes { headline quotes(first: 2) { nodes { text } } } } }", 1),
        (
            "{ people { nodes { name quotes(first: 1) { totalCount nodes { text story { headline } } } } } }",
            3,
        ),
        (FRONT_PAGE, 3),
    ],
)
def test_trips_are_few(cluster: Any, query: str, most: int) -> None:
    store: ClusterElsewhere = cluster.store
    ask(IN_ROUNDS, SHOWN._replace(snapshot=cluster.view()), "{ stories { totalCount } }")
    trips = store.trips
    answer = ask(IN_ROUNDS, SHOWN._replace(snapshot=cluster.view()), query)
    assert store.trips - trips <= most
    assert answer == ask(IN_MEMORY, SHOWN, query)
