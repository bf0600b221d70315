"""What Prometheus reads of a publisher."""

from __future__ import annotations

import socket
import time
import urllib.request

import pytest

from pullquote.api.telemetry.publisher_numbers import PublisherNumbers, served_numbers
from pullquote.store.publishing.publisher import PublicationDone


def read(address: str) -> dict[str, float]:
    """The numbers that are served, without those of the histogram's parts."""
    with urllib.request.urlopen(address) as response:
        lines = response.read().decode().splitlines()
    pairs = (line.rpartition(" ") for line in lines if not line.startswith("#") and "_bucket" not in line)
    return {name: float(value) for name, _, value in pairs if not name.endswith("_created")}


def test_publications_are_counted_and_served_until_the_publisher_ends() -> None:
    numbers, began = PublisherNumbers(), time.time()
    with served_numbers(numbers, "127.0.0.1", 0) as address:
        assert set(read(address).values()) == {0}
        numbers.published(PublicationDone(7, is_new=True, written=30), 2.0)
        numbers.failed()
        numbers.published(PublicationDone(7, is_new=False, written=0), 0.5)
        found = read(address)
        assert began <= found.pop("pullquote_publisher_current_timestamp_seconds") <= time.time()
        assert found == {
            "pullquote_publisher_edition": 7,
            "pullquote_publisher_documents_total": 30,
            'pullquote_publisher_publications_total{outcome="published"}': 1,
            'pullquote_publisher_publications_total{outcome="failed"}': 1,
            'pullquote_publisher_publications_total{outcome="unchanged"}': 1,
            "pullquote_publisher_seconds_count": 2,
            "pullquote_publisher_seconds_sum": 2.5,
        }
    with pytest.raises(OSError, match="refused"):
        read(address)


def test_a_port_that_is_taken_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use"), served_numbers(PublisherNumbers(), *taken.getsockname()):
            pass
