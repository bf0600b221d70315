"""The arguments of one field: coerced when compiled where they are constant, else once an execution.

graphql-core and Strawberry coerce them, the long way. Of what they make out of the first execution's
variables, a template is taken: built-in values that are variables pass through unchanged, so that later
executions only put the new values in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

import strawberry
from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    ListValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    get_nullable_type,
    is_leaf_type,
)

from pullquote.api.execution.surface import (
    Some,
    VariableValues,
    argument_converter,
    argument_names,
    get_argument_values,
    input_attributes,
)
from pullquote.api.execution.variables import Values

NO_VARIABLES: Final = VariableValues({}, {})
UNCHANGEABLE: Final = (str, int, float, bool, type(None), Enum)


class NoTemplate(Exception):
    """These values cannot be put together from a template."""


def mentions_variable(value: ValueNode) -> bool:
    """Whether a variable stands anywhere in a literal."""
    if isinstance(value, VariableNode):
        return True
    if isinstance(value, ListValueNode):
        return any(mentions_variable(each) for each in value.values)
    if isinstance(value, ObjectValueNode):
        return any(mentions_variable(each.value) for each in value.fields)
    return False


@dataclass
class Template:
    """What to call ``make`` with: ``fixed`` values, variables by the argument's name, and further templates.

    A variable marked ``wrapped`` is passed as Strawberry's ``Some``.
    """

    make: Any
    fixed: dict[str, Any]
    moving: list[tuple[str, str, bool]] = field(default_factory=list)
    nested: list[tuple[str, Template]] = field(default_factory=list)

    def fill(self, coerced: dict[str, Any]) -> Any:
        """The value for these variables. Raises NoTemplate where one is null or left out."""
        arguments = self.fixed.copy()
        for name, variable, wrapped in self.moving:
            value = coerced.get(variable)
            if value is None:
                raise NoTemplate
            arguments[name] = Some(value) if wrapped else value
        for name, template in self.nested:
            arguments[name] = template.fill(coerced)
        return self.make(**arguments)


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
        self._names = argument_names(schema, definition)
        self._template: Template | None = None
        self._templates_fail = False
        given = [each.value for each in node.arguments or ()]
        self._needs_sources = any(
            mentions_variable(each) for each in given if not isinstance(each, VariableNode)
        )
        if not any(mentions_variable(each) for each in given):
            values = self._coerced(NO_VARIABLES)
            if self._shareable(values):
                self.constant = values

    def __call__(self, values: Values) -> dict[str, Any]:
        """The keyword arguments for one execution."""
        if self._template is not None:
            try:
                arguments: dict[str, Any] = self._template.fill(values.coerced)
            except NoTemplate:
                return self._the_long_way(values)
            return arguments
        arguments = self._the_long_way(values)
        if not self._templates_fail:
            self._learn(arguments, values.coerced)
        return arguments

    def _the_long_way(self, values: Values) -> dict[str, Any]:
        return self._coerced(
            values.with_sources() if self._needs_sources else VariableValues({}, values.coerced)
        )

    def _coerced(self, values: VariableValues) -> dict[str, Any]:
        return self._convert(get_argument_values(self._definition, self._node, values))

    def _shareable(self, arguments: dict[str, Any]) -> bool:
        return self._share or all(isinstance(each, UNCHANGEABLE) for each in arguments.values())

    def _learn(self, arguments: dict[str, Any], coerced: dict[str, Any]) -> None:
        """Take a template of ``arguments``; not where a variable has no value now, as it may have one later."""
        template = Template(dict, arguments.copy())
        types = {name: each.type for name, each in self._definition.args.items()}
        nodes = {each.name.value: each.value for each in self._node.arguments or ()}
        try:
            self._template = _take(template, types, nodes, self._names, coerced)
        except NoTemplate:
            if all(coerced.get(each) is not None for node in nodes.values() for each in _variables(node)):
                self._templates_fail = True
            return
        if not self._shareable(self._template.fixed):
            self._template, self._templates_fail = None, True


def _take(
    template: Template,
    types: dict[str, GraphQLInputType],
    nodes: dict[str, ValueNode],
    names: dict[str, str],
    coerced: dict[str, Any],
) -> Template:
    """Move what depends on variables out of the ``fixed`` values of ``template``."""
    for name, node in nodes.items():
        if not mentions_variable(node):
            continue
        python_name = names[name]
        value = template.fixed.pop(python_name, None)
        inner = get_nullable_type(types[name])
        if isinstance(node, VariableNode) and is_leaf_type(inner):
            variable = node.name.value
            wrapped = type(value) is Some
            passed = value.value if wrapped else value
            if passed is None or passed is not coerced.get(variable):
                raise NoTemplate
            template.moving.append((python_name, variable, wrapped))
        elif isinstance(node, ObjectValueNode) and isinstance(inner, GraphQLInputObjectType):
            template.nested.append((python_name, _take_object(value, inner, node, coerced)))
        else:
            raise NoTemplate
    return template


def _take_object(
    value: object, type_: GraphQLInputObjectType, node: ObjectValueNode, coerced: dict[str, Any]
) -> Template:
    names = input_attributes(type_, value)
    if names is None:
        raise NoTemplate
    fixed = {name: getattr(value, name) for name in names.values()}
    types = {name: each.type for name, each in type_.fields.items()}
    nodes = {each.name.value: each.value for each in node.fields}
    return _take(Template(type(value), fixed), types, nodes, names, coerced)


def _variables(node: ValueNode) -> list[str]:
    if isinstance(node, VariableNode):
        return [node.name.value]
    children = [each.value for each in node.fields] if isinstance(node, ObjectValueNode) else []
    if isinstance(node, ListValueNode):
        children = list(node.values)
    return [name for child in children for name in _variables(child)]
