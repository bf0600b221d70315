"""Validation as graphql-core has it, in one walk: its rules, its types, its limits, and one rule more.

graphql-core's own visitor can change trees, finds the methods of each rule by name at each node, goes on through names
and punctuation that no rule looks at, and finds what it remembers of a definition by hashing all of it. That is
half of what a document costs that nobody has seen before. What is used of graphql-core and not documented is held to
its contract by ``tests/api/test_compat_validation.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from graphql import (
    BREAK,
    SKIP,
    ASTValidationRule,
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    TypeInfo,
    ValidationContext,
    ValidationRule,
    Visitor,
    get_nullable_type,
    is_input_object_type,
    is_non_null_type,
    specified_rules,
    type_from_ast,
)
from graphql.pyutils import RefMap
from graphql.type import assert_valid_schema
from graphql.validation.validate import (
    FragmentNestingVisitor,
    ValidationAbortedError,
    query_document_keys_to_validate,
)
from graphql.validation.validation_context import VariableUsage, VariableUsageVisitor

__all__ = ["RULES", "OneOfVariablesRule", "validate_document", "walk"]

Rules = Iterable[type[ASTValidationRule]]
Method = Callable[..., Any]
Methods = tuple[tuple[int, Method], ...]
"""Methods of classes of visitors, each with its visitor's number."""

LONG_INTEGER: Final = re.compile(
    r"Expected value of type 'Int', but encountered error '.*?'; found: (.{1,20})", re.DOTALL
)
"""What graphql-core says of an Int of more digits than Python converts."""
TOO_MANY: Final = "Too many validation errors, error limit reached. Validation aborted."
NESTED_TOO_DEEP: Final = "Validation aborted."
"""What graphql-core says where it ends early."""


class OneOfVariablesRule(ValidationRule):
    """A variable that is the member of a OneOf input object is of a non-null type (section 5.8.5).

    graphql-core says so, unless the input object is itself required.
    """

    def leave_operation_definition(self, operation: OperationDefinitionNode, *_: Any) -> None:
        """Check every variable that is used in the operation."""
        definitions = {each.variable.name.value: each for each in operation.variable_definitions or ()}
        for usage in self.context.get_recursive_variable_usages(operation):
            parent, name = usage.parent_type, usage.node.name.value
            if not is_non_null_type(parent) or name not in definitions:
                continue
            one_of = get_nullable_type(parent)
            type_ = type_from_ast(self.context.schema, definitions[name].type)
            if is_input_object_type(one_of) and one_of.is_one_of and not is_non_null_type(type_):
                message = (
                    f"Variable '${name}' is of type '{type_}' but must be non-nullable to be used for OneOf Input "
                    f"Object '{one_of}'."
                )
                self.report_error(GraphQLError(message, [definitions[name], usage.node]))


RULES: Final[tuple[type[ASTValidationRule], ...]] = (*specified_rules, OneOfVariablesRule)
"""The rules that a document is validated by."""


class KindVisit(NamedTuple):
    """What is done at the nodes of one kind."""

    enter_type: Method | None
    leave_type: Method | None
    entering: Methods
    leaving: Methods
    keys: tuple[str, ...]


class KindVisits(dict[str, "KindVisit | None"]):
    """For visitors of these classes, the visit of each kind of node; None where neither they nor types have one."""

    def __init__(self, classes: Sequence[type[Visitor]]) -> None:
        super().__init__()
        self._classes = classes

    def __missing__(self, kind: str) -> KindVisit | None:
        entering, leaving = (
            tuple(
                (index, method)
                for index, each in enumerate(self._classes)
                if (method := getattr(each, f"{way}_{kind}", None) or getattr(each, way, None)) is not None
            )
            for way in ("enter", "leave")
        )
        enter_type, leave_type = (getattr(TypeInfo, f"{way}_{kind}", None) for way in ("enter", "leave"))
        keys = query_document_keys_to_validate.get(kind, ())
        found = KindVisit(enter_type, leave_type, entering, leaving, keys)
        self[kind] = step = found if any(found) else None
        return step


@cache
def _visits_of(classes: tuple[type[Visitor], ...]) -> KindVisits:
    return KindVisits(classes)


def walk(root: Node, visitors: Sequence[Visitor], type_info: TypeInfo) -> None:
    """Visit a tree with visitors that change nothing, as graphql-core's TypeInfoVisitor and ParallelVisitor do.

    The path that a method gets is empty: no rule looks at it.
    """
    walking = TreeWalk(visitors, type_info)
    if (step := walking.visits[root.kind]) is not None:
        walking.visit(root, step, None, None)


class TreeWalk:
    """Where a walk is: who skips what, and what is above the parent of a node."""

    def __init__(self, visitors: Sequence[Visitor], type_info: TypeInfo) -> None:
        self.visits = _visits_of(tuple(map(type, visitors)))
        self._visitors = visitors
        self._type_info = type_info
        self._skipping: list[object] = [None] * len(visitors)
        self._ancestors: list[Any] = []

    def visit(self, node: Node, step: KindVisit, key: str | int | None, parent: Any) -> None:
        """Visit a node and all below it."""
        enter_type, leave_type, entering, leaving, keys = step
        if enter_type is not None:
            enter_type(self._type_info, node)
        skipped = self._call(entering, node, key, parent) if entering else ()
        for index in skipped:
            self._skipping[index] = node
        if keys:
            self._visit_below(node, keys, parent)
        if leaving:
            self._call(leaving, node, key, parent)
        for index in skipped:
            self._skipping[index] = None
        if leave_type is not None:
            leave_type(self._type_info)

    def _call(self, methods: Methods, node: Node, key: str | int | None, parent: Any) -> Sequence[int]:
        """Call the methods of those who do not skip this; who does not want to see what is below."""
        visitors, skipping, ancestors = self._visitors, self._skipping, self._ancestors
        skipped: list[int] = []
        for index, method in methods:
            if skipping[index] is None:
                action = method(visitors[index], node, key, parent, (), ancestors)
                if action is SKIP or action is False:
                    skipped.append(index)
                elif action is not None:
                    skipping[index] = BREAK
        return skipped

    def _visit_below(self, node: Node, keys: tuple[str, ...], parent: Any) -> None:
        visits, ancestors = self.visits, self._ancestors
        above = len(ancestors)
        if parent is not None:
            ancestors.append(parent)
        for key in keys:
            below = getattr(node, key, None)
            if not below:
                continue
            if type(below) is tuple:
                ancestors.append(node)
                for number, each in enumerate(below):
                    if (step := visits[each.kind]) is not None:
                        self.visit(each, step, number, below)
                ancestors.pop()
            elif (step := visits[below.kind]) is not None:
                self.visit(below, step, key, node)
        del ancestors[above:]


class OneWalkContext(ValidationContext):
    """What rules ask of the whole document: usages of variables are found by :func:`walk`, and what was found of a
    definition by its identity, where graphql-core hashes all that is in it."""

    def __init__(
        self,
        schema: GraphQLSchema,
        tree: DocumentNode,
        report: Callable[[GraphQLError], None],
        *,
        hide_suggestions: bool,
    ) -> None:
        self.type_info = TypeInfo(schema)
        super().__init__(schema, tree, self.type_info, report, hide_suggestions)
        by_identity = {"_fragment_spreads", "_variable_usages", "_recursive_variable_usages"}
        vars(self).update((name, RefMap()) for name in by_identity)

    def get_variable_usages(self, node: Any) -> list[VariableUsage]:
        """Where a definition itself has variables."""
        usages: list[VariableUsage] | None = self._variable_usages.get(node)
        if usages is None:
            definition = node if isinstance(node, FragmentDefinitionNode) else None
            visitor = VariableUsageVisitor(self.type_info, definition)
            walk(node, [visitor], self.type_info)
            usages = self._variable_usages[node] = visitor.usages
        return usages


def validate_document(
    schema: GraphQLSchema, tree: DocumentNode, rules: Rules, *, max_errors: int, hide_suggestions: bool
) -> list[GraphQLError]:
    """What graphql-core's ``validate`` finds, in its order; what is left behind is freed.

    Rules and their context have the tree, lead back to themselves, and live so long that only a full run of
    the garbage collector would free them.
    """
    errors: list[GraphQLError] = []

    def report(error: GraphQLError) -> None:
        if len(errors) >= max_errors:
            raise ValidationAbortedError(TOO_MANY)
        if found := LONG_INTEGER.match(error.message):
            error.message = f"Int cannot represent non 32-bit signed integer value: {found[1]}…"
        errors.append(error)

    assert_valid_schema(schema)
    context = OneWalkContext(schema, tree, report, hide_suggestions=hide_suggestions)
    visitors: list[Visitor] = [rule(context) for rule in rules]
    fragments = {
        each.name.value: each for each in tree.definitions if isinstance(each, FragmentDefinitionNode)
    }
    if fragments:
        visitors.insert(0, FragmentNestingVisitor(fragments))
    try:
        walk(tree, visitors, context.type_info)
    except ValidationAbortedError as error:
        error.__context__ = None  # what was handled meanwhile has the frames of the validation
        errors.append(error.with_traceback(None))
    except RecursionError:
        errors.append(ValidationAbortedError(NESTED_TOO_DEEP))
    finally:
        for each in (*visitors, context):
            vars(each).clear()
    return errors
