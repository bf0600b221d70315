"""Logs: one line an event on standard error, for people on a terminal and in JSON for machines.

Tracebacks come without the values of local variables, and requests without their variables: what readers ask
about is nobody's business.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

import orjson
import structlog
from structlog.typing import Processor

from pullquote.api.settings import LogFormat, Settings


def configure_logs(settings: Settings) -> None:
    """Send our log, and what uvicorn has to say, to standard error in the format of the settings."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    for_people = settings.log_format is LogFormat.CONSOLE or (
        settings.log_format is LogFormat.AUTO and sys.stderr.isatty()
    )
    common: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*common, *(_to_text() if for_people else _to_json())],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=(
            structlog.PrintLoggerFactory(sys.stderr)
            if for_people
            else structlog.BytesLoggerFactory(sys.stderr.buffer)
        ),
        cache_logger_on_first_use=True,
    )
    _configure_libraries(level, common, [*_to_text()] if for_people else [*_to_json()])


def _configure_libraries(level: int, common: list[Processor], rendering: list[Processor]) -> None:
    """uvicorn and asyncio log by the standard library; their lines are made like ours."""
    handler = logging.StreamHandler(sys.stderr)
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    *rest, renderer = rendering
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=common, processors=[remove, *rest, _decoded(renderer)]
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # What uvicorn logs at level info (its start, each request) we log ourselves.
    logging.getLogger("uvicorn").setLevel(max(level, logging.WARNING))


def _to_text() -> list[Processor]:
    plain = structlog.dev.plain_traceback
    return [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]


def _to_json() -> list[Processor]:
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(serializer=_json)]


def _json(event: Any, **_options: Any) -> bytes:
    return orjson.dumps(event, default=str)


def _decoded(renderer: Processor) -> Processor:
    def render(logger: Any, method: str, event: Any) -> Any:
        rendered = renderer(logger, method, event)
        return rendered.decode() if isinstance(rendered, bytes) else rendered

    return render
