"""The arguments of one field: coerced when compiled where they are constant, else once an execution.

graphql-core and Strawberry coerce them. Of what they make out of one execution's variables, a
template is taken: values that are variables pass through, so that later executions only put the new ones in.
There is a template for each set of variables that have a value, as defaults and nulls stand for the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
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

from pullquote.compiler.memory import BoundedCache, MemoryUse
from pullquote.compiler.surface import (
    Some,
    VariableValues,
    argument_converter,
    argument_names,
    get_argument_values,
    input_attributes,
)
from pullquote.compiler.variables import Values

TemplateKey = tuple[object, ...]
"""What a template must know of each variable: None, MISSING, or True for any other value."""
NO_VARIABLES: Final = VariableValues({}, {})
UNCHANGEABLE: Final = (str, int, float, bool, type(None), Enum)
MOST_TEMPLATES: Final = 16
"""Templates of one field: as many as four optional variables need."""
MOST_CONVERTED: Final = 256
"""Input objects cached as Strawberry's, of one argument: filters that come again."""


class MISSING:
    """Stands for a variable that was left out, which is not the same as null."""


class NoTemplate(Exception):
    """These values cannot be put together from a template."""


def variables_in(node: ValueNode) -> list[str]:
    """The variables that stand in a literal."""
    if isinstance(node, VariableNode):
        return [node.name.value]
    children = [each.value for each in node.fields] if isinstance(node, ObjectValueNode) else []
    if isinstance(node, ListValueNode):
        children = list(node.values)
    return [name for child in children for name in variables_in(child)]


@dataclass
class Template:
    """What to call ``make`` with (None: this is it): ``fixed`` values, and by the argument's name variables
    and more templates.

    A variable marked ``wrapped`` is passed as Strawberry's ``Some``; ``inputs`` are variables that Strawberry
    has to convert, with the name that GraphQL has for the argument.
    """

    make: Any
    fixed: dict[str, Any]
    moving: list[tuple[str, str, bool]] = field(default_factory=list)
    inputs: list[tuple[str, str, str]] = field(default_factory=list)
    nested: list[tuple[str, Template]] = field(default_factory=list)

    @cached_property
    def fill(self) -> Callable[[dict[str, Any]], Any]:
        """Gives the value for variables, of which those that the template was taken for have values.

        It is one expression, such as ``{'by': make0(slug=c['slug'])}``.
        """
        names: dict[str, Any] = {"Some": Some}
        # The source holds names of the schema's own classes, and names of variables that graphql-core's lexer has
        # let through.
        filled: Callable[[dict[str, Any]], Any] = eval(f"lambda c: {self.source(names)}", names)  # noqa: S307
        return filled

    def source(self, names: dict[str, Any]) -> str:
        """The expression, whose other values are added to ``names``."""

        def constant(prefix: str, value: object) -> str:
            name = f"{prefix}{len(names)}"
            names[name] = value
            return name

        values = {name: constant("fixed", value) for name, value in self.fixed.items()}
        for name, variable, wrapped in self.moving:
            values[name] = f"Some(c[{variable!r}])" if wrapped else f"c[{variable!r}]"
        for name, template in self.nested:
            values[name] = template.source(names)
        if self.make is None:
            return "{" + ", ".join(f"{name!r}: {value}" for name, value in values.items()) + "}"
        given = ", ".join(f"{name}={value}" for name, value in values.items())
        return f"{constant('make', self.make)}({given})"


class Arguments:
    """How one field's arguments become keyword arguments of its resolver.

    ``constant`` is what to call it with when nothing depends on variables, and may be shared between
    executions; otherwise it is None, and calling this object with the variables gives the arguments of one
    execution, which stand at ``slot`` among those of its plan. Raises what graphql-core and Strawberry
    raise for arguments that are wrong.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        definition: GraphQLField,
        node: FieldNode,
        memory: MemoryUse,
        *,
        share: bool,
    ) -> None:
        self.slot = -1
        self.constant: dict[str, Any] | None = None
        self._definition = definition
        self._node = node
        self._share = share
        self._convert = argument_converter(schema, definition)
        self._names = argument_names(schema, definition)
        self._templates: BoundedCache[TemplateKey, Template | None] = BoundedCache(memory, MOST_TEMPLATES)
        self._converted: BoundedCache[int, tuple[object, object]] = BoundedCache(memory, MOST_CONVERTED)
        given = [each.value for each in node.arguments or ()]
        self._variables = list(dict.fromkeys(name for each in given for name in variables_in(each)))
        self._needs_sources = any(variables_in(each) for each in given if not isinstance(each, VariableNode))
        if not self._variables:
            values = self._coerced(NO_VARIABLES)
            if self._shareable(values):
                self.constant = values

    def __call__(self, values: Values) -> dict[str, Any]:
        """The keyword arguments for one execution."""
        coerced = values.coerced
        key = tuple(
            [
                value if (value := coerced.get(name, MISSING)) is None or value is MISSING else True
                for name in self._variables
            ]
        )
        try:
            template = self._templates[key]
        except KeyError:
            return self._learn(key, values)
        if template is None:
            return self._coerce_fully(values)
        arguments: dict[str, Any] = template.fill(coerced)
        for name, variable, argument in template.inputs:
            arguments[name] = self._input(argument, name, coerced[variable])
        return arguments

    def _coerce_fully(self, values: Values) -> dict[str, Any]:
        return self._coerced(
            values.with_sources() if self._needs_sources else VariableValues({}, values.coerced)
        )

    def _coerced(self, values: VariableValues) -> dict[str, Any]:
        return self._convert(get_argument_values(self._definition, self._node, values))

    def _input(self, argument: str, python_name: str, value: object) -> object:
        """What Strawberry makes of a list or an input object that is a variable."""
        if not self._share:
            return self._convert({argument: value})[python_name]
        known = self._converted.get(id(value))
        if known is not None and known[0] is value:
            return known[1]
        made = self._convert({argument: value})[python_name]
        self._converted.put(id(value), (value, made))
        return made

    def _shareable(self, arguments: dict[str, Any]) -> bool:
        return self._share or all(isinstance(each, UNCHANGEABLE) for each in arguments.values())

    def _learn(self, key: TemplateKey, values: Values) -> dict[str, Any]:
        """Coerce by graphql-core and Strawberry, and take a template of what that makes."""
        arguments = self._coerce_fully(values)
        types = {name: each.type for name, each in self._definition.args.items()}
        nodes = {each.name.value: each.value for each in self._node.arguments or ()}
        template = Template(None, arguments.copy())
        try:
            self._take_inputs(template, types, nodes, values.coerced)
            _take(template, types, nodes, self._names, values.coerced)
            self._templates.put(key, template if self._shareable(template.fixed) else None)
        except NoTemplate:
            self._templates.put(key, None)
        return arguments

    def _take_inputs(
        self,
        template: Template,
        types: dict[str, GraphQLInputType],
        nodes: dict[str, ValueNode],
        coerced: dict[str, Any],
    ) -> None:
        """Move lists and input objects that are variables out of the template, and out of ``nodes``."""
        for name, node in list(nodes.items()):
            if isinstance(node, VariableNode) and not is_leaf_type(get_nullable_type(types[name])):
                del nodes[name]
                if coerced.get(node.name.value) is not None:
                    template.fixed.pop(self._names[name], None)
                    template.inputs.append((self._names[name], node.name.value, name))


def _take(
    template: Template,
    types: dict[str, GraphQLInputType],
    nodes: dict[str, ValueNode],
    names: dict[str, str],
    coerced: dict[str, Any],
) -> None:
    """Move the variables that have a value out of the ``fixed`` values of ``template``."""
    for name, node in nodes.items():
        if all(coerced.get(variable) is None for variable in variables_in(node)):
            continue
        python_name = names[name]
        value = template.fixed.pop(python_name, None)
        inner = get_nullable_type(types[name])
        if isinstance(node, VariableNode) and is_leaf_type(inner):
            wrapped = type(value) is Some
            passed = value.value if wrapped else value
            if passed is not coerced[node.name.value]:
                raise NoTemplate
            template.moving.append((python_name, node.name.value, wrapped))
        elif isinstance(node, ObjectValueNode) and isinstance(inner, GraphQLInputObjectType):
            template.nested.append((python_name, _take_object(value, inner, node, coerced)))
        else:
            raise NoTemplate


def _take_object(
    value: object, type_: GraphQLInputObjectType, node: ObjectValueNode, coerced: dict[str, Any]
) -> Template:
    names = input_attributes(type_, value)
    if names is None:
        raise NoTemplate
    template = Template(type(value), {name: getattr(value, name) for name in names.values()})
    types = {name: each.type for name, each in type_.fields.items()}
    nodes = {each.name.value: each.value for each in node.fields}
    _take(template, types, nodes, names, coerced)
    return template
