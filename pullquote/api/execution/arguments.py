"""The arguments of one field: coerced when compiled where they are constant, else once an execution."""

from __future__ import annotations

from enum import Enum
from typing import Any

import strawberry
from graphql import (
    FieldNode,
    GraphQLField,
    ListValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    get_nullable_type,
    is_leaf_type,
    is_non_null_type,
)

from pullquote.api.execution.surface import (
    VariableValues,
    argument_converter,
    argument_names,
    get_argument_values,
)

NOTHING = VariableValues({}, {})
Moving = tuple[str, str, bool]
"""An argument as Python names it, the variable that it is, and whether it may be null."""
UNCHANGEABLE = (str, int, float, bool, type(None), Enum)


def mentions_variable(value: ValueNode) -> bool:
    """Whether a variable stands anywhere in a literal."""
    if isinstance(value, VariableNode):
        return True
    if isinstance(value, ListValueNode):
        return any(mentions_variable(each) for each in value.values)
    if isinstance(value, ObjectValueNode):
        return any(mentions_variable(each.value) for each in value.fields)
    return False


class Arguments:
    """How one field's arguments become keyword arguments of its resolver.

    ``constant`` is what to call it with when nothing depends on variables, and may be shared between
    executions; otherwise it is None, and calling this object with the variables gives the arguments of one
    execution, which stand at ``slot`` among those of its plan. Raises what graphql-core and Strawberry
    raise for arguments that are wrong.
    """

    def __init__(
        self, schema: strawberry.Schema, definition: GraphQLField, node: FieldNode, *, share: bool
    ) -> None:
        self.slot = -1
        self.constant: dict[str, Any] | None = None
        self._definition = definition
        self._node = node
        self._share = share
        self._convert = argument_converter(schema, definition)
        self._fixed: dict[str, Any] | None = None
        if any(mentions_variable(each.value) for each in node.arguments or ()):
            self._moving = self._bare_variables(argument_names(schema, definition))
            return
        self._moving = None
        values = self._coerced(NOTHING)
        if self._shareable(values):
            self.constant = values

    def __call__(self, values: VariableValues) -> dict[str, Any]:
        """The keyword arguments for one execution."""
        if self._moving is None:
            return self._coerced(values)
        if self._fixed is None:
            return self._first(values, self._moving)
        arguments = self._fixed.copy()
        for name, variable, nullable in self._moving:
            value = values.coerced.get(variable, NOTHING)
            if value is NOTHING or (value is None and not nullable):
                return self._coerced(values)
            arguments[name] = value
        return arguments

    def _coerced(self, values: VariableValues) -> dict[str, Any]:
        return self._convert(get_argument_values(self._definition, self._node, values))

    def _shareable(self, arguments: dict[str, Any]) -> bool:
        return self._share or all(isinstance(each, UNCHANGEABLE) for each in arguments.values())

    def _bare_variables(self, names: dict[str, str]) -> list[Moving] | None:
        """The arguments that are a variable of a leaf type; None where one holds a variable otherwise."""
        moving: list[Moving] = []
        for argument in self._node.arguments or ():
            if not mentions_variable(argument.value):
                continue
            definition = self._definition.args[argument.name.value]
            nullable = not is_non_null_type(definition.type)
            if (
                not isinstance(argument.value, VariableNode)
                or not is_leaf_type(get_nullable_type(definition.type))
                or definition.out_name not in (None, argument.name.value)
            ):
                return None
            moving.append((names[argument.name.value], argument.value.name.value, nullable))
        return moving

    def _first(self, values: VariableValues, moving: list[Moving]) -> dict[str, Any]:
        """The first execution goes the long way, and shows what does not move, and what passes unchanged."""
        arguments = self._coerced(values)
        names = {name for name, _, _ in moving}
        fixed = {name: value for name, value in arguments.items() if name not in names}
        if not self._shareable(fixed):
            self._moving = None
        elif all(variable in values.coerced for _, variable, _ in moving):
            if all(arguments.get(name, NOTHING) is values.coerced[variable] for name, variable, _ in moving):
                self._fixed = fixed
            else:
                self._moving = None
        return arguments
