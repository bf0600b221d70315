"""One HTTP request that may ask for an operation: what became of the operation, for what answers, logs and counts it."""

from __future__ import annotations

from dataclasses import dataclass

from pullquote.api.http.exchange import Exchange
from pullquote.api.operations.documents import Labelled
from pullquote.api.operations.results import Result


@dataclass(eq=False, slots=True)
class OperationExchange(Exchange):
    """An exchange with the operation that was asked for, its result, and what the response cache had of it.

    It is another class than Exchange since HTTP itself knows no operations.
    """

    prepared: Labelled | None = None
    result: Result | None = None
    cache: str = "none"

    @property
    def has_errors(self) -> bool:
        """See :class:`~pullquote.api.http.exchange.Exchange`."""
        return self.result is not None and bool(self.result.errors)
