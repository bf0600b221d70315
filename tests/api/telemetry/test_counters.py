"""What is counted cheaply reads like what prometheus_client counts."""

from __future__ import annotations

import pytest
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from pullquote.api.telemetry.counters import LabelledCounter, LabelledHistogram

BOUNDS = (0.001, 0.5, 1, 10)
VALUES = [0, 0.001, 0.0011, 0.5, 0.7, 1, 10, 10.5, 1e9]


def text(registry: CollectorRegistry) -> list[str]:
    return [line for line in generate_latest(registry).decode().splitlines() if "_created" not in line]


def test_a_tally_reads_like_a_counter() -> None:
    ours, theirs = CollectorRegistry(), CollectorRegistry()
    tally = LabelledCounter("things", "Things.", ["kind", "status"])
    ours.register(tally)
    counter = Counter("things", "Things.", ["kind", "status"], registry=theirs)
    assert text(ours) == text(theirs)
    for kind, status in [("a", 200), ('b "quoted"', 404), ("a", 200)]:
        tally.count((kind, status))
        counter.labels(kind, str(status)).inc()
    assert text(ours) == text(theirs)
    tally.of(("c", 304)).value += 1
    counter.labels("c", "304").inc()
    assert text(ours) == text(theirs)


@pytest.mark.parametrize("labels", [(), ("where",)])
def test_a_spread_reads_like_a_histogram(labels: tuple[str, ...]) -> None:
    ours, theirs = CollectorRegistry(), CollectorRegistry()
    spread = LabelledHistogram("times", "Times.", BOUNDS, labels)
    ours.register(spread)
    histogram = Histogram("times", "Times.", labels, buckets=BOUNDS, registry=theirs)
    assert text(ours) == text(theirs)
    for value in VALUES:
        spread.observe(value, tuple("x" for _ in labels))
        (histogram.labels(*("x" for _ in labels)) if labels else histogram).observe(value)
    assert text(ours) == text(theirs)
