"""Whole answers, kept while the newsroom does not change.

A snapshot never changes, nor do the changes that led to it, so neither does what an operation with its
variables answers from the two. An answer is kept with its entity tag and its compressed forms, by what it
depends on: these two, the document, the operation in it, and its variables. What is not kept: answers with errors, the preview's, and
whatever is asked about the schema, which strangers could ask in any number of ways.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Iterator, Mapping
from typing import Any, Final

import orjson
from graphql import OperationType
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pullquote.api.lru import LRU
from pullquote.api.operations.operations import Operation, PreparedOperation, Result
from pullquote.api.settings import Settings
from pullquote.compiler.growth import compact

State = tuple[object, object]
"""What the public is answered from: a snapshot, and the changes that led to it."""
Key = tuple[str, str | None, bytes]
"""The hash of the document, the operation in it, and its variables in JSON, sorted by name."""
Compute = Callable[[], "Result | Coroutine[Any, Any, Result]"]
"""Begins to compute an answer, as :meth:`~pullquote.api.operations.operations.Operations.start` does."""
Looked = tuple[Result, bool]
"""An answer, and whether it was kept."""

ENTRY_BYTES: Final = 1_000
"""What an entry takes besides its body and its variables: the objects around them."""
LARGEST_SHARE: Final = 16
"""An answer larger than the cache divided by this is not kept: it would drive out too many others."""


class ResponseCache:
    """Keeps answers up to ``capacity`` bytes and forgets those used longest ago; 0 keeps none.

    For one thread, such as that of an event loop.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.hits = 0
        self.misses = 0
        self._state: State | None = None
        self._kept: LRU[Key, Result] = LRU(capacity, _weight, heaviest=capacity // LARGEST_SHARE)
        self._computing: dict[Key, asyncio.Future[None]] = {}

    @classmethod
    def of(cls, settings: Settings) -> ResponseCache:
        """As large as the settings have it."""
        return cls(settings.response_cache_bytes)

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def bytes(self) -> int:
        """What the answers take."""
        return self._kept.weight

    def key(self, prepared: PreparedOperation, operation: Operation, *, preview: bool) -> Key | None:
        """What to keep the answer by; None for one that is not kept."""
        if not self.capacity or preview or prepared.kind is not OperationType.QUERY or operation.wants_cost:
            return None
        if prepared.about_the_schema:
            return None
        return prepared.document.hash, prepared.name, canonical(operation.variables, prepared.variables)

    def get(self, key: Key, state: State) -> Result | None:
        """The answer in this state, if it is kept; counts it if so."""
        if state != self._state:
            self._begin(state)
        result = self._kept.get(key)
        if result is not None:
            self.hits += 1
            # Compressed forms are made when they are first wanted, so an entry grows.
            self._kept.weigh_again(key)
        return result

    def put(self, key: Key, state: State, result: Result) -> None:
        """Keep an answer, if it may be kept and there is room."""
        if result.errors or not result.executed or state != self._state:
            return
        result.settle()
        self._kept.put(key, result)

    def start(self, key: Key, state: State, compute: Compute) -> Looked | Coroutine[Any, Any, Looked]:
        """The answer, kept or computed, and whether it was kept; or what has to be awaited for that, in a task.

        Of several that want the same answer at once, the first computes it and the others wait.
        """
        result = self.get(key, state)
        if result is not None:
            return result, True
        computing = self._computing.get(key)
        if computing is not None:
            return self._wait(key, state, computing, compute)
        return self._compute(key, state, compute)

    def _compute(self, key: Key, state: State, compute: Compute) -> Looked | Coroutine[Any, Any, Looked]:
        self.misses += 1
        started = compute()
        if isinstance(started, Result):
            self.put(key, state, started)
            return started, False
        done = self._computing[key] = asyncio.get_running_loop().create_future()
        return self._finish(key, state, started, done)

    async def _finish(
        self, key: Key, state: State, started: Coroutine[Any, Any, Result], done: asyncio.Future[None]
    ) -> Looked:
        try:
            result = await started
            self.put(key, state, result)
        finally:
            if self._computing.get(key) is done:
                del self._computing[key]
            done.set_result(None)
        return result, False

    async def _wait(
        self, key: Key, state: State, computing: asyncio.Future[None], compute: Compute
    ) -> Looked:
        await asyncio.wait([computing])
        result = self.get(key, state) if state == self._state else None
        if result is not None:
            return result, True
        # An answer that was not kept is none that others may have: each computes its own.
        started = self._compute(key, state, compute)
        return started if isinstance(started, tuple) else await started

    def _begin(self, state: State) -> None:
        self._state = state
        self._kept.clear()


def _weight(key: Key, result: Result) -> int:
    return ENTRY_BYTES + len(key[2]) + result.payload.memory


def canonical(given: Mapping[str, Any], names: Collection[str]) -> bytes:
    """The variables of these names as one key: equal ones are equal, whatever order they were sent in."""
    variables = {name: given[name] for name in names if name in given}
    if not variables:
        return b""
    try:
        return compact(orjson.dumps(variables, option=orjson.OPT_SORT_KEYS))
    except TypeError:  # half a surrogate pair, or an integer over 64 bits
        return repr(sorted(variables.items(), key=lambda item: item[0])).encode("utf-8", "surrogatepass")


class ResponseCacheNumbers(Collector):
    """How well the cache does, for Prometheus."""

    def __init__(self, cache: ResponseCache) -> None:
        self._cache = cache

    def collect(self) -> Iterator[Metric]:
        """The metrics of now; the hit ratio is what is between two readings."""
        lookups = CounterMetricFamily(
            "pullquote_response_cache_lookups",
            "Answers looked for, by whether they were kept.",
            labels=["found"],
        )
        lookups.add_metric(["yes"], self._cache.hits)
        lookups.add_metric(["no"], self._cache.misses)
        yield lookups
        yield GaugeMetricFamily(
            "pullquote_response_cache_bytes", "Memory of the answers kept.", float(self._cache.bytes)
        )
        yield GaugeMetricFamily("pullquote_response_cache_entries", "Answers kept.", float(len(self._cache)))
