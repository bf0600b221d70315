"""What a browser gets where there is nothing to show: a page that says so, and leads somewhere else."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse

from pullquote.api.http.negotiation import BODIES, HTML, choose
from pullquote.api.site.pages import POLICY, frame
from pullquote.api.site.playground import template

TITLES = {404: "Nothing here", 405: "Not this way", 503: "One moment"}
"""The heading by the status."""


def wants_page(request: Request) -> bool:
    """Whether a request is a browser's, for a page: what programs send takes JSON as well."""
    choice = choose(request.headers.get("accept"), (*BODIES, HTML))
    return choice is not None and choice.media_type == HTML


def message_page(request: Request, status: int, message: str, headers: Mapping[str, str]) -> HTMLResponse:
    """A page with a message, as plain text, and the way home."""
    root = request.scope.get("root_path", "")
    page = template("message.html").substitute(
        frame(root),
        title=TITLES.get(status, "Not answered"),
        text=escape(message),
        links=f'<a href="{escape(root)}/">What this server has</a>',
    )
    return HTMLResponse(page, status, {"Content-Security-Policy": POLICY, **headers})
