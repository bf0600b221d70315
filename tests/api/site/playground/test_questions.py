"""Each question is filled from what is served: it has an answer on any newsroom that has such a thing, or says why not."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import get_ident
from typing import Any

import pytest

from pullquote.api.site.playground.examples import Example, load_examples
from pullquote.api.site.playground.questions import FINDERS, questions_for, questions_of, with_defaults
from pullquote.demo.writing import write_demo
from pullquote.schema import Context, schema
from pullquote.store.files.loading import Loaded, load
from pullquote.store.newsroom.editions import make_edition
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.conftest import INVENTED, SHIPPED
from tests.store.newsrooms import StorySpec, records_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = [example.name for example in load_examples()]
WITHOUT_QUOTES = StorySpec("alone", headline="Harbour reopens after the storm")


def snapshot_of(loaded: Loaded) -> MemorySnapshot:
    return make_edition(loaded, now=NOW).public


@pytest.fixture(scope="module", params=["shipped", "invented", "demo 1", "demo 2"])
def newsroom(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MemorySnapshot:
    folder = {"shipped": SHIPPED, "invented": INVENTED}.get(request.param)
    if folder is None:
        folder = tmp_path_factory.mktemp("demo")
        seed = int(request.param[-1])
        write_demo(folder, articles=60 * seed, seed=seed)
    return snapshot_of(load(folder))


def question(snapshot: MemorySnapshot, name: str) -> Example:
    [found] = [each for each in questions_of(snapshot) if each.name == name]
    return found


def ask(snapshot: MemorySnapshot, query: str) -> dict[str, Any]:
    result = schema.execute_sync(query, context_value=Context(snapshot))
    assert result.errors is None, result.errors
    assert result.data is not None
    return result.data


def is_empty(value: Any) -> bool:
    """Whether a field of an answer is null, or a list with nothing in it."""
    match value:
        case {"totalCount": count}:
            return bool(count == 0)
        case {"nodes": nodes}:
            return not nodes
        case _:
            return value is None


@pytest.mark.parametrize("name", NAMES)
def test_it_is_answered_by_a_newsroom_that_has_such_a_thing(newsroom: MemorySnapshot, name: str) -> None:
    asked = question(newsroom, name)
    assert asked.unanswerable is None
    answer = ask(newsroom, asked.query)
    first = next(iter(answer.values()))
    assert not is_empty(first)
    if "quotes" in first:
        assert not is_empty(first["quotes"])


@cache
def alone() -> MemorySnapshot:
    return snapshot_of(Loaded(records=records_of([WITHOUT_QUOTES]), problems=()))


@cache
def empty() -> MemorySnapshot:
    return snapshot_of(Loaded(records=records_of([]), problems=()))


@pytest.mark.parametrize("name", NAMES)
def test_a_newsroom_of_one_story_without_quotes_answers_or_says_why_not(name: str) -> None:
    asked = question(alone(), name)
    ask(alone(), asked.query)
    answered = {"01-front-page", "06-facets-of-a-search", "10-new-since"}
    assert (asked.unanswerable is None) is (name in answered), asked.unanswerable


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_newsroom_says_why_it_cannot(name: str) -> None:
    asked = question(empty(), name)
    ask(empty(), asked.query)
    assert asked.unanswerable is not None
    assert asked.unanswerable.endswith(" yet.")


def test_every_example_has_a_finder() -> None:
    assert [*FINDERS] == NAMES


def test_they_are_found_once_for_each_snapshot() -> None:
    assert questions_of(alone()) is questions_of(alone())


def test_defaults_are_replaced_and_nothing_else_is() -> None:
    query = '# Who?\nquery Q($slug: String! = "a", $other: Int = 1, $none: String) { a(b: "a", c: $slug) }'
    filled = with_defaults(query, {"slug": 'wei"rd\\é', "none": "x"})
    assert filled == query.replace('= "a"', '= "wei\\"rd\\\\é"')


def test_what_is_asked_by_default_is_in_the_newsroom_that_ships() -> None:
    """The files are read on their own, too: in the documentation, and with curl."""
    shipped = snapshot_of(load(Path(SHIPPED)))
    for example in load_examples():
        assert not is_empty(next(iter(ask(shipped, example.query).values())))


@pytest.mark.anyio
async def test_a_thread_finds_them_and_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []
    find = FINDERS["01-front-page"]

    def finding(snapshot: MemorySnapshot) -> Any:
        threads.append(get_ident())
        return find(snapshot)

    monkeypatch.setitem(FINDERS, "01-front-page", finding)
    snapshot = MemorySnapshot(records_of([WITHOUT_QUOTES]), version="1", loaded_at=NOW)
    first, second = await asyncio.gather(questions_for(snapshot), questions_for(snapshot))
    assert first is second is await questions_for(snapshot)
    assert len(threads) == 1
    assert get_ident() not in threads
