"""Random operations over any schema: fragments, merged aliases, variables, abstract types, @skip, errors."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLSchema,
    Undefined,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)

Pools = Mapping[str, Sequence[Any]]
"""Values to draw from, by argument or input field name, else by the name of the scalar."""


@dataclass(frozen=True)
class EnumName:
    """The name of an enum value, which is not quoted in a literal."""

    name: str


def literal(value: object) -> str:
    """A value as GraphQL writes it in a document."""
    match value:
        case EnumName(name):
            return name
        case dict():
            return "{" + ", ".join(f"{key}: {literal(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(literal, value)) + "]"
        case _:
            return json.dumps(value)


def plain(value: object) -> Any:
    """A value as JSON carries it in variables."""
    match value:
        case EnumName(name):
            return name
        case dict():
            return {key: plain(each) for key, each in value.items()}
        case list():
            return [plain(each) for each in value]
        case _:
            return value


@dataclass
class Generator:
    """Draws one operation; ``text`` and ``variables`` are what a client would send.

    ``avoid`` are fields that are rarely chosen (those that fail, or that are asynchronous), and
    ``avoid_arguments`` optional arguments, by the share of times that they are not.

    With ``literals`` all values are written into the text. ``random`` decides on what is selected, and
    ``values`` on the values: so several operations can differ in nothing else.
    """

    schema: GraphQLSchema
    random: Random
    pools: Pools
    avoid: Mapping[str, float] = field(default_factory=dict)
    avoid_arguments: Mapping[str, float] = field(default_factory=dict)
    depth: int = 4
    literals: bool = False
    values: Random | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    _declared: list[str] = field(default_factory=list)
    _fragments: list[str] = field(default_factory=list)
    _calls: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def draw(self) -> tuple[str, dict[str, Any]]:
        """The text of an operation, and its variables."""
        root = self.schema.query_type
        assert root is not None
        body = self._selection(root, self.depth)
        declared = f"({', '.join(self._declared)})" if self._declared else ""
        return " ".join([f"query Drawn{declared} {body}", *filter(None, self._fragments)]), self.variables

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _selection(self, type_: GraphQLNamedType, depth: int) -> str:
        parts = ["__typename" + self._directives()] if self._chance(0.25) else []
        fields: list[tuple[str, GraphQLField]] = list(getattr(type_, "fields", {}).items())
        for _ in range(self.random.randrange(1, 7)):
            choice = self.random.random()
            if choice < 0.7 and fields:
                name, definition = self.random.choice(fields)
                if not self._chance(self.avoid.get(name, 0.0)):
                    parts += self._field(type_, name, definition, depth)
            elif depth > 0 and choice < 0.9:
                condition = self._condition(type_)
                on = "" if condition is type_ and self._chance(0.3) else f"on {condition.name} "
                parts.append(f"... {on}{self._directives()} {self._selection(condition, depth - 1)}")
            elif depth > 0:
                parts.append(self._spread(type_, depth))
        return "{ " + " ".join(parts or ["__typename"]) + " }"

    def _field(self, type_: GraphQLNamedType, name: str, definition: GraphQLField, depth: int) -> list[str]:
        named = get_named_type(definition.type)
        leaf = is_leaf_type(named)
        if not leaf and depth <= 0:
            return []
        called = self._called(type_, name, definition)
        sub = "" if leaf else " " + self._selection(named, depth - 1)
        return [f"{called}{self._directives()}{sub}"]

    def _called(self, type_: GraphQLNamedType, name: str, definition: GraphQLField) -> str:
        """Alias, name and arguments: often those of an earlier field, so that both are merged."""
        if not definition.args:
            return f"{name}{self.random.randrange(3)}: {name}" if self._chance(0.3) else name
        earlier = self._calls.setdefault((type_.name, name), [])
        if earlier and self._chance(0.4):
            return self.random.choice(earlier)
        alias = f"{name}{type_.name}{len(earlier)}"
        earlier.append(f"{alias}: {name}{self._arguments(definition)}")
        return earlier[-1]

    def _condition(self, type_: GraphQLNamedType) -> GraphQLNamedType:
        if is_abstract_type(type_):
            return self.random.choice([type_, *self.schema.get_possible_types(type_)])
        interfaces: list[GraphQLNamedType] = list(getattr(type_, "interfaces", ()))
        return self.random.choice([type_, *interfaces])

    def _spread(self, type_: GraphQLNamedType, depth: int) -> str:
        index = len(self._fragments)
        self._fragments.append("")
        self._fragments[index] = f"fragment F{index} on {type_.name} {self._selection(type_, depth - 1)}"
        return " ".join([f"...F{index}{self._directives()}"] * (2 if self._chance(0.2) else 1))

    def _directives(self) -> str:
        written = ""
        for name, share in (("skip", 0.3), ("include", 0.7)):
            if self._chance(0.08):
                value = self._chance(share)
                by_variable = self._chance(0.6)
                condition = self._variable("Boolean!", value) if by_variable else literal(value)
                written += f" @{name}(if: {condition})"
        return written

    def _arguments(self, definition: GraphQLField) -> str:
        written = []
        for name, argument in definition.args.items():
            required = isinstance(argument.type, GraphQLNonNull) and not _has_default(argument)
            if required or (self._chance(0.5) and not self._chance(self.avoid_arguments.get(name, 0.0))):
                written.append(f"{name}: {self._argument(name, argument)}")
        return f"({', '.join(written)})" if written else ""

    def _argument(self, name: str, argument: GraphQLArgument) -> str:
        value = self._value(name, argument.type)
        if self.literals:
            return literal(value)
        if not self._chance(0.4):
            return self._partly_variable(name, argument.type, value)
        return self._variable(str(argument.type), value)

    def _partly_variable(self, name: str, type_: GraphQLInputType, value: Any) -> str:
        """A literal, sometimes with one of its members as a variable."""
        inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if isinstance(inner, GraphQLInputObjectType) and isinstance(value, dict) and self._chance(0.4):
            members = []
            for key, member in value.items():
                member_type = inner.fields[key].type
                if self._chance(0.5):
                    one_of = inner.is_one_of or inner.name.endswith("By")
                    wanted = f"{member_type}!" if one_of else str(member_type)
                    members.append(f"{key}: {self._variable(wanted, member)}")
                else:
                    members.append(f"{key}: {literal(member)}")
            return "{" + ", ".join(members) + "}"
        if isinstance(inner, GraphQLList) and isinstance(value, list) and value and self._chance(0.2):
            item_type = str(inner.of_type)
            return "[" + ", ".join(self._variable(item_type, each) for each in value) + "]"
        return literal(value)

    def _variable(self, type_: str, value: Any) -> str:
        name = f"v{len(self._declared)}"
        default = ""
        if value is not None and self._chance(0.15):
            default = f" = {literal(value)}"
        self._declared.append(f"${name}: {type_}{default}")
        if not (default and self._chance(0.5)) and (type_.endswith("!") or self._chance(0.85)):
            self.variables[name] = plain(value)
        return f"${name}"

    def _value(self, name: str, type_: GraphQLInputType, depth: int = 3) -> Any:
        if not isinstance(type_, GraphQLNonNull):
            if self._chance(0.1):
                return None
        else:
            type_ = type_.of_type
        if isinstance(type_, GraphQLList):
            length = (self._drawn if _is_simple(type_.of_type) else self.random).randrange(4)
            return [self._value(name, type_.of_type, depth) for _ in range(length)]
        if isinstance(type_, GraphQLInputObjectType):
            return self._object(type_, depth)
        if isinstance(type_, GraphQLEnumType):
            return EnumName(self._drawn.choice(list(type_.values)))
        pool = self.pools.get(name) or self.pools[get_named_type(type_).name]
        return self._drawn.choice(pool)

    @property
    def _drawn(self) -> Random:
        return self.values or self.random

    def _object(self, type_: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
        fields = {key: each for key, each in type_.fields.items() if depth > 0 or is_leaf_type(each.type)}
        if type_.is_one_of or type_.name.endswith("By"):
            key = self.random.choice(list(fields))
            inner = fields[key].type
            return {key: self._value(key, GraphQLNonNull(inner), 0)}
        required = [key for key, each in fields.items() if isinstance(each.type, GraphQLNonNull)]
        keys = [key for key in fields if key in required or self._chance(0.25)]
        return {key: self._value(key, fields[key].type, depth - 1) for key in keys}


def _is_simple(item: GraphQLInputType) -> bool:
    """Whether nothing but its value is decided of an item of a list."""
    return isinstance(item, GraphQLNonNull) and is_leaf_type(item.of_type)


def _has_default(argument: GraphQLArgument) -> bool:
    return argument.default is not None or argument.default_value is not Undefined
