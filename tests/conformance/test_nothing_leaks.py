"""What is not published is at no address and on no transport, without the token or with a wrong one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import quote

import httpx
import pytest
from starlette.routing import Route
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from pullquote.api.server.app import create_app
from pullquote.api.settings import Settings
from pullquote.store.files.loading import load
from pullquote.store.newsroom.editions import Edition, make_edition
from tests.conftest import INVENTED, Server, run_server

PROTOCOL = Subprotocol("graphql-transport-ws")
TOKEN = "0123456789abcdef0123"
QUESTIONS = [
    "{ stories(first: 100) { totalCount nodes { slug headline } facets { topics(first: 50) { key } } } }",
    "{ quotes(first: 100) { nodes { id text speakerAsPrinted } } }",
    "{ people(first: 100) { nodes { slug name } } organizations(first: 100) { nodes { slug name } } }",
    "{ topics(first: 100) { nodes { slug name } } sections(first: 100) { nodes { slug name } } }",
    '{ search(query: "merger OR audit OR unseen", first: 100) { nodes { __typename ... on Node { id } } } }',
    '{ search(query: "merrger unsene") { didYouMean match } didYouMean: search(query: "auditt") { didYouMean } }',
    '{ suggest(prefix: "ferry") { text html } vera: suggest(prefix: "vera") { text node { ... on Node { id } } } }',
    "{ dataset { counts { key count } problems { file message } } }",
    '{ person(by: { slug: "vera-unseen" }) { name stories(first: 9) { nodes { headline } } } }',
    '{ stories(filter: { slugs: ["ferry-mergr"], topics: ["secret-mergr"], mentions: ["vera-unsen"] }) { totalCount } }',
    '{ story(by: { slug: "ferry-merger" }) { headline related: quotes { nodes { text } } } }',
]
ADDRESSES = {
    "/": ["/"],
    "/schema.graphql": ["/schema.graphql", "/schema.graphql?download"],
    "/graphql/": ["/graphql/"],
    "/health/live": ["/health/live"],
    "/health/ready": ["/health/ready"],
    "/metrics": ["/metrics"],
    "/feeds/stories.{form}": ["/feeds/stories.atom", "/feeds/stories.json"],
    "/feeds/people/{slug}/quotes.{form}": [
        "/feeds/people/vera-unseen/quotes.atom",
        "/feeds/people/vera-unseen/quotes.json",
    ],
    "/playground/assets/{name}": ["/playground/assets/page.js"],
    "/media/{path:path}": ["/media/quay.svg", "/media/2024/marrow.png"],
    "/review": ["/review"],
    "/review/files": ["/review/files"],
    "/review/proposals": ["/review/proposals?file=articles/ferry-merger.md"],
    "/review/speakers": ["/review/speakers?search=vera"],
    "/review/decide": ["/review/decide"],
    "/review/undo": ["/review/undo"],
    "/docs": ["/docs"],
    "/docs/{path:path}": ["/docs/", "/docs/index.html"],
}
"""Every address but /graphql, by its route."""
CREDENTIALS = [{}, {"authorization": "Bearer 00000000000000000000"}, {"authorization": "bearer x"}]


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The invented newsroom, which has drafts, an embargo and a withdrawn story."""
    return make_edition(load(INVENTED), now=datetime.now(UTC))


@pytest.fixture(scope="module")
def secrets(edition: Edition) -> set[str]:
    """The headlines, names and slugs that only the preview has."""
    return words_of(edition, "preview") - words_of(edition, "public")


def words_of(edition: Edition, audience: str) -> set[str]:
    snapshot = getattr(edition, audience)
    stories = {word for story in snapshot.stories.records for word in (story.slug, story.headline)}
    named = (snapshot.people, snapshot.organizations, snapshot.topics, snapshot.sections)
    return stories | {word for kind in named for each in kind.records for word in (each.slug, each.name)}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("preview") / "log.txt"
    environment = {"PULLQUOTE_PREVIEW_TOKEN": TOKEN, "PULLQUOTE_REVIEW": "on"}
    with run_server(INVENTED, log, "--no-watch", environment=environment) as running:
        yield running


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url) as http:
        yield http


def leaked(text: str, secrets: set[str]) -> set[str]:
    return {secret for secret in secrets if secret in text or json.dumps(secret)[1:-1] in text}


def test_there_is_something_to_leak(client: httpx.Client, secrets: set[str]) -> None:
    headers = {"authorization": f"Bearer {TOKEN}"}
    answers = [client.post("/graphql", json={"query": query}, headers=headers).text for query in QUESTIONS]
    assert leaked("".join(answers), secrets) == secrets
    assert {"ferry-merger", "audit-draft", "wrong-whale", "unwritten", "vera-unseen"} <= secrets


def test_every_address_is_tried() -> None:
    settings = Settings(preview_token=TOKEN, review=True)
    routes = {route.path for route in create_app(settings).routes if isinstance(route, Route)}
    assert routes == set(ADDRESSES)


@pytest.mark.parametrize("address", [address for addresses in ADDRESSES.values() for address in addresses])
@pytest.mark.parametrize("headers", CREDENTIALS)
def test_no_address_has_it(
    client: httpx.Client, secrets: set[str], address: str, headers: dict[str, str]
) -> None:
    secrets = secrets - {word for word in secrets if word in address}
    for method in ("GET", "POST", "HEAD"):
        response = client.request(method, address, headers=headers)
        assert response.status_code < 500
        assert not leaked(response.text + str(response.headers), secrets)


@pytest.mark.parametrize("query", QUESTIONS)
@pytest.mark.parametrize("headers", CREDENTIALS)
@pytest.mark.parametrize("accept", ["application/json", "multipart/mixed", "text/event-stream", "text/html"])
def test_no_transport_has_it(
    client: httpx.Client, secrets: set[str], query: str, headers: dict[str, str], accept: str
) -> None:
    secrets = secrets - {word for word in secrets if word in query}
    headers = headers | {"accept": accept, "content-type": "application/json"}
    responses = [
        client.post("/graphql", json={"query": query}, headers=headers),
        client.get(f"/graphql?query={quote(query)}", headers=headers),
    ]
    for response in responses:
        assert response.status_code == (401 if "authorization" in headers else 200) or accept == "text/html"
        assert not leaked(response.text + str(response.headers), secrets)


@pytest.mark.parametrize(
    "payload", [None, {"authorization": "Bearer 00000000000000000000"}, {"token": TOKEN}]
)
def test_no_web_socket_has_it(server: Server, secrets: set[str], payload: dict[str, str] | None) -> None:
    address = f"{server.url.replace('http', 'ws')}/graphql"
    heard = ""
    with suppress(ConnectionClosed), connect(address, subprotocols=[PROTOCOL]) as socket:
        socket.send(json.dumps({"type": "connection_init", "payload": payload}))
        for number, query in enumerate(QUESTIONS):
            socket.send(json.dumps({"type": "subscribe", "id": str(number), "payload": {"query": query}}))
        while heard.count('"complete"') < len(QUESTIONS):
            heard += str(socket.recv())
    secrets = {secret for secret in secrets if not any(secret in query for query in QUESTIONS)}
    assert not leaked(heard, secrets)
    assert bool(heard) != (payload is not None and "authorization" in payload)


def test_a_wrong_token_opens_no_web_socket(server: Server) -> None:
    address = f"{server.url.replace('http', 'ws')}/graphql"
    with pytest.raises(InvalidStatus) as refused:
        connect(address, additional_headers={"authorization": "Bearer 00000000000000000000"})
    assert refused.value.response.status_code == 401
