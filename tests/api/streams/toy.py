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

from pullquote.api.streams.incremental import Format, Frame, frames


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


@dataclass
class Source:
    """What a subscription was asked for, and whether it is still being read."""

    opened: int = 0
    closed: int = 0
    more: asyncio.Event = field(default_factory=asyncio.Event)


@strawberry.type
class Subscription:
    """What happens."""

    @strawberry.subscription
    async def numbers(self, info: strawberry.Info[Any, None], to: int = 3) -> AsyncGenerator[int, None]:
        """The numbers below ``to``; then nothing until the test says more."""
        source: Source = info.context
        source.opened += 1
        try:
            for number in range(to):
                yield number
            await source.more.wait()
        finally:
            source.closed += 1


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


async def answer(document: str, format_: Format) -> list[Frame]:
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
