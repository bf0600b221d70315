"""What is written down of every request: one log line, and the numbers of ``/metrics``."""

from __future__ import annotations

import logging
from http import HTTPStatus
from time import perf_counter
from typing import Any

import structlog
from structlog.typing import FilteringBoundLogger

from pullquote.api.operations.documents import Labelled
from pullquote.api.operations.exchange import OperationExchange
from pullquote.api.operations.operations import Result
from pullquote.api.telemetry.metrics import Metrics

log: FilteringBoundLogger = structlog.get_logger()

LONGEST_PATH = 200
"""Characters of a path that are logged. The query component never is: it has the variables."""
MILLI = 1e3
OF_A_PAGE = "/assets/"
"""In the paths of files that belong to a page: each page asks for dozens, which say nothing while they are there."""


class AccessLog:
    """Records requests when they are over."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        # A logger that is not bound binds itself again for each question and each line.
        self._log: FilteringBoundLogger = log.bind()

    def operation(self, request_id: str, prepared: Labelled | None, result: Result, started: float) -> None:
        """Log an operation over a WebSocket and count it; ``started`` is a reading of ``perf_counter``."""
        self.metrics.operation(prepared, result, "none")
        seconds = perf_counter() - started
        fields = {"request_id": request_id, "milliseconds": round(seconds * MILLI, 3)}
        self._log.info("operation", **fields, **_of_operation(prepared, result))

    def record(self, exchange: OperationExchange) -> None:
        """Log the request and count it."""
        seconds = perf_counter() - exchange.started
        self.metrics.request(exchange, seconds)
        if self.has_lines:  # nothing is built for a line that nobody reads
            self.write(exchange, seconds)

    @property
    def has_lines(self) -> bool:
        """Whether requests are logged at all."""
        return self._log.is_enabled_for(logging.INFO)

    def write(self, exchange: OperationExchange, seconds: float) -> None:
        """Write the line of a request that took so long."""
        fields: dict[str, Any] = {
            "request_id": exchange.request_id,
            "method": exchange.method,
            "path": _printable(exchange.scope["path"][:LONGEST_PATH]),
            "status": exchange.status,
            "milliseconds": round(seconds * MILLI, 3),
            "bytes": exchange.sent_bytes,
        }
        if exchange.preview:
            fields["preview"] = True
        if exchange.prepared is not None:
            fields["cache"] = exchange.cache
        fields |= _of_operation(exchange.prepared, exchange.result)
        if OF_A_PAGE in fields["path"] and exchange.status < HTTPStatus.BAD_REQUEST:
            self._log.debug("request", **fields)
        else:
            self._log.info("request", **fields)


def _printable(path: str) -> str:
    """A path that can be shown on a terminal: a client may have put escape sequences and lines into it."""
    return path if path.isprintable() else ascii(path)[1:-1]


def _of_operation(prepared: Labelled | None, result: Result | None) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if prepared is not None:
        fields["operation"] = prepared.name
        fields["kind"] = prepared.kind.value
        fields["document"] = prepared.document_hash
    if result is not None:
        if result.cost is not None:
            fields["cost"] = result.cost
        if result.errors:
            fields["codes"] = sorted({error["extensions"]["code"] for error in result.errors})
    return fields
