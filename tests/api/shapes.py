"""Requests of many shapes, as large as a body may be: what a stranger can send, valid or not.

A shape is a kind of document, a kind of value for its argument, and how many, how long and how deep. Everything
is made of the schema's own names and of names near to them, for those are what takes longest to compare.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from tests.compiler.generator import EnumName

COUNTS = (1, 3, 20, 100, 300, 1_000, 5_000, 20_000)
LENGTHS = (1, 5, 12, 25, 60, 250, 2_000, 20_000, 80_000)
DEPTHS = (1, 2, 4, 8, 14, 40)


@dataclass(frozen=True)
class Shape:
    """One kind of request; ``choice`` says which argument, field and type of the schema it is about."""

    document: str
    value: str
    letters: str
    count: int = 100
    length: int = 12
    depth: int = 4
    choice: int = 0

    def smaller(self) -> Shape:
        """The same with less of what there is most of."""
        if self.count > self.length:
            return replace(self, count=self.count * 2 // 3)
        return replace(self, length=max(1, self.length * 2 // 3), count=max(1, self.count * 9 // 10))


# Names

LETTERS: dict[str, Callable[[str, int, int], str]] = {
    "near": lambda real, number, _: f"{real}{number}",
    "swapped": lambda real, number, _: f"{real[1:]}{real[:1]}{number}",
    "one letter": lambda _, number, length: f"{'e' * length}{number}",
    "of a length": lambda real, number, length: f"{(real * (length // len(real) + 1))[:length]}{number}",
    "wild": lambda real, number, length: f"{''.join(Random(number).choices(real, k=length))}_{number}",
}
"""How a name is made of a real one, its number, and a length."""


def name(shape: Shape, real: Sequence[str], number: int) -> str:
    """The name of this number."""
    return LETTERS[shape.letters](real[number % len(real)], number, shape.length)


# Values


def values(shape: Shape, type_: GraphQLInputType) -> Any:
    """A value of the shape for an argument of the type."""
    return VALUES[shape.value](shape, get_nullable_type(type_))


Leaf = Callable[[Shape, Any], Any]
"""Makes a leaf; of several in a list, ``choice`` is the number of each."""


def _object(shape: Shape, type_: Any, leaf: Leaf) -> Any:
    """A value that has every field, with leaves and lists of leaves."""
    if is_list_type(type_):
        inner = get_nullable_type(type_.of_type)
        return [_object(replace(shape, count=1, choice=number), inner, leaf) for number in range(shape.count)]
    if isinstance(type_, GraphQLInputObjectType):
        smaller = replace(shape, count=max(1, shape.count // len(type_.fields)))
        return {
            name: _object(smaller, get_nullable_type(field.type), leaf)
            for name, field in itertools.islice(type_.fields.items(), 1 if type_.is_one_of else None)
        }
    return leaf(shape, type_)


def _unknown_keys(shape: Shape, type_: Any) -> Any:
    named = get_named_type(type_)
    real = list(named.fields) if isinstance(named, GraphQLInputObjectType) else ["slug"]
    made = {name(shape, real, number): 0 for number in range(shape.count)}
    return [made] if is_list_type(type_) else made


def _wrong(shape: Shape, type_: Any) -> Any:
    real = list(type_.values) if isinstance(type_, GraphQLEnumType) else ["topics"]
    wrong = name(shape, real, shape.choice)
    return {"String": shape.choice, "ID": 0.5, "Int": wrong, "Float": wrong, "Boolean": wrong}.get(
        type_.name, wrong
    )


def _right(shape: Shape, type_: Any) -> Any:
    if isinstance(type_, GraphQLEnumType):
        real = list(type_.values)
        return EnumName(real[shape.choice % len(real)])
    text = name(shape, ["government"], shape.choice)
    known = {"Int": 10, "Float": 0.5, "Boolean": True, "DateOrDateTime": "2024-10", "LanguageTag": "en"}
    return known.get(type_.name, f"https://example.org/{text}" if type_.name == "URL" else text)


def _texts(of: Callable[[Shape], str]) -> Callable[[Shape, Any], Any]:
    def made(shape: Shape, type_: Any) -> Any:
        is_text = type_.name in {"String", "ID", "URL", "LanguageTag", "DateOrDateTime", "DateTime"}
        return of(shape) if is_text else _right(shape, type_)

    return lambda shape, type_: _object(replace(shape, count=1), type_, lambda _, inner: made(shape, inner))


def _deep(shape: Shape, type_: Any) -> Any:
    value: Any = _object(replace(shape, count=1), type_, _right)
    names = list(type_.fields) if isinstance(type_, GraphQLInputObjectType) else []
    for number in range(shape.depth):
        value = {names[-1]: value} if names and number % 2 else [value]
    return [value] * max(1, shape.count // 10)


VALUES: dict[str, Callable[[Shape, Any], Any]] = {
    "unknown keys": _unknown_keys,
    "wrong leaves": lambda shape, type_: _object(shape, type_, _wrong),
    "right leaves": lambda shape, type_: _object(shape, type_, _right),
    "deep": _deep,
    "nulls": lambda shape, type_: _object(shape, type_, lambda *_: None),
    "empty objects": lambda shape, _: [{}] * shape.count,
    "numbers": lambda shape, type_: _object(
        shape, type_, lambda each, _: (1, 2**31, 2**63, 1e308, -0.0)[each.choice % 5]
    ),
    "long text": _texts(lambda shape: "x" * shape.length),
    "words": _texts(
        lambda shape: " ".join(name(shape, ["government", "the", "a"], n) for n in range(shape.count))
    ),
    "phrases": _texts(lambda shape: '"the government" ' * shape.count),
    "marks": _texts(lambda shape: "\"'()*+-:~^\\/" * shape.count),
    "escapes": _texts(lambda shape: "\u0000\n\U0001f600\u0301" * shape.count),
    "digits": _texts(lambda shape: "1" * shape.length),
    "dates": _texts(lambda shape: "2024-10-28T09:30:00." + "0" * shape.length + "+05:00"),
    "tags": _texts(lambda shape: "-".join(["en", *["latn"] * shape.count])),
}
"""What an argument can be given."""
