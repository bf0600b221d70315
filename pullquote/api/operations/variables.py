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
    OperationDefinitionNode,
    VariableDefinitionNode,
    is_input_type,
    type_from_ast,
    validate_input_value,
)

from pullquote.api.compat_graphql import inspect, print_path_list
from pullquote.api.operations.suggestions import with_suggestion

LONGEST_VALUE = 100
"""Characters of a value that are printed: enough to know it again."""


class _Enough(Exception):
    """As many errors were found as are wanted."""


def explain_variables(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    variables: Mapping[str, object],
    found: Iterable[GraphQLError],
    *,
    max_errors: int,
    max_suggestions: int,
) -> list[GraphQLError]:
    """The errors that graphql-core ``found``, in the client's words where the value is the client's.

    Of more than ``max_errors``, the first, and one more for those that were not looked for. The first ``max_suggestions`` say what may have been meant; to look
    for that takes so long that it is not done for each.
    """
    explained = _explain(schema, operation, variables, max_errors + 1, suggest=False)
    if explained and max_suggestions:
        suggesting = _explain(schema, operation, variables, max_suggestions, suggest=True)
        explained[: len(suggesting)] = [with_suggestion(schema, error) for error in suggesting]
    known = {id(node) for error in explained for node in error.nodes or ()}
    # An error about no variable is about the number of errors.
    others = [error for error in found if error.nodes and id(error.nodes[0]) not in known]
    return (explained + others)[: max_errors + 1]


def _explain(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    variables: Mapping[str, object],
    most: int,
    *,
    suggest: bool,
) -> list[GraphQLError]:
    """The first errors in the values of variables."""
    errors: list[GraphQLError] = []
    try:
        for definition in operation.variable_definitions or ():
            if definition.variable.name.value in variables:
                _explain_value(schema, definition, variables, errors, most, suggest=suggest)
    except _Enough:
        pass
    return errors


def _explain_value(
    schema: GraphQLSchema,
    definition: VariableDefinitionNode,
    variables: Mapping[str, object],
    errors: list[GraphQLError],
    most: int,
    *,
    suggest: bool,
) -> None:
    name = definition.variable.name.value
    value: Any = variables[name]
    type_ = type_from_ast(schema, definition.type)
    if not is_input_type(type_):
        return

    def report(error: GraphQLError, path: list[str | int]) -> None:
        wrong = _value_at(value, path)
        said = error.message.replace(inspect(wrong), _printed(wrong)).replace("to be None", "to be null")
        errors.append(
            GraphQLError(f"Variable '${name}' has invalid value{print_path_list(path)}: {said}", definition)
        )
        if len(errors) >= most:
            raise _Enough

    validate_input_value(value, type_, report, not suggest)


def _value_at(value: Any, path: Iterable[str | int]) -> Any:
    for step in path:
        value = value[step]
    return value


def _printed(value: object) -> str:
    text = orjson.dumps(value, default=str).decode("utf-8", "replace")
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
