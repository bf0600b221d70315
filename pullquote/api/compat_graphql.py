"""What this server touches of graphql-core beyond its documented API; the compiler's part is in its ``surface``.

It is all in this module, so that one test can hold each name to its contract (``tests/api/test_compat_graphql.py``);
``pyproject.toml`` bounds the releases that may be installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from graphql import ASTValidationRule, DocumentNode, GraphQLError, GraphQLSchema, ValidationContext, validate

Rules = Iterable[type[ASTValidationRule]]


def validate_document(
    schema: GraphQLSchema, tree: DocumentNode, rules: Rules, *, max_errors: int, hide_suggestions: bool
) -> list[GraphQLError]:
    """What ``validate`` finds; what it leaves behind is freed.

    Rules and their context have the tree, lead back to themselves, and live so long that only a full collection
    of garbage would find them.
    """
    left: list[object] = []

    def remembered(rule: type[ASTValidationRule]) -> Callable[[ValidationContext], ASTValidationRule]:
        def make(context: ValidationContext) -> ASTValidationRule:
            made = rule(context)
            left.extend((made, context))
            return made

        return make

    try:
        return validate(
            schema,
            tree,
            cast("Any", [remembered(rule) for rule in rules]),
            max_errors=max_errors,
            hide_suggestions=hide_suggestions,
        )
    finally:
        for each in left:
            vars(each).clear()


def release_tokens(tree: DocumentNode) -> None:
    """Undo the chain of tokens that a tree's locations lead to; positions and the source stay.

    Each token knows its neighbours, so that only the garbage collector could free any of them.
    """
    token = tree.loc.start_token if tree.loc is not None else None
    while token is not None:
        token.prev, token.next, token = None, None, token.next
