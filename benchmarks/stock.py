"""Strawberry's own ASGI server on Pullquote's schema and snapshot, as its documentation shows it."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import uvicorn
from strawberry.asgi import GraphQL

from pullquote.schema import Context, schema
from pullquote.store.newsroom.newsroom import Newsroom


def main(folder: str, port: str) -> None:
    """Serve ``folder`` at a port of loopback."""
    newsroom = Newsroom(Path(folder))
    newsroom.load()
    if newsroom.edition is None:
        raise SystemExit(f"{folder} cannot be served")
    context = Context(newsroom.edition.public)

    class View(GraphQL[Context, None]):
        async def get_context(self, request: Any, response: Any) -> Context:
            del request, response
            return context

    logging.disable()  # a traceback for each error would cost more than the error
    uvicorn.run(View(schema, graphql_ide=None), port=int(port), log_level="error", access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
