"""Numbers of a publisher that follows a folder, for Prometheus, and the small server that gives them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pullquote.api.telemetry.counters import LabelledCounter, LabelledHistogram

if TYPE_CHECKING:
    from pullquote.store.publishing.publisher import PublicationDone

SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_200, 3_600)
"""Bounds of the histogram of a publication's time: from one save to a whole archive."""


class PublisherNumbers(Collector):
    """The numbers of one publisher."""

    def __init__(self) -> None:
        self._publications = LabelledCounter(
            "pullquote_publisher_publications",
            "Publications: of a new edition (published), of nothing new (unchanged), and failed ones.",
            ["outcome"],
        )
        self._seconds = LabelledHistogram("pullquote_publisher_seconds", "Time of a publication.", SECONDS)
        self._documents = 0
        self._edition: int | None = None
        self._current_at: float | None = None

    def published(self, done: PublicationDone, seconds: float) -> None:
        """Count a publication that took so long."""
        self._publications.count(("published" if done.is_new else "unchanged",))
        self._seconds.observe(seconds)
        self._documents += done.written
        self._edition, self._current_at = done.edition, time.time()

    def failed(self) -> None:
        """Count one that failed."""
        self._publications.count(("failed",))

    def collect(self) -> Iterator[Metric]:
        """The metrics of now."""
        edition = GaugeMetricFamily(
            "pullquote_publisher_edition", "The number of the edition that was published last."
        )
        current = GaugeMetricFamily(
            "pullquote_publisher_current_timestamp_seconds",
            "When the cluster had last what was read of the folder, in seconds since 1970.",
        )
        if self._edition is not None and self._current_at is not None:
            edition.add_metric([], self._edition)
            current.add_metric([], self._current_at)
        yield edition
        yield current
        yield CounterMetricFamily(
            "pullquote_publisher_documents",
            "Documents written, ended and deleted on the cluster.",
            self._documents,
        )
        yield from self._publications.collect()
        yield from self._seconds.collect()


@contextmanager
def served_numbers(numbers: PublisherNumbers, host: str, port: int) -> Iterator[str]:
    """Serve the numbers while the block runs, by a thread of its own; gives their address. Raises OSError where nobody
    can listen there."""
    registry = CollectorRegistry()
    registry.register(numbers)
    server, thread = start_http_server(port, host, registry)
    try:
        yield f"http://{host}:{server.server_port}/metrics"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
