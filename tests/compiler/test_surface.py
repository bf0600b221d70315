"""A contract for every name of Strawberry and graphql-core that the compiler touches and nobody documents.

When one of these fails after an upgrade, operations still run, on graphql-core: read what changed, then
change ``surface``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest
import strawberry
from graphql import GraphQLObjectType, GraphQLSchema, OperationDefinitionNode, execute, parse
from strawberry.extensions import SchemaExtension
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver
from strawberry.types.info import Info

from pullquote.compiler import surface
from pullquote.compiler.compiled import lean_info_class
from pullquote.compiler.leaves import Deoptimise


def double(root: Any, info: strawberry.Info, times: int = 2) -> int:
    assert info.context
    return int(root.count) * times


@strawberry.input
class Choice:
    a_number: int = 3
    text: str | None = None


@strawberry.type
class Query:
    count: int = 1
    doubled: int = strawberry.field(resolver=double)

    @strawberry.field
    def chosen(self, by: Choice) -> int:
        return by.a_number

    @strawberry.field
    async def slow(self) -> int:
        return 1


SCHEMA = strawberry.Schema(Query)


def parameters(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)


def definition(name: str) -> Any:
    query = surface.core_schema(SCHEMA).query_type
    assert query is not None
    return query.fields[name]


def test_the_schema_of_graphql_core() -> None:
    assert isinstance(surface.core_schema(SCHEMA), GraphQLSchema)


def test_collecting_fields() -> None:
    expected = ["schema", "fragments", "variable_values", "runtime_type", "operation"]
    assert parameters(surface.collect_fields)[:5] == expected
    expected = ["schema", "fragments", "variable_values", "operation", "return_type", "field_details_list"]
    assert parameters(surface.collect_subfields)[:6] == expected
    assert surface.CollectedFields._fields[:2] == ("grouped_field_set", "new_defer_usages")
    assert surface.FieldDetails._fields == ("node", "defer_usage", "fragment_variable_values")
    assert surface.FragmentDetails._fields == ("definition", "variable_signatures")
    schema = surface.core_schema(SCHEMA)
    operation = parse("{ count c: count }").definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    root = schema.query_type
    assert isinstance(root, GraphQLObjectType)
    collected = surface.collect_fields(schema, {}, surface.VariableValues({}, {}), root, operation)
    assert list(collected.grouped_field_set) == ["count", "c"]


def test_coercing_values() -> None:
    assert surface.VariableValues._fields == ("sources", "coerced")
    assert parameters(surface.get_variable_values)[:4] == ["schema", "var_def_nodes", "inputs", "max_errors"]
    assert parameters(surface.get_argument_values)[:3] == ["type_def", "node", "variable_values"]


def test_definitions_behind_the_fields() -> None:
    assert type(definition("count").extensions[surface.DEFINITION]) is StrawberryField
    assert surface.attribute_of(definition("count")) == "count"
    assert surface.attribute_of(definition("doubled")) is None


def test_the_function_behind_a_field() -> None:
    assert surface.resolver_of(definition("doubled")) == surface.Resolver(double, False, ("root",), "info")
    chosen = surface.resolver_of(definition("chosen"))
    assert (chosen.source_first, chosen.source_names, chosen.info_name) == (True, (), None)
    assert chosen.function is inspect.unwrap(Query.chosen)
    with pytest.raises(surface.Unsupported, match="asynchronous"):
        surface.resolver_of(definition("slow"))


def test_a_field_resolves_by_nothing_but_its_function() -> None:
    source = inspect.getsource(StrawberryField.get_result)
    assert "return self.base_resolver(*args, **kwargs)" in source
    assert "return self.default_resolver(source, self.python_name)" in source
    assert "return self.wrapped_func(*args, **kwargs)" in inspect.getsource(StrawberryResolver.__call__)


def test_arguments() -> None:
    field = definition("chosen")
    assert surface.argument_names(SCHEMA, field) == {"by": "by"}
    converted = surface.argument_converter(SCHEMA, field)({"by": {"aNumber": 5}})
    assert converted == {"by": Choice(a_number=5)}
    named = field.args["by"].type.of_type
    assert surface.input_attributes(named, converted["by"]) == {"aNumber": "a_number", "text": "text"}
    assert surface.input_attributes(named, object()) is None


def test_the_info_of_resolvers() -> None:
    assert surface.info_class(SCHEMA) is Info
    assert list(Info.__dataclass_fields__) == ["_raw_info", "_field"]
    info = lean_info_class(SCHEMA)("context", "root", {"a": 1})
    assert isinstance(info, Info)
    assert (info.context, info.root_value, info.variable_values) == ("context", "root", {"a": 1})
    assert info.schema is SCHEMA
    properties = {name for name, each in vars(Info).items() if isinstance(each, property)}
    for name in {*properties, "selected_fields"} - {"context", "root_value", "variable_values", "schema"}:
        fresh = lean_info_class(SCHEMA)(None, None, {})
        with pytest.raises(Deoptimise, match="looked at its info"):
            getattr(fresh, name)
        assert fresh.touched


def test_extensions_that_run_around_fields() -> None:
    class Around(SchemaExtension):
        def resolve(self, _next: Any, root: Any, info: Any, *args: Any, **kwargs: Any) -> Any:
            return _next(root, info, *args, **kwargs)

    assert surface.obstacle(SCHEMA) is None
    assert surface.obstacle(strawberry.Schema(Query, extensions=[Around])) is not None
    assert surface.obstacle(strawberry.Schema(Query, extensions=[SchemaExtension])) is None


def test_execution_of_strawberry() -> None:
    assert issubclass(surface.executor_class, object)
    assert {"executor_class", "is_awaitable", "custom_args"} & set(parameters(execute))
    assert not surface.is_awaitable(object())
    assert surface.is_iterable((1,))
    assert not surface.is_iterable("text")
