"""Documents that differ only in the values in them are one operation, and nobody can tell."""

from __future__ import annotations

import gc
import os
import tracemalloc
from collections import Counter
from random import Random
from typing import Any

import orjson
import pytest

from pullquote.api.errors import Refused
from pullquote.api.operations.compiling import compile_operations
from pullquote.api.operations.costs.prices import price_list
from pullquote.api.operations.hints import hints_of
from pullquote.api.operations.operations import Operation, Operations, Result
from pullquote.api.settings import CompileMode, Settings
from pullquote.schema import schema
from pullquote.schema.context import Context
from tests.api.operations.test_compiling import context, pools
from tests.compiler.generator import Generator
from tests.examples import examples

EXAMPLES = examples(25)
SEED = int(os.environ.get("PULLQUOTE_FUZZ_SEED", "0"))
CORE = schema._schema


@pytest.fixture(scope="module")
def shown() -> Context:
    return context()


def operations(mode: CompileMode = CompileMode.ON, **settings: Any) -> Operations:
    chosen = Settings(compile=mode, **settings)
    made = Operations(CORE, chosen, price_list(CORE, chosen), hints=hints_of(chosen))
    compile_operations(made, schema)
    return made


def answer(made: Operations, operation: Operation, shown: Context) -> tuple[Any, int | None]:
    try:
        found, prepared = made.find(operation)
    except Refused as refusal:
        result: Any = Result.of_refusal(refusal)
    else:
        result = made.start(prepared, found, shown)
    assert isinstance(result, Result)
    return orjson.loads(result.json()), result.cost


def is_shape(made: Operations, text: str) -> bool:
    return made.find(Operation(text))[1].is_shape


def story(slug: str) -> str:
    return f'{{ story(by: {{slug: "{slug}"}}) {{ headline }} }}'


def test_random_documents_that_differ_in_values_answer_what_each_of_them_answers(shown: Context) -> None:
    """Also with errors: message, locations and path, and what it cost."""
    values = pools(shown)
    rare = {"related": 0.5, "search": 0.5}
    rare_arguments = {"last": 0.95, "before": 0.97, "after": 0.9, "orderBy": 0.5}
    wide: dict[str, Any] = {
        "max_tokens": 100_000,
        "max_aliases": 1_000,
        "max_directives": 1_000,
        "execution_seconds": 60,
    }
    ordinary, shapes = operations(CompileMode.OFF, **wide), operations(**wide)
    seen: Counter[str] = Counter()
    for seed in range(SEED, SEED + EXAMPLES):
        for number in range(4):
            text, variables = Generator(
                CORE,
                Random(seed),
                values,
                rare,
                rare_arguments,
                literals=True,
                values=Random(seed * 4 + number),
            ).draw()
            operation = Operation(text, None, variables)
            expected = answer(ordinary, operation, shown)
            try:
                seen["of a shape"] += is_shape(shapes, text)
            except Refused:
                seen["refused"] += 1
            assert answer(shapes, operation, shown) == expected, text
            ordinary.documents.clear()
            seen["all"] += 1
    assert seen["of a shape"] > EXAMPLES / 2, seen


def test_from_the_second_on_a_document_is_one_of_its_shape(shown: Context) -> None:
    made = operations()
    stories: Any = shown.snapshot.stories
    slugs = [each.slug for each in stories.records[:5]]
    answers = [answer(made, Operation(story(slug)), shown)[0] for slug in slugs]
    assert [each["data"]["story"]["headline"] for each in answers] == [
        each.headline for each in stories.records[:5]
    ]
    assert is_shape(made, story("another"))
    assert not is_shape(made, story("another").replace("headline", "id"))
    assert len(made.documents) == 1


def test_a_document_of_a_shape_that_is_only_looked_for_does_not_count_as_seen(shown: Context) -> None:
    made = operations()
    assert made.known(story("a"), {}) is made.known(story("b"), {}) is None
    assert not is_shape(made, story("c"))
    assert is_shape(made, story("d"))
    known = made.known(story("e"), {})
    assert known is not None
    assert list(known[0].variables.values()) == ["e"]


def test_a_document_that_comes_again_is_cached_as_it_is(shown: Context) -> None:
    made = operations()
    for _ in range(3):
        answer(made, Operation(story("a")), shown)
    assert not is_shape(made, story("a"))
    assert len(made.documents) == 1


@pytest.mark.parametrize(
    ("usual", "odd"),
    [
        ('{ story(by: {slug: "a"}) { id } }', "{ story(by: {slug: 5}) { id } }"),
        ('{ story(by: {slug: "a"}) { id } }', '{ story(by: {slug: "\\x"}) { id } }'),
        ('{ story(by: {slug: "a"}) { id } }', '{ story(by: {slug: "a}) { id } }'),
        ("{ stories(first: 1) { totalCount } }", "{ stories(first: 99999999999) { totalCount } }"),
        ("{ stories(first: 1) { totalCount } }", "{ stories(first: -1) { totalCount } }"),
        ("{ stories(first: 1) { totalCount } }", "{ stories(first: 101) { totalCount } }"),
        ("{ stories(first: 1) { totalCount } }", "{ stories(first: 1.5) { totalCount } }"),
        ('{ stories(after: "x") { totalCount } }', '{ stories(after: "wrong") { totalCount } }'),
        ('{ stories(filter: {from: "2024"}) { totalCount } }', '{ stories(filter: {from: "2024-99"}) { totalCount } }'),
        ('{ stories(filter: {topics: ["a"]}) { totalCount } }', "{ stories(filter: {topics: [A]}) { totalCount } }"),
        ('{ stories(filter: {topics: ["a"]}) { totalCount } }', "{ stories(filter: {topics: 5}) { totalCount } }"),
        ("{ stories(orderBy: [{field: LATEST}]) { totalCount } }",
         "{ stories(orderBy: [{field: OLDEST}]) { totalCount } }"),
        ('query ($n: Int) { stories(first: $n, filter: {topics: ["a"]}) { totalCount } }',
         'query ($n: Int) { stories(first: $n, filter: {topics: ["b",\n"c"]}) { totalCount } }'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_of_the_document_that_was_sent(shown: Context, usual: str, odd: str) -> None:
    made, ordinary = operations(), operations(CompileMode.OFF)
    variables = {"n": "many"} if "$n" in usual else {}
    for _ in range(2):
        for text in (usual, usual.replace('"a"', '"zz"').replace("1", "2"), odd):
            operation = Operation(text, None, variables)
            assert answer(made, operation, shown) == answer(ordinary, operation, shown)
            ordinary.documents.clear()


def test_what_a_document_costs_hangs_on_the_values_in_it(shown: Context) -> None:
    made, ordinary = operations(max_cost=300), operations(CompileMode.OFF, max_cost=300)
    for first in (1, 2, 3, 20, 100):
        text = (
            f"{{ stories(first: {first}) {{ nodes {{ id slug quotes(first: {first}) {{ totalCount }} }} }} }}"
        )
        operation = Operation(text, None, {}, {"cost": True})
        expected = answer(ordinary, operation, shown)
        assert answer(made, operation, shown) == expected
    assert "COST_LIMIT_EXCEEDED" in str(expected)


def test_a_list_is_not_longer_than_the_tokens_that_a_document_may_have(shown: Context) -> None:
    made = operations(max_tokens=50)

    def text(length: int) -> str:
        slugs = ", ".join(f'"{number}"' for number in range(length))
        return f"{{ stories(filter: {{topics: [{slugs}]}}) {{ totalCount }} }}"

    lengths = (1, 2, 3, 30, 33, 34, 35, 36, 60)
    answers = [str(answer(made, Operation(text(length)), shown)) for length in lengths]
    assert is_shape(made, text(4))
    ordinary = operations(CompileMode.OFF, max_tokens=50)
    assert answers == [str(answer(ordinary, Operation(text(length)), shown)) for length in lengths]
    assert [("TOKEN_LIMIT_EXCEEDED" in each) for each in answers][-2:] == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        '{ __type(name: "Story") { name } }',
        "query A { stories(first: 1) { totalCount } } query B { stories(first: 2) { totalCount } }",
        'query ($literal_0: Int) { stories(first: $literal_0, after: "a") { totalCount } }',
        "{ stories(first: 1) { nodes { ... @defer { id } } } }",
    ],
)
def test_what_is_unusual_is_taken_as_it_is_each_time(shown: Context, text: str) -> None:
    made = operations()
    for number in range(4):
        other = (
            text.replace("1", str(number)).replace('"x"', f'"{number}"').replace("Story", f"Story{number}")
        )
        if "defer" not in text:
            answer(made, Operation(other, "A" if "query A" in text else None), shown)
        shapes = made.shapes
        assert shapes is not None
        assert made.documents.cached(shapes._scan(other)[0]) is None


def test_values_that_decide_what_is_executed_are_part_of_the_shape(shown: Context) -> None:
    made, ordinary = operations(), operations(CompileMode.OFF)
    for number in range(2, 7):
        for skip, default in (("true", 1), ("false", 1), ("false", 2)):
            text = (
                f"query ($n: Int = {default}) {{ stories(first: {number}) {{ totalCount @skip(if: {skip}) "
                "nodes { id quotes(first: $n) { totalCount } } } }"
            )
            assert answer(made, Operation(text), shown) == answer(ordinary, Operation(text), shown)
            assert is_shape(made, text) or number < 5, text


def test_equal_arguments_of_fields_that_are_merged_stay_equal(shown: Context) -> None:
    made, ordinary = operations(), operations(CompileMode.OFF)

    def text(one: int, other: int) -> str:
        return (
            f"{{ a: stories(first: {one}) {{ totalCount }} ... on Query "
            f"{{ a: stories(first: {other}) {{ nodes {{ id }} }} }} }}"
        )

    for one, other in ((1, 1), (2, 2), (3, 3), (3, 4)):
        operation = Operation(text(one, other))
        assert answer(made, operation, shown) == answer(ordinary, operation, shown)
    assert is_shape(made, text(5, 5))
    with pytest.raises(Refused, match="conflict"):
        is_shape(made, text(5, 6))


@pytest.mark.parametrize(
    ("first", "again"),
    [('"1"', "1"), ('"nato"', '"""nato"""'), ('"a"', '"\\u0061"')],
    ids=["number", "block", "escape"],
)
def test_equal_values_that_are_written_otherwise_conflict_as_ever(
    shown: Context, first: str, again: str
) -> None:
    made, plain = operations(), operations(CompileMode.OFF)

    def merged(one: str, other: str) -> Operation:
        return Operation(f"{{ a: node(id: {one}) {{ id }} a: node(id: {other}) {{ id }} }}")

    for value in ('"x"', '"y"', '"z"'):
        answer(made, merged(value, value), shown)
    assert is_shape(made, merged('"v"', '"v"').document)
    assert answer(made, merged(first, again), shown) == answer(plain, merged(first, again), shown)


def test_of_a_shape_as_of_a_document_the_operation_is_chosen_by_name(shown: Context) -> None:
    made = operations()
    for number in range(3):
        text = f"query A {{ stories(first: {number}) {{ totalCount }} }}"
        assert "data" in answer(made, Operation(text, "A"), shown)[0]
        refused, _ = answer(made, Operation(text, "B"), shown)
        assert refused["errors"][0]["message"] == "The document has no operation named “B”."


def test_shapes_count_against_the_budget_of_documents(shown: Context) -> None:
    made = operations(document_cache_bytes=150_000)
    for number in range(12):
        for first in (1, 2, 3):
            answer(made, Operation(f"{{ a{number}: stories(first: {first}) {{ nodes {{ id }} }} }}"), shown)
            assert made.documents.bytes <= 150_000
    assert 0 < len(made.documents) < 12


def test_a_shape_counts_about_what_it_takes() -> None:
    made = operations(max_aliases=1_000, max_tokens=10_000)

    def find(number: int) -> None:
        stories = " ".join(f'a{each}: story(by: {{slug: "{number}-{each}"}}) {{ id }}' for each in range(50))
        made.find(Operation(f"{{ {stories} }}"))

    find(0)
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        find(1)
        gc.collect()
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert 0.5 * taken < made.documents.bytes < 3 * taken


def test_variables_of_the_client_and_values_in_the_text_go_together(shown: Context) -> None:
    made, ordinary = operations(), operations(CompileMode.OFF)
    for first in (1, 2, 3):
        text = (
            f"query ($with: Boolean!, $n: Int) {{ stories(first: {first}) {{ nodes {{ id @include(if: $with) slug "
            "quotes(first: $n) { totalCount } } } }"
        )
        operation = Operation(text, None, {"with": first > 1, "n": 2, "literal_0": 50})
        assert answer(made, operation, shown) == answer(ordinary, operation, shown)
    assert is_shape(made, text)


def test_only_where_operations_are_compiled_there_are_shapes() -> None:
    assert operations(CompileMode.OFF).shapes is None
    assert operations().shapes is not None
