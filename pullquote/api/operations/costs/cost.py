"""What an operation costs, computed from the schema before it is executed, and which of its fields cost most.

One unit is one field of one object: some microseconds on graphql-core, a fraction of one compiled. The prices and
expectations are in :mod:`pullquote.api.operations.costs.prices`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
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

        def computed(walk: Walk, root: GraphQLObjectType) -> int:
            return ceil(walk.selections(root, (self._operation.selection_set,), None))

        return self._remembered(self._costs, variables, computed, 0)

    def costliest(self, variables: Mapping[str, Any], limit: int) -> tuple[CostlyField, ...]:
        """Where most of the cost is with these variables, and what would bring it below ``limit``, always the same."""

        def computed(walk: Walk, root: GraphQLObjectType) -> tuple[CostlyField, ...]:
            return costliest(walk, root, self._operation.selection_set, limit)

        return self._remembered(self._costliest, variables, computed, ())

    def _remembered(
        self,
        known: dict[Hashable, T],
        variables: Mapping[str, Any],
        compute: Callable[[Walk, GraphQLObjectType], T],
        default: T,
    ) -> T:
        relevant = tuple([self._measure(variables, name) for name in self._relevant])
        found = known.get(relevant)
        if found is None:
            values = dict(zip(self._relevant, relevant, strict=True))
            root = self._schema.get_root_type(self._operation.operation)
            walk = Walk(self._schema, self._fragments, self._prices, values)
            found = compute(walk, root) if root else default
            if len(known) >= REMEMBERED:
                known.clear()
            known[relevant] = found
        return found

    def _measure(self, variables: Mapping[str, Any], name: str) -> Any:
        """A variable as far as it matters: a size, a condition, or the length of a list."""
        value: Any = variables.get(name, Undefined)
        if value is Undefined:
            default = self._defaults.get(name)
            return None if default is None else literal(default, {})
        if isinstance(value, list):
            return Length(len(value))
        return value if isinstance(value, bool | int) else None


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
