"""What a browser gets where there is nothing to show: a page that says so, and leads somewhere else."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse

from pullquote.api.http.negotiation import BODIES, HTML, choose
from pullquote.api.site.playground import NOTHING_ELSE, asset_address, font_address, template

POLICY = f"default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; {NOTHING_ELSE}"
TITLES = {404: "Nothing here", 405: "Not this way", 503: "One moment"}
"""The heading by the status."""


def wants_page(request: Request) -> bool:
    """Whether a request is a browser's, for a page: what programs send takes JSON as well."""
    choice = choose(request.headers.get("accept"), (*BODIES, HTML))
    return choice is not None and choice.media_type == HTML


def message_page(request: Request, status: int, message: str, headers: Mapping[str, str]) -> HTMLResponse:
    """A page with a message, as plain text, and the way home."""
    root = request.scope.get("root_path", "")
    fonts = font_address(root)
    page = template("message.html").substitute(
        title=TITLES.get(status, "Not answered"),
        text=escape(message),
        links=f'<a href="{escape(root)}/">What this server has</a>',
        home=escape(f"{root}/"),
        icon=asset_address(root, "icon.svg"),
        base_style=asset_address(root, "pullquote.css"),
        fonts=f'<link rel="stylesheet" href="{fonts}">' if fonts else "",
    )
    return HTMLResponse(page, status, {"Content-Security-Policy": POLICY, **headers})
