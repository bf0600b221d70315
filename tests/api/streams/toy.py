"""A small schema with something to defer, to stream and to subscribe to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, field
from inspect import isawaitable
from typing import Any

import orjson
import strawberry
from graphql import ExecutionResult, GraphQLError, parse
from graphql.execution import (
    Executor,
    ExperimentalIncrementalExecutionResults,
    experimental_execute_incrementally,
)
from strawberry.schema.config import StrawberryConfig

from pullquote.api.streams.incremental import Frame, IncrementalFormat, frames


@strawberry.type
class Speaker:
    """Who said it."""

    name: str
    office: str

    @strawberry.field
    def secret(self) -> str:
        raise ValueError("secret path /srv/fixtures/a.json")


@strawberry.type
class Quote:
    """What was said."""

    text: str
    speaker: Speaker
    words: list[str]

    @strawberry.field
    def vanishing(self) -> str:
        if self.text != "Quote 0":
            raise GraphQLError("gone", extensions={"code": "BAD_USER_INPUT"})
        return "here"

    @strawberry.field
    def source(self) -> str | None:
        raise GraphQLError("the source asked not to be named", extensions={"code": "BAD_USER_INPUT"})


def quote(number: int) -> Quote:
    return Quote(
        text=f"Quote {number}",
        speaker=Speaker(name=f"Speaker {number}", office="Mayor"),
        words=["Quote", str(number)],
    )


@strawberry.type
class Query:
    """The root."""

    @strawberry.field
    def quotes(self, first: int = 3) -> list[Quote]:
        return [quote(number) for number in range(first)]

    @strawberry.field
    def quote(self) -> Quote:
        return quote(0)

    @strawberry.field
    def page(self, size: int) -> str:
        """Many letters."""
        return "x" * size

    @strawberry.field
    def seen(self, info: strawberry.Info[Any, None]) -> str:
        """What is served to whom."""
        return str(info.context.snapshot)


@dataclass
class Source:
    """Whether the subscriptions are being read, and what they wait for."""

    opened: int = 0
    closed: int = 0
    made: int = 0
    """How many pages."""
    more: asyncio.Event = field(default_factory=asyncio.Event)

    def reset(self) -> None:
        """Forget the subscriptions of another test."""
        self.opened = self.closed = self.made = 0
        self.more = asyncio.Event()


source = Source()
"""What the subscriptions of this schema read."""


@strawberry.type
class Moment:
    """An event."""

    number: int

    @strawberry.field
    def seen(self, info: strawberry.Info[Any, None]) -> str:
        """What is served to whom when the event is answered."""
        return str(info.context.snapshot)

    @strawberry.field
    def secret(self) -> str | None:
        raise ValueError("secret path /srv/fixtures/a.json")


@strawberry.type
class Subscription:
    """What happens."""

    @strawberry.subscription
    async def moments(self, to: int = 3) -> AsyncGenerator[Moment, None]:
        """Those numbered below ``to``; then nothing until the test says more, and one more."""
        source.opened += 1
        try:
            for number in range(to):
                yield Moment(number=number)
            await source.more.wait()
            yield Moment(number=to)
        finally:
            source.closed += 1

    @strawberry.subscription
    async def pages(self, size: int) -> AsyncGenerator[str, None]:
        """As many pages as the client reads."""
        source.opened += 1
        try:
            while True:
                source.made += 1
                yield "x" * size
        finally:
            source.closed += 1

    @strawberry.subscription
    async def silence(self) -> AsyncGenerator[int, None]:
        """Nothing, until the client leaves."""
        source.opened += 1
        try:
            await asyncio.Event().wait()
            yield 0
        finally:
            source.closed += 1

    @strawberry.subscription
    async def refusing(self, after: str) -> AsyncGenerator[int, None]:
        """Refuses its argument."""
        if after:
            raise GraphQLError("not a cursor", extensions={"code": "BAD_USER_INPUT"})
        yield 0

    @strawberry.subscription
    async def breaking(self) -> AsyncGenerator[int, None]:
        """One number, then a defect."""
        yield 0
        raise ValueError("secret path /srv/fixtures/a.json")


schema = strawberry.Schema(
    query=Query,
    subscription=Subscription,
    config=StrawberryConfig(enable_experimental_incremental_execution=True),
)


def coded(errors: Iterable[GraphQLError]) -> list[dict[str, Any]]:
    """Errors for the client: masked unless they have a code."""
    return [
        {**error.formatted}
        if (error.extensions or {}).get("code")
        else {"message": "internal error", "path": error.path}
        for error in errors
    ]


async def answer(document: str, format_: IncrementalFormat) -> list[Frame]:
    """Every frame of the answer, each as it was when it was written."""
    result = await _execute(document, schema.execution_context_class)
    assert isinstance(result, ExperimentalIncrementalExecutionResults)
    return [orjson.loads(orjson.dumps(frame)) async for frame in frames(result, format_, coded)]


async def whole(document: str) -> ExecutionResult:
    """The answer to the same document in one part."""
    result = await _execute(document, Executor)
    assert isinstance(result, ExecutionResult)
    return result


async def _execute(document: str, executor_class: type[Executor[Any]] | None) -> object:
    result = experimental_execute_incrementally(
        schema._schema, parse(document), executor_class=executor_class
    )
    return await result if isawaitable(result) else result
