"""What this server touches of graphql-core beyond its documented API; the compiler's part is in its ``surface``.

It is all in this module, so that one test can hold each name to its contract (``tests/api/test_compat_graphql.py``);
``pyproject.toml`` bounds the releases that may be installed. Where graphql-core is laxer than the specification
of September 2025, this mends it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any, Final, cast

from graphql import (
    BREAK,
    SKIP,
    ASTValidationRule,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLStreamDirective,
    Node,
    OperationDefinitionNode,
    ValidationContext,
    ValidationRule,
    Visitor,
    get_directive_values,
    get_nullable_type,
    is_input_object_type,
    is_non_null_type,
    parse,
    specified_rules,
    type_from_ast,
    validate,
)
from graphql.execution import Executor
from graphql.language.visitor import EnterLeaveVisitor
from graphql.pyutils import inspect, print_path_list

__all__ = [
    "RULES",
    "OneOfVariablesRule",
    "StreamArguments",
    "inspect",
    "parse_document",
    "print_path_list",
    "release_tokens",
    "validate_document",
]

Methods = tuple[tuple[int, str], ...]
"""Rules by their number, with what each calls its method."""
Rules = Iterable[type[ASTValidationRule]]

LONG_INTEGER: Final = re.compile(
    r"Expected value of type 'Int', but encountered error '.*?'; found: (.{1,20})", re.DOTALL
)
"""What graphql-core says of an Int of more digits than Python converts."""
NEITHER: Final = EnterLeaveVisitor(None, None)
BAD_USER_INPUT: Final = {"code": "BAD_USER_INPUT"}


def parse_document(text: str, *, max_tokens: int) -> DocumentNode:
    """The tree of a document; raises GraphQLSyntaxError, also for a selection set without a selection.

    graphql-core accepts one by default; in the specification it is ``{ Selection+ }`` (section 2.8).
    """
    return parse(text, max_tokens=max_tokens, allow_empty_selection_sets=False)


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


@cache
def _methods_of(rules: tuple[type[ASTValidationRule], ...], name: str, else_name: str) -> Methods:
    """Which of these rules have a method of the one name, or of the other, and of which."""
    found = ((index, name if hasattr(rule, name) else else_name) for index, rule in enumerate(rules))
    return tuple((index, method) for index, method in found if hasattr(rules[index], method))


class RulesTogether(Visitor):
    """Visits a document with several rules, as graphql-core's ParallelVisitor does for rules that change nothing.

    That one looks for the methods of each rule by name, for each kind of node and in each validation, and goes through
    all rules at each node: two thirds of the time that a validation takes.
    """

    def __init__(self, rules: Iterable[type[ASTValidationRule]], context: ValidationContext) -> None:
        super().__init__()
        classes = tuple(rules)
        self.rules = [rule(context) for rule in classes]
        self._skipping: list[object] = [None] * len(classes)
        self._skipped: dict[int, list[int]] = {}
        self._classes = classes

    def get_enter_leave_for_kind(self, kind: str) -> EnterLeaveVisitor:
        """What is done at the nodes of a kind."""
        enter = [
            (index, getattr(self.rules[index], name))
            for index, name in _methods_of(self._classes, f"enter_{kind}", "enter")
        ]
        leave = [
            (index, getattr(self.rules[index], name))
            for index, name in _methods_of(self._classes, f"leave_{kind}", "leave")
        ]
        if not enter and not leave:
            return NEITHER
        return EnterLeaveVisitor(self._entering(enter), self._leaving(leave))

    def _entering(self, methods: list[tuple[int, Callable[..., Any]]]) -> Callable[..., None]:
        skipping, skipped = self._skipping, self._skipped

        def enter(node: Node, *args: Any) -> None:
            for index, method in methods:
                if skipping[index] is None and (action := method(node, *args)) is not None:
                    if action is SKIP or action is False:
                        skipping[index] = node
                        skipped.setdefault(id(node), []).append(index)
                    else:
                        skipping[index] = BREAK

        return enter

    def _leaving(self, methods: list[tuple[int, Callable[..., Any]]]) -> Callable[..., None]:
        skipping, skipped = self._skipping, self._skipped

        def leave(node: Node, *args: Any) -> None:
            for index, method in methods:
                if skipping[index] is None and method(node, *args) not in (None, SKIP, False):
                    skipping[index] = BREAK
            for index in skipped.pop(id(node), ()):
                skipping[index] = None

        return leave


def validate_document(
    schema: GraphQLSchema, tree: DocumentNode, rules: Rules, *, max_errors: int, hide_suggestions: bool
) -> list[GraphQLError]:
    """What ``validate`` finds; what it leaves behind is freed.

    Rules and their context have the tree, lead back to themselves, and live so long that only a full run of
    the garbage collector would free them.
    """
    left: list[Any] = []

    def together(context: ValidationContext) -> Visitor:
        visitor = RulesTogether(rules, context)
        left.extend((*visitor.rules, visitor, context))
        return visitor

    try:
        errors = validate(
            schema,
            tree,
            cast("Any", [together]),
            max_errors=max_errors,
            hide_suggestions=hide_suggestions,
        )
    finally:
        for each in left:
            vars(each).clear()
    for error in errors:
        if found := LONG_INTEGER.match(error.message):
            error.message = f"Int cannot represent non 32-bit signed integer value: {found[1]}…"
    return errors


def release_tokens(tree: DocumentNode) -> None:
    """Undo the chain of tokens that a tree's locations lead to; positions and the source stay.

    Each token knows its neighbours, so that only the garbage collector could free any of them.
    """
    token = tree.loc.start_token if tree.loc is not None else None
    while token is not None:
        token.prev, token.next, token = None, None, token.next


class StreamArguments(Executor[Any]):
    """Executes ``@stream`` as the proposal has it, whatever its arguments are.

    graphql-core raises an exception of Python's for a negative count and for null, which stands for the default,
    and where a variable asks for a stream in a subscription.
    """

    def get_stream_usage(self, field_details_list: Any, path: Any) -> Any:
        """What of a list is streamed. Raises GraphQLError, as BAD_USER_INPUT."""
        node: FieldNode = field_details_list[0].node
        directive = _stream(node)
        if directive is None or isinstance(path.key, int):
            return None
        values = get_directive_values(GraphQLStreamDirective, node, self.variable_values) or {}
        if values.get("if") is False:
            return None
        count = values.get("initialCount")
        if count is not None and count < 0:
            message = f"Argument 'initialCount' of @stream must not be negative, found: {count}."
            raise GraphQLError(message, directive, extensions=BAD_USER_INPUT)
        if count is None:
            first = field_details_list[0]
            field_details_list = [first._replace(node=_without_count(node)), *field_details_list[1:]]
        try:
            return super().get_stream_usage(field_details_list, path)
        except TypeError as error:
            raise GraphQLError(str(error), directive, extensions=BAD_USER_INPUT) from None


def _stream(node: FieldNode) -> DirectiveNode | None:
    return next((each for each in node.directives or () if each.name.value == "stream"), None)


def _without_count(node: FieldNode) -> FieldNode:
    """The field, whose ``@stream`` has no ``initialCount``."""
    return replace(
        node,
        directives=tuple(
            replace(
                each,
                arguments=tuple(
                    argument for argument in each.arguments or () if argument.name.value != "initialCount"
                ),
            )
            for each in node.directives or ()
        ),
    )
