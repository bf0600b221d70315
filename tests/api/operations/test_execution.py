"""Execution on graphql-core leaves nothing behind."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from pullquote.api.operations.execution import DeadlineExecutor
from tests.api.desk import Desk, hear, story

pytestmark = pytest.mark.anyio


async def query(desk: Desk) -> Any:
    return await desk.ask("{ dataset { version } }")


async def subscription(desk: Desk) -> Any:
    async with desk.listening("subscription { storyPublished { cursor } }") as bodies:
        desk.save(story(f"story-{desk.minutes}"))
        return await hear(bodies)


def executors() -> set[DeadlineExecutor]:
    """Those that there are; tests before may have left some, in what is still answered for them."""
    return {each for each in gc.get_objects() if isinstance(each, DeadlineExecutor)}


@pytest.mark.parametrize("operate", [query, subscription])
async def test_an_operation_leaves_no_circle_behind(operate: Any) -> None:
    desk = Desk(story("first"))
    await operate(desk)
    gc.collect()
    gc.disable()
    try:
        before = executors()
        assert await operate(desk)
        assert executors() <= before
    finally:
        gc.enable()
