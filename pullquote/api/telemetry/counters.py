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


class Occurrences:
    """How often something was counted."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value = 0


class LabelledCounter(Collector):
    """How often each combination of labels was counted."""

    def __init__(self, name: str, description: str, labels: Sequence[str]) -> None:
        self._name = name
        self._description = description
        self._labels = labels
        self._counts: dict[Labels, Occurrences] = {}

    def of(self, labels: Labels) -> Occurrences:
        """The count of these labels, in the order of their names: for what is counted again and again."""
        count = self._counts.get(labels)
        if count is None:
            count = self._counts[labels] = Occurrences()
        return count

    def count(self, labels: Labels) -> None:
        """Count these labels once more; they are in the order of their names."""
        self.of(labels).value += 1

    def collect(self) -> Iterator[Metric]:
        """The numbers of now."""
        family = CounterMetricFamily(self._name, self._description, labels=self._labels)
        for labels, count in self._counts.items():
            family.add_metric(list(map(str, labels)), count.value)
        yield family


class Spread:
    """How many values are up to each bound, and their sum."""

    __slots__ = ("_bounds", "counts", "sum")

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.sum = 0.0

    def observe(self, value: float) -> None:
        """Count a value."""
        self.counts[bisect_left(self._bounds, value)] += 1
        self.sum += value


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
        self._spreads: dict[Labels, Spread] = {}

    def of(self, labels: Labels = ()) -> Spread:
        """The spread of the values with these labels: for what is observed again and again."""
        spread = self._spreads.get(labels)
        if spread is None:
            spread = self._spreads[labels] = Spread(self._bounds)
        return spread

    def observe(self, value: float, labels: Labels = ()) -> None:
        """Count a value."""
        self.of(labels).observe(value)

    def collect(self) -> Iterator[Metric]:
        """The numbers of now."""
        family = HistogramMetricFamily(self._name, self._description, labels=self._labels)
        empty: dict[Labels, Spread] = {} if self._labels else {(): Spread(self._bounds)}
        for labels, spread in {**empty, **self._spreads}.items():
            buckets = list(zip(self._edges, accumulate(spread.counts), strict=True))
            family.add_metric(list(map(str, labels)), buckets, spread.sum)
        yield family
