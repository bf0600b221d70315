"""``/schema.graphql``: the schema in its own language, and for a browser a page to read it on.

On the page each name of a type leads to where the type is defined, without a script. ``?download`` is the file,
for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape

from graphql import Lexer, Source, TokenKind
from graphql.language import Token
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pullquote.api.site.documentation import documentation_address
from pullquote.api.site.messages import wants_page
from pullquote.api.site.pages import frame, page_answer
from pullquote.api.site.playground import asset_address, template

SDL = "application/graphql; charset=utf-8"
"""The media type that tools ask schema files by."""
FILE_NAME = "schema.graphql"
DEFINING = frozenset({"type", "interface", "union", "enum", "input", "scalar"})
"""Keywords that a name of a type follows where it is defined."""
KEYWORDS = DEFINING | {"directive", "schema", "extend", "implements", "on", "repeatable"}
STRINGS = frozenset({TokenKind.STRING, TokenKind.BLOCK_STRING})
NUMBERS = frozenset({TokenKind.INT, TokenKind.FLOAT})


def schema_routes(sdl: str, *, playground: bool = True) -> list[Route]:
    """The address of a schema; its page leads to the playground, where there is one."""

    async def schema_graphql(request: Request) -> Response:
        if "download" in request.query_params:
            saved = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
            return Response(sdl, media_type=SDL, headers=saved)
        return (
            schema_page(request, sdl, playground=playground)
            if wants_page(request)
            else Response(sdl, media_type=SDL)
        )

    return [Route(f"/{FILE_NAME}", schema_graphql)]


def schema_page(request: Request, sdl: str, *, playground: bool = True) -> Response:
    """The page of a schema; 304 where the browser has it already."""
    root = request.scope.get("root_path", "")
    documentation = documentation_address(root)
    names, code = highlighted(sdl)
    page = template("schema.html").substitute(
        frame(root),
        style=asset_address(root, "schema.css"),
        download=escape(f"{root}/{FILE_NAME}?download"),
        playground=f'<a href="{escape(root)}/graphql">Playground</a>' if playground else "",
        documentation=f'<a href="{escape(documentation)}">Documentation</a>' if documentation else "",
        count=len(names),
        types="\n".join(f'<li><a href="#{name}">{name}</a></li>' for name in names),
        sdl=code,
    )
    return page_answer(request, page)


@lru_cache(maxsize=2)
def highlighted(sdl: str) -> tuple[tuple[str, ...], str]:
    """The names of the types that ``sdl`` defines, sorted, and itself as HTML. Raises GraphQLSyntaxError."""
    tokens = list(_tokens(sdl))
    defined = frozenset(token.value for token in tokens if _defines(token) and token.value)
    parts, end = [], 0
    for token in tokens:
        parts += [escape(sdl[end : token.start]), _marked(token, sdl[token.start : token.end], defined)]
        end = token.end
    return tuple(sorted(defined, key=str.lower)), "".join([*parts, escape(sdl[end:])])


def _tokens(sdl: str) -> Iterator[Token]:
    """The tokens of a text, comments among them."""
    lexer = Lexer(Source(sdl))
    while lexer.advance().kind is not TokenKind.EOF:
        pass
    token = lexer.token
    while token.prev is not None:
        token = token.prev
    while token.next is not None and token.next.kind is not TokenKind.EOF:
        token = token.next
        yield token


def _defines(token: Token) -> bool:
    """Whether a name is that of a type where the type is defined."""
    before = token.prev
    return (
        token.kind is TokenKind.NAME
        and before is not None
        and before.kind is TokenKind.NAME
        and before.value in DEFINING
        and _is_keyword(before)
    )


def _is_keyword(token: Token) -> bool:
    """Whether a name is no field or value that happens to be called like a keyword."""
    after = token.next
    return (
        token.value in KEYWORDS
        and after is not None
        and after.kind not in {TokenKind.COLON, TokenKind.PAREN_L}
    )


def _marked(token: Token, text: str, defined: frozenset[str]) -> str:
    html = escape(text)
    if token.kind in STRINGS or token.kind is TokenKind.COMMENT:
        return f'<span class="s">{html}</span>'
    if token.kind in NUMBERS:
        return f'<span class="n">{html}</span>'
    if token.kind is not TokenKind.NAME:
        return html
    before, after = token.prev, token.next
    if before is not None and before.kind is TokenKind.AT:
        return f'<span class="d">{html}</span>'
    if _defines(token):
        return f'<b class="t" id="{html}">{html}</b>'
    if text in defined and (after is None or after.kind is not TokenKind.COLON):
        return f'<a class="t" href="#{html}">{html}</a>'
    return f'<span class="k">{html}</span>' if _is_keyword(token) else html
