"""What an operation costs, computed from the schema before it is executed, and which of its fields cost most.

One unit is one field of one object: some microseconds on graphql-core, a fraction of one compiled. The prices and
expectations are in :mod:`pullquote.api.operations.costs.prices`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import ceil
from typing import Any, TypeVar

from graphql import (
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    VariableNode,
)

from pullquote.api.operations.costs.costliest import CostlyField, costliest
from pullquote.api.operations.costs.prices import Prices
from pullquote.api.operations.costs.walks import PAGE_ARGUMENTS, Length, Walk, literal

REMEMBERED = 16
"""Costs cached for each operation, by the variables that matter: pages of a few sizes."""

T = TypeVar("T")


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
        self._costs: dict[Hashable, int] = {}
        self._costliest: dict[Hashable, tuple[CostlyField, ...]] = {}

    def cost(self, variables: Mapping[str, Any]) -> int:
        """The cost with these variables, which need not be valid: wrong ones are refused later."""
        relevant = tuple([self._measure(variables, name) for name in self._relevant])
        cost = self._costs.get(relevant)
        if cost is None:
            walk, root = self._walk(relevant)
            cost = ceil(walk.selections(root, (self._operation.selection_set,), None)) if root else 0
            _remember(self._costs, relevant, cost)
        return cost

    def costliest(self, variables: Mapping[str, Any], limit: int) -> tuple[CostlyField, ...]:
        """Where most of the cost is with these variables, and what would bring it below ``limit``, always the same."""
        relevant = tuple([self._measure(variables, name) for name in self._relevant])
        found = self._costliest.get(relevant)
        if found is None:
            walk, root = self._walk(relevant)
            found = costliest(walk, root, self._operation.selection_set, limit) if root else ()
            _remember(self._costliest, relevant, found)
        return found

    def _walk(self, relevant: tuple[Any, ...]) -> tuple[Walk, GraphQLObjectType | None]:
        values = dict(zip(self._relevant, relevant, strict=True))
        root = self._schema.get_root_type(self._operation.operation)
        return Walk(self._schema, self._fragments, self._prices, values), root

    def _measure(self, variables: Mapping[str, Any], name: str) -> Any:
        """A variable as far as it matters: a size, a condition, or the length of a list."""
        value: Any = variables.get(name, Undefined)
        if value is Undefined:
            default = self._defaults.get(name)
            return None if default is None else literal(default, {})
        if isinstance(value, list):
            return Length(len(value))
        return value if isinstance(value, bool | int) else None


def _remember(known: dict[Hashable, T], relevant: Hashable, found: T) -> None:
    if len(known) >= REMEMBERED:
        known.clear()
    known[relevant] = found


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
