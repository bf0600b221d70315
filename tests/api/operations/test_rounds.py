"""Operations over a store that is elsewhere: the answers of memory, in few trips, from one edition, or a clean error."""

from __future__ import annotations

import asyncio
from functools import partial
from random import Random
from typing import Any

import orjson
import pytest

from pullquote.api.operations.compiling import CompilingExecutor
from pullquote.api.operations.costs.prices import price_list
from pullquote.api.operations.hints import hints_of
from pullquote.api.operations.operations import Operation, Operations
from pullquote.api.operations.response_cache import ResponseCache
from pullquote.api.operations.rounds import asks_in_rounds, for_one_operation, lacks_answers
from pullquote.api.settings import CompileMode, Settings
from pullquote.schema import Context, schema
from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.api.operations.test_compiling import EXAMPLES, SEED, context, pools
from tests.compiler.generator import Generator
from tests.conftest import INVENTED, SHIPPED
from tests.store.rounds.memory_store import MemoryStore, published

FRONT_PAGE = """{ stories(first: 4) { totalCount facets { topics { key count } } pageInfo { hasNextPage endCursor }
  nodes { headline section { name } quotes(first: 2) { nodes { text speaker { name quotes(first: 1) { totalCount } } } } } } }"""
SHOWN = context()


def operations(*, in_memory: bool, mode: CompileMode = CompileMode.SHADOW, **limits: Any) -> Operations:
    settings = Settings(compile=mode, **limits)
    made = Operations(
        schema._schema, settings, price_list(schema._schema, settings), hints=hints_of(settings)
    )
    compiling = CompilingExecutor.of(schema, settings, made.execute_on_graphql_core, in_memory=in_memory)
    if compiling is not None:
        made.executor = compiling
    return made


IN_MEMORY = operations(in_memory=True)
ELSEWHERE = operations(in_memory=False)
UNLIMITED: dict[str, Any] = {
    "max_cost": 10**9,
    "max_aliases": 1_000,
    "max_depth": 100,
    "max_directives": 1_000,
}


def elsewhere(shown: Context = SHOWN, **options: Any) -> tuple[Context, MemoryStore]:
    """The context of an operation over a store that is elsewhere, and the store."""
    assert isinstance(shown.snapshot, MemorySnapshot)
    snapshot, store = published(shown.snapshot, **options)
    return shown._replace(snapshot=snapshot.view()), store


def ask(made: Operations, shown: Context, query: str, **variables: Any) -> Any:
    result = asyncio.run(made.execute(Operation(query, variables=variables), shown))
    return orjson.loads(result.json())


@pytest.mark.parametrize("folder", [INVENTED, SHIPPED], ids=["invented", "shipped"])
def test_random_operations_answer_as_from_memory(folder: Any) -> None:
    shown = context(folder)
    values = pools(shown)
    rare = {"related": 0.5, "search": 0.5}
    rare_arguments = {"last": 0.95, "before": 0.97, "after": 0.9, "orderBy": 0.5}
    answered, trips = 0, 0
    in_memory, in_rounds = (operations(in_memory=each, **UNLIMITED) for each in (True, False))
    for seed in range(SEED, SEED + EXAMPLES):
        text, variables = Generator(schema._schema, Random(seed), values, rare, rare_arguments).draw()
        there, store = elsewhere(shown)
        expected = ask(in_memory, shown, text, **variables)
        assert ask(in_rounds, there, text, **variables) == expected, (text, variables)
        answered += "data" in expected
        trips += len(store.trips)
    assert answered > EXAMPLES / 3
    assert trips > EXAMPLES / 2


@pytest.mark.parametrize(
    ("query", "trips"),
    [
        ("{ dataset { version counts { key count } } }", 0),
        ("{ stories { totalCount } }", 1),
        (
            '{ search(query: "harbour") { totalCount match edges { highlights { html } node { __typename } } } }',
            1,
        ),
        ('{ suggest(prefix: "ha") { text node { __typename } } }', 1),
        (
            "{ people { nodes { name quotes(first: 1) { totalCount nodes { text story { headline } } } } } }",
            2,
        ),
        (FRONT_PAGE, 3),
    ],
)
def test_trips_are_as_many_as_lists_nest(query: str, trips: int) -> None:
    shown, store = elsewhere()
    assert ask(ELSEWHERE, shown, query) == ask(IN_MEMORY, SHOWN, query)
    assert len(store.trips) == trips


def test_ids_are_looked_up_together() -> None:
    assert isinstance(SHOWN.snapshot, MemorySnapshot)
    ids = [story.id for story in SHOWN.snapshot.stories.records[:5]]
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Story { headline } } }"
    shown, store = elsewhere()
    assert ask(ELSEWHERE, shown, query, ids=ids) == ask(IN_MEMORY, SHOWN, query, ids=ids)
    assert [len(trip) for trip in store.trips] == [5]


def test_hints_of_what_is_unknown_are_those_of_memory() -> None:
    query = '{ stories(filter: {topics: ["feries"], speakers: ["nobody-at-all"]}) { totalCount } }'
    shown, store = elsewhere()
    answer = ask(ELSEWHERE, shown, query)
    assert answer == ask(IN_MEMORY, SHOWN, query)
    assert len(answer["extensions"]["hints"]) == 2
    assert len(store.trips) == 2


def test_hints_cost_no_trip_of_their_own_where_all_is_known() -> None:
    assert isinstance(SHOWN.snapshot, MemorySnapshot)
    topic = SHOWN.snapshot.topics.records[0].slug
    query = "query($topic: String!) { stories(filter: {topics: [$topic]}) { totalCount } }"
    shown, store = elsewhere()
    assert ask(ELSEWHERE, shown, query, topic=topic) == ask(IN_MEMORY, SHOWN, query, topic=topic)
    assert len(store.trips) == 1


def test_nothing_of_a_round_with_gaps_is_found_again() -> None:
    made = operations(in_memory=False, mode=CompileMode.ON)
    expected = ask(IN_MEMORY, SHOWN, FRONT_PAGE)
    for _ in range(4):  # it is compiled at the second sight
        shown, _ = elsewhere()
        assert ask(made, shown, FRONT_PAGE) == expected
    assert isinstance(made.executor, CompilingExecutor)
    assert made.executor.compiler.fragment_bytes == 0
    assert made.executor.compiler.statistics[None].deoptimised == 0


def test_a_store_that_is_away_is_a_clean_error() -> None:
    shown, store = elsewhere()
    store.failure = StoreUnavailable("host 9200 said no", "unreachable")
    result = asyncio.run(ELSEWHERE.execute(Operation("{ stories { totalCount } }"), shown))
    [error] = result.errors
    assert error["extensions"]["code"] == "STORE_UNAVAILABLE"
    assert "9200" not in error["message"]
    assert result.headers == {"Retry-After": "2"}
    assert not result.executed


def test_rounds_are_limited() -> None:
    shown, _ = elsewhere(max_rounds=2)
    answer = ask(ELSEWHERE, shown, FRONT_PAGE)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["ROUND_LIMIT_EXCEEDED"]


def test_a_deadline_cancels_what_runs() -> None:
    made = operations(in_memory=False, execution_seconds=0.05)

    async def run() -> tuple[Any, int]:
        shown, store = elsewhere()
        store.gate = asyncio.Event()
        result = await made.execute(Operation("{ stories { totalCount } }"), shown)
        return result.errors[0]["extensions"]["code"], store.cancelled

    assert asyncio.run(run()) == ("EXECUTION_TIMEOUT", 1)


def test_what_needs_no_trip_is_answered_at_once() -> None:
    shown, _ = elsewhere()
    operation = Operation("{ dataset { version } }")
    assert not asyncio.iscoroutine(ELSEWHERE.start(ELSEWHERE.prepare(operation), operation, shown))


def test_many_operations_at_once_do_not_mix() -> None:
    slugs = ["stories", "people", "quotes", "topics"]

    async def run() -> list[Any]:
        shown, _ = elsewhere()
        asked = [
            ELSEWHERE.execute(
                Operation(f"{{ {each}(first: 2) {{ nodes {{ id }} }} }}"), for_one_operation(shown)
            )
            for each in slugs * 4
        ]
        return [orjson.loads(result.json()) for result in await asyncio.gather(*asked)]

    for slug, answer in zip(slugs * 4, asyncio.run(run()), strict=True):
        assert answer == ask(IN_MEMORY, SHOWN, f"{{ {slug}(first: 2) {{ nodes {{ id }} }} }}")


def test_an_answer_is_cached_by_its_edition() -> None:
    cache = ResponseCache(1_000_000)
    operation = Operation(FRONT_PAGE)
    prepared = ELSEWHERE.prepare(operation)
    key = cache.key(prepared, operation, preview=False)
    assert key is not None

    async def run() -> list[bool]:
        shown, _ = elsewhere()
        found = []
        for _ in range(2):
            each = for_one_operation(shown)
            state = (each.snapshot.identity, each.changes)
            looked = cache.start(key, state, partial(ELSEWHERE.start, prepared, operation, each))
            found.append((looked if isinstance(looked, tuple) else await looked)[1])
        return found

    assert asyncio.run(run()) == [False, True]


def test_contexts_of_other_schemas_and_of_memory_have_no_rounds() -> None:
    assert (lacks_answers(None), asks_in_rounds(None), for_one_operation(None)) == (False, False, None)
    assert (lacks_answers(SHOWN), asks_in_rounds(SHOWN), for_one_operation(SHOWN)) == (False, False, SHOWN)
    assert asks_in_rounds(elsewhere()[0])
