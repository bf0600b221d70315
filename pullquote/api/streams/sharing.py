"""Answers to events, made once for all who subscribed to the same.

An event that has ``answers`` is one object for everybody whom it is sent to, in one context; so all who ask
the same of it get the same. Two may ask the same with different variables: those in the arguments of the
subscription's field say which events are sent, not what is selected of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, MutableMapping
from typing import Any, Final

from graphql import FieldNode, Node, VariableNode, Visitor, visit

from pullquote.api.operations.operations import PreparedOperation
from pullquote.api.operations.response_cache import canonical

MAX_SHARED: Final = 16
"""Answers shared for one event: a site has a handful of subscriptions."""
MAX_SHARED_BYTES: Final = 32_000
"""Bytes of an answer that is shared: a story with its text; what an event keeps is bounded by that."""

SharedAnswers = MutableMapping[Hashable, bytes]


def shared_answers(event: object) -> SharedAnswers | None:
    """The answers that an event has so far; None where each subscriber gets an event of its own."""
    shared: SharedAnswers | None = getattr(event, "answers", None)
    return shared


def share(shared: SharedAnswers, key: Hashable, body: bytes) -> None:
    """Share an answer with the next who asks the same, unless it is large, or there are many."""
    if len(shared) < MAX_SHARED and len(body) <= MAX_SHARED_BYTES:
        shared[key] = body


def sharing_key(prepared: PreparedOperation, variables: Mapping[str, Any]) -> Hashable:
    """The key of an answer to one event: the operation, and the variables that its answer depends on."""
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
    variables = _VariableFinder()
    for part in parts:
        if part is not None:
            visit(part, variables)
    return frozenset(variables.names)


class _VariableFinder(Visitor):
    """Collects the names of variables."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_variable(self, node: VariableNode, *_: object) -> None:
        self.names.add(node.name.value)
