"""Front end: a GraphQL operation, as a graph of what is read from which objects.

Fields are collected by graphql-core's own functions, so that merging, fragments, type conditions, aliases
and the order of keys are graphql-core's. Directives @skip and @include are decided here: a plan holds for
one set of values of the variables that they ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import strawberry
from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLAbstractType,
    GraphQLBoolean,
    GraphQLField,
    GraphQLInt,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    Visitor,
    get_named_type,
    is_abstract_type,
    is_enum_type,
    is_leaf_type,
    is_non_null_type,
    type_from_ast,
    visit,
)

from pullquote.compiler.arguments import Arguments, variables_in
from pullquote.compiler.guarantees import Guarantees
from pullquote.compiler.memory import MemoryUse
from pullquote.compiler.surface import (
    CollectedFields,
    FieldDetails,
    FragmentDetails,
    Resolver,
    Unsupported,
    VariableValues,
    attribute_of,
    collect_fields,
    collect_subfields,
    core_schema,
    resolver_of,
)

MAX_FIELDS = 5_000
"""Most planned fields of an operation: more than any screen needs, and a second of compilation at most."""
INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(eq=False)
class FieldPlan:
    """One key of an object: where its value comes from, and what is selected of it.

    Exactly one of ``attribute`` and ``resolver`` is set, neither for ``__typename``.
    ``selections`` has one plan for each object type that the value may have; none for leaves.

    ``determined`` says that the text depends on nothing but the parent, what resolvers answer by, and
    ``variables``, of which each has few values; ``calls`` that there is a resolver in it.
    """

    key: str
    definition: GraphQLField
    nodes: list[FieldNode]
    parent: GraphQLObjectType
    attribute: str | None = None
    resolver: Resolver | None = None
    arguments: Arguments | None = None
    selections: dict[str, ObjectPlan] = field(default_factory=dict)
    determined: bool = True
    calls: bool = False
    variables: frozenset[str] = frozenset()

    @property
    def named_type(self) -> GraphQLNamedType:
        """The type without its lists and non-nulls."""
        return get_named_type(self.definition.type)

    @property
    def is_typename(self) -> bool:
        """Whether this is ``__typename``, which needs no value."""
        return self.attribute is None and self.resolver is None


@dataclass(eq=False)
class ObjectPlan:
    """The fields selected of one object type, in the order of the answer.

    ``immutable`` is the schema's guarantee about the type; the others are those of all its fields together.
    """

    type: GraphQLObjectType
    immutable: bool
    fields: list[FieldPlan] = field(default_factory=list)
    determined: bool = True
    calls: bool = False
    variables: frozenset[str] = frozenset()

    @property
    def is_cacheable(self) -> bool:
        """Whether the text can be cached for an object, as long as resolvers would answer the same."""
        return self.immutable and self.determined

    @property
    def is_flat(self) -> bool:
        """Whether it has nothing but attributes that are leaves, and its text cannot be cached."""
        leaves = all(each.is_typename or is_leaf_type(each.named_type) for each in self.fields)
        return leaves and not self.calls and not self.immutable


def _gather(whole: FieldPlan | ObjectPlan, parts: Iterable[FieldPlan | ObjectPlan]) -> None:
    for part in parts:
        whole.determined = whole.determined and part.determined
        whole.calls = whole.calls or part.calls
        whole.variables |= part.variables


def select_operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The query that ``name`` asks for; whatever graphql-core has to say otherwise is unsupported."""
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    chosen = [each for each in operations if name is None or (each.name and each.name.value == name)]
    if len(chosen) != 1:
        raise Unsupported("no single operation to run")
    if chosen[0].operation is not OperationType.QUERY:
        raise Unsupported(f"a {chosen[0].operation.value}")
    if chosen[0].directives:
        raise Unsupported("a directive on the operation")
    return chosen[0]


class ConditionFinder(Visitor):
    """The variables that decide @skip and @include in a document; other directives are unsupported."""

    def __init__(self, document: DocumentNode) -> None:
        super().__init__()
        self.conditions: tuple[str, ...] = ()
        visit(document, self)

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        """Called by ``visit`` for each directive."""
        if node.name.value not in ("skip", "include"):
            raise Unsupported(f"the directive @{node.name.value}")
        for argument in node.arguments or ():
            if isinstance(argument.value, VariableNode) and argument.value.name.value not in self.conditions:
                self.conditions += (argument.value.name.value,)


class Plan:
    """The plan of one operation for one set of @skip and @include values: ``root`` and all below it.

    The same selection on the same type is planned once, however many ways lead to it, so that fragments
    on interfaces cannot multiply. ``arguments`` lists what has to be coerced in each execution.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        values: VariableValues,
        *,
        guarantees: Guarantees,
        memory: MemoryUse,
    ) -> None:
        self._memory = memory
        self.schema = core_schema(schema)
        self.arguments: list[Arguments] = []
        self._strawberry = schema
        self._operation = operation
        self._values = values
        self._guarantees = guarantees
        self._planned: dict[tuple[str, tuple[int, ...]], ObjectPlan] = {}
        self._count = 0
        self._few = frozenset(_variables_of_few_values(self.schema, operation))
        self._fragments = {
            each.name.value: FragmentDetails(each, None) for each in _fragment_definitions(document)
        }
        root = self.schema.query_type
        if root is None:
            raise Unsupported("the schema has no queries")
        collected = collect_fields(self.schema, self._fragments, values, root, operation)
        self.root = self._object(root, collected)

    def _object(self, type_: GraphQLObjectType, collected: CollectedFields) -> ObjectPlan:
        if collected.new_defer_usages:
            raise Unsupported("@defer")
        plan = ObjectPlan(type_, type_.name in self._guarantees.immutable)
        for key, details in collected.grouped_field_set.items():
            plan.fields.append(self._field(type_, key, details))
        _gather(plan, plan.fields)
        return plan

    def _field(self, parent: GraphQLObjectType, key: str, details: list[FieldDetails]) -> FieldPlan:
        self._count += 1
        if self._count > MAX_FIELDS:
            raise Unsupported(f"more than {MAX_FIELDS} fields")
        nodes = [each.node for each in details]
        name = nodes[0].name.value
        if name in INTROSPECTION:
            raise Unsupported("introspection")
        if any(each.fragment_variable_values for each in details):
            raise Unsupported("fragment variables")
        definition = self.schema.get_field(parent, name)
        if definition is None:
            raise Unsupported("an unknown field")
        plan = FieldPlan(key, definition, nodes, parent)
        if name == "__typename":
            return plan
        plan.attribute = attribute_of(definition)
        if plan.attribute is None:
            plan.resolver = resolver_of(definition)
            plan.calls = True
            plan.variables = frozenset(_variables(nodes[0]))
            plan.determined = self._guarantees.answers_by is not None and plan.variables <= self._few
            if definition.args:
                plan.arguments = self._bound(definition, nodes[0])
        if not is_leaf_type(plan.named_type):
            for type_ in self._possible_types(plan.named_type):
                plan.selections[type_.name] = self._selection(type_, details)
            _gather(plan, plan.selections.values())
        return plan

    def _bound(self, definition: GraphQLField, node: FieldNode) -> Arguments:
        arguments = Arguments(
            self._strawberry, definition, node, self._memory, share=self._guarantees.arguments_unchanged
        )
        if arguments.constant is None:
            arguments.slot = len(self.arguments)
            self.arguments.append(arguments)
        return arguments

    def _possible_types(self, type_: GraphQLNamedType) -> Iterator[GraphQLObjectType]:
        if is_abstract_type(type_):
            abstract: GraphQLAbstractType = type_
            yield from self.schema.get_possible_types(abstract)
        elif isinstance(type_, GraphQLObjectType):
            yield type_
        else:
            raise Unsupported(f"the kind of the type {type_.name}")

    def _selection(self, type_: GraphQLObjectType, details: list[FieldDetails]) -> ObjectPlan:
        identity = (type_.name, tuple(id(each.node) for each in details))
        planned = self._planned.get(identity)
        if planned is None:
            collected = collect_subfields(
                self.schema, self._fragments, self._values, self._operation, type_, details
            )
            planned = self._planned[identity] = self._object(type_, collected)
        return planned


def _variables(node: FieldNode) -> Iterator[str]:
    for argument in node.arguments or ():
        yield from variables_in(argument.value)


def _variables_of_few_values(schema: GraphQLSchema, operation: OperationDefinitionNode) -> Iterator[str]:
    """Variables that are sizes, switches and choices; texts and inputs can be anything."""
    for definition in operation.variable_definitions or ():
        type_ = type_from_ast(schema, definition.type)
        inner = type_.of_type if is_non_null_type(type_) else type_
        if inner is GraphQLInt or inner is GraphQLBoolean or is_enum_type(inner):
            yield definition.variable.name.value


def _fragment_definitions(document: DocumentNode) -> Iterator[FragmentDefinitionNode]:
    for definition in document.definitions:
        if isinstance(definition, FragmentDefinitionNode):
            if definition.variable_definitions:
                raise Unsupported("fragment variables")
            yield definition
