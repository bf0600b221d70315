"""What a client gets for ``@defer`` and ``@stream``, in each format that clients read."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from graphql import parse
from graphql.execution import ExperimentalIncrementalExecutionResults, experimental_execute_incrementally

from pullquote.api.streams.incremental import Frame, IncrementalFormat, frames
from tests.api.streams.toy import answer, coded, schema, whole

pytestmark = pytest.mark.anyio

QUESTIONS = [
    "{ quote { text ... @defer { speaker { name } } } }",
    '{ quotes { text ... @defer(label: "who") { speaker { name office } } } }',
    "{ quotes(first: 5) @stream(initialCount: 2) { text } }",
    "{ quotes(first: 5) @stream { text words @stream(initialCount: 1) } }",
    "{ quotes(first: 3) @stream { text ... @defer { speaker { name ... @defer { office } } } } }",
    "{ ... @defer { quote { words @stream(initialCount: 1) speaker { name } } } quote { speaker { office } } }",
    "{ quote { ... @defer { text speaker { name } } ... @defer { text speaker { office } } } }",
    "{ quote { ... @defer { text } } quotes(first: 0) @stream { text } }",
]


@pytest.mark.parametrize("document", QUESTIONS)
@pytest.mark.parametrize("format_", IncrementalFormat)
async def test_the_parts_add_up_to_the_whole(document: str, format_: IncrementalFormat) -> None:
    parts = await answer(document, format_)
    assert parts[-1]["hasNext"] is False
    assert all(part["hasNext"] for part in parts[:-1])
    readers = {
        IncrementalFormat.DEFER_2022: [read_by_path],
        IncrementalFormat.V0_2: [read_by_id],
        IncrementalFormat.BOTH: [read_by_path, read_by_id],
    }
    for read in readers[format_]:
        assert read(parts) == ((await whole(document)).data, [])


async def test_the_format_of_2022() -> None:
    document = '{ quotes(first: 2) @stream(initialCount: 1, label: "rest") { ... @defer { text } } }'
    assert await answer(document, IncrementalFormat.DEFER_2022) == [
        {"data": {"quotes": [{}]}, "hasNext": True},
        {"incremental": [{"data": {"text": "Quote 0"}, "path": ["quotes", 0]}], "hasNext": True},
        {
            "incremental": [
                {"items": [{}], "path": ["quotes", 1], "label": "rest"},
                {"data": {"text": "Quote 1"}, "path": ["quotes", 1]},
            ],
            "hasNext": False,
        },
    ]


async def test_the_format_of_version_0_2() -> None:
    document = '{ quotes(first: 2) @stream(initialCount: 1, label: "rest") { text } }'
    assert await answer(document, IncrementalFormat.V0_2) == [
        {
            "data": {"quotes": [{"text": "Quote 0"}]},
            "pending": [{"id": "0", "path": ["quotes"], "label": "rest"}],
            "hasNext": True,
        },
        {
            "incremental": [{"items": [{"text": "Quote 1"}], "id": "0"}],
            "completed": [{"id": "0"}],
            "hasNext": False,
        },
    ]


async def test_both_formats_at_once_for_who_names_none() -> None:
    document = "{ quotes(first: 2) @stream(initialCount: 1) { text } }"
    assert (await answer(document, IncrementalFormat.BOTH))[1] == {
        "incremental": [{"items": [{"text": "Quote 1"}], "id": "0", "path": ["quotes", 1]}],
        "completed": [{"id": "0"}],
        "hasNext": False,
    }


@pytest.mark.parametrize(
    ("parameters", "format_"),
    [
        ({"deferspec": "20220824"}, IncrementalFormat.DEFER_2022),
        ({"incrementalspec": "v0.2"}, IncrementalFormat.V0_2),
        ({"deferspec": "20220824", "incrementalspec": "v0.2"}, IncrementalFormat.V0_2),
        ({"deferspec": "20991231"}, IncrementalFormat.BOTH),
        ({}, IncrementalFormat.BOTH),
    ],
)
def test_the_client_names_the_format(parameters: dict[str, str], format_: IncrementalFormat) -> None:
    assert IncrementalFormat.named_by(parameters) is format_


@pytest.mark.parametrize("format_", IncrementalFormat)
async def test_an_error_in_a_deferred_field_arrives_with_its_part(format_: IncrementalFormat) -> None:
    parts = await answer("{ quote { text ... @defer { source } } }", format_)
    (patch,) = parts[1]["incremental"]
    assert patch["data"] == {"source": None}
    assert [error["extensions"]["code"] for error in patch["errors"]] == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("format_", IncrementalFormat)
async def test_a_fragment_that_fails_is_null_and_its_error_is_masked(format_: IncrementalFormat) -> None:
    parts = await answer('{ quote { text ... @defer(label: "x") { speaker { secret } } } }', format_)
    assert "srv" not in str(parts)
    errors = [{"message": "internal error", "path": ["quote", "speaker", "secret"]}]
    if format_ is IncrementalFormat.DEFER_2022:
        assert parts[1]["incremental"] == [{"data": None, "path": ["quote"], "label": "x", "errors": errors}]
    else:
        assert parts[1]["completed"] == [{"id": "0", "errors": errors}]


async def test_a_list_that_fails_keeps_what_came_before() -> None:
    document = "{ quotes(first: 3) @stream(initialCount: 1) { text vanishing } }"
    parts = await answer(document, IncrementalFormat.DEFER_2022)
    assert parts[0]["data"] == {"quotes": [{"text": "Quote 0", "vanishing": "here"}]}
    (patch,) = parts[-1]["incremental"]
    assert (patch["items"], patch["path"]) == (None, ["quotes", 1])
    assert patch["errors"][0]["path"] == ["quotes", 1, "vanishing"]

    parts = await answer(document, IncrementalFormat.V0_2)
    assert parts[-1]["completed"][0]["errors"][0]["path"] == ["quotes", 1, "vanishing"]


async def test_a_reader_who_leaves_stops_the_execution() -> None:
    results = experimental_execute_incrementally(
        schema._schema,
        parse("{ quotes(first: 3) @stream(initialCount: 1) { text } }"),
        executor_class=schema.execution_context_class,
    )
    assert isinstance(results, ExperimentalIncrementalExecutionResults)
    reading = frames(results, IncrementalFormat.BOTH, coded)
    await anext(reading)
    await reading.aclose()
    assert [part async for part in results.subsequent_results] == []


def read_by_path(parts: list[Frame]) -> tuple[Any, list[Any]]:
    """Put an answer together as a client of 2022 does."""
    parts = deepcopy(parts)
    data, errors = parts[0]["data"], list(parts[0].get("errors", ()))
    for patch in [patch for part in parts[1:] for patch in part.get("incremental", ())]:
        errors += patch.get("errors", ())
        if "items" in patch:
            *path, index = patch["path"]
            target = at(data, path)
            assert index == len(target)
            target += patch["items"]
        else:
            deep_update(at(data, patch["path"]), patch["data"])
    return data, errors


def read_by_id(parts: list[Frame]) -> tuple[Any, list[Any]]:
    """Put an answer together as a client of version 0.2 does."""
    parts = deepcopy(parts)
    data, errors = parts[0]["data"], list(parts[0].get("errors", ()))
    pending: dict[str, list[str | int]] = {}
    for part in parts:
        pending |= {one["id"]: one["path"] for one in part.get("pending", ())}
        for patch in part.get("incremental", ()):
            errors += patch.get("errors", ())
            target = at(data, [*pending[patch["id"]], *patch.get("subPath", ())])
            if "items" in patch:
                target += patch["items"]
            else:
                deep_update(target, patch["data"])
        for one in part.get("completed", ()):
            errors += one.get("errors", ())
            del pending[one["id"]]
    assert not pending
    return data, errors


def at(data: Any, path: list[str | int]) -> Any:
    for key in path:
        data = data[key]
    return data


def deep_update(target: dict[str, Any], patch: dict[str, Any]) -> None:
    for name, value in patch.items():
        if isinstance(value, dict) and isinstance(target.get(name), dict):
            deep_update(target[name], value)
        else:
            target[name] = value
