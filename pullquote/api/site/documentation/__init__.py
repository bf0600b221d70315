"""The documentation at ``/docs/``, where it has been built (``make docs``): from this host alone, with its search.

The site is a folder of files, which are listed once for each build. Validators and compression are those of
every other answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from pullquote.api.http.caching import FOR_EVER
from pullquote.api.http.security_headers import content_security_policy

ADDRESS = "/docs/"
"""Where the site is served, below the application's root path."""
BUILT = Path(__file__).parent / "dist"
"""Where ``make docs`` puts the site; absent where it has not been built."""
NOT_BUILT = "The documentation has not been built; `make docs` builds it."
FIRST_PAGE = "index.html"
NOT_FOUND = "404.html"
STYLES = "styles.json"
"""The file of a build with the hashes of the style elements that its scripts make: a list for the policy."""
HASHED = re.compile(r"\.[0-9a-f]{8}\.min\.(?:js|css)$")
"""How the names of files end that have a hash of their content in them."""
MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
}
"""What the names mean; files of other kinds are served as bytes."""


def documentation_address(root: str) -> str | None:
    """Where the documentation is, below the root path ``root``; None where it has not been built."""
    return f"{root}{ADDRESS}" if (BUILT / FIRST_PAGE).is_file() else None


def documentation_routes() -> list[BaseRoute]:
    """The addresses of the site, which answer with 404 where it has not been built."""

    # Functions and no coroutines: they read from the disk, and so run in a thread.
    def first_page(request: Request) -> Response:
        address = documentation_address(request.scope.get("root_path", ""))
        if address is None:
            raise HTTPException(404, NOT_BUILT)
        return RedirectResponse(address, 308)

    def page(request: Request) -> Response:
        root: str = request.scope.get("root_path", "")
        if documentation_address(root) is None:
            raise HTTPException(404, NOT_BUILT)
        site = _site(BUILT, (BUILT / FIRST_PAGE).stat().st_mtime_ns)
        return site.answer(request.path_params["path"], root)

    return [Route(ADDRESS.rstrip("/"), first_page), Route(f"{ADDRESS}{{path:path}}", page)]


@dataclass(frozen=True)
class Site:
    """One build: its files by their addresses, so that no other address can lead anywhere, and its policy."""

    files: Mapping[str, Path]
    policy: str

    def answer(self, path: str, root: str) -> Response:
        """What is at ``path`` below the address of the site, and that is below ``root``."""
        if f"{path}/{FIRST_PAGE}" in self.files:  # the links of a page are relative to its folder
            return RedirectResponse(f"{root}{ADDRESS}{path}/", 308)
        name = f"{path}{FIRST_PAGE}" if path.endswith("/") or not path else path
        found = self.files.get(name)
        if found is None:
            page = self.files[NOT_FOUND].read_text(encoding="utf-8")
            return self._response(page.replace(f'"{ADDRESS}', f'"{root}{ADDRESS}').encode(), ".html", 404)
        return self._response(found.read_bytes(), found.suffix, 200, hashed=HASHED.search(name) is not None)

    def _response(self, content: bytes, suffix: str, status: int, *, hashed: bool = False) -> Response:
        # The script of the search has the policy too: beside a page it obeys the one that it came with.
        headers = {"Content-Security-Policy": self.policy}
        if hashed:
            headers["Cache-Control"] = FOR_EVER
        return Response(content, status, headers, MEDIA_TYPES.get(suffix, "application/octet-stream"))


@lru_cache(maxsize=1)
def _site(folder: Path, _built_at: int) -> Site:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    styles = [f"'{each}'" for each in json.loads(files.pop(STYLES).read_bytes())]
    policy = content_security_policy(
        script_src="'self'",
        style_src=" ".join(["'self'", *styles]),
        img_src="'self' data:",  # the icons are data: images in the style sheets
        connect_src="'self'",  # the search reads its index
        worker_src="'self'",  # and looks in it beside the page
    )
    return Site(files, policy)
