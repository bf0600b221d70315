"""Numbers of a store that is elsewhere, for Prometheus: whether it answers, trips to it, and how many operations take."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pullquote.api.operations.operations import Operations
from pullquote.api.telemetry.counters import LabelledHistogram
from pullquote.store.rounds.newsroom import RemoteNewsroom

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
"""Bounds of the histogram of a trip's time: from a lookup of ids to the deadline."""
TRIPS = (1, 2, 3, 4, 6, 8, 12, 20)
"""Bounds of the histogram of an operation's trips: from one list to the limit."""


class StoreNumbers(Collector):
    """The numbers of the store of one newsroom."""

    def __init__(self, newsroom: RemoteNewsroom, operations: Operations) -> None:
        """Count the trips of the newsroom and of the operations from now on."""
        self._newsroom = newsroom
        self._seconds = LabelledHistogram(
            "pullquote_store_trip_seconds", "Time of a trip to the cluster.", SECONDS
        )
        self._trips = LabelledHistogram(
            "pullquote_operation_trips", "Trips to the cluster of operations that took any.", TRIPS
        )
        newsroom.observe_trip = self._seconds.observe
        operations.observe_trips = self._trips.observe

    def collect(self) -> Iterator[Metric]:
        """The metrics of now."""
        newsroom = self._newsroom
        yield GaugeMetricFamily(
            "pullquote_store_available",
            "Whether the cluster answered when it was asked last which edition is to be served.",
            float(newsroom.unavailable is None and newsroom.edition is not None),
        )
        edition = GaugeMetricFamily("pullquote_store_edition", "The number of the edition that is served.")
        if newsroom.edition is not None:
            edition.add_metric([], newsroom.edition.number)
        yield edition
        yield from self._seconds.collect()
        yield from self._trips.collect()
