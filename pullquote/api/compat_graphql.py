"""What this server touches of graphql-core beyond its documented API; the compiler's part is in its ``surface``.

It is all in this module, so that one test can hold each name to its contract (``tests/api/test_compat_graphql.py``);
``pyproject.toml`` bounds the releases that may be installed. Where graphql-core is laxer than the specification
of September 2025, this mends it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final, cast

from graphql import (
    ASTValidationRule,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLStreamDirective,
    OperationDefinitionNode,
    ValidationContext,
    ValidationRule,
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

Rules = Iterable[type[ASTValidationRule]]

LONG_INTEGER: Final = re.compile(
    r"Expected value of type 'Int', but encountered error '.*?'; found: (.{1,20})", re.DOTALL
)
"""What graphql-core says of an Int of more digits than Python converts."""
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


def validate_document(
    schema: GraphQLSchema, tree: DocumentNode, rules: Rules, *, max_errors: int, hide_suggestions: bool
) -> list[GraphQLError]:
    """What ``validate`` finds; what it leaves behind is freed.

    Rules and their context have the tree, lead back to themselves, and live so long that only a full run of
    the garbage collector would free them.
    """
    left: list[object] = []

    def remembered(rule: type[ASTValidationRule]) -> Callable[[ValidationContext], ASTValidationRule]:
        def make(context: ValidationContext) -> ASTValidationRule:
            made = rule(context)
            left.extend((made, context))
            return made

        return make

    try:
        errors = validate(
            schema,
            tree,
            cast("Any", [remembered(rule) for rule in rules]),
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
