"""A crowd that is woken: all of it, a few at a time."""

from __future__ import annotations

import asyncio

import pytest

from pullquote.store.newsroom.notifying import AT_ONCE, Notifier

pytestmark = pytest.mark.anyio


async def asleep(notifier: Notifier, count: int, awake: list[int]) -> list[asyncio.Task[None]]:
    """So many tasks that sleep, and say when they wake."""

    async def sleep(number: int) -> None:
        await notifier.wait()
        awake.append(number)

    tasks = [asyncio.create_task(sleep(number)) for number in range(count)]
    await asyncio.sleep(0)
    return tasks


async def test_all_wake_in_the_order_in_which_they_fell_asleep() -> None:
    notifier, awake = Notifier(), list[int]()
    tasks = await asleep(notifier, 5 * AT_ONCE + 1, awake)
    notifier.notify()
    await asyncio.gather(*tasks)
    assert awake == list(range(5 * AT_ONCE + 1))


async def test_others_get_a_turn_in_between() -> None:
    notifier, awake = Notifier(), list[int]()
    tasks = await asleep(notifier, 10 * AT_ONCE, awake)
    notifier.notify()
    while not awake:
        await asyncio.sleep(0)
    assert len(awake) <= AT_ONCE
    await asyncio.gather(*tasks)


async def test_whoever_falls_asleep_meanwhile_waits_for_the_next_ring() -> None:
    notifier, awake = Notifier(), list[int]()
    early = await asleep(notifier, 3 * AT_ONCE, awake)
    notifier.notify()
    late = await asleep(notifier, 1, awake)
    await asyncio.gather(*early)
    assert not late[0].done()
    notifier.notify()
    await asyncio.gather(*late)


async def test_two_rings_in_quick_succession_wake_all_of_both() -> None:
    notifier, awake = Notifier(), list[int]()
    early = await asleep(notifier, 3 * AT_ONCE, awake)
    notifier.notify()
    late = await asleep(notifier, 3 * AT_ONCE, awake)
    notifier.notify()
    await asyncio.gather(*early, *late)
    assert len(awake) == 6 * AT_ONCE


async def test_whoever_gives_up_leaves_nothing_behind() -> None:
    notifier, awake = Notifier(), list[int]()
    tasks = await asleep(notifier, 3 * AT_ONCE, awake)
    tasks[0].cancel()
    await asyncio.sleep(0)
    notifier.notify()
    tasks[-1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert len(awake) == 3 * AT_ONCE - 2
    assert not notifier._waiting
    assert not notifier._due
