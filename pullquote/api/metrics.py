"""Numbers for Prometheus: requests, operations, costs, caches, and what is served.

Labels have few values, whatever clients send: addresses are ours or ``other``, methods are HTTP's, and the
names of operations are in the log only. Each process counts for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pullquote.api.exchange import Exchange
from pullquote.api.newsroom import Newsroom
from pullquote.api.operations import PreparedOperation, Result

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
"""Bounds of the histograms of time: from a cached answer to the deadline."""
COSTS = (10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
"""Bounds of the histogram of costs: from one field to over the limit."""
ADDRESSES = frozenset({"/", "/graphql", "/schema.graphql", "/metrics", "/health/live", "/health/ready"})
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})

CONTENT_TYPE = CONTENT_TYPE_LATEST

# When each number was first counted is noise: as many lines again, and Prometheus does without them.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library has no types here


class Metrics:
    """The numbers of one application."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.registry = CollectorRegistry()
        registry = self.registry
        self._requests = Counter(
            "pullquote_requests", "Requests answered.", ["address", "method", "status"], registry=registry
        )
        self._seconds = Histogram(
            "pullquote_request_seconds", "Time to answer.", ["address"], buckets=SECONDS, registry=registry
        )
        self._operations = Counter(
            "pullquote_operations",
            "GraphQL operations: executed ones without (ok) and with errors, and refused ones.",
            ["kind", "outcome", "cache"],
            registry=registry,
        )
        self._errors = Counter("pullquote_errors", "Errors in answers.", ["code"], registry=registry)
        self._cost = Histogram(
            "pullquote_operation_cost", "Cost of executed operations.", buckets=COSTS, registry=registry
        )
        registry.register(_Served(newsroom))
        # Looking up a labelled child takes longer than counting; there are few, so each is looked up once.
        self._counted: dict[tuple[str, str, int], Callable[[], None]] = {}
        self._timed: dict[str, Callable[[float], None]] = {}
        self._operated: dict[tuple[str, str, str], Callable[[], None]] = {}

    def request(self, exchange: Exchange, seconds: float) -> None:
        """Count an answered request."""
        path = exchange.scope["path"].removeprefix(exchange.scope.get("root_path", ""))
        address = path if path in ADDRESSES else "other"
        method = exchange.method if exchange.method in METHODS else "other"
        key = (address, method, exchange.status)
        count = self._counted.get(key)
        if count is None:
            count = self._counted[key] = self._requests.labels(address, method, str(exchange.status)).inc
        count()
        observe = self._timed.get(address)
        if observe is None:
            observe = self._timed[address] = self._seconds.labels(address).observe
        observe(seconds)
        if exchange.result is not None:
            self.operation(exchange.prepared, exchange.result, exchange.cache)

    def operation(self, prepared: PreparedOperation | None, result: Result, cache: str) -> None:
        """Count an operation that was executed or refused."""
        kind = prepared.kind.value if prepared is not None else "unknown"
        outcome = "refused" if not result.executed else "errors" if result.errors else "ok"
        key = (kind, outcome, cache)
        count = self._operated.get(key)
        if count is None:
            count = self._operated[key] = self._operations.labels(*key).inc
        count()
        if result.cost is not None:
            self._cost.observe(result.cost)
        for error in result.errors:
            self._errors.labels(error["extensions"]["code"]).inc()

    def watch_streams(self, open_: Callable[[], float]) -> None:
        """Tell how many streams are open, which ``open_`` knows."""
        gauge = Gauge("pullquote_streams_open", "Streams and WebSockets open now.", registry=self.registry)
        gauge.set_function(open_)

    def text(self) -> bytes:
        """All numbers in Prometheus' text format."""
        return generate_latest(self.registry)


class _Served(Collector):
    """What is being served, read when asked; of the public's edition, since anybody may read the numbers."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    def collect(self) -> Iterator[Metric]:
        """The metrics of the edition that is served now."""
        edition = self._newsroom.edition
        yield GaugeMetricFamily(
            "pullquote_ready", "Whether an edition is served.", float(edition is not None)
        )
        if edition is None:
            return
        snapshot = edition.public
        version = GaugeMetricFamily("pullquote_snapshot", "The snapshot, by its version.", labels=["version"])
        version.add_metric([snapshot.version], 1)
        yield version
        yield GaugeMetricFamily(
            "pullquote_snapshot_loaded_seconds",
            "When it was loaded, in seconds since 1970.",
            snapshot.loaded_at.timestamp(),
        )
        yield GaugeMetricFamily(
            "pullquote_problems", "Warnings about its files.", float(len(snapshot.problems))
        )
        served = GaugeMetricFamily("pullquote_served", "What it holds, by kind.", labels=["kind"])
        for bucket in snapshot.counts:
            served.add_metric([bucket.key], bucket.count)
        yield served
