"""How operations were executed, as the metrics of Pullquote count it: compiled, left to graphql-core, or given up.

Speed is no test, since it depends on the machine. This is: what compiled code answered yesterday, it answers
today.
"""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin

from prometheus_client.parser import text_string_to_metric_families

from benchmarks.servers import Server

METRIC = "pullquote_executions_total"
FIRST_SIGHTS = 2
"""Executions of an operation that are left to graphql-core: it is compiled when it comes again."""


@dataclass
class Executions:
    """Executions by compiled code, left to graphql-core, and given up half-way: of all operations of a server."""

    compiled: int = 0
    fallback: int = 0
    deoptimised: int = 0

    def since(self, before: Executions) -> Executions:
        """Those after ``before``."""
        return Executions(
            self.compiled - before.compiled,
            self.fallback - before.fallback,
            self.deoptimised - before.deoptimised,
        )


def executions(server: Server) -> Executions:
    """What a server has counted so far."""
    counted = Executions()
    with urllib.request.urlopen(urljoin(server.url, "/metrics")) as response:
        text = response.read().decode()
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if sample.name == METRIC:
                how = sample.labels["how"]
                setattr(counted, how, getattr(counted, how) + int(sample.value))
    return counted


@dataclass
class Watch:
    """Looks at how executions went while something was asked, and collects what was not as it should be."""

    complaints: list[str] = field(default_factory=list)

    @contextmanager
    def compiled(self, what: str, server: Server, operations: int = 1) -> Iterator[None]:
        """Complain unless compiled code answers what is asked in this block: so many operations, whose values differ.

        The first times are not compiled code's, so in a block in which each comes once there is nothing to see.
        """
        before = executions(server)
        yield
        counted = executions(server).since(before)
        anything = counted.compiled or counted.fallback
        if counted.fallback > operations * FIRST_SIGHTS or counted.deoptimised or not anything:
            self.complaints.append(
                f"{what}: compiled code answered {counted.compiled:,} times, {counted.fallback:,} were left to "
                f"graphql-core, {counted.deoptimised:,} given up half-way"
            )
