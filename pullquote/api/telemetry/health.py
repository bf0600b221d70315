"""``/health/live`` and ``/health/ready``: for who runs the server.

Ready means that there is something to serve, and that it is followed: by the clock, and by the files where they are
watched. It stays so when files get mistakes, since they are served as they last were good; the body says what is
wrong and where, and what is held back, as far as the asker may see the files.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from pullquote.api.http.exchange import join_headers
from pullquote.api.http.preview import PreviewAccess
from pullquote.api.http.problem_access import ProblemAccess
from pullquote.store.model.problems import NOT_AS_THEY_ARE
from pullquote.store.rounds.served import NewsroomFollower

NOT_CACHED = {"Cache-Control": "no-store"}


def health_routes(
    follower: NewsroomFollower, preview_access: PreviewAccess, problem_access: ProblemAccess
) -> list[BaseRoute]:
    """The two addresses; who has the preview token, or sees all problems, reads of every file."""

    async def live(_request: Request) -> Response:
        return PlainTextResponse("live\n", headers=NOT_CACHED)

    async def ready(request: Request) -> Response:
        headers = request.scope["headers"]
        sees_all = preview_access.admits(headers) or problem_access.admits(
            request.scope, join_headers(headers)
        )
        body = orjson.dumps(report(follower, sees_all=sees_all), option=orjson.OPT_APPEND_NEWLINE)
        status = 200 if follower.newsroom.edition is not None and is_followed(follower) else 503
        return Response(body, status, NOT_CACHED, "application/json")

    return [Route("/health/live", live), Route("/health/ready", ready)]


def is_followed(follower: NewsroomFollower) -> bool:
    """Whether what is served follows the files and the clock, or the cluster that it is served from answers; a task
    that failed may be at it again."""
    is_up = not any(task.failure for task in follower.background if task.name in follower.essential)
    return is_up and follower.newsroom.unavailable is None


def report(follower: NewsroomFollower, *, sees_all: bool) -> dict[str, Any]:
    """How the newsroom is, as JSON values; texts of errors, in which anything may stand, only for who ``sees_all``."""
    newsroom = follower.newsroom
    edition, last = newsroom.edition, newsroom.last_load
    problems = () if edition is None else (edition.preview if sees_all else edition.public).problems

    def shown(reason: str | None) -> str | None:
        return reason if sees_all or reason is None else "see the log"

    return {
        "status": "not ready" if edition is None else "ready" if is_followed(follower) else "not followed",
        "version": newsroom.version,
        "lastLoad": {
            "successful": None if last is None else last.failure is None,
            "failure": None if last is None else shown(last.failure),
            "current": _text(newsroom.current_at),
        },
        "watch": {"mode": follower.watch[0].value, "reason": shown(follower.watch[1])},
        "tasks": {
            task.name: {
                "running": task.is_up,
                "failures": task.failures,
                "failure": shown(task.failure),
            }
            for task in follower.background
        },
        "failedWrites": {name: shown(reason) for name, reason in newsroom.failed_writes.items()},
        "errors": [str(problem) for problem in problems if problem.is_mistake],
        "heldBack": [str(problem) for problem in problems if problem.code in NOT_AS_THEY_ARE],
    }


def _text(time: datetime | None) -> str | None:
    return time.isoformat(timespec="seconds") if time else None
