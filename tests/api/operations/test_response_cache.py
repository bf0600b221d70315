"""Whole answers are kept for as long as they are true, for those they are meant for, within a budget."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from pullquote.api.operations.operations import Operation, Operations, Result
from pullquote.api.operations.response_cache import (
    ENTRY_BYTES,
    LARGEST_SHARE,
    CacheKey,
    CacheState,
    Compute,
    Lookup,
    ResponseCache,
    canonical,
)
from pullquote.api.settings import Settings
from pullquote.schema import schema

pytestmark = pytest.mark.anyio
OPERATIONS = Operations(schema._schema, Settings())
TITLES = "query A($first: Int) { stories(first: $first) { nodes { headline } } } query B { stories { totalCount } }"


def key(
    cache: ResponseCache,
    text: str = TITLES,
    name: str | None = "A",
    *,
    preview: bool = False,
    **variables: Any,
) -> CacheKey | None:
    operation = Operation(text, name, variables)
    return cache.key(OPERATIONS.prepare(operation), operation, preview=preview)


def answer(size: int = 10) -> Result:
    return Result(executed=True, encoded=b'{"data":"%b"}' % (b"x" * size))


async def test_an_answer_is_kept_by_document_operation_and_variables() -> None:
    cache, state = ResponseCache(1_000_000), (object(), object())
    keys = [key(cache), key(cache, name="B"), key(cache, first=1), key(cache, text=TITLES + " ")]
    assert None not in keys
    assert len(set(keys)) == 4
    for each in keys:
        assert each is not None
        assert cache.get(each, state) is None
        kept, was_cached = await looked(cache, each, state, answer)
        assert not was_cached
        assert cache.start(each, state, answer) == (kept, True)
    assert (cache.hits, cache.misses, len(cache)) == (4, 4, 4)


def test_variables_are_the_same_in_any_order() -> None:
    def made(given: dict[str, Any]) -> bytes:
        return canonical(given, ["a", "b"])

    assert made({"a": 1, "b": {"c": 1, "d": 2}}) == made({"b": {"d": 2, "c": 1}, "a": 1})
    assert made({"a": 1}) != made({"a": True})
    assert made({"a": 1}) != made({"a": "1"})
    assert made({}) == b""
    assert made({"a": "\ud800"}) != made({"a": "\ud801"})
    assert made({"a": 2**70}) != made({"a": 2**71})


def test_variables_that_nobody_asked_for_make_no_other_answer() -> None:
    cache = ResponseCache(1_000_000)
    text = "query ($first: Int) { stories(first: $first) { totalCount } }"
    assert key(cache, text, None, first=1) == key(cache, text, None, first=1, other="x" * 1_000)
    assert key(cache, text, None, first=1) != key(cache, text, None, first=2)


def test_variables_count() -> None:
    cache, state = ResponseCache(100_000), (object(), object())
    text = "query ($by: StoryBy!) { story(by: $by) { id } }"
    for number in range(100):
        wanted = key(cache, text, None, by={"slug": f"{number}" * 1_000})
        assert wanted is not None
        cache.get(wanted, state)
        cache.put(wanted, state, answer())
        assert sum(len(each[2]) for each in cache._results._values) <= cache.bytes <= 100_000


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{ __schema { queryType { name } } }", None),
        ('{ stories { totalCount } ... { __type(name: "Query") { name } } }', None),
    ],
)
def test_what_strangers_could_vary_at_will_is_not_kept(text: str, name: str | None) -> None:
    assert key(ResponseCache(1_000_000), text, name) is None


def test_the_type_of_a_node_is_not_about_the_schema() -> None:
    assert key(ResponseCache(1_000_000), "{ stories { nodes { __typename } } }", None) is not None


def test_the_preview_and_what_asks_for_its_cost_are_not_kept() -> None:
    cache = ResponseCache(1_000_000)
    assert key(cache, preview=True) is None
    operation = Operation(TITLES, "A", {}, {"cost": True})
    assert cache.key(OPERATIONS.prepare(operation), operation, preview=False) is None


def test_no_room_is_no_cache() -> None:
    assert key(ResponseCache(0)) is None


def test_answers_with_errors_are_not_kept() -> None:
    cache, state = ResponseCache(1_000_000), (object(), object())
    wanted = key(cache)
    assert wanted is not None
    cache.get(wanted, state)
    failed = answer()
    failed.errors.append({"message": "no", "extensions": {"code": "NO"}})
    cache.put(wanted, state, failed)
    cache.put(wanted, state, Result(errors=failed.errors))
    assert cache.get(wanted, state) is None


def test_another_snapshot_is_another_truth() -> None:
    cache, changes = ResponseCache(1_000_000), object()
    before, after = (object(), changes), (object(), changes)
    wanted = key(cache)
    assert wanted is not None
    cache.get(wanted, before)
    cache.put(wanted, before, answer())
    assert cache.get(wanted, after) is None
    assert cache.bytes == 0
    cache.put(wanted, after, answer())
    assert cache.get(wanted, (after[0], object())) is None
    assert cache.get(wanted, after) is None
    # An answer that was under way when the files changed comes too late.
    cache.put(wanted, before, answer())
    assert cache.get(wanted, after) is None


def test_what_was_used_longest_ago_goes_first_and_the_budget_holds() -> None:
    capacity = 100_000
    cache, state = ResponseCache(capacity), (object(), object())
    keys = [key(cache, f"{{ a{number}: __typename }}", None) for number in range(60)]
    for each in keys:
        assert each is not None
        cache.get(each, state)
        cache.put(each, state, answer(3_000))
        assert cache.get(keys[0], state) is not None  # type: ignore[arg-type]
        assert cache.bytes <= capacity
    assert cache.get(keys[1], state) is None  # type: ignore[arg-type]
    assert len(cache) == capacity // (3_011 + ENTRY_BYTES)


def test_compressed_forms_count_once_they_are_made() -> None:
    cache, state = ResponseCache(100_000), (object(), object())
    wanted = key(cache)
    assert wanted is not None
    cache.get(wanted, state)
    kept = answer(5_000)
    cache.put(wanted, state, kept)
    before = cache.bytes
    compressed = kept.payload.coded("gzip")
    cache.get(wanted, state)
    assert cache.bytes == before + len(compressed)


def test_an_answer_that_would_drive_out_all_others_is_not_kept() -> None:
    cache, state = ResponseCache(100_000), (object(), object())
    wanted = key(cache)
    assert wanted is not None
    cache.get(wanted, state)
    cache.put(wanted, state, answer(100_000 // LARGEST_SHARE))
    assert cache.get(wanted, state) is None


async def looked(cache: ResponseCache, wanted: CacheKey, state: CacheState, compute: Compute) -> Lookup:
    started = cache.start(wanted, state, compute)
    return started if isinstance(started, tuple) else await started


async def test_several_that_want_the_same_at_once_compute_it_once() -> None:
    cache, state = ResponseCache(1_000_000), (object(), object())
    wanted, computed = key(cache), 0

    async def compute() -> Result:
        nonlocal computed
        computed += 1
        await asyncio.sleep(0.01)
        return answer()

    assert wanted is not None
    results = await asyncio.gather(*(looked(cache, wanted, state, compute) for _ in range(10)))
    assert computed == 1
    assert len({id(result) for result, _ in results}) == 1
    assert sorted(str(kept) for _, kept in results) == ["False"] + ["True"] * 9


async def test_those_who_waited_for_a_failure_compute_for_themselves() -> None:
    cache, state = ResponseCache(1_000_000), (object(), object())
    wanted, computed = key(cache), 0

    async def compute() -> Result:
        nonlocal computed
        computed += 1
        await asyncio.sleep(0.01)
        raise RuntimeError("no")

    assert wanted is not None
    results = await asyncio.gather(
        *(looked(cache, wanted, state, compute) for _ in range(3)), return_exceptions=True
    )
    assert all(isinstance(result, RuntimeError) for result in results)
    assert computed == 3
