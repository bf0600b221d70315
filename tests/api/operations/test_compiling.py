"""Pullquote's own schema is compiled: its guarantees hold, both executors agree, and it is counted."""

from __future__ import annotations

import dataclasses
import gc
import os
import re
import weakref
from random import Random
from typing import Any

import pytest
from graphql import ExecutionResult, GraphQLObjectType, parse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import nodes, queries
from prometheus_client import CollectorRegistry, generate_latest

from pullquote.api.operations.compiling import (
    WORTH_COMPILING,
    CompilerNumbers,
    CompilingExecutor,
    guarantees_of,
)
from pullquote.api.operations.operations import Operation, Operations
from pullquote.api.operations.results import Difference
from pullquote.api.settings import CompileMode, Settings
from pullquote.compiler import Compiler
from pullquote.compiler.compiled import CompiledOperation
from pullquote.schema import schema
from pullquote.schema.context import Context
from pullquote.store.model import bodies, records
from pullquote.store.newsroom.newsroom import Newsroom
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.api.arguments import SLUGS
from tests.compiler.equality import Equality
from tests.compiler.generator import Generator, Pools
from tests.conftest import INVENTED, ROOT, SHIPPED
from tests.examples import examples

EXAMPLES = examples(25)
SEED = int(os.environ.get("PULLQUOTE_FUZZ_SEED", "0"))
GUARANTEES = guarantees_of(schema)


def context(folder: Any = INVENTED) -> Context:
    newsroom = Newsroom(folder)
    newsroom.load()
    assert newsroom.edition is not None
    return Context(newsroom.edition.preview)


def pools(shown: Context) -> Pools:
    """Values that find something, values that find nothing, and values that are wrong."""
    snapshot = shown.snapshot
    assert isinstance(snapshot, MemorySnapshot)
    stories: list[Any] = [*snapshot.stories.records]
    others: list[Any] = [*snapshot.people.records, *snapshot.organizations.records, *snapshot.topics.records]
    slugs = [each.slug for each in [*stories, *others]]
    ids = [each.id for each in [*stories, *others, *snapshot.quotes.records]]
    page = snapshot.stories.select().page(first=5)
    cursors = [page.cursor(index) for index in range(len(page.nodes))]
    quote_page = snapshot.quotes.select().page(first=5)
    return {
        "id": [*ids, "nothing"],
        "ids": [*ids, "nothing"],
        "slug": [*slugs, "nothing"],
        **{name: [*slugs, "nothing"] for name in SLUGS},
        "organizations": [each.slug for each in snapshot.organizations.records],
        "url": [each.url for each in stories if each.url] or ["https://example.org/"],
        "after": [*cursors, quote_page.cursor(0), "wrong"],
        "before": [*cursors, "wrong"],
        "first": [*[0, 1, 2, 3, 5, 20, 100] * 4, 101, -1],
        "last": [1, 2, 100],
        "paragraphs": [0, 1, 2, 11],
        "query": ["harbour", "ferry strike", "water", "", "“ AND (", "zzz"],
        "search": ["harbour", "water OR", "mayor"],
        "cues": ["said", "warned"],
        "occasions": ["Meet the Press"],
        "String": ["a", "", "é"],
        "ID": ["wrong"],
        "Int": [0, 1, 5],
        "Boolean": [True, False],
        "URL": ["https://example.org/"],
        "LanguageTag": ["en", "fr"],
        "Date": ["2024-10-28", "2020-01-01"],
        "DateTime": ["2024-10-28T09:30:00Z"],
        "DateOrDateTime": ["2024", "2024-10", "2024-10-28", "2024-10-28T09:30:00+02:00"],
    }


def both(shown: Context) -> Equality:
    return Equality(schema, Compiler(schema, GUARANTEES, fragment_bytes=400_000), shown, capacity=60)


@pytest.mark.parametrize("folder", [INVENTED, SHIPPED], ids=["invented", "shipped"])
def test_random_operations_answer_what_graphql_core_answers(folder: Any) -> None:
    shown = context(folder)
    checked, values = both(shown), pools(shown)
    rare = {"related": 0.5, "search": 0.5}
    rare_arguments = {"last": 0.95, "before": 0.97, "after": 0.9, "orderBy": 0.5}
    for seed in range(SEED, SEED + EXAMPLES):
        drawn = Generator(schema._schema, Random(seed), values, rare, rare_arguments, literals=seed % 2 == 1)
        text, variables = drawn.draw()
        checked.check(text, variables)
    assert checked.seen["equal"] > EXAMPLES / 2, checked.seen
    assert checked.seen["invalid"] < EXAMPLES / 4, checked.seen


def test_operations_of_hypothesis_answer_what_graphql_core_answers() -> None:
    checked = both(context())
    scalars: dict[str, st.SearchStrategy[Any]] = {
        "URL": st.just("https://example.org/"),
        "LanguageTag": st.sampled_from(["en", "fr"]),
        "Date": st.dates().map(str),
        "DateTime": st.just("2024-10-28T09:30:00Z"),
        "DateOrDateTime": st.sampled_from(["2024", "2024-10-28"]),
    }

    @given(
        queries(
            schema.as_str(), custom_scalars={name: each.map(nodes.String) for name, each in scalars.items()}
        )
    )
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def check(text: str) -> None:
        checked.check(text)

    check()
    assert checked.seen["equal"], checked.seen


def test_the_types_that_serve_records_never_change() -> None:
    types: dict[str, Any] = schema._schema.type_map
    classes: dict[str, Any] = {**vars(bodies), **vars(records)}
    for name in GUARANTEES.immutable:
        assert isinstance(types[name], GraphQLObjectType)
        record: Any = classes[name]
        assert record.__dataclass_params__.frozen
        assert record.__eq__ is object.__eq__
        assert record.__hash__ is object.__hash__
    served = {
        name
        for name, each in classes.items()
        if dataclasses.is_dataclass(each) and isinstance(types.get(name), GraphQLObjectType)
    }
    assert served == GUARANTEES.immutable


def test_all_that_resolvers_may_read_of_the_context_decides_what_is_kept() -> None:
    names = set(Context._fields)
    answered_by = {"snapshot", "changes", "page_size", "max_page_size"}
    assert names - answered_by == {"viewer", "request_id", "following"}
    shown = context()
    replace: Any = shown._replace
    for name in answered_by:
        other = replace(**{name: object()})
        assert GUARANTEES.answers_by is not None
        assert GUARANTEES.answers_by(other) != GUARANTEES.answers_by(shown)
    for path in (ROOT / "pullquote" / "schema").glob("*.py"):
        read = set(re.findall(r"context\.(\w+)", path.read_text(encoding="utf-8")))
        if path.name not in {"subscription.py", "events.py"}:
            assert read <= answered_by | {"py", "_replace"}, path


def test_the_schema_can_be_compiled() -> None:
    assert Compiler(schema, GUARANTEES).obstacle is None


def executor(mode: CompileMode) -> tuple[Operations, CompilingExecutor | None]:
    chosen = Settings(compile=mode)
    operations = Operations(schema._schema, chosen)
    return operations, CompilingExecutor.of(schema, chosen, operations.execute_on_graphql_core)


def test_what_is_compiled_counts_with_its_document_and_is_freed_with_it() -> None:
    chosen = Settings(compile=CompileMode.ON, document_cache_bytes=1_000_000)
    operations = Operations(schema._schema, chosen)
    compiling = CompilingExecutor.of(schema, chosen, operations.execute_on_graphql_core)
    assert compiling is not None
    shown = context()
    operation = Operation("{ stories { nodes { id slug quotes(first: 2) { nodes { text } } } } }")
    operations.prepare(operation)
    prepared = operations.prepare(operation)
    before = operations.documents.bytes
    assert isinstance(compiling(prepared, shown, {}, float("inf")), bytes)
    assert prepared.compiled is not None
    assert operations.documents.bytes == before + prepared.compiled.bytes > before + 10_000
    assert isinstance(prepared.compiled.operation, CompiledOperation)
    [variant] = prepared.compiled.operation._variants.values()
    function = weakref.ref(variant.function)
    gc.disable()
    try:
        del prepared, variant
        operations.documents.clear()
        assert function() is None
    finally:
        gc.enable()


def test_it_can_be_turned_off() -> None:
    assert executor(CompileMode.OFF)[1] is None
    assert Settings.model_validate({"compile": "off"}).compile is CompileMode.OFF


def test_what_is_seen_twice_is_compiled() -> None:
    operations, compiling = executor(CompileMode.ON)
    assert compiling is not None
    prepared = operations.prepare(Operation("query Counts { stories { totalCount } }"))
    shown = context()
    first, second = (compiling(prepared, shown, {}, float("inf")) for _ in range(2))
    assert isinstance(first, ExecutionResult)
    assert first.data is not None
    assert second == b'{"data":{"stories":{"totalCount":%d}}}' % first.data["stories"]["totalCount"]
    registry = CollectorRegistry()
    registry.register(CompilerNumbers(compiling.compiler))
    numbers = generate_latest(registry).decode()
    assert 'pullquote_executions_total{how="compiled",operation="Counts"} 1.0' in numbers
    assert 'pullquote_executions_total{how="fallback",operation="Counts"} 1.0' in numbers


def test_what_costs_much_is_compiled_when_it_is_first_seen() -> None:
    operations, compiling = executor(CompileMode.ON)
    assert compiling is not None
    shown = context()
    dear = "query ($n: Int) { stories(first: $n) { nodes { id quotes(first: 30) { nodes { id text } } } } }"
    for first, compiled in ((1, False), (100, True)):
        prepared = operations.prepare(Operation(f"{dear} # {first}"))
        assert prepared.plan.cost({"n": first}) >= WORTH_COMPILING or not compiled
        assert isinstance(compiling(prepared, shown, {"n": first}, float("inf")), bytes) == compiled


def test_only_so_many_names_have_numbers_of_their_own() -> None:
    operations, compiling = executor(CompileMode.ON)
    assert compiling is not None
    shown = context()
    for number in range(120):
        prepared = operations.prepare(Operation(f"query Q{number} {{ stories {{ totalCount }} }}"))
        compiling(prepared, shown, {}, float("inf"))
    registry = CollectorRegistry()
    registry.register(CompilerNumbers(compiling.compiler))
    numbers = generate_latest(registry).decode()
    assert 'operation="other"' in numbers
    assert numbers.count('how="fallback"') < 60


def test_the_shadow_fails_where_the_answers_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    operations, compiling = executor(CompileMode.SHADOW)
    assert compiling is not None
    prepared = operations.prepare(Operation("{ stories { totalCount } }"))
    shown = context()
    assert isinstance(compiling(prepared, shown, {}, float("inf")), bytes)
    monkeypatch.setattr(prepared.compiled, "run", lambda *_: b'{"data":{"stories":{"totalCount":-1}}}')
    with pytest.raises(Difference, match="another answer"):
        compiling(prepared, shown, {}, float("inf"))
    failing = operations.prepare(Operation("{ stories(first: -1) { totalCount } }"))
    failing.compiled = prepared.compiled
    with pytest.raises(Difference, match="only graphql-core had errors"):
        compiling(failing, shown, {}, float("inf"))


def test_text_of_records_that_are_served_no_more_is_let_go() -> None:
    operations, compiling = executor(CompileMode.ON)
    assert compiling is not None
    prepared = operations.prepare(Operation("{ stories { nodes { headline } } }"))
    one, two = context(), context()
    for _ in range(2):
        compiling(prepared, one, {}, float("inf"))
    kept = compiling.compiler.fragment_bytes
    assert kept > 0
    compiling(prepared, two, {}, float("inf"))
    assert compiling.compiler.fragment_bytes == kept


def test_documents_of_the_shipped_examples_are_compiled() -> None:
    shown, compiler = context(SHIPPED), Compiler(schema, GUARANTEES, threshold=1)
    text = "{ stories(first: 3) { nodes { ... on Article { byline } related: __typename } } }"
    assert compiler.operation(parse(text), None).run({}, shown) is not None
