"""Which fields of an operation cost most, and what would bring it below the limit: for who was refused."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count
from math import ceil, floor
from typing import NamedTuple

from graphql import FieldNode, GraphQLObjectType, SelectionSetNode

from pullquote.api.errors import Refused, refused
from pullquote.api.operations.costs.walks import FieldsBelow, Walk

NAMED = 3
"""How many fields are named: those that matter, in one line."""
LEAST_SHARE = 0.1
"""Of the whole cost: a field of less is not named."""
LOOKED_AT = 100
"""How many fields are looked into for those; operations can have thousands."""
PATH_CHARACTERS = 80
"""How much of a path is shown: aliases may be as long as the document."""


class CostlyField(NamedTuple):
    """A field: its path in the answer, what it costs with all below it, and where an argument says how long its list is,
    which one, and how long that is. With ``enough`` there instead, the operation is below the limit; None where even 1 is too much."""

    path: str
    cost: int
    argument: str | None = None
    size: int | None = None
    enough: int | None = None

    def __str__(self) -> str:
        """``stories.nodes.quotes (first: 100) 343020``."""
        sized = f" ({self.argument}: {self.size})" if self.argument else ""
        return f"{self.path}{sized} {self.cost}"

    def extension(self) -> dict[str, str | int]:
        """The same for programs, without what there is not."""
        return {name: value for name, value in self._asdict().items() if value is not None}


class _Field(NamedTuple):
    """A field at one path: how often it is there, and what it costs each time."""

    path: tuple[str, ...]
    type: GraphQLObjectType
    nodes: list[FieldNode]
    page: float | None
    times: float
    cost: float


def costliest(
    walk: Walk, root: GraphQLObjectType, selected: SelectionSetNode, limit: int
) -> tuple[CostlyField, ...]:
    """The fields that cost most, the costliest first: those with an argument that says how long a list is, and those that
    cost much themselves. Others are on the way to them, ``nodes`` say, and named only where there is nothing else.
    """
    total = walk.selections(root, (selected,), None)
    whole = FieldsBelow(root, (selected,), None, 1, 0, sized=False)
    order = count()
    first = sorted(_fields(walk, root, whole, (), 1), key=lambda each: -each.cost)
    waiting = [(-each.cost, next(order), each) for each in first]
    found: list[CostlyField] = []
    for _ in range(LOOKED_AT):
        if not waiting or len(found) == NAMED:
            break
        field = heappop(waiting)[2]
        if field.times * field.cost < LEAST_SHARE * total:
            break
        below = walk.below(field.type, field.nodes, field.page)
        inner = _below(walk, field, below) if below else []
        costs_itself = walk.price(field.type, field.nodes[0]) >= field.cost / 2
        if costs_itself or (below and below.sized):
            found.append(_costly(walk, field, below, total, limit))
        for each in inner:
            heappush(waiting, (-each.times * each.cost, next(order), each))
    return tuple(found) or tuple(_costly(walk, each, None, total, limit) for each in first[:1])


def too_costly(cost: int, limit: int, found: tuple[CostlyField, ...]) -> Refused:
    """The refusal of an operation that costs more than the limit, with its costliest fields."""
    named = ", ".join(map(str, found))
    message = f"The operation costs {cost}; the limit is {limit}. Most of it: {named}. {_advice(found)}"
    fields = [each.extension() for each in found]
    return refused(
        "COST_LIMIT_EXCEEDED", message, cost={"requested": cost, "limit": limit, "costliest": fields}
    )


def _advice(found: tuple[CostlyField, ...]) -> str:
    """What to change, in a sentence: the innermost list that can be short enough."""
    for each in reversed(found):
        if each.enough:
            return f"Ask for less: `{each.argument}: {each.enough}` at {each.path} is enough."
    return "Ask for fewer fields at once, and for smaller pages (first)."


def _below(walk: Walk, field: _Field, below: FieldsBelow) -> list[_Field]:
    """The fields of the costliest type of which the objects below a field may be."""
    members = walk.members(below.type)
    member = max(members, key=lambda each: walk.selections(each, below.sets, below.page), default=None)
    times = field.times * below.times
    return list(_fields(walk, member, below, field.path, times)) if member and times else []


def _fields(
    walk: Walk, type_: GraphQLObjectType, below: FieldsBelow, path: tuple[str, ...], times: float
) -> Iterator[_Field]:
    for name, nodes in walk.fields(type_, below.sets).items():
        yield _Field((*path, name), type_, nodes, below.page, times, walk.of_field(type_, nodes, below.page))


def _costly(walk: Walk, field: _Field, below: FieldsBelow | None, total: float, limit: int) -> CostlyField:
    path = ".".join(field.path)
    shown = path if len(path) <= PATH_CHARACTERS else f"…{path[1 - PATH_CHARACTERS :]}"
    cost = ceil(field.times * field.cost)
    if below is None or not below.sized:
        return CostlyField(shown, cost)
    size = below.times if below.each else below.page or 0
    empty = walk.price(field.type, field.nodes[0]) + (
        0 if below.each else below.times * walk.selections(below.type, below.sets, 0)
    )
    one_more = field.times * (field.cost - empty) / size if size else 0
    enough = floor(size - (total - limit) / one_more) if one_more else 0
    argument = walk.size_argument(field.type, field.nodes[0])
    return CostlyField(shown, cost, argument, int(size), enough if enough >= 1 else None)
