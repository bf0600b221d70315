"""The search for the dearest request: what takes most time of the processor beyond what it is priced at.

    python -m tests.api.dearest [REQUESTS [SEED]]

It sends requests of many shapes (:mod:`tests.api.shapes`) to the application in this process, climbs from the
dearest, and prints the ten dearest. Time is this thread's on the processor, so that it does not matter what else
runs; a slower machine is allowed more, by how long it takes for a fixed piece of work.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Self

import orjson
import structlog
from starlette.applications import Starlette
from starlette.types import Message

from pullquote.api.server.app import create_app
from pullquote.api.settings import Settings
from pullquote.schema import schema
from pullquote.store.newsroom.newsroom import Newsroom
from tests.api.shaped_documents import DOCUMENTS, WITH_VALUES, Maker
from tests.api.shapes import COUNTS, DEPTHS, LENGTHS, LETTERS, VALUES, Shape
from tests.conftest import SHIPPED

BOUND_SECONDS = 0.25
"""Most that a request may take beyond its price, on a machine like the one it was measured on."""
DEAREST_SECONDS = 0.5
"""What an operation may take that costs the limit."""
CALIBRATION_SECONDS = 0.05
"""What :func:`_work` takes on that machine."""
SHOWN = 10
CLIMBED = 30
"""So many of the dearest are climbed from."""
ANYWHERE = 0.2
"""So much of the climbing is a leap."""
REPETITIONS = 3
"""What seems dear is measured again; the least counts."""


@dataclass(frozen=True)
class Answered:
    """An answer: seconds on the processor, the cost (0 where the operation was refused), the status and the body."""

    seconds: float
    cost: int
    status: int
    body: bytes


@dataclass(frozen=True)
class Measured:
    """What a request took of the processor, what it is priced at, and how much it took beyond."""

    shape: Shape
    seconds: float
    cost: int
    beyond: float
    status: int
    sent: int


def _work() -> float:
    """Seconds that a fixed piece of work takes."""
    started = time.thread_time()
    table = {}
    for number in range(200_000):
        table[number % 1000] = str(number)
    return time.thread_time() - started


def slowness() -> float:
    """How much slower this machine is than the one that the bounds were measured on; never below 1."""
    return max(1.0, min(_work() for _ in range(5)) / CALIBRATION_SECONDS)


class Application:
    """The application, asked in this process."""

    def __init__(self, **settings: Any) -> None:
        self.settings = Settings(folder=SHIPPED, response_cache_bytes=0, **settings)
        self._app = self._made()
        self._runner = asyncio.Runner()

    def _made(self) -> Starlette:
        newsroom = Newsroom(SHIPPED)
        newsroom.load()
        assert newsroom.edition is not None
        newsroom.edition.public.warm()
        return create_app(self.settings, newsroom)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.close()

    def ask(self, body: bytes) -> Answered:
        """POST a request."""
        return self._runner.run(self._ask(body))

    async def _ask(self, body: bytes) -> Answered:
        sent: list[Message] = []
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
            "path": "/graphql", "raw_path": b"/graphql", "query_string": b"", "root_path": "",
            "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000), "state": {},
        }  # fmt: skip

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        started = time.thread_time()
        await self._app(scope, receive, send)
        seconds = time.thread_time() - started
        answer = b"".join(message.get("body", b"") for message in sent)
        extensions = orjson.loads(answer).get("extensions", {})
        return Answered(seconds, extensions.get("cost", {}).get("requested", 0), sent[0]["status"], answer)


class TooLarge(Exception):
    """The request is over the limit of its bytes."""


def request(maker: Maker, shape: Shape, most_bytes: int) -> bytes:
    """The body of a POST. Raises TooLarge."""
    if shape.count * shape.length > 400_000:
        raise TooLarge
    document, variables = maker.make(shape)
    body = orjson.dumps({"query": document, "variables": variables, "extensions": {"cost": True}})
    if len(body) > most_bytes:
        raise TooLarge
    return body


def any_shape(random: Random) -> Shape:
    """Some shape."""
    return Shape(
        document=random.choice(list(DOCUMENTS)),
        value=random.choice(list(VALUES)),
        letters=random.choice(list(LETTERS)),
        count=random.choice(COUNTS),
        length=random.choice(LENGTHS),
        depth=random.choice(DEPTHS),
        choice=random.randrange(1_000),
    )


def neighbour(shape: Shape, random: Random) -> Shape:
    """A shape that differs in one thing."""
    other = any_shape(random)
    match random.randrange(8):
        case 0 | 1:
            return replace(shape, count=max(1, int(shape.count * random.uniform(0.5, 2))))
        case 2 | 3:
            return replace(shape, length=max(1, int(shape.length * random.uniform(0.5, 2))))
        case 4:
            return replace(shape, depth=max(1, shape.depth + random.choice((-2, -1, 1, 2, 5))))
        case 5:
            return replace(shape, letters=other.letters)
        case 6:
            return replace(shape, value=other.value)
        case _:
            return replace(shape, choice=other.choice)


class Search:
    """Looks for the dearest request."""

    def __init__(self, application: Application, seed: int = 0) -> None:
        self._application = application
        self._maker = Maker(schema._schema)
        self._random = Random(seed)
        self._slowness = slowness()
        self.measured: dict[Shape, Measured] = {}

    @property
    def bound(self) -> float:
        """Most seconds beyond its price that a request may take on this machine."""
        return BOUND_SECONDS * self._slowness

    def measure(self, shape: Shape) -> Measured | None:
        """Measure one shape, made smaller until it is within the limit of a body; None where it has been."""
        while True:
            try:
                body = request(self._maker, shape, self._application.settings.max_body_bytes)
            except TooLarge:
                shape = shape.smaller()
            else:
                break
        if shape in self.measured:
            return None
        best = self._once(shape, body)
        for _ in range(REPETITIONS):
            if best.beyond < self.bound / 2:
                break
            best = min(best, self._once(shape, body), key=lambda each: each.seconds)
        self.measured[shape] = best
        return best

    def _once(self, shape: Shape, body: bytes) -> Measured:
        answer = self._application.ask(body)
        priced = answer.cost / self._application.settings.max_cost * DEAREST_SECONDS * self._slowness
        beyond = answer.seconds - priced
        return Measured(shape, answer.seconds, answer.cost, beyond, answer.status, len(answer.body))

    def dearest(self, count: int) -> list[Measured]:
        """The dearest so far, the dearest first, one of each kind of document, and of each value in it."""
        kinds: dict[tuple[str, str], Measured] = {}
        for each in sorted(self.measured.values(), key=lambda each: each.beyond, reverse=True):
            shape = each.shape
            kinds.setdefault((shape.document, shape.value if shape.document in WITH_VALUES else ""), each)
        return list(kinds.values())[:count]

    def run(self, requests: int) -> None:
        """Make so many requests: half of them anywhere, most others around the dearest."""
        for number in range(requests):
            if number < requests / 2 or self._random.random() < ANYWHERE:
                self.measure(any_shape(self._random))
            else:
                self.measure(neighbour(self._random.choice(self.dearest(CLIMBED)).shape, self._random))


def report(found: Iterable[Measured]) -> str:
    """A table of the dearest."""
    lines = [f"{'beyond ms':>10} {'CPU ms':>8} {'cost':>6} {'status':>6} {'bytes':>8}  shape"]
    lines += [
        f"{each.beyond * 1e3:10.1f} {each.seconds * 1e3:8.1f} {each.cost:6} {each.status:6} {each.sent:8}  {each.shape}"
        for each in found
    ]
    return "\n".join(lines)


def main() -> None:
    """Search, print the dearest, and fail where one is over the bound."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    requests, seed = [*map(int, sys.argv[1:]), *(1_000, 0)[len(sys.argv) - 1 :]]
    with Application() as application:
        search = Search(application, seed)
        search.run(requests)
    found = search.dearest(SHOWN)
    print(f"{len(search.measured)} requests; the bound is {search.bound * 1e3:.0f} ms")
    print(report(found))
    if found[0].beyond > search.bound:
        raise SystemExit("a request takes longer than its price and the bound allow")


if __name__ == "__main__":
    main()
