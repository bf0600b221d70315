"""A small schema with everything that can go wrong in one, and a client that needs no socket.

The HTTP layer knows nothing of news, so its tests do not either; that the two fit is tested elsewhere.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import httpx
import strawberry
from starlette.applications import Starlette

from pullquote.api.server.app import create_app
from pullquote.api.settings import Settings
from pullquote.schema.context import Context
from pullquote.schema.errors import BadUserInput
from pullquote.store.files.loading import Loaded
from pullquote.store.model.pages import Bucket
from pullquote.store.newsroom.editions import Edition, make_edition
from pullquote.store.newsroom.newsroom import Newsroom
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.store.newsrooms import records_of

SECRET = "s3cret /srv/newsroom/drafts/merger.md"
"""What an exception says that no client may read."""


@strawberry.type
class Person:
    """Somebody."""

    name: str

    @strawberry.field
    def friends(self, first: int = 10) -> list[Person]:
        return [Person(name=f"{self.name}.{number}") for number in range(first)]

    @strawberry.field
    def slow(self) -> int:
        time.sleep(0.01)
        return 1


@strawberry.type
class PersonConnection:
    """A page of people."""

    size: strawberry.Private[int]

    @strawberry.field
    def nodes(self) -> list[Person]:
        return [Person(name=str(number)) for number in range(self.size)]

    @strawberry.field
    def total_count(self) -> int:
        return 1000


@strawberry.input
class PersonFilter:
    """How to look for people."""

    name: str | None = None
    born: int | None = None
    not_: PersonFilter | None = strawberry.field(name="not", default=None)


@strawberry.type
class Query:
    """What can be asked."""

    @strawberry.field
    def hello(self, name: str = "world") -> str:
        return f"Hello, {name}"

    @strawberry.field
    def people(
        self,
        first: int | None = None,
        last: int | None = None,
        filter: PersonFilter | None = None,  # noqa: A002 - the argument's name
    ) -> PersonConnection:
        return PersonConnection(size=first or last or 20)

    @strawberry.field
    def person(self, id: strawberry.ID) -> Person | None:  # noqa: A002 - as above
        if id == "nobody":
            return None
        return Person(name=id)

    @strawberry.field
    def picky(self, after: str) -> int:
        raise BadUserInput(f'"after" is not a cursor: "{after}"')

    @strawberry.field
    def boom(self) -> int | None:
        raise RuntimeError(SECRET)

    @strawberry.field
    def bang(self) -> int:
        raise KeyError(SECRET)

    @strawberry.field
    def liar(self) -> int | None:
        return cast("int", "many")

    @strawberry.field
    async def later(self) -> int:
        await asyncio.sleep(0)
        return 1

    @strawberry.field
    async def never(self) -> int:
        await asyncio.sleep(60)
        return 1

    @strawberry.field
    def snapshot(self, info: strawberry.Info[Context, None]) -> str:
        return info.context.snapshot.version

    @strawberry.field
    def request_id(self, info: strawberry.Info[Context, None]) -> str:
        return info.context.request_id

    @strawberry.field
    def words(self, count: int = 1000) -> str:
        return "word " * count


@strawberry.type
class Mutation:
    """What can be changed."""

    @strawberry.field
    def change(self) -> bool:
        return True


@strawberry.type
class Subscription:
    """What can be followed."""

    @strawberry.subscription
    async def count(self, to: int = 3) -> AsyncGenerator[int, None]:
        for number in range(to):
            yield number


SCHEMA = strawberry.Schema(query=Query, mutation=Mutation, subscription=Subscription)
PUBLIC = "public-1"
PREVIEW = "preview-1"


def edition(public: str = PUBLIC, preview: str = PREVIEW) -> Edition:
    """An edition whose snapshots have what the HTTP layer looks at, and no news."""
    return Edition(
        public=_snapshot(public),
        preview=_snapshot(preview),
        problems=(),
        next_visibility_change=None,
        public_changes=cast("Any", None),
        preview_changes=cast("Any", None),
    )


@cache
def _nothing() -> MemorySnapshot:
    loaded = Loaded(records=records_of([]), problems=())
    return make_edition(loaded, now=datetime(2025, 1, 20, tzinfo=UTC)).public


def _snapshot(version: str) -> MemorySnapshot:
    made = _nothing().with_problems((), version)
    made.counts = (Bucket("articles", "Articles", 3),)
    return made


def newsroom(served: Edition | None = None) -> Newsroom:
    """A newsroom that serves the edition of this module."""
    made = Newsroom(Path("nowhere"))
    made.edition = served or edition()
    return made


def toy_app(settings: Settings | None = None, room: Newsroom | None = None) -> Starlette:
    """The application with the toy schema."""
    return create_app(settings or Settings(), room or newsroom(), SCHEMA)


@asynccontextmanager
async def client(
    settings: Settings | None = None, room: Newsroom | None = None
) -> AsyncGenerator[httpx.AsyncClient, None]:
    """A client of the application, through ASGI."""
    transport = httpx.ASGITransport(app=toy_app(settings, room))
    async with httpx.AsyncClient(transport=transport, base_url="http://newsroom.test") as made:
        yield made


def code_of(response: httpx.Response) -> str:
    """The code of the first error of an answer."""
    return str(response.json()["errors"][0]["extensions"]["code"])
