"""Answers to events, made once for all who subscribed to the same.

An event that has ``answers`` is one object for everybody whom it is sent to, in one context; so whoever asks
the same of it gets the same. What is the same is seldom the variables: those of the subscription's own
arguments say which events are sent, not what is told of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, MutableMapping
from typing import Any, Final

from graphql import FieldNode, Node, VariableNode, Visitor, visit

from pullquote.api.operations.operations import PreparedOperation
from pullquote.api.operations.response_cache import canonical

MOST_KEPT: Final = 16
"""Answers kept for one event: a site has a handful of subscriptions."""
LARGEST_KEPT: Final = 32_000
"""Bytes of an answer that is kept: a story with its text; what an event keeps is bounded by that."""

Kept = MutableMapping[Hashable, bytes]


def kept_by(event: object) -> Kept | None:
    """The answers that an event has so far; None where each subscriber gets an event of its own."""
    kept: Kept | None = getattr(event, "answers", None)
    return kept


def keep(kept: Kept, key: Hashable, body: bytes) -> None:
    """Keep an answer for the next who asks the same, if there is room."""
    if len(kept) < MOST_KEPT and len(body) <= LARGEST_KEPT:
        kept[key] = body


def sharing_key(prepared: PreparedOperation, variables: Mapping[str, Any]) -> Hashable:
    """What answers to one event are told apart by: the operation, and what it is told of an event."""
    used = prepared.used_by_events
    if used is None:
        used = prepared.used_by_events = _used(prepared)
    return (
        prepared.document.hash,
        prepared.name,
        canonical(variables, used),
    )


def _used(prepared: PreparedOperation) -> frozenset[str]:
    """The variables that are used anywhere but in the arguments of the subscription's field."""
    parts: list[Node | None] = [*prepared.document.fragments.values()]
    for selection in prepared.node.selection_set.selections:
        if isinstance(selection, FieldNode):
            parts += [*(selection.directives or ()), selection.selection_set]
        else:
            parts.append(selection)
    variables = _Variables()
    for part in parts:
        if part is not None:
            visit(part, variables)
    return frozenset(variables.names)


class _Variables(Visitor):
    """Collects the names of variables."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_variable(self, node: VariableNode, *_: object) -> None:
        self.names.add(node.name.value)
