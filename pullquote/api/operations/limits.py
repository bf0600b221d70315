"""Limits on the shape of a document, checked on its tree before it is validated.

Before, because validation is where a hostile document costs most: two thousand fields of one name take
seconds to compare. One walk over the definitions counts everything; fragments are counted once where they
stand, and followed for the depth, which they add to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    ExecutableDefinitionNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from pullquote.api.errors import Refused, refused
from pullquote.api.settings import Settings

INTROSPECTION_FIELDS = frozenset({"__schema", "__type"})
"""What asks for the schema; ``__typename`` is not among them, since clients need it in every answer."""


@dataclass(frozen=True)
class Limits:
    """The most that a document may have; see the settings of the same names."""

    depth: int
    aliases: int
    directives: int
    introspection: bool

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The limits that the settings set."""
        return cls(
            depth=settings.max_depth,
            aliases=settings.max_aliases,
            directives=settings.max_directives,
            introspection=settings.introspection,
        )

    def check(self, document: DocumentNode) -> None:
        """Raise Refused where the document has more than it may."""
        counts = _count(document)
        if counts.aliases > self.aliases:
            raise _too_many("ALIAS_LIMIT_EXCEEDED", "aliases", counts.aliases, self.aliases)
        if counts.directives > self.directives:
            raise _too_many("DIRECTIVE_LIMIT_EXCEEDED", "directives", counts.directives, self.directives)
        if counts.introspects and not self.introspection:
            raise refused("INTROSPECTION_DISABLED", "This server does not answer questions about its schema.")
        depth = _depth(document)
        if depth > self.depth:
            message = f"The document nests {depth} deep; the limit is {self.depth}."
            raise refused("DEPTH_LIMIT_EXCEEDED", message)


def _too_many(code: str, what: str, found: int, limit: int) -> Refused:
    return refused(code, f"The document has {found} {what}; the limit is {limit}.")


@dataclass
class _Counts:
    aliases: int = 0
    directives: int = 0
    introspects: bool = False


def _count(document: DocumentNode) -> _Counts:
    counts = _Counts()
    for definition in document.definitions:
        if isinstance(definition, ExecutableDefinitionNode):
            counts.directives += len(definition.directives or ())
        if isinstance(definition, OperationDefinitionNode):
            for variable in definition.variable_definitions or ():
                counts.directives += len(variable.directives or ())
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            for node, _ in _selections(definition.selection_set):
                counts.directives += len(node.directives or ())
                if isinstance(node, FieldNode):
                    counts.aliases += node.alias is not None
                    counts.introspects |= node.name.value in INTROSPECTION_FIELDS
    return counts


SelectionNode = FieldNode | FragmentSpreadNode | InlineFragmentNode


def _selections(selection_set: SelectionSetNode) -> Iterator[tuple[SelectionNode, int]]:
    """Everything selected below, each with the number of fields it is nested in, itself included."""
    stack = [(selection_set, 0)]
    while stack:
        current, depth = stack.pop()
        for node in current.selections:
            match node:
                case FieldNode():
                    yield node, depth + 1
                    if node.selection_set:
                        stack.append((node.selection_set, depth + 1))
                case InlineFragmentNode():
                    yield node, depth
                    stack.append((node.selection_set, depth))
                case FragmentSpreadNode():
                    yield node, depth


def _depth(document: DocumentNode) -> int:
    """The deepest nesting of fields in an operation; a fragment in a cycle counts as empty inside itself."""
    fragments = {
        definition.name.value: definition.selection_set
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    depths = _fragment_depths(fragments)
    return max(
        (
            _deepest(definition.selection_set, depths)
            for definition in document.definitions
            if isinstance(definition, OperationDefinitionNode)
        ),
        default=0,
    )


def _deepest(selection_set: SelectionSetNode, depths: Mapping[str, int]) -> int:
    return max(
        (
            depth + (depths.get(node.name.value, 0) if isinstance(node, FragmentSpreadNode) else 0)
            for node, depth in _selections(selection_set)
        ),
        default=0,
    )


def _fragment_depths(fragments: Mapping[str, SelectionSetNode]) -> dict[str, int]:
    """How deep each fragment is, those that it spreads included; without recursion, for chains are long."""
    depths: dict[str, int] = {}
    for start in fragments:
        stack, open_ = [start], {start}
        while stack:
            name = stack[-1]
            waiting = next(
                (
                    node.name.value
                    for node, _ in _selections(fragments[name])
                    if isinstance(node, FragmentSpreadNode)
                    and node.name.value in fragments
                    and node.name.value not in depths
                    and node.name.value not in open_
                ),
                None,
            )
            if waiting is None:
                depths[name] = _deepest(fragments[name], depths)
                open_.discard(stack.pop())
            else:
                stack.append(waiting)
                open_.add(waiting)
    return depths
