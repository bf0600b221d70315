"""When an operation is compiled, when it is left to graphql-core, and what is counted."""

from __future__ import annotations

import gc
import weakref
from typing import Any
from weakref import WeakKeyDictionary

import orjson
import pytest
import strawberry
from graphql import get_introspection_query, parse
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig

from pullquote.compiler import Compiler, Guarantees, KnownOperation, Statistics
from pullquote.compiler.compiled import CompiledOperation
from pullquote.compiler.compiler import MOST_NAMES
from tests.compiler.equality import Held
from tests.compiler.toy import GUARANTEES, Library, library, toy_schema

SCHEMA = toy_schema()
LIBRARY = library()
HELD: WeakKeyDictionary[Compiler, Held] = WeakKeyDictionary()
"""The operations of each compiler, as whoever keeps documents holds them."""
TITLES = "query Titles($first: Int!) { stories(first: $first) { title } }"


def run(
    compiler: Compiler, text: str, variables: dict[str, Any] | None = None, *, name: str | None = None
) -> bytes | None:
    return known(compiler, text, name).run(variables, LIBRARY)


def known(compiler: Compiler, text: str, name: str | None = None) -> KnownOperation:
    held = HELD.setdefault(compiler, Held(compiler))
    return held.operation(text, parse(text), name)


def data(body: bytes | None) -> Any:
    assert body is not None
    return orjson.loads(body)["data"]


def counts(compiler: Compiler) -> tuple[int, int, int]:
    """Executions compiled, left to graphql-core and given up, of operations without a name."""
    counted = compiler.statistics[None]
    return counted.compiled, counted.fallback, counted.deoptimised


def test_an_operation_is_compiled_on_the_sight_that_is_set() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=3)
    answers = [run(compiler, TITLES, {"first": 2}) for _ in range(4)]
    assert answers[:2] == [None, None]
    assert data(answers[2]) == data(answers[3]) == {"stories": [{"title": "Title 0"}, {"title": "Title 1"}]}
    assert counts(compiler) == (2, 2, 0)


def test_an_operation_that_was_met_before_is_compiled_sooner() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES)
    document = parse(TITLES)
    assert compiler.operation(document, None).run({"first": 1}, LIBRARY) is None
    again = compiler.operation(document, None, seen=1)
    assert data(again.run({"first": 1}, LIBRARY)) == {"stories": [{"title": "Title 0"}]}


def test_operations_are_counted_by_name_however_long_they_are_held() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    for _ in range(3):
        compiler.operation(parse(TITLES), "Titles").run({"first": 1}, LIBRARY)
        compiler.operation(parse("{ stories { words } }"), None).run({}, LIBRARY)
    assert compiler.statistics == {"Titles": Statistics(compiled=3), None: Statistics(compiled=3)}


def test_names_of_strangers_are_counted_together() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES)
    for number in range(200):
        compiler.operation(parse(f"query Q{number} {{ plain {{ size }} }}"), f"Q{number}").run({}, LIBRARY)
    assert len(compiler.statistics) == MOST_NAMES + 1
    assert sum(each.fallback for each in compiler.statistics.values()) == 200


def test_what_an_operation_takes_is_counted_and_freed_at_once() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    held = compiler.operation(parse(TITLES), None)
    assert held.bytes == 0
    held.run({"first": 1}, LIBRARY)
    assert held.bytes > 1_000
    assert isinstance(held.operation, CompiledOperation)
    operation = weakref.ref(held.operation)
    [variant] = held.operation._variants.values()
    function = weakref.ref(variant.function)
    gc.disable()
    try:
        del held, variant
        assert (operation(), function()) == (None, None)
    finally:
        gc.enable()


def test_values_that_come_again_count_and_large_ones_are_not_remembered() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    text = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    held = known(compiler, text)
    held.run({"ids": ["s1"]}, LIBRARY)
    sizes = [held.bytes]
    for number in range(2_000):
        held.run({"ids": [f"{number}"]}, LIBRARY)
        sizes.append(held.bytes)
    assert sizes[0] < sizes[1] < sizes[100]
    assert max(sizes) - sizes[0] < 1_000_000
    before = held.bytes
    held.run({"ids": [f"{number}" for number in range(5_000)]}, LIBRARY)
    assert held.bytes == before


def test_each_operation_of_a_document_is_its_own() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    text = "query A { plain { label } } query B { plain { size } }"
    assert data(run(compiler, text, name="A")) == {"plain": {"label": "x"}}
    assert data(run(compiler, text, name="B")) == {"plain": {"size": 2}}
    assert run(compiler, text) is None
    assert run(compiler, text, name="C") is None
    assert {name: each.compiled for name, each in compiler.statistics.items()} == {
        "A": 1,
        "B": 1,
        None: 0,
        "C": 0,
    }


def test_skip_and_include_are_decided_before_anything_is_written() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    text = "query ($a: Boolean!, $b: Boolean!) { plain { label @skip(if: $a) size @include(if: $b) } }"
    answers = {
        (a, b): data(run(compiler, text, {"a": a, "b": b}))["plain"]
        for a in (True, False)
        for b in (True, False)
    }
    assert answers == {
        (True, True): {"size": 2},
        (True, False): {},
        (False, True): {"label": "x", "size": 2},
        (False, False): {"label": "x"},
    }


def test_too_many_combinations_of_switches_are_left_to_graphql_core() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    names = [f"v{number}" for number in range(6)]
    declared = ", ".join(f"${name}: Boolean!" for name in names)
    fields = " ".join(f"{name}: label @include(if: ${name})" for name in names)
    text = f"query ({declared}) {{ plain {{ size {fields} }} }}"
    answers = [
        run(compiler, text, {name: bool(number >> bit & 1) for bit, name in enumerate(names)})
        for number in range(64)
    ]
    assert all(answers[:32])
    assert not any(answers[32:])
    assert known(compiler, text).reason == "too many combinations of @skip and @include"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{ plain { label } __schema { queryType { name } } }", "introspection"),
        ("mutation { plain { label } }", "a mutation"),
        ("subscription { plain { label } }", "a subscription"),
        ("{ plain { later } }", 'the resolver of "later" is asynchronous'),
        ("{ plain { ... @defer { label } } }", "the directive @defer"),
        ("{ stories @stream { id } }", "the directive @stream"),
        ("query @cached { plain { label } }", "a directive on the operation"),
        ("{ plain { unheard_of } }", "an unknown field"),
    ],
)
def test_what_is_not_supported_says_so_once(text: str, reason: str) -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    assert [run(compiler, text) for _ in range(3)] == [None] * 3
    assert (counts(compiler), known(compiler, text).reason) == ((0, 3, 0), reason)


def test_the_schema_is_asked_for_once() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=2)
    text = get_introspection_query()
    first, second, third = (run(compiler, text) for _ in range(3))
    assert first is None
    assert data(second)["__schema"]["queryType"]["name"] == "Query"
    assert third is second


def test_an_answer_about_the_schema_counts() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    text = get_introspection_query()
    body = run(compiler, text)
    assert body is not None
    assert known(compiler, text).bytes == len(body)


def test_a_surprise_is_left_to_graphql_core() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    text = "query ($first: Int!) { stories(first: $first) { secretNonNull } }"
    assert run(compiler, text, {"first": 1}) is None
    assert counts(compiler) == (0, 0, 1)
    assert known(compiler, text).reason == "ValueError: no secret in s0"
    assert data(run(compiler, text, {"first": 0})) == {"stories": []}
    assert counts(compiler) == (1, 0, 1)


def test_an_operation_that_keeps_failing_rests_longer_and_longer() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1, patience=2)
    for _ in range(100):
        run(compiler, "{ stories { secretNonNull } }")
    assert counts(compiler) == (0, 93, 7)


def test_a_success_ends_the_failures_in_a_row() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1, patience=2)
    text = "query ($first: Int!) { stories(first: $first) { secretNonNull } }"
    for _ in range(20):
        run(compiler, text, {"first": 1})
        run(compiler, text, {"first": 0})
    assert counts(compiler) == (20, 0, 20)
    assert known(compiler, text).reason == "ValueError: no secret in s0"


def test_a_resolver_that_looks_at_its_field_is_left_to_graphql_core_even_if_it_hides_the_exception() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    assert run(compiler, "{ plain { path } }") is None
    assert run(compiler, "{ plain { nosy } }") is None
    assert [known(compiler, f"{{ plain {{ {field} }} }}").reason for field in ("path", "nosy")] == [
        "Deoptimise: a resolver looked at its info",
        "a resolver looked at its info",
    ]


def test_records_that_are_served_no_more_are_let_go() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    assert run(compiler, TITLES, {"first": 3})
    assert compiler.fragment_bytes > 0
    compiler.forget_fragments()
    assert compiler.fragment_bytes == 0
    assert run(compiler, TITLES, {"first": 3})


def test_kept_text_is_of_the_record_and_not_of_its_identity() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    text = '{ node(id: "s1") { ... on Article { title } } }'
    compiled = compiler.operation(parse(text), None)
    for number in range(50):
        shelf = library()
        renamed = [each for each in shelf.stories if each.id != "s1"]
        title = f"Edition {number}"
        original = next(each for each in shelf.stories if each.id == "s1")
        again = type(original)(**{**original.__dict__, "title": title})
        context = Library((*renamed, again), shelf.people, shelf.companies)
        assert data(compiled.run(None, context)) == {"node": {"title": title}}


def test_a_type_that_is_promised_immutable_must_compare_by_identity() -> None:
    guarantees = Guarantees(types_by_class=True, immutable=frozenset({"PageInfo"}))
    compiler = Compiler(SCHEMA, guarantees, threshold=1)
    text = "{ stories { paged(first: 1) { pageInfo { hasNextPage } } } }"
    assert run(compiler, text) is None
    assert "does not compare by identity" in (known(compiler, text).reason or "")


def test_more_fields_than_anybody_asks_for_are_left_to_graphql_core() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    fields = " ".join(f"l{number}: label" for number in range(1_500))
    text = f"{{ plain {{ {fields} }} }}"
    assert run(compiler, text)
    many = " ".join(f"p{number}: plain {{ label size }}" for number in range(1_700))
    assert run(compiler, f"{{ {many} }}") is None


def test_interfaces_within_interfaces_do_not_multiply() -> None:
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    text = "{ id __typename }"
    for _ in range(12):
        text = f"{{ id related {text} }}".replace("related", "... on Article { related", 1) + "}"
    body = run(compiler, '{ story(by: {id: "zz"}) ' + text + "}")
    assert data(body) == {"story": None}


class TimesEveryField(SchemaExtension):
    def resolve(self, _next: Any, root: Any, info: Any, *args: Any, **kwargs: Any) -> Any:
        return _next(root, info, *args, **kwargs)


@strawberry.type
class Query:
    answer: int = 42


@pytest.mark.parametrize(
    "schema",
    [
        strawberry.Schema(Query, extensions=[TimesEveryField]),
        strawberry.Schema(Query, config=StrawberryConfig(default_resolver=lambda _obj, _name: 43)),
    ],
)
def test_a_schema_with_hooks_around_its_fields_is_left_to_graphql_core(schema: strawberry.Schema) -> None:
    compiler = Compiler(schema, threshold=1)
    assert run(compiler, "{ answer }") is None
    assert compiler.obstacle is not None
    assert known(compiler, "{ answer }").reason == compiler.obstacle


def test_a_release_that_moves_a_name_costs_speed_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    from pullquote.compiler import surface

    def moved(_schema: strawberry.Schema) -> None:
        raise AttributeError("moved")

    monkeypatch.setattr(surface, "obstacle", moved)
    compiler = Compiler(SCHEMA, GUARANTEES, threshold=1)
    assert compiler.obstacle == "AttributeError: moved"
    assert run(compiler, TITLES, {"first": 1}) is None
