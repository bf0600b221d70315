"""What is wrong with an operation's variables, said in JSON and not in Python.

graphql-core prints a wrong value as Python does (``None``, ``{'a': True}``). Only when the variables are
wrong, this goes over them again with its own validation and prints the values as the client wrote them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from graphql import (
    GraphQLError,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    VariableDefinitionNode,
    type_from_ast,
)
from graphql.pyutils import inspect, print_path_list
from graphql.type import is_input_type
from graphql.utilities import validate_input_value

LONGEST_VALUE = 100
"""Characters of a value that are printed: enough to know it again."""


def explain_variables(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    variables: Mapping[str, object],
    found: Iterable[GraphQLError],
    *,
    hide_suggestions: bool,
) -> list[GraphQLError]:
    """The errors that graphql-core ``found``, in the client's words where the value is the client's."""
    explained = [
        error
        for definition in operation.variable_definitions or ()
        if definition.variable.name.value in variables
        for error in _explain(schema, definition, variables, hide_suggestions)
    ]
    known = {id(_node(error)) for error in explained}
    return explained + [error for error in found if id(_node(error)) not in known]


def _node(error: GraphQLError) -> Node | None:
    return error.nodes[0] if error.nodes else None


def _explain(
    schema: GraphQLSchema,
    definition: VariableDefinitionNode,
    variables: Mapping[str, object],
    hide_suggestions: bool,
) -> list[GraphQLError]:
    name = definition.variable.name.value
    value: Any = variables[name]
    type_ = type_from_ast(schema, definition.type)
    if not is_input_type(type_):
        return []
    errors: list[GraphQLError] = []

    def report(error: GraphQLError, path: list[str | int]) -> None:
        wrong = _value_at(value, path)
        said = error.message.replace(inspect(wrong), _printed(wrong)).replace("to be None", "to be null")
        errors.append(
            GraphQLError(f"Variable '${name}' has invalid value{print_path_list(path)}: {said}", definition)
        )

    validate_input_value(value, type_, report, hide_suggestions)
    return errors


def _value_at(value: Any, path: Iterable[str | int]) -> Any:
    for step in path:
        value = value[step]
    return value


def _printed(value: object) -> str:
    text = orjson.dumps(value, default=str).decode("utf-8", "replace")
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
