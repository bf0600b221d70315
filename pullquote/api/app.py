"""The ASGI application: every address, and what happens while it runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from pullquote.api.endpoint import Endpoint
from pullquote.api.newsroom import Newsroom
from pullquote.api.operations import Operations
from pullquote.api.preview import Gate
from pullquote.api.settings import Settings

if TYPE_CHECKING:
    import strawberry


def create_app(
    settings: Settings | None = None,
    newsroom: Newsroom | None = None,
    schema: strawberry.Schema | None = None,
) -> Starlette:
    """The application that serves ``newsroom`` (the folder of the settings) with ``schema`` (Pullquote's).

    A newsroom without an edition is loaded in the background when the application starts; until then
    ``/health/ready`` says so.
    """
    settings = settings or Settings()
    newsroom = newsroom or Newsroom(settings.folder)
    if schema is None:
        from pullquote.schema import schema as ours  # noqa: PLC0415 - building it takes time

        schema = ours
    endpoint = Endpoint(
        settings=settings,
        newsroom=newsroom,
        operations=Operations(schema._schema, settings),  # noqa: SLF001 - Strawberry's name for the built one
        gate=Gate.of(settings),
        make_context=_context,
        page=_page() if settings.playground else None,
    )
    app = Starlette(
        routes=_routes(endpoint, newsroom, schema),
        lifespan=_lifespan(newsroom),
        exception_handlers={HTTPException: _http_error},
    )
    app.state.newsroom = newsroom
    app.state.endpoint = endpoint
    return app


def _context(edition: Any, preview: bool, request_id: str) -> Any:
    from pullquote.schema.context import Context, Viewer  # noqa: PLC0415

    if preview:
        return Context(edition.preview, Viewer.PREVIEW, request_id)
    return Context(edition.public, Viewer.PUBLIC, request_id)


def _page() -> Any:
    from pullquote.api.playground import playground  # noqa: PLC0415

    return playground


def _routes(endpoint: Endpoint, newsroom: Newsroom, schema: strawberry.Schema) -> list[BaseRoute]:
    sdl = schema.as_str()

    async def live(_request: Request) -> Response:
        return PlainTextResponse("live\n")

    async def ready(_request: Request) -> Response:
        if newsroom.edition is None:
            return PlainTextResponse("not ready\n", status_code=503)
        return PlainTextResponse("ready\n")

    async def schema_graphql(_request: Request) -> Response:
        return PlainTextResponse(sdl, media_type="application/graphql")

    from pullquote.api import playground  # noqa: PLC0415

    return [
        Route("/graphql", endpoint),
        Route("/schema.graphql", schema_graphql),
        Route("/health/live", live),
        Route("/health/ready", ready),
        *playground.routes(),
    ]


def _lifespan(newsroom: Newsroom) -> Any:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(newsroom.keep_current())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    return lifespan


async def _http_error(_request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    code = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED"}.get(status, "BAD_REQUEST")
    body = {"errors": [{"message": getattr(error, "detail", ""), "extensions": {"code": code}}]}
    return JSONResponse(body, status_code=status, headers=getattr(error, "headers", None))
