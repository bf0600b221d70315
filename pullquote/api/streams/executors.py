"""Execution in parts on graphql-core, with a deadline for each."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import Any

from graphql import GraphQLError

from pullquote.api.compat_graphql import StreamArguments
from pullquote.schema.compat_strawberry import IncrementalExecutor


@dataclass
class PartTimer:
    """The time that one part of an answer may take; the client may take as long as it likes between them."""

    seconds: float
    deadline: float = float("inf")

    def start(self) -> None:
        """Begin another part."""
        self.deadline = perf_counter() + self.seconds


class PartsExecutor(StreamArguments, IncrementalExecutor):
    """Strawberry's executor with ``@defer`` and ``@stream``, which looks at the clock before each field.

    Past the deadline every further field fails, so that what is left ends at once and the client learns
    why. (The whole operation is given up by an exception; here it would be lost in a task of graphql-core.)
    """

    def __init__(self, *args: Any, timer: PartTimer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.timer = timer

    def build_resolve_info(self, *args: Any) -> Any:
        """Build the info of a field, unless it is too late for it."""
        if perf_counter() > self.timer.deadline:
            message = f"This part of the operation was given up after {self.timer.seconds:g} s."
            raise GraphQLError(message, extensions={"code": "EXECUTION_TIMEOUT"})
        return super().build_resolve_info(*args)
