"""The playground: GraphiQL from this host alone, or a plain editor where GraphiQL has not been built.

Why a plain editor and not GraphiQL from a content delivery network: a newsroom's laptop may be offline, and
somebody who watches the network should not learn what is asked of unpublished stories. So no page here names
another host, and the policy of each forbids it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from pullquote.api.site.documentation import documentation_address
from pullquote.api.site.playground import assets
from pullquote.api.site.playground.assets import PREFIX, STATIC, Build, asset, find_build, static_files
from pullquote.api.site.playground.examples import Example, load_examples
from pullquote.api.site.playground.questions import questions_for

__all__ = [
    "NOTHING_ELSE",
    "Example",
    "asset_address",
    "font_address",
    "load_examples",
    "playground",
    "questions_for",
    "routes",
    "template",
]

NONCE_BYTES = 16
"""128 bits, as the specification of content security policies advises."""

# No page here is framed, sends a form or moves the base of its addresses.
NOTHING_ELSE = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PLAIN_POLICY = f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; {NOTHING_ELSE}"
# Monaco, the editor in GraphiQL, places each line of text by a style attribute in markup: hence
# style-src-attr. It needs no inline style element (ours get the nonce, see src/nonce.ts), no inline script
# and no eval. Its check marks and squiggles are data: images in its style sheet.
GRAPHIQL_POLICY = Template(
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-$nonce'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; " + NOTHING_ELSE
)


def routes() -> list[Route]:
    """What the pages load; the pages themselves are served where the application puts them."""
    return [Route(f"{PREFIX}/{{name}}", asset)]


def playground(
    request: Request,
    questions: Sequence[Example],
    *,
    endpoint: str = "/graphql",
    introspection: bool = True,
) -> HTMLResponse:
    """The page, asking ``endpoint``; both are below the application's root path.

    Without ``introspection`` nothing asks for the schema or leads there.
    """
    root = request.scope.get("root_path", "")
    sdl = f"{root}/schema.graphql" if introspection else None
    common = _common(root, endpoint, sdl, questions)
    build = find_build(assets.DIST)
    return _graphiql(root, common, sdl, build) if build else _plain(root, common, sdl)


def asset_address(root: str, name: str) -> str:
    """Where the file ``static/{name}`` is served, below the root path ``root``."""
    return f"{root}{PREFIX}/{static_files()[name].name}"


def font_address(root: str) -> str | None:
    """Where the style sheet with the faces is served; None where GraphiQL, and they, have not been built."""
    build = find_build(assets.DIST)
    return f"{root}{PREFIX}/{build.fonts}" if build else None


def _graphiql(root: str, common: dict[str, str], sdl: str | None, build: Build) -> HTMLResponse:
    nonce = secrets.token_urlsafe(NONCE_BYTES)
    built = {name: f"{root}{PREFIX}/{getattr(build, name)}" for name in ("script", "style", "fonts")}
    preload = "\n".join(
        f'<link rel="modulepreload" href="{root}{PREFIX}/{name}">' for name in (*build.first, *build.editor)
    )
    without = f'; the <a href="{escape(sdl)}">schema</a> does not' if sdl else ""
    page = template("playground.html").substitute(
        common,
        **built,
        first_style=asset_address(root, "first.css"),
        nonce=nonce,
        preload=preload,
        schema_without=without,
    )
    return _page(page, GRAPHIQL_POLICY.substitute(nonce=nonce))


def _plain(root: str, common: dict[str, str], sdl: str | None) -> HTMLResponse:
    says = f', and the <a href="{escape(sdl)}">schema</a> says what can be asked' if sdl else ""
    page = template("plain.html").substitute(
        common,
        schema=f'<a href="{escape(sdl)}">Schema</a>' if sdl else "",
        schema_says=says,
        style=asset_address(root, "plain.css"),
        script=asset_address(root, "plain.js"),
    )
    return _page(page, PLAIN_POLICY)


def _common(root: str, endpoint: str, sdl: str | None, questions: Sequence[Example]) -> dict[str, str]:
    home = f"{root}/"
    documentation = documentation_address(root)
    settings = {
        "endpoint": f"{root}{endpoint}",
        "home": home,
        "sdl": sdl,
        "documentation": documentation,
        "examples": [asdict(example) for example in questions],
    }
    return {
        "home": escape(home),
        "documentation": f'<a href="{escape(documentation)}">Documentation</a>' if documentation else "",
        "icon": asset_address(root, "icon.svg"),
        "base_style": asset_address(root, "pullquote.css"),
        # In a script element only "<" can end it or open a comment; JSON may write it as an escape.
        "settings": json.dumps(settings, ensure_ascii=False).replace("<", "\\u003c"),
    }


def template(name: str) -> Template:
    """A page of ``static/``, with places for ``$what`` it is to show; all of it must come escaped."""
    return Template((STATIC / name).read_text(encoding="utf-8"))


def _page(page: str, policy: str) -> HTMLResponse:
    # The nonce is for one response: the page is asked for again each time, what it loads is not.
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return HTMLResponse(page, headers=headers)
