"""A document whose values have become variables, of the types that the schema has where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from graphql import (
    SKIP,
    DirectiveNode,
    DocumentNode,
    GraphQLInputType,
    GraphQLSchema,
    ListValueNode,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    VisitorAction,
    get_nullable_type,
    parse_type,
    visit,
)

from pullquote.api.operations.literals.reading import Read, reader_of

PREFIX: Final = "literal_"
"""How the names of the variables begin; a document that has such names itself is left as it is."""

USUAL_DIRECTIVES: Final = frozenset({"skip", "include"})


@dataclass(frozen=True)
class Parameter:
    """A value that has become a variable: the piece that it is, and the name of the variable."""

    index: int
    name: str
    read: Read
    type: GraphQLInputType

    @property
    def definition(self) -> VariableDefinitionNode:
        """As a document defines it. Its type is never null, since the value was not."""
        return VariableDefinitionNode(
            variable=VariableNode(name=NameNode(value=self.name)),
            type=parse_type(f"{get_nullable_type(self.type)}!"),
            directives=(),
        )


def with_parameters(
    schema: GraphQLSchema, tree: DocumentNode, spans: Sequence[tuple[int, int]], values: Sequence[str] = ()
) -> tuple[DocumentNode, list[Parameter]] | None:
    """A document of one query, with variables in place of the values at ``spans`` of its text.

    A value stays where it is if its type is not known, or if it stands where no variable may, or should: in a
    directive, or as the default of another variable. With ``values``, those of the spans, equal values of one type
    become one variable. None where there is nothing to gain, or a directive asks for an answer in parts.
    """
    operations = [each for each in tree.definitions if isinstance(each, OperationDefinitionNode)]
    if len(operations) != 1 or operations[0].operation is not OperationType.QUERY:
        return None
    info = TypeInfo(schema)
    replacing = _Replacing(info, spans, values)
    replaced: DocumentNode = visit(tree, TypeInfoVisitor(info, replacing))
    parameters = sorted(replacing.found, key=lambda each: each.index)
    if not parameters or not replacing.directives <= USUAL_DIRECTIVES:
        return None
    new = {each.name: each.definition for each in parameters}.values()
    definitions = [
        replace(each, variable_definitions=(*(each.variable_definitions or ()), *new))
        if isinstance(each, OperationDefinitionNode)
        else each
        for each in replaced.definitions
    ]
    return replace(replaced, definitions=tuple(definitions)), parameters


class _Replacing(Visitor):
    """Puts variables in place of values."""

    def __init__(self, info: TypeInfo, spans: Sequence[tuple[int, int]], values: Sequence[str]) -> None:
        super().__init__()
        self.found: list[Parameter] = []
        self.directives: set[str] = set()
        self._info = info
        self._indices = {span: index for index, span in enumerate(spans)}
        self._values = values
        self._names: dict[tuple[str, str], str] = {}

    def enter_directive(self, node: DirectiveNode, *_: Any) -> VisitorAction:
        """What is in a directive decides what is executed, and stays."""
        self.directives.add(node.name.value)
        return SKIP

    def enter_variable_definition(self, *_: Any) -> VisitorAction:
        """A default stays."""
        return SKIP

    def enter_list_value(self, node: ListValueNode, *_: Any) -> VariableNode | None:
        return self._replaced(node, self._info.get_parent_input_type())

    def enter_value(self, node: ValueNode, *_: Any) -> VariableNode | None:
        return self._replaced(node, self._info.get_input_type())

    enter_string_value = enter_int_value = enter_float_value = enter_value
    enter_boolean_value = enter_enum_value = enter_value

    def _replaced(self, node: ValueNode, type_: GraphQLInputType | None) -> VariableNode | None:
        index = self._indices.get((node.loc.start, node.loc.end)) if node.loc is not None else None
        read = reader_of(type_) if index is not None and type_ is not None else None
        if index is None or type_ is None or read is None:
            return None
        name = f"{PREFIX}{index}"
        if self._values:
            name = self._names.setdefault((str(type_), self._values[index]), name)
        self.found.append(Parameter(index, name, read, type_))
        return VariableNode(name=NameNode(value=name))
