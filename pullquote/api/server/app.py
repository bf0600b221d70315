"""The ASGI application: every address, and what happens while it runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from pullquote.api.endpoint.endpoint import RETRY_SECONDS, Endpoint, MakePage, error_answer
from pullquote.api.endpoint.fast_path import FastPath
from pullquote.api.endpoint.persisted_documents import PersistedDocuments
from pullquote.api.endpoint.websocket import WebSocketEndpoint
from pullquote.api.errors import CODES, Refused, refused
from pullquote.api.http.exchange import join_headers
from pullquote.api.http.preview import PreviewAccess
from pullquote.api.http.problem_access import ProblemAccess
from pullquote.api.http.responding import Responder
from pullquote.api.operations.compiling import CompilerNumbers, compile_operations
from pullquote.api.operations.costs.prices import price_list
from pullquote.api.operations.hints import hints_of
from pullquote.api.operations.operations import Operations
from pullquote.api.operations.response_cache import ResponseCacheNumbers
from pullquote.api.operations.rounds import store_refusal
from pullquote.api.server.middleware import OutermostMiddleware
from pullquote.api.settings import Settings
from pullquote.api.site import playground
from pullquote.api.site.documentation import documentation_address, documentation_routes
from pullquote.api.site.feeds import feed_routes
from pullquote.api.site.landing_page import landing_page
from pullquote.api.site.media import media_routes
from pullquote.api.site.messages import message_page, wants_page
from pullquote.api.site.review.routes import review_routes
from pullquote.api.site.schema_page import schema_routes
from pullquote.api.streams.draining import on_stop
from pullquote.api.streams.listening import Listening
from pullquote.api.streams.transports import Streams
from pullquote.api.streams.unsent import Unsent
from pullquote.api.telemetry.access_log import AccessLog
from pullquote.api.telemetry.health import NOT_CACHED, health_routes
from pullquote.api.telemetry.metrics import CONTENT_TYPE, Metrics
from pullquote.api.telemetry.store_numbers import StoreNumbers
from pullquote.schema import schema as pullquotes_schema
from pullquote.schema.compat_strawberry import core_schema
from pullquote.schema.context import Context
from pullquote.store.model.errors import StoreUnavailable, TooManyRounds
from pullquote.store.model.snapshots.asking import AnswersOfEdition
from pullquote.store.newsroom.editions import Viewer
from pullquote.store.newsroom.following import Follower
from pullquote.store.newsroom.newsroom import Newsroom
from pullquote.store.rounds.newsroom import EditionFollower, RemoteNewsroom
from pullquote.store.rounds.served import ContextMaker, NewsroomFollower, ServedEdition, ServedNewsroom

if TYPE_CHECKING:
    import strawberry

ALL_METHODS = ("GET", "HEAD", "POST")
"""Methods of the address with a slash too many, which leads to the one without."""
HTTP_CODES = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED", 503: "NOT_READY"}


def create_app(
    settings: Settings | None = None,
    newsroom: Newsroom | RemoteNewsroom | None = None,
    schema: strawberry.Schema | None = None,
) -> Starlette:
    """The application that serves ``newsroom`` (the folder of the settings) with ``schema`` (Pullquote's).

    A newsroom without an edition is loaded in the background when the application starts; until then
    ``/health/ready`` says so. Raises SettingError for files that the settings name and that cannot be used.
    """
    settings = settings or Settings()
    newsroom = newsroom or Newsroom(settings.folder)
    schema = schema or pullquotes_schema
    built = core_schema(schema)
    operations = Operations(built, settings, price_list(built, settings), hints=hints_of(settings))
    endpoint = Endpoint(
        settings=settings,
        newsroom=newsroom,
        operations=operations,
        preview_access=PreviewAccess.of(settings),
        problem_access=ProblemAccess.of(settings),
        persisted=PersistedDocuments.of(settings),
        make_context=context_maker(settings, newsroom),
        page=_playground_page(settings, newsroom) if settings.playground else None,
    )
    endpoint.persisted.check(operations)
    follower = follower_of(settings, newsroom)
    metrics = Metrics(follower)
    metrics.watch_streams(lambda: endpoint.streams.slots.open)
    in_memory = not isinstance(newsroom, RemoteNewsroom)
    if compiling := compile_operations(operations, schema, in_memory=in_memory):
        metrics.registry.register(CompilerNumbers(compiling.compiler))
    metrics.registry.register(ResponseCacheNumbers(endpoint.responses))
    if isinstance(newsroom, RemoteNewsroom):
        newsroom.max_rounds = settings.max_rounds
        metrics.registry.register(StoreNumbers(newsroom, operations))
    unsent = Unsent(settings)
    metrics.registry.register(unsent)
    responder, access_log = Responder(settings), AccessLog(metrics)
    app = Starlette(
        routes=[
            WebSocketRoute("/graphql", WebSocketEndpoint(endpoint, access_log)),
            *_routes(settings, follower, endpoint, metrics, schema.as_str()),
        ],
        middleware=[
            Middleware(OutermostMiddleware, endpoint=endpoint, responder=responder, access_log=access_log)
        ],
        exception_handlers={
            HTTPException: _http_error,
            StoreUnavailable: _store_error,
            TooManyRounds: _store_error,
        },
        lifespan=_lifespan(follower, endpoint.streams, unsent),
    )
    app.state.settings = settings
    app.state.newsroom = newsroom
    app.state.follower = follower
    app.state.endpoint = endpoint
    app.state.metrics = metrics
    app.state.unsent = unsent
    app.state.fast_path = FastPath(endpoint, responder, access_log)
    return app


def follower_of(settings: Settings, newsroom: Newsroom | RemoteNewsroom) -> NewsroomFollower:
    """What keeps a newsroom current as the settings have it, not running yet."""
    if isinstance(newsroom, RemoteNewsroom):
        return EditionFollower(newsroom, poll_seconds=settings.opensearch_poll_seconds)
    return Follower(
        newsroom,
        watch=settings.watch,
        check_seconds=settings.watch_check_seconds,
        poll_seconds=settings.watch_poll_seconds,
    )


def _playground_page(settings: Settings, newsroom: ServedNewsroom) -> MakePage:
    async def page(request: Request) -> Response:
        edition = newsroom.edition
        questions = await playground.questions_for(edition.public) if edition else playground.load_examples()
        return playground.playground(request, questions, introspection=settings.introspection)

    return page


def context_maker(settings: Settings, newsroom: ServedNewsroom) -> ContextMaker:
    """Makes what resolvers know of a request: above all the snapshot that its sender may see."""
    sizes = (settings.page_size, settings.max_page_size)

    def make_context(edition: ServedEdition, viewer: Viewer, request_id: str) -> Context:
        snapshot, changes = edition.seen_by(viewer)
        return Context(snapshot, viewer, request_id, *sizes, changes, following)

    def now(viewer: Viewer, request_id: str) -> Context | None:
        edition = newsroom.edition
        return None if edition is None else make_context(edition, viewer, request_id)

    following = Listening(newsroom.live, now)
    return make_context


def _routes(
    settings: Settings, follower: NewsroomFollower, endpoint: Endpoint, metrics: Metrics, sdl: str
) -> list[BaseRoute]:
    newsroom, preview_access = follower.newsroom, endpoint.preview_access
    problem_access = endpoint.problem_access
    at_home = AnswersOfEdition()

    async def numbers(_request: Request) -> Response:
        return Response(metrics.text(), media_type=CONTENT_TYPE, headers=NOT_CACHED)

    async def home(request: Request) -> Response:
        if newsroom.edition is None and newsroom.unavailable is not None:
            raise newsroom.unavailable.with_traceback(None)
        if newsroom.edition is None:
            raise HTTPException(503, headers={"Retry-After": RETRY_SECONDS, "Refresh": RETRY_SECONDS})
        live = problem_access.admits(request.scope, join_headers(request.scope["headers"]))
        edition, viewer = newsroom.edition, Viewer.OPERATOR if live else Viewer.PUBLIC
        snapshot, _ = edition.seen_by(viewer)
        make = partial(
            landing_page,
            request,
            playground=settings.playground,
            introspection=settings.introspection,
            documentation=documentation_address(request.scope.get("root_path", "")),
            live=live,
        )
        return await at_home.answered(edition, viewer, snapshot, make)

    async def without_slash(request: Request) -> Response:
        query = request.scope.get("query_string", b"").decode("latin-1")
        address = f"{request.scope.get('root_path', '')}/graphql{'?' if query else ''}{query}"
        return Response(status_code=308, headers={"Location": address})

    routes: list[BaseRoute] = [
        Route("/", home),
        Route("/graphql/", without_slash, methods=ALL_METHODS),
        *health_routes(follower, preview_access, problem_access),
        *feed_routes(newsroom),
        *media_routes(newsroom, preview_access, settings),
        *playground.routes(),
        *documentation_routes(),
    ]
    if settings.introspection:
        routes += schema_routes(sdl, playground=settings.playground)
    if settings.review and newsroom.folder is not None:
        routes += review_routes(newsroom.folder, preview_access, settings)
    if settings.metrics:
        routes.append(Route("/metrics", numbers))
    return routes


def _lifespan(
    follower: NewsroomFollower, streams: Streams, unsent: Unsent
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(follower.run())
        with on_stop(streams.slots.close), on_stop(unsent.stop):
            yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await asyncio.to_thread(follower.newsroom.close)

    return lifespan


async def _http_error(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    code = HTTP_CODES.get(status, "BAD_REQUEST")
    headers: Mapping[str, str] = getattr(error, "headers", None) or {}
    said = getattr(error, "detail", "")
    message = {
        "NOT_FOUND": said if said != HTTPStatus.NOT_FOUND.phrase else "There is nothing at this address.",
        "NOT_READY": "The newsroom is still loading.",
    }.get(code, f"This address is only {'written' if headers.get('Allow') == 'POST' else 'read'}.")
    return _answer(request, status, refused(code, message, headers=headers))


async def _store_error(request: Request, error: Exception) -> Response:
    refusal = store_refusal(cast("StoreUnavailable | TooManyRounds", error))
    return _answer(request, CODES[refusal.code].status, refusal)


def _answer(request: Request, status: int, refusal: Refused) -> Response:
    """A refusal of an address that is not GraphQL's, for a person or for a program."""
    headers = {**NOT_CACHED, **refusal.headers}
    if wants_page(request):
        return message_page(request, status, str(refusal), headers)
    answer = error_answer(refusal)
    return Response(answer.body.plain, status, headers, answer.content_type)
