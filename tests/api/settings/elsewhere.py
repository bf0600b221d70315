"""Settings of a newsroom whose store is elsewhere, as whoever asks its server sees them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from pullquote.api.cli.serve import screen
from pullquote.api.server.server import served_by
from pullquote.api.settings import Settings
from pullquote.store.rounds.newsroom import RemoteNewsroom
from tests.api.desk import Desk, story
from tests.api.settings.requests import Check
from tests.api.settings.serving import A_WHILE_SECONDS, Running, codes, serving, until
from tests.store.rounds.memory_source import MemorySource

NESTED = "{ stories { nodes { quotes { nodes { text } } } } }"


@contextmanager
def elsewhere(running: Running, source: MemorySource) -> Iterator[Running]:
    """A server with the same settings, of a newsroom whose store is elsewhere."""
    with serving(Settings(), RemoteNewsroom(lambda: source, "memory"), running.folder) as server:
        until(lambda: server.get("/health/ready").status_code == 200, "it is ready")
        yield server


def asks(address: str) -> Check:
    """The cluster at an address is asked, where nobody answers; and the address is on the screen."""

    def check(running: Running) -> None:
        newsroom = served_by(Settings())
        assert f" on {address}\n" in screen(Settings(), newsroom)
        with serving(Settings(), newsroom, running.folder) as server:
            until(lambda: codes(server.ask(NESTED)) == ["STORE_UNAVAILABLE"], "nobody answers")
            assert server.get("/health/ready").status_code == 503

    return check


def is_called(name: str) -> Check:
    """The newsroom has this name on the cluster."""

    def check(_running: Running) -> None:
        assert f"Newsroom  {name} on http" in screen(Settings(), served_by(Settings()))

    return check


def trips_at_most(enough: bool) -> Check:
    """An operation of two levels of lists is answered, or is refused."""

    def check(running: Running) -> None:
        with elsewhere(running, MemorySource(Desk(story("first", "One.")).edition)) as server:
            assert codes(server.ask("{ stories { totalCount } }")) == []
            assert codes(server.ask(NESTED)) == ([] if enough else ["ROUND_LIMIT_EXCEEDED"])

    return check


def later_editions(seen: bool) -> Check:
    """An edition that is published later is served, or is not before long."""

    def check(running: Running) -> None:
        desk = Desk(story("first"))
        source = MemorySource(desk.edition)

        def count() -> int:
            data = server.ask("{ stories { totalCount } }").json()["data"]
            return int(data["stories"]["totalCount"])

        with elsewhere(running, source) as server:
            assert count() == 1
            desk.save(story("second"))
            source.publish(desk.edition)
            if seen:
                until(lambda: count() == 2, "the edition is served")
            else:
                time.sleep(A_WHILE_SECONDS)
                assert count() == 1

    return check
