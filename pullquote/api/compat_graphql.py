"""What this server touches of graphql-core beyond its documented API; the compiler's part is in its ``surface``, that of
validation in ``compat_validation``.

One test holds each name to its contract (``tests/api/test_compat_graphql.py``);
``pyproject.toml`` bounds the releases that may be installed. Where graphql-core is laxer than the specification
of September 2025, this mends it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLStreamDirective,
    get_directive_values,
    parse,
)
from graphql.execution import Executor
from graphql.pyutils import inspect, print_path_list

__all__ = [
    "StreamArguments",
    "inspect",
    "parse_document",
    "print_path_list",
    "release_tokens",
]

BAD_USER_INPUT: Final = {"code": "BAD_USER_INPUT"}


def parse_document(text: str, *, max_tokens: int) -> DocumentNode:
    """The tree of a document; raises GraphQLSyntaxError, also for a selection set without a selection.

    graphql-core accepts one by default; in the specification it is ``{ Selection+ }`` (section 2.8).
    """
    return parse(text, max_tokens=max_tokens, allow_empty_selection_sets=False)


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
