"""Whole answers are kept for as long as they are true, for those they are meant for, within a budget."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from pullquote.api.operations import Operation, Operations, Result
from pullquote.api.response_cache import ENTRY_BYTES, LARGEST_SHARE, Key, ResponseCache, canonical
from pullquote.api.settings import Settings
from pullquote.schema import schema

pytestmark = pytest.mark.anyio
OPERATIONS = Operations(schema._schema, Settings())
TITLES = "query A { stories { nodes { headline } } } query B { stories { totalCount } }"


def key(
    cache: ResponseCache,
    text: str = TITLES,
    name: str | None = "A",
    *,
    preview: bool = False,
    **variables: Any,
) -> Key | None:
    operation = Operation(text, name, variables)
    return cache.key(OPERATIONS.prepare(operation), operation, preview=preview)


def answer(size: int = 10) -> Result:
    return Result(executed=True, encoded=b'{"data":"%b"}' % (b"x" * size))


def test_an_answer_is_kept_by_document_operation_and_variables() -> None:
    cache, snapshot = ResponseCache(1_000_000), object()
    keys = [key(cache), key(cache, name="B"), key(cache, first=1), key(cache, text=TITLES + " ")]
    assert None not in keys
    assert len(set(keys)) == 4
    for each in keys:
        assert each is not None
        assert cache.get(each, snapshot) is None
        cache.put(each, snapshot, kept := answer())
        assert cache.get(each, snapshot) is kept
    assert (cache.hits, cache.misses, len(cache)) == (4, 4, 4)


def test_variables_are_the_same_in_any_order() -> None:
    assert canonical({"a": 1, "b": {"c": 1, "d": 2}}) == canonical({"b": {"d": 2, "c": 1}, "a": 1})
    assert canonical({"a": 1}) != canonical({"a": True})
    assert canonical({"a": 1}) != canonical({"a": "1"})
    assert canonical({}) == b""
    assert canonical({"a": "\ud800"}) != canonical({"a": "\ud801"})
    assert canonical({"a": 2**70}) != canonical({"a": 2**71})


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
    cache, snapshot = ResponseCache(1_000_000), object()
    wanted = key(cache)
    assert wanted is not None
    cache.get(wanted, snapshot)
    failed = answer()
    failed.errors.append({"message": "no", "extensions": {"code": "NO"}})
    cache.put(wanted, snapshot, failed)
    cache.put(wanted, snapshot, Result(errors=failed.errors))
    assert cache.get(wanted, snapshot) is None


def test_another_snapshot_is_another_truth() -> None:
    cache, before, after = ResponseCache(1_000_000), object(), object()
    wanted = key(cache)
    assert wanted is not None
    cache.get(wanted, before)
    cache.put(wanted, before, answer())
    assert cache.get(wanted, after) is None
    assert cache.bytes == 0
    # An answer that was under way when the files changed comes too late.
    cache.put(wanted, before, answer())
    assert cache.get(wanted, after) is None


def test_what_was_used_longest_ago_goes_first_and_the_budget_holds() -> None:
    capacity = 100_000
    cache, snapshot = ResponseCache(capacity), object()
    keys = [key(cache, first=number) for number in range(60)]
    for each in keys:
        assert each is not None
        cache.get(each, snapshot)
        cache.put(each, snapshot, answer(3_000))
        assert cache.get(keys[0], snapshot) is not None  # type: ignore[arg-type]
        assert cache.bytes <= capacity
    assert cache.get(keys[1], snapshot) is None  # type: ignore[arg-type]
    assert len(cache) == capacity // (3_011 + ENTRY_BYTES)


def test_compressed_forms_count_once_they_are_made() -> None:
    cache, snapshot = ResponseCache(100_000), object()
    wanted = key(cache)
    assert wanted is not None
    cache.get(wanted, snapshot)
    kept = answer(5_000)
    cache.put(wanted, snapshot, kept)
    before = cache.bytes
    compressed = kept.payload.coded("gzip")
    cache.get(wanted, snapshot)
    assert cache.bytes == before + len(compressed)


def test_an_answer_that_would_drive_out_all_others_is_not_kept() -> None:
    cache, snapshot = ResponseCache(100_000), object()
    wanted = key(cache)
    assert wanted is not None
    cache.get(wanted, snapshot)
    cache.put(wanted, snapshot, answer(100_000 // LARGEST_SHARE))
    assert cache.get(wanted, snapshot) is None


async def test_several_that_want_the_same_at_once_compute_it_once() -> None:
    cache, snapshot = ResponseCache(1_000_000), object()
    wanted, computed = key(cache), 0

    async def compute() -> Result:
        nonlocal computed
        computed += 1
        await asyncio.sleep(0.01)
        return answer()

    results = await asyncio.gather(*(cache.run(wanted, snapshot, compute) for _ in range(10)))
    assert computed == 1
    assert len({id(result) for result, _ in results}) == 1
    assert sorted(str(kept) for _, kept in results) == ["False"] + ["True"] * 9


async def test_those_who_waited_for_a_failure_compute_for_themselves() -> None:
    cache, snapshot = ResponseCache(1_000_000), object()
    wanted, computed = key(cache), 0

    async def compute() -> Result:
        nonlocal computed
        computed += 1
        await asyncio.sleep(0.01)
        raise RuntimeError("no")

    results = await asyncio.gather(
        *(cache.run(wanted, snapshot, compute) for _ in range(3)), return_exceptions=True
    )
    assert all(isinstance(result, RuntimeError) for result in results)
    assert computed == 3


async def test_without_a_key_nothing_is_looked_for() -> None:
    cache = ResponseCache(1_000_000)

    async def compute() -> Result:
        return answer()

    _, kept = await cache.run(None, object(), compute)
    assert kept is None
    assert (cache.hits, cache.misses) == (0, 0)
