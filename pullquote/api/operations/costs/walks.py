"""One computation of a cost: through the fields of an operation as execution goes through them.

A field costs its price, and what is selected in it; lists multiply. How long a list will be is known for pages
(``first``, ``last``) and for lists that an argument lists; for others it is an expectation.

Fields are merged as execution merges them, and of a union the most expensive member counts, so the cost is what the
operation can cost, not what its text is long.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

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

from pullquote.api.operations.costs.prices import Prices

PAGE_ARGUMENTS = ("first", "last")


class FieldsBelow(NamedTuple):
    """What is selected below a field: of which type, the selections, and how long lists are there if it is a page.

    It is there ``times`` times, and each costs ``each`` besides its fields; ``sized`` is whether an argument says how many.
    """

    type: GraphQLCompositeType
    sets: tuple[SelectionSetNode, ...]
    page: float | None
    times: float
    each: float
    sized: bool


@dataclass(frozen=True)
class Length:
    """How long the list is that a variable holds."""

    of: int


def literal(node: ValueNode, variables: Mapping[str, Any]) -> Any:
    """The value of a literal or a variable as far as it matters: a number, a condition, the length of a list."""
    match node:
        case VariableNode():
            return variables.get(node.name.value)
        case IntValueNode():
            return int(node.value) if len(node.value) < 12 else None
        case BooleanValueNode():
            return node.value
        case ListValueNode():
            return Length(len(node.values))
        case _:
            return None


class Walk:
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
                cost = max((self._of_object(each, sets, page) for each in self.members(type_)), default=0)
            else:  # apart, since every call counts where an operation is as deep as it may be
                cost = self._of_object(cast("GraphQLObjectType", type_), sets, page)
            self._done[key] = cost
        return cost

    def members(self, type_: GraphQLCompositeType) -> Sequence[GraphQLObjectType]:
        """The types of which an object may be: the most expensive one counts."""
        if is_abstract_type(type_):
            return self._schema.get_possible_types(type_)
        return (cast("GraphQLObjectType", type_),)

    def fields(
        self, type_: GraphQLObjectType, sets: tuple[SelectionSetNode, ...]
    ) -> dict[str, list[FieldNode]]:
        """The fields of an object, merged, by their names in the answer."""
        collected: dict[str, list[FieldNode]] = {}
        self._collect(type_, sets, collected, set())
        return collected

    def _of_object(
        self, type_: GraphQLObjectType, sets: tuple[SelectionSetNode, ...], page: float | None
    ) -> float:
        collected: dict[str, list[FieldNode]] = {}
        deferred = self._collect(type_, sets, collected, set())
        fields = sum(self.of_field(type_, nodes, page) for nodes in collected.values())
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

    def of_field(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode], page: float | None) -> float:
        """What a field costs once, everything below it included; ``nodes`` are all its places in the operation."""
        if self._schema.get_field(type_, nodes[0].name.value) is None:
            return 0
        price, below = self.price(type_, nodes[0]), self.below(type_, nodes, page)
        return price if below is None else price + below.times * (below.each + self.selections(*below[:3]))

    def price(self, type_: GraphQLObjectType, node: FieldNode) -> float:
        """The price of a field itself."""
        return _listed(self._prices.price, f"{type_.name}.{node.name.value}", f"*.{node.name.value}", 1)

    def below(
        self, type_: GraphQLObjectType, nodes: Sequence[FieldNode], page: float | None
    ) -> FieldsBelow | None:
        """What is below a field; None below one of no object."""
        node = nodes[0]
        definition = self._schema.get_field(type_, node.name.value)
        named = get_named_type(definition.type) if definition else None
        if definition is None or not is_composite_type(named):
            return None
        coordinate = f"{type_.name}.{node.name.value}"
        sets = tuple(each.selection_set for each in nodes if each.selection_set)
        size = self._size(definition, node, coordinate)
        if not is_list_type(get_nullable_type(definition.type)):
            expected = self._prices.size.get(coordinate, 1)  # below 1 for what is mostly null
            return FieldsBelow(named, sets, size, expected, 0, size is not None)
        if size is None:
            anywhere = f"*.{node.name.value}"
            expected = _listed(self._prices.size, coordinate, anywhere, self._prices.default_size)
            return FieldsBelow(named, sets, None, page if page is not None else expected, 1, sized=False)
        return FieldsBelow(named, sets, None, size, 1, sized=True)

    def size_argument(self, type_: GraphQLObjectType, node: FieldNode) -> str:
        """The argument by which a field is sized, whether it is given or not."""
        if (lister := self._prices.sized_by.get(f"{type_.name}.{node.name.value}")) is not None:
            return lister
        given = {argument.name.value for argument in node.arguments or ()}
        return next((name for name in PAGE_ARGUMENTS if name in given), PAGE_ARGUMENTS[0])

    def _size(self, definition: GraphQLField, node: FieldNode, coordinate: str) -> float | None:
        """How long the list of the field is, or the lists of the page that it is; None if it does not say."""
        arguments = {argument.name.value: argument.value for argument in node.arguments or ()}
        if (lister := self._prices.sized_by.get(coordinate)) is not None:
            listed = self._value(arguments[lister]) if lister in arguments else None
            return listed.of if isinstance(listed, Length) else 1
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
        return literal(node, self._variables)


def _default(argument: GraphQLArgument) -> int | None:
    """The default of a page argument: a value in a schema made in Python, a literal in one made from SDL."""
    value = argument.default_value
    if value is Undefined and argument.default is not None and argument.default.literal is not None:
        value = literal(argument.default.literal, {})
    return value if isinstance(value, int) else None


def _listed(table: Mapping[str, float], coordinate: str, anywhere: str, default: float) -> float:
    return table.get(coordinate, table.get(anywhere, default))
