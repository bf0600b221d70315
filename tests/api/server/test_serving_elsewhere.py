"""A server of a newsroom whose store is elsewhere: every address, away and back, metrics and readiness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from pullquote.api.settings import Settings
from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.newsroom.editions import Edition
from pullquote.store.newsroom.newsroom import Newsroom
from pullquote.store.rounds.newsroom import RemoteNewsroom
from tests.api.settings.serving import Running, codes, serving, until
from tests.conftest import INVENTED
from tests.store.rounds.memory_source import MemorySource

TOKEN = "0123456789abcdef0123"
AWAY = StoreUnavailable("node-1 at 10.1.2.3 refuses", "unreachable")
QUERY = "{ stories(first: 3) { totalCount nodes { headline quotes(first: 1) { nodes { text } } } } }"
NONCE = re.compile(r'nonce="[^"]*"|nonce-[\w-]+')
PAGES = ["/", "/graphql", "/feeds/stories.atom", "/feeds/stories.json", "/schema.graphql"]


@pytest.fixture(scope="module")
def edition() -> Edition:
    newsroom = Newsroom(INVENTED)
    newsroom.load()
    assert newsroom.edition is not None
    return newsroom.edition


@pytest.fixture
def source(edition: Edition) -> MemorySource:
    return MemorySource(edition)


SETTINGS = Settings(preview_token=TOKEN, opensearch_poll_seconds=0.01, port=0, watch="off", problems_to="")


@pytest.fixture
def client(source: MemorySource, tmp_path: Path) -> Iterator[Running]:
    with serving(SETTINGS, RemoteNewsroom(lambda: source, "memory"), tmp_path) as client:
        until(lambda: client.get("/health/ready").status_code == 200, "it is ready")
        yield client


def ask(client: Running, query: str, **headers: str) -> httpx.Response:
    return client.ask(query, headers=headers)


def test_every_address_answers_as_from_memory(client: Running, edition: Edition, tmp_path: Path) -> None:
    memory = Newsroom(INVENTED)
    memory.edition = replace(edition, public_pictures={}, preview_pictures={})
    html = {"Accept": "text/html"}
    with serving(SETTINGS, memory, tmp_path) as other:
        for path in PAGES:
            answers = [each.get(path, headers=html if path in PAGES[:2] else {}) for each in (client, other)]
            assert answers[0].status_code == 200, path
            texts = [
                NONCE.sub("", answer.text.replace(each.url, ""))
                for each, answer in zip((client, other), answers, strict=True)
            ]
            assert texts[0] == texts[1], path
        person = edition.public.people.records[0].slug
        for path in (f"/feeds/people/{person}/quotes.atom", "/feeds/people/nobody/quotes.json"):
            texts = [each.get(path).text.replace(each.url, "") for each in (client, other)]
            assert texts[0] == texts[1], path
        preview = {"authorization": f"Bearer {TOKEN}"}
        for headers in ({}, preview):
            assert ask(client, QUERY, **headers).json() == ask(other, QUERY, **headers).json()
        assert ask(client, QUERY).json() != ask(client, QUERY, **preview).json()
    assert client.get("/media/any.png").status_code == 404


def test_while_the_store_is_away_clients_are_told_so_and_it_recovers(
    client: Running, source: MemorySource
) -> None:
    cached = ask(client, "{ stories { totalCount } }").json()
    source.failure = AWAY
    until(lambda: client.get("/health/ready").status_code == 503, "it is so")
    refused = ask(client, QUERY, accept="application/graphql-response+json")
    assert (refused.status_code, refused.headers["retry-after"], codes(refused)) == (
        503,
        "2",
        ["STORE_UNAVAILABLE"],
    )
    assert "10.1.2.3" not in refused.text
    page = client.get("/", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["retry-after"]) == (503, "2")
    assert client.get("/feeds/stories.atom").status_code == 503
    # What is known of the edition that is served is still right.
    assert ask(client, "{ stories { totalCount } }").json() == cached
    ready = client.get("/health/ready").json()
    assert (ready["status"], ready["lastLoad"]["successful"]) == ("not followed", False)
    assert client.get("/health/live").status_code == 200
    assert "pullquote_store_available 0.0" in client.get("/metrics").text
    source.failure = None
    until(lambda: client.get("/health/ready").status_code == 200, "it is so")
    assert ask(client, QUERY).status_code == 200
    assert client.get("/", headers={"Accept": "text/html"}).status_code == 200


def test_before_the_store_answers_for_the_first_time_there_is_nothing_to_serve(tmp_path: Path) -> None:
    source = MemorySource()
    with serving(SETTINGS, RemoteNewsroom(lambda: source, "memory"), tmp_path) as client:
        until(lambda: codes(ask(client, QUERY)) == ["STORE_UNAVAILABLE"], "it is so")
        assert ask(client, QUERY).status_code == 503
        assert client.get("/", headers={"Accept": "text/html"}).status_code == 503
        assert client.get("/health/ready").json()["status"] == "not ready"


def test_trips_are_counted(client: Running) -> None:
    assert ask(client, QUERY).status_code == 200
    lines = client.get("/metrics").text.splitlines()
    assert "pullquote_store_available 1.0" in lines
    assert "pullquote_store_edition 1.0" in lines
    assert "pullquote_operation_trips_count 1.0" in lines
    assert "pullquote_operation_trips_sum 2.0" in lines
    assert "pullquote_store_trip_seconds_count 2.0" in lines


def test_another_edition_is_another_answer(client: Running, source: MemorySource, edition: Edition) -> None:
    query = "{ dataset { version } stories { totalCount } }"
    first = ask(client, query).json()
    assert ask(client, query).json() == first
    trips = len(source.store.trips)
    empty = Newsroom(INVENTED / "topics")
    empty.load()
    assert empty.edition is not None
    source.publish(empty.edition)
    until(lambda: ask(client, query).json()["data"]["stories"]["totalCount"] == 0, "it is so")
    assert ask(client, query).json()["data"]["dataset"]["version"] != first["data"]["dataset"]["version"]
    assert len(source.store.trips) > trips


def test_pages_are_asked_for_once_of_each_edition(
    client: Running, source: MemorySource, edition: Edition
) -> None:
    html = {"Accept": "text/html"}
    before = [client.get(path, headers=html).text for path in ("/", "/graphql")]
    trips = len(source.store.trips)
    again = [client.get(path, headers=html).text for path in ("/", "/graphql")]
    assert len(source.store.trips) == trips > 0
    assert [NONCE.sub("", page) for page in again] == [NONCE.sub("", page) for page in before]
    empty = Newsroom(INVENTED / "topics")
    empty.load()
    assert empty.edition is not None
    source.publish(empty.edition)
    until(lambda: client.get("/", headers=html).text != before[0], "the page is of the next edition")
    assert len(source.store.trips) > trips
    source.publish(edition)
    until(lambda: client.get("/", headers=html).text == before[0], "it is of the one after that")
