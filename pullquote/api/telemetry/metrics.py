"""Numbers for Prometheus: requests, operations, costs, caches, and what is served.

Labels have few values, whatever clients send: addresses are ours or ``other``, methods are HTTP's, and the
names of operations are in the log only. Each process counts for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pullquote.api.operations.documents import Labelled
from pullquote.api.operations.exchange import OperationExchange
from pullquote.api.operations.operations import Result
from pullquote.api.telemetry.counters import LabelledCounter, LabelledHistogram
from pullquote.store.model.problems import HELD_BACK, LEFT_OUT, NEEDED, Severity
from pullquote.store.newsroom.watch_modes import WatchMode
from pullquote.store.rounds.served import NewsroomFollower, ServedNewsroom

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
"""Bounds of the histograms of time: from a cached answer to the deadline."""
COSTS = (10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
"""Bounds of the histogram of costs: from one field to over the limit."""
ADDRESSES = frozenset({"/", "/graphql", "/schema.graphql", "/metrics", "/health/live", "/health/ready"})
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})

CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """The numbers of one application."""

    def __init__(self, follower: NewsroomFollower) -> None:
        self.registry = CollectorRegistry()
        registry = self.registry
        self._requests = LabelledCounter(
            "pullquote_requests", "Requests answered.", ["address", "method", "status"]
        )
        self._seconds = LabelledHistogram(
            "pullquote_request_seconds", "Time to answer.", SECONDS, ["address"]
        )
        self._operations = LabelledCounter(
            "pullquote_operations",
            "GraphQL operations: executed ones without (ok) and with errors, and refused ones.",
            ["kind", "outcome", "cache"],
        )
        self._errors = LabelledCounter("pullquote_errors", "Errors in answers.", ["code"])
        self._cost = LabelledHistogram("pullquote_operation_cost", "Cost of executed operations.", COSTS)
        for each in (self._requests, self._seconds, self._operations, self._errors, self._cost):
            registry.register(each)
        registry.register(_Served(follower.newsroom))
        registry.register(_Followed(follower))

    def request(self, exchange: OperationExchange, seconds: float) -> None:
        """Count an answered request."""
        scope, method = exchange.scope, exchange.method
        root = scope.get("root_path")
        path = scope["path"].removeprefix(root) if root else scope["path"]
        address = path if path in ADDRESSES else "other"
        if method not in METHODS:
            method = "other"
        self._requests.count((address, method, exchange.status))
        self._seconds.observe(seconds, (address,))
        if exchange.result is not None:
            self.operation(exchange.prepared, exchange.result, exchange.cache)

    def counter_of_answers(self, address: str, kind: str, cache: str) -> Callable[[float, int], None]:
        """What counts answered POSTs to an address, of operations of one kind without errors, as :meth:`request` does:
        by the seconds that each took, and its cost."""
        requests = self._requests.of((address, "POST", 200))
        operations = self._operations.of((kind, "ok", cache))
        seconds, costs = self._seconds.of((address,)), self._cost.of()

        def count(took: float, cost: int) -> None:
            requests.value += 1
            operations.value += 1
            seconds.observe(took)
            costs.observe(cost)

        return count

    def operation(self, prepared: Labelled | None, result: Result, cache: str) -> None:
        """Count an operation that was executed or refused."""
        kind = prepared.kind.value if prepared is not None else "unknown"
        outcome = "refused" if not result.executed else "errors" if result.errors else "ok"
        self._operations.count((kind, outcome, cache))
        if result.cost is not None:
            self._cost.observe(result.cost)
        for error in result.errors:
            self._errors.count((error["extensions"]["code"],))

    def watch_streams(self, open_: Callable[[], float]) -> None:
        """Add the number of open streams, which ``open_`` returns."""
        gauge = Gauge("pullquote_streams_open", "Streams and WebSockets open now.", registry=self.registry)
        gauge.set_function(open_)

    def text(self) -> bytes:
        """All numbers in Prometheus' text format."""
        return generate_latest(self.registry)


class _Served(Collector):
    """What is being served, read when asked; of the public's edition, since anybody may read the numbers."""

    def __init__(self, newsroom: ServedNewsroom) -> None:
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
        served = GaugeMetricFamily("pullquote_served", "What it holds, by kind.", labels=["kind"])
        for bucket in snapshot.counts:
            served.add_metric([bucket.key], bucket.count)
        yield served


class _Followed(Collector):
    """Whether what is served follows its files, read when asked.

    Warnings are those of the public's edition; errors are all, since those who run the server should see them.
    """

    def __init__(self, follower: NewsroomFollower) -> None:
        self._newsroom = follower.newsroom
        self._follower = follower

    def collect(self) -> Iterator[Metric]:
        """The metrics of the last load, the tasks, and what could not be written."""
        newsroom, follower = self._newsroom, self._follower
        if newsroom.last_load is not None:
            yield GaugeMetricFamily(
                "pullquote_last_load_successful",
                "Whether the files were served when they were read last.",
                float(newsroom.last_load.failure is None),
            )
        if newsroom.current_at is not None:
            yield GaugeMetricFamily(
                "pullquote_last_load_success_timestamp_seconds",
                "When what is served was last known to be what the files say, in seconds since 1970.",
                newsroom.current_at.timestamp(),
            )
        yield self._problems()
        yield self._held_back()
        failures = CounterMetricFamily(
            "pullquote_background_task_failures",
            "Background tasks that ended with an error.",
            labels=["task"],
        )
        running = GaugeMetricFamily(
            "pullquote_background_tasks",
            "Whether a background task runs, or has nothing left to do.",
            labels=["task"],
        )
        for task in follower.background:
            failures.add_metric([task.name], task.failures)
            running.add_metric([task.name], float(task.is_up))
        yield from (failures, running)
        watched = GaugeMetricFamily(
            "pullquote_watch_mode", "How changes of files are noticed.", labels=["mode"]
        )
        for mode in WatchMode:
            watched.add_metric([mode.value], float(mode is follower.watch[0]))
        yield watched
        failing = GaugeMetricFamily(
            "pullquote_write_failing",
            "Whether something could not be written, and is tried again.",
            labels=["what"],
        )
        for name in ("cache", "history", "index"):
            failing.add_metric([name], float(name in newsroom.failed_writes))
        yield failing

    def _problems(self) -> Metric:
        problems = self._newsroom.problems
        errors = sum(each.is_mistake for each in problems)
        warnings = sum(each.severity is Severity.WARNING for each in problems)
        found = GaugeMetricFamily(
            "pullquote_problems",
            "Mistakes in files: an error keeps a file from being served as it is.",
            labels=["severity"],
        )
        found.add_metric(["error"], errors)
        found.add_metric(["warning"], warnings)
        return found

    def _held_back(self) -> Metric:
        problems = self._newsroom.problems
        held = GaugeMetricFamily(
            "pullquote_files_held_back",
            "Files that are not served as they are, by what is served of them.",
            labels=["served"],
        )
        for served, codes in (("last good", {HELD_BACK, NEEDED}), ("nothing", {LEFT_OUT})):
            held.add_metric([served], sum(problem.code in codes for problem in problems))
        return held
