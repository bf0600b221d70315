"""What the pages for a browser have in common: their frame, their policy, and that a browser asks whether they changed."""

from __future__ import annotations

import hashlib
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pullquote.api.site.playground import NOTHING_ELSE, asset_address, font_address

POLICY = f"default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; {NOTHING_ELSE}"
"""Of a page without a script."""
LIVE_POLICY = f"script-src 'self'; connect-src 'self'; {POLICY}"
"""Of a page with a script that asks this server."""


def frame(root: str) -> dict[str, str]:
    """What the template of every page names, escaped: the way home, the icon, the style and the faces."""
    fonts = font_address(root)
    return {
        "home": escape(f"{root}/"),
        "icon": asset_address(root, "icon.svg"),
        "base_style": asset_address(root, "pullquote.css"),
        "fonts": f'<link rel="stylesheet" href="{fonts}">' if fonts else "",
    }


def page_answer(
    request: Request, page: str, *, policy: str = POLICY, cache_control: str = "no-cache"
) -> Response:
    """A page as the answer to a request; 304 where the browser has it already.

    Its tag is a hash of the page: it changes with what is served, and with a build.
    """
    etag = f'"{hashlib.sha256(page.encode()).hexdigest()[:32]}"'
    headers = {"Content-Security-Policy": policy, "Cache-Control": cache_control, "ETag": etag}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(page, headers=headers)
