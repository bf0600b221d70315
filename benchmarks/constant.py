"""A Starlette route that answers with constant bytes: what an application of this kind can do at most."""

from __future__ import annotations

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def main(size: str, port: str) -> None:
    """Serve ``size`` bytes at a port of loopback."""
    body = b"x" * int(size)

    async def answer(request: Request) -> Response:
        await request.body()
        return Response(body, media_type="application/json")

    app = Starlette(routes=[Route("/graphql", answer, methods=["GET", "POST"])])
    uvicorn.run(app, port=int(port), log_level="error", access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
