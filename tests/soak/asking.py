"""Who asks, again and again: what was answered, whether any of it was wrong, and how long it took."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from statistics import quantiles
from time import perf_counter
from typing import Any

import orjson

from tests.soak.connections import Connection, NotAnswered

THINK_SECONDS = 0.04
"""Between two questions of a client; it is a steady load, not the greatest possible."""
PATIENCE_SECONDS = 30
STATE = "dataset { version cursor }"
QUESTIONS = (
    "{ %s stories { totalCount } articles(first: 30) { nodes { slug headline } } }",
    "{ %s stories { totalCount } quotes(first: 20) { nodes { id text story { slug headline } } } }",
    "{ %s stories { totalCount } people(first: 5) { nodes { name quotes(first: 3) { totalCount nodes { id } } } } }",
    '{ %s stories { totalCount } search(query: "school", first: 10) { nodes { ... on Article { slug headline } } } }',
    "{ %s stories { totalCount } editorials(first: 20) { nodes { slug headline } } dataset { problems { file } } }",
)
"""Each says what state it is an answer of: equal states must give equal answers, and answers that fit together."""
State = tuple[str, str]
"""Version and cursor."""


@dataclass
class Seen:
    """What clients were answered: distinct answers by state and question, what failed, and how long it took."""

    answers: dict[State, dict[str, set[bytes]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    failures: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def versions(self) -> set[str]:
        return {version for version, _ in self.answers}

    @property
    def p99(self) -> float:
        """In milliseconds."""
        return quantiles(self.seconds, n=100)[-1] * 1000

    def mixed(self, stories: Mapping[str, int]) -> list[str]:
        """The states of which something was answered that is not so, or not so elsewhere.

        ``stories`` says by cursor how many stories there were.
        """
        return [
            f"{version}: {wrong}"
            for (version, cursor), answers in self.answers.items()
            if (wrong := _wrong(answers, stories.get(cursor)))
        ]


async def ask_on(url: str, seen: Seen, chance: random.Random) -> None:
    """Ask for ever, over one connection."""
    with closing(Connection(url)) as connection:
        while True:
            await ask(connection, seen, chance.choice(QUESTIONS) % STATE)
            await asyncio.sleep(chance.uniform(0, 2 * THINK_SECONDS))


async def ask(connection: Connection, seen: Seen, question: str) -> None:
    """Ask once."""
    began = perf_counter()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            body = await connection.ask(question)
        seen.seconds.append(perf_counter() - began)
        answer = orjson.loads(body)
        state = answer["data"]["dataset"]
    except (NotAnswered, OSError, TimeoutError, ValueError, KeyError, TypeError) as error:
        seen.failures.append(repr(error))
        connection.close()
        return
    if "errors" in answer:
        seen.failures.append(body.decode())
    seen.answers[state["version"], state["cursor"]][question].add(body)


def _wrong(answers: Mapping[str, Iterable[bytes]], stories: int | None) -> str:
    """What is wrong with the answers of one state: they are not equal, or do not fit together."""
    headlines: dict[str, str] = {}
    for question, bodies in answers.items():
        first, *others = bodies
        if others:
            return f"several answers to {question}"
        answer = orjson.loads(first)["data"]
        if answer["stories"]["totalCount"] != stories:
            return f"{answer['stories']['totalCount']} stories, not {stories}"
        for slug, headline in _headlines(answer):
            if headlines.setdefault(slug, headline) != headline:
                return f"two headlines of {slug}"
    return ""


def _headlines(value: Any) -> Iterable[tuple[str, str]]:
    """Every slug with its headline, wherever they are told together."""
    if isinstance(value, list):
        for item in value:
            yield from _headlines(item)
    elif isinstance(value, dict):
        if "headline" in value:
            yield value["slug"], value["headline"]
        for item in value.values():
            yield from _headlines(item)
