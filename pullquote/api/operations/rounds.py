"""Operations over a store that is elsewhere: what says that one lacks answers, and what a client gets where they cannot
be had.

Such an operation is executed again and again, with a trip to the store in between, until nothing is missing; see
:mod:`pullquote.store.rounds.views`.
"""

from __future__ import annotations

from typing import Any, Final

from graphql import ExecutionResult

from pullquote.api.errors import Refused, refused
from pullquote.schema.context import with_view
from pullquote.store.model.errors import StoreUnavailable, TooManyRounds

RETRY_SECONDS: Final = "2"
"""When to ask again where the store does not answer: most of its hosts are replaced sooner."""
STORE_ERRORS: Final = (StoreUnavailable, TooManyRounds)
"""What is raised where answers cannot be had."""
UNAVAILABLE: Final = "The cluster that this newsroom is served from does not answer now."


def lacks_answers(context: Any) -> bool:
    """Whether what was made in this context so far is to be thrown away, and made again."""
    try:
        lacking: bool = context.snapshot.lacks_answers
    except AttributeError:  # the context of another schema
        return False
    return lacking


def asks_in_rounds(context: Any) -> bool:
    """Whether executions in this context may lack answers at all."""
    snapshot = getattr(context, "snapshot", None)
    return getattr(snapshot, "identity", snapshot) is not snapshot


def for_one_operation(context: Any) -> Any:
    """The context with a view of its snapshot that no other operation has."""
    return with_view(context, context.snapshot.view()) if asks_in_rounds(context) else context


def is_executed(executed: ExecutionResult | bytes) -> bool:
    """Whether there was an execution: an error in the variables has no path, and there is no data."""
    if isinstance(executed, bytes) or executed.data is not None or not executed.errors:
        return True
    return any(error.path is not None for error in executed.errors)


def store_refusal(error: StoreUnavailable | TooManyRounds) -> Refused:
    """What a client gets; why the store does not answer is for who runs the server."""
    if isinstance(error, TooManyRounds):
        message = f"The operation lacks answers after {error.rounds} rounds, the limit."
        return refused("ROUND_LIMIT_EXCEEDED", message)
    return refused("STORE_UNAVAILABLE", UNAVAILABLE, headers={"Retry-After": RETRY_SECONDS})
