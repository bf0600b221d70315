"""What an operation costs, computed from the schema before it is executed.

One unit is one field of one object: some microseconds on graphql-core, a fraction of one compiled. A field
costs its price, and what is selected in it; lists multiply. How long a list will be is known for pages
(``first``, ``last``) and for lists that an argument lists; for others it is an expectation. The prices and
expectations are in :mod:`pullquote.api.operations.prices`.

Fields are merged as execution merges them, and of a union the most expensive member counts, so the cost is what the
operation can cost, not what its text is long.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, cast

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLArgument,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_composite_type,
    is_list_type,
)

from pullquote.api.operations.prices import Prices

PAGE_ARGUMENTS = ("first", "last")
REMEMBERED = 16
"""Costs cached for each operation, by the variables that matter: pages of a few sizes."""


class CostPlan:
    """Computes the cost of one validated operation for given variables, and remembers it."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        operation: OperationDefinitionNode,
        prices: Prices,
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._operation = operation
        self._prices = prices
        self._defaults = {
            definition.variable.name.value: definition.default_value
            for definition in operation.variable_definitions or ()
        }
        self._relevant = _relevant_variables(fragments, operation, prices)
        self._known: dict[Hashable, int] = {}

    def cost(self, variables: Mapping[str, Any]) -> int:
        """The cost with these variables, which need not be valid: wrong ones are refused later."""
        relevant = tuple([self._measure(variables, name) for name in self._relevant])
        cost = self._known.get(relevant)
        if cost is None:
            values = dict(zip(self._relevant, relevant, strict=True))
            root = self._schema.get_root_type(self._operation.operation)
            walk = _Walk(self._schema, self._fragments, self._prices, values)
            cost = ceil(walk.selections(root, (self._operation.selection_set,), None)) if root else 0
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[relevant] = cost
        return cost

    def _measure(self, variables: Mapping[str, Any], name: str) -> Any:
        """A variable as far as it matters: a size, a condition, or the length of a list."""
        value: Any = variables.get(name, Undefined)
        if value is Undefined:
            default = self._defaults.get(name)
            return None if default is None else _literal(default, {})
        if isinstance(value, list):
            return _Length(len(value))
        return value if isinstance(value, bool | int) else None


@dataclass(frozen=True)
class _Length:
    """How long the list is that a variable holds."""

    of: int


def _literal(node: ValueNode, variables: Mapping[str, Any]) -> Any:
    match node:
        case VariableNode():
            return variables.get(node.name.value)
        case IntValueNode():
            return int(node.value) if len(node.value) < 12 else None
        case BooleanValueNode():
            return node.value
        case ListValueNode():
            return _Length(len(node.values))
        case _:
            return None


class _Walk:
    """One computation, with the variables that matter at hand."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        prices: Prices,
        variables: Mapping[str, Any],
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._prices = prices
        self._variables = variables
        # Fragments spread in many places make a few nodes a tree of exponential size: each node is done once.
        self._done: dict[Hashable, float] = {}

    def selections(
        self, type_: GraphQLCompositeType, sets: tuple[SelectionSetNode, ...], page: float | None
    ) -> float:
        """What is selected in one object of the type; ``page`` is the size of its lists if it is a page."""
        key = (type_.name, tuple(map(id, sets)), page)
        if (cost := self._done.get(key)) is None:
            if is_abstract_type(type_):
                possible = self._schema.get_possible_types(type_)
                cost = max((self._of_object(member, sets, page) for member in possible), default=0)
            else:
                cost = self._of_object(cast("GraphQLObjectType", type_), sets, page)
            self._done[key] = cost
        return cost

    def _of_object(
        self, type_: GraphQLObjectType, sets: tuple[SelectionSetNode, ...], page: float | None
    ) -> float:
        collected: dict[str, list[FieldNode]] = {}
        deferred = self._collect(type_, sets, collected, set())
        fields = sum(self._of_field(type_, nodes, page) for nodes in collected.values())
        return fields + deferred * self._prices.deferred

    def _collect(
        self,
        type_: GraphQLObjectType,
        sets: Iterable[SelectionSetNode],
        collected: dict[str, list[FieldNode]],
        visited: set[str],
    ) -> int:
        """Gather the fields by their names in the answer; how many fragments defer some of them."""
        deferred = 0
        for node in (node for selection_set in sets for node in selection_set.selections):
            if self._skipped(node.directives or ()):
                continue
            match node:
                case FieldNode():
                    name = node.alias.value if node.alias else node.name.value
                    collected.setdefault(name, []).append(node)
                case InlineFragmentNode():
                    condition = node.type_condition
                    if condition is None or self._applies(condition.name.value, type_):
                        deferred += self._defers(node.directives or ())
                        deferred += self._collect(type_, (node.selection_set,), collected, visited)
                case FragmentSpreadNode():
                    fragment = self._fragments.get(node.name.value)
                    if fragment is None or node.name.value in visited:
                        continue
                    visited.add(node.name.value)
                    if self._applies(fragment.type_condition.name.value, type_):
                        deferred += self._defers(node.directives or ())
                        deferred += self._collect(type_, (fragment.selection_set,), collected, visited)
        return deferred

    def _defers(self, directives: Sequence[DirectiveNode]) -> bool:
        for directive in directives:
            if directive.name.value == "defer":
                conditions = [each.value for each in directive.arguments or () if each.name.value == "if"]
                return not conditions or self._value(conditions[0]) is not False
        return False

    def _applies(self, condition: str, type_: GraphQLObjectType) -> bool:
        named: GraphQLNamedType | None = self._schema.get_type(condition)
        if named is type_:
            return True
        return named is not None and is_abstract_type(named) and self._schema.is_sub_type(named, type_)

    def _skipped(self, directives: Sequence[DirectiveNode]) -> bool:
        for directive in directives:
            name = directive.name.value
            if name not in {"skip", "include"} or not directive.arguments:
                continue
            if self._value(directive.arguments[0].value) is (name == "skip"):
                return True
        return False

    def _of_field(self, type_: GraphQLObjectType, nodes: list[FieldNode], page: float | None) -> float:
        node = nodes[0]
        definition = self._schema.get_field(type_, node.name.value)
        if definition is None:
            return 0
        coordinate = f"{type_.name}.{node.name.value}"
        anywhere = f"*.{node.name.value}"
        price = _listed(self._prices.price, coordinate, anywhere, 1)
        named = get_named_type(definition.type)
        if not is_composite_type(named):
            return price
        size = self._size(definition, node, coordinate)
        sets = tuple(each.selection_set for each in nodes if each.selection_set)
        if not is_list_type(get_nullable_type(definition.type)):
            expected = self._prices.size.get(coordinate, 1)  # below 1 for what is mostly null
            return price + expected * self.selections(named, sets, size)
        if size is None:
            expected = _listed(self._prices.size, coordinate, anywhere, self._prices.default_size)
            size = page if page is not None else expected
        return price + size * (1 + self.selections(named, sets, None))

    def _size(self, definition: GraphQLField, node: FieldNode, coordinate: str) -> float | None:
        """How long the list of the field is, or the lists of the page that it is; None if it does not say."""
        arguments = {argument.name.value: argument.value for argument in node.arguments or ()}
        if (lister := self._prices.sized_by.get(coordinate)) is not None:
            listed = self._value(arguments[lister]) if lister in arguments else None
            return listed.of if isinstance(listed, _Length) else 1
        sizes = [name for name in PAGE_ARGUMENTS if name in definition.args]
        if not sizes:
            return None
        for name in sizes:
            if name in arguments and not isinstance(arguments[name], NullValueNode):
                asked = self._value(arguments[name])
                if isinstance(asked, int):
                    return max(0, min(asked, self._prices.max_page_size))
        defaults = (_default(definition.args[name]) for name in sizes)
        return next((size for size in defaults if size is not None), self._prices.page_size)

    def _value(self, node: ValueNode) -> Any:
        return _literal(node, self._variables)


def _default(argument: GraphQLArgument) -> int | None:
    """The default of a page argument: a value in a schema made in Python, a literal in one made from SDL."""
    value = argument.default_value
    if value is Undefined and argument.default is not None and argument.default.literal is not None:
        value = _literal(argument.default.literal, {})
    return value if isinstance(value, int) else None


def _listed(table: Mapping[str, float], coordinate: str, anywhere: str, default: float) -> float:
    return table.get(coordinate, table.get(anywhere, default))


def _relevant_variables(
    fragments: Mapping[str, FragmentDefinitionNode], operation: OperationDefinitionNode, prices: Prices
) -> tuple[str, ...]:
    """The variables that a size or a condition hangs on, in a fixed order."""
    sizes = {*PAGE_ARGUMENTS, *prices.sized_by.values()}
    found: dict[str, None] = {}
    nodes: list[Any] = [operation, *fragments.values()]
    while nodes:
        node = nodes.pop()
        for argument in getattr(node, "arguments", None) or ():
            if isinstance(argument.value, VariableNode) and argument.name.value in sizes:
                found[argument.value.name.value] = None
        for directive in node.directives or ():
            for argument in directive.arguments or ():
                if isinstance(argument.value, VariableNode):
                    found[argument.value.name.value] = None
        if (selected := getattr(node, "selection_set", None)) is not None:
            nodes += selected.selections
    return tuple(found)
