"""``/health/live`` and ``/health/ready``: for whoever keeps the server running.

Ready means that there is something to serve. It stays so when the files get mistakes, since the edition
before them is served on; the body then says what is wrong and where, as far as the asker may see the files.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from pullquote.api.http.preview import PreviewAccess
from pullquote.store.model.problems import Problem, Severity
from pullquote.store.newsroom.newsroom import Newsroom

NOT_CACHED = {"Cache-Control": "no-store"}


def health_routes(newsroom: Newsroom, preview_access: PreviewAccess) -> list[BaseRoute]:
    """The two addresses; who has the preview token reads of every file."""

    async def live(_request: Request) -> Response:
        return PlainTextResponse("live\n", headers=NOT_CACHED)

    async def ready(request: Request) -> Response:
        edition = newsroom.edition
        if edition is None:
            return PlainTextResponse("not ready\n", status_code=503, headers=NOT_CACHED)
        may_see_all = preview_access.admits(request.scope["headers"])
        problems = (edition.preview if may_see_all else edition.public).problems
        return PlainTextResponse("\n".join(["ready", *_errors(problems), ""]), headers=NOT_CACHED)

    return [Route("/health/live", live), Route("/health/ready", ready)]


def _errors(problems: Iterable[Problem]) -> list[str]:
    return [str(problem) for problem in problems if problem.severity is Severity.ERROR]
