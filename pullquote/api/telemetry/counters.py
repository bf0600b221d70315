"""Counting that takes a fraction of a microsecond, and can be read by Prometheus.

What prometheus_client counts with is made for threads: a lock for each number of each request. Requests are
answered in one thread here, so a dictionary does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from prometheus_client.metrics_core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

Labels = tuple[object, ...]


class LabelledCounter(Collector):
    """How often each combination of labels was counted."""

    def __init__(self, name: str, description: str, labels: Sequence[str]) -> None:
        self._name = name
        self._description = description
        self._labels = labels
        self._counts: dict[Labels, int] = {}

    def count(self, labels: Labels) -> None:
        """Count these labels once more; they are in the order of their names."""
        self._counts[labels] = self._counts.get(labels, 0) + 1

    def collect(self) -> Iterator[Metric]:
        """The numbers of now."""
        family = CounterMetricFamily(self._name, self._description, labels=self._labels)
        for labels, count in self._counts.items():
            family.add_metric(list(map(str, labels)), count)
        yield family


class LabelledHistogram(Collector):
    """How values are spread over ``bounds``, by one label at most."""

    def __init__(
        self, name: str, description: str, bounds: Sequence[float], labels: Sequence[str] = ()
    ) -> None:
        self._name = name
        self._description = description
        self._labels = labels
        self._bounds = bounds
        self._edges = [*map(floatToGoString, bounds), "+Inf"]
        self._counts: dict[Labels, list[int]] = {}
        self._sums: dict[Labels, float] = {}

    def observe(self, value: float, labels: Labels = ()) -> None:
        """Count a value."""
        counts = self._counts.get(labels)
        if counts is None:
            counts = self._counts[labels] = [0] * len(self._edges)
            self._sums[labels] = 0.0
        counts[bisect_left(self._bounds, value)] += 1
        self._sums[labels] += value

    def collect(self) -> Iterator[Metric]:
        """The numbers of now."""
        family = HistogramMetricFamily(self._name, self._description, labels=self._labels)
        empty: dict[Labels, list[int]] = {} if self._labels else {(): [0] * len(self._edges)}
        for labels, counts in {**empty, **self._counts}.items():
            buckets = list(zip(self._edges, accumulate(counts), strict=True))
            family.add_metric(list(map(str, labels)), buckets, self._sums.get(labels, 0.0))
        yield family
