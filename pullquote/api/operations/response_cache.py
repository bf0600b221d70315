"""A cache of whole answers, for as long as the newsroom does not change.

A snapshot never changes, nor do the changes that led to it, so neither does what an operation with its
variables answers from the two. An answer is cached with its entity tag and its compressed forms, by what it
depends on: these two, the document, the operation in it, and its variables. Not cached are answers with errors,
the preview's, and all about the schema, which strangers could ask for in any number of ways.
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
from pullquote.compiler.memory import compact

CacheState = tuple[object, object]
"""What the public is answered from: a snapshot, and the changes that led to it."""
CacheKey = tuple[str, str | None, bytes]
"""The hash of the document, the operation in it, and its variables in JSON, sorted by name."""
Compute = Callable[[], "Result | Coroutine[Any, Any, Result]"]
"""Begins to compute an answer, as :meth:`~pullquote.api.operations.operations.Operations.start` does."""
Lookup = tuple[Result, bool]
"""An answer, and whether it came from the cache."""

ENTRY_BYTES: Final = 1_000
"""What an entry takes besides its body and its variables: the objects around them."""
LARGEST_SHARE: Final = 16
"""An answer larger than the cache divided by this is not cached: it would drive out too many others."""


class ResponseCache:
    """Holds answers up to ``capacity`` bytes and forgets those used longest ago; 0 holds none.

    For one thread, such as that of an event loop.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.hits = 0
        self.misses = 0
        self._state: CacheState | None = None
        self._results: LRU[CacheKey, Result] = LRU(capacity, _weight, heaviest=capacity // LARGEST_SHARE)
        self._computing: dict[CacheKey, asyncio.Future[None]] = {}

    @classmethod
    def of(cls, settings: Settings) -> ResponseCache:
        """As large as the settings have it."""
        return cls(settings.response_cache_bytes)

    def __len__(self) -> int:
        return len(self._results)

    @property
    def bytes(self) -> int:
        """What the answers take."""
        return self._results.weight

    def key(self, prepared: PreparedOperation, operation: Operation, *, preview: bool) -> CacheKey | None:
        """The key of the answer in the cache; None for one that is not cached."""
        if not self.capacity or preview or prepared.kind is not OperationType.QUERY or operation.wants_cost:
            return None
        if prepared.about_the_schema:
            return None
        return prepared.document.hash, prepared.name, canonical(operation.variables, prepared.variables)

    def get(self, key: CacheKey, state: CacheState) -> Result | None:
        """The cached answer in this state, if there is one, which counts as a hit."""
        if state != self._state:
            self._begin(state)
        result = self._results.get(key)
        if result is not None:
            self.hits += 1
            # Compressed forms are made when they are first wanted, so an entry grows.
            self._results.weigh_again(key)
        return result

    def put(self, key: CacheKey, state: CacheState, result: Result) -> None:
        """Cache an answer, unless it has errors, or is too large."""
        if result.errors or not result.executed or state != self._state:
            return
        result.encode_once()
        self._results.put(key, result)

    def is_computing(self, key: CacheKey) -> bool:
        """Whether an answer is being computed, for which others wait."""
        return key in self._computing

    def add(self, key: CacheKey, state: CacheState, result: Result) -> None:
        """Cache an answer that was computed without being looked for, which counts as a miss."""
        self.misses += 1
        self.put(key, state, result)

    def start(
        self, key: CacheKey, state: CacheState, compute: Compute
    ) -> Lookup | Coroutine[Any, Any, Lookup]:
        """The answer, cached or computed, and which of the two; or what has to be awaited for that, in a task.

        Of several that want the same answer at once, the first computes it and the others wait.
        """
        result = self.get(key, state)
        if result is not None:
            return result, True
        computing = self._computing.get(key)
        if computing is not None:
            return self._wait(key, state, computing, compute)
        return self._compute(key, state, compute)

    def _compute(
        self, key: CacheKey, state: CacheState, compute: Compute
    ) -> Lookup | Coroutine[Any, Any, Lookup]:
        self.misses += 1
        started = compute()
        if isinstance(started, Result):
            self.put(key, state, started)
            return started, False
        done = self._computing[key] = asyncio.get_running_loop().create_future()
        return self._finish(key, state, started, done)

    async def _finish(
        self,
        key: CacheKey,
        state: CacheState,
        started: Coroutine[Any, Any, Result],
        done: asyncio.Future[None],
    ) -> Lookup:
        try:
            result = await started
            self.put(key, state, result)
        finally:
            if self._computing.get(key) is done:
                del self._computing[key]
            done.set_result(None)
        return result, False

    async def _wait(
        self, key: CacheKey, state: CacheState, computing: asyncio.Future[None], compute: Compute
    ) -> Lookup:
        await asyncio.wait([computing])
        result = self.get(key, state) if state == self._state else None
        if result is not None:
            return result, True
        # An answer that may not be cached is not for others: each computes its own.
        started = self._compute(key, state, compute)
        return started if isinstance(started, tuple) else await started

    def _begin(self, state: CacheState) -> None:
        self._state = state
        self._results.forget()


def _weight(key: CacheKey, result: Result) -> int:
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
            "Answers looked for in the response cache, by whether they were found.",
            labels=["found"],
        )
        lookups.add_metric(["yes"], self._cache.hits)
        lookups.add_metric(["no"], self._cache.misses)
        yield lookups
        yield GaugeMetricFamily(
            "pullquote_response_cache_bytes",
            "Memory of the answers in the response cache.",
            float(self._cache.bytes),
        )
        yield GaugeMetricFamily(
            "pullquote_response_cache_entries", "Answers in the response cache.", float(len(self._cache))
        )
