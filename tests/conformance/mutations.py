"""HTTP requests as bytes: proper ones, and what comes of them by random mutation.

A mutation is of one of four things: the JSON in a body, a header, the request line, or any bytes at all. The
first three leave a request that HTTP can read to its end, so that it must be answered.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

Damage = Callable[[bytes, random.Random], bytes]
"""What makes other bytes of a request."""

PREVIEW = "Bearer 0123456789abcdef0123"

SUBSCRIPTION = "subscription Endless { datasetChanged { cursor } }"
"""An operation whose answer does not end."""

DOCUMENTS = [
    "{ dataset { version } }",
    "query Q($n: Int = 2) { stories(first: $n) { nodes { headline quotes { nodes { text } } } } }",
    "query A { dataset { version } } query B { dataset { loadedAt } }",
    '{ search(query: "North Korea \\" OR *", first: 3) { edges { highlights { field html } } } }',
    "{ stories(first: 1) { nodes { headline ... @defer { standfirst } } } }",
    "{ __schema { types { name fields { name } } } }",
    '{ node(id: "x") { id } story(by: { slug: "x" }) { id } }',
    "{ stories(first: 100) { nodes { quotes(first: 100) { nodes { text } } } } }",
    "subscription { nothing }",
    SUBSCRIPTION,
    "mutation { nothing }",
    "fragment F on Story { ...F } { stories { nodes { ...F } } }",
    "{",
    "",
]

ACCEPT = [
    "*/*",
    "application/json",
    "application/graphql-response+json",
    "text/html",
    "text/event-stream",
    "multipart/mixed;deferSpec=20220824, application/json",
    "image/png",
    "application/json;q=nan, */*;q=0",
    ";;;,,,///",
    "a" * 5_000,
    "text/html;q=" + "0" * 400,
]

CONTENT_TYPES = [
    "application/json; charset=utf-8",
    "application/json; charset=utf-16",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/graphql",
    "",
    "é/ü",
    'application/json; charset="',
]

ODD_HEADERS = [
    ("Accept-Encoding", "gzip, br;q=0.5, zstd;q=x, *;q=0"),
    ("Accept-Encoding", "identity;q=0, *;q=0"),
    ("Authorization", PREVIEW),
    ("Authorization", "Bearer"),
    ("Authorization", "Bearer é"),
    ("Authorization", "Basic eDp5"),
    ("Content-Encoding", "gzip"),
    ("Cookie", "a=b; " * 200),
    ("Cross-Origin-Resource-Policy", "x"),
    ("Expect", "100-continue"),
    ("Host", "elsewhere.example:99999"),
    ("If-None-Match", 'W/"x", "y", *'),
    ("If-None-Match", '"'),
    ("If-Modified-Since", "yesterday"),
    ("Origin", "null"),
    ("Origin", "https://elsewhere.example"),
    ("Range", "bytes=0-1"),
    ("Sec-Fetch-Site", "cross-site"),
    ("Upgrade", "h2c"),
    ("X-Forwarded-For", "::1, é"),
    ("X-Forwarded-Proto", "gopher"),
    ("X-HTTP-Method-Override", "DELETE"),
    ("X-Request-Id", "\x7f" * 100),
]

METHODS = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "QUERY", "get"]

PATHS = [
    "/",
    "/graphql/",
    "/graphql?",
    "/schema.graphql",
    "/health/live",
    "/health/ready",
    "/metrics",
    "/feeds/stories.atom",
    "/feeds/people/nobody/quotes.json",
    "/playground/assets/..%2f..%2fsettings.py",
    "/../../etc/passwd",
    "/%00",
    "/%ff%fe",
    "/favicon.ico",
    "//graphql",
]

ODD_VALUES: list[Any] = [
    None, True, 0, -1, 2**63, 2**200, 1e308, "", "x", "\ud800", "\x00", "🙂" * 50, [], {}, [[]], {"": {}},
    {"__proto__": 1}, {"query": "{ dataset { version } }"}, ["{ dataset { version } }"] * 3,
]  # fmt: skip

ODD_BODIES = [
    b"",
    b"null",
    b'"hi"',
    b"[]",
    b"[{}]",
    b"{}",
    b"nan",
    b"\xff\xfe{\x00}\x00",
    b"\xef\xbb\xbf{}",
    b'{"query":"\xff"}',
    b'{"query":"{ dataset { version } }","query":1}',
    b'{"query":"{ dataset { version } }"} x',
    b'{"query":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    b'{"query":"{ dataset { version } }","variables":' + b'{"a":' * 500 + b"1" + b"}" * 500 + b"}",
    b'{"query":"' + b"{a" * 3_000 + b'"}',
    b'{"query":"{ ' + b"a:dataset{version} " * 1_000 + b'}"}',
    b'{"query":"' + b"#" * 90_000 + b'"}',
    b" " * 200_000,
]


@dataclass
class Request:
    """One request, before it becomes bytes."""

    method: str = "POST"
    path: str = "/graphql"
    headers: list[tuple[str, str]] = field(default_factory=lambda: [("Content-Type", "application/json")])
    body: bytes = b""
    whole: bool = True
    """Whether HTTP can tell where it ends, so that it must be answered."""

    def raw(self, host: str) -> bytes:
        """The request on the wire; its connection is not to be used again."""
        length = [("Content-Length", str(len(self.body)))] if self.body else []
        headers = [("Host", host), ("Connection", "close"), *self.headers, *length]
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
        return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + self.body


def make(chance: random.Random) -> tuple[Request, list[Damage]]:
    """A request with up to three mutations, and what is to be done to its bytes."""
    request = _base(chance)
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        chance.choice((_body, _header, _header, _line))(request, chance)
    damage = [chance.choice(DAMAGES) for _ in range(chance.choice((0, 0, 0, 1, 2)))]
    request.whole = not damage
    return request, damage


def _base(chance: random.Random) -> Request:
    parameters: dict[str, Any] = {"query": chance.choice(DOCUMENTS)}
    if chance.random() < 0.3:
        parameters["variables"] = {"n": chance.choice([1, 5, *ODD_VALUES])}
    if chance.random() < 0.2:
        parameters["operationName"] = chance.choice(["A", "B", "C", "", None])
    if chance.random() < 0.2:
        sha256 = f"{chance.getrandbits(256):064x}"
        parameters["extensions"] = {"persistedQuery": {"version": 1, "sha256Hash": sha256}, "cost": True}
    request = Request(headers=[("Accept", chance.choice(ACCEPT[:6]))])
    if chance.random() < 0.3:
        request.method = "GET"
        request.path = "/graphql?" + "&".join(
            f"{name}={quote(value if isinstance(value, str) else json.dumps(value), errors='replace')}"
            for name, value in parameters.items()
        )
    else:
        request.body = json.dumps(parameters).encode()
    request.headers.append(("Content-Type", "application/json"))
    return request


def _body(request: Request, chance: random.Random) -> None:
    if chance.random() < 0.4:
        request.body = chance.choice(ODD_BODIES)
        return
    try:
        parameters = json.loads(request.body)
    except (ValueError, RecursionError):
        return
    if isinstance(parameters, dict):
        name = chance.choice(["query", "variables", "operationName", "extensions", "documentId", "é"])
        parameters[name] = chance.choice(ODD_VALUES)
        request.body = json.dumps(parameters).encode()


def _header(request: Request, chance: random.Random) -> None:
    match chance.randrange(5):
        case 0:
            request.headers.append(("Accept", chance.choice(ACCEPT)))
        case 1:
            request.headers = [("Content-Type", chance.choice(CONTENT_TYPES))]
        case 2 if request.headers:
            request.headers.pop(chance.randrange(len(request.headers)))
        case 3 if request.headers:
            request.headers.append(chance.choice(request.headers))
        case _:
            request.headers.append(chance.choice(ODD_HEADERS))


def _line(request: Request, chance: random.Random) -> None:
    if chance.random() < 0.5:
        request.method = chance.choice(METHODS)
    else:
        request.path = chance.choice(PATHS) + chance.choice(["", "?query={__typename}", "?a=" + "%41" * 500])


def _flip(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1 :]


def _insert(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + chance.randbytes(chance.randrange(1, 20)) + raw[at:]


def _cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw)) + 1]


def _repeat(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(raw))
    end = min(len(raw), start + chance.randrange(1, 200))
    return raw[:end] + raw[start:end] * chance.randrange(1, 5) + raw[end:]


def _lie_about_length(raw: bytes, chance: random.Random) -> bytes:
    length = chance.choice([b"-1", b"0", b"5", b"999999999999999999999", b"0x10", b"1e3", b"5, 5", b""])
    head, _, body = raw.partition(b"\r\n\r\n")
    return head + b"\r\nContent-Length: " + length + b"\r\n\r\n" + body


def _chunk(raw: bytes, chance: random.Random) -> bytes:
    head, _, body = raw.partition(b"\r\n\r\n")
    size = chance.choice([b"%x" % len(body), b"-5", b"fffffffffffffffff", b"5;x=y", b"zz", b""])
    return head + b"\r\nTransfer-Encoding: chunked\r\n\r\n" + size + b"\r\n" + body + b"\r\n0\r\n\r\n"


def _flood(raw: bytes, chance: random.Random) -> bytes:
    head, _, body = raw.partition(b"\r\n\r\n")
    more = b"".join(b"\r\nX-%d: %s" % (number, b"v" * 100) for number in range(chance.choice([50, 2_000])))
    return head + more + b"\r\n\r\n" + body


DAMAGES: tuple[Damage, ...] = (_flip, _flip, _insert, _cut, _repeat, _lie_about_length, _chunk, _flood)
"""What happens to the bytes of a request, after which HTTP may not be able to read it."""


def make_message(chance: random.Random) -> str | bytes:
    """A message to a WebSocket: proper, odd, or none."""
    message: dict[str, Any] = {
        "type": chance.choice(["subscribe"] * 5 + ["complete", "ping", "pong", "connection_init", "start"]),
        "id": str(chance.randrange(3)),
        "payload": {"query": chance.choice(DOCUMENTS), "variables": {"n": chance.choice([1, *ODD_VALUES])}},
    }
    match chance.randrange(10):
        case 0:
            message[chance.choice(["type", "id", "payload"])] = chance.choice(ODD_VALUES)
        case 1:
            message["payload"][chance.choice(["query", "variables", "extensions"])] = chance.choice(
                ODD_VALUES
            )
        case 2:
            del message[chance.choice(["type", "id", "payload"])]
        case 3:
            return chance.choice(ODD_BODIES)
        case 4:
            return chance.choice(ODD_BODIES).decode("latin-1")
        case _:
            pass
    return json.dumps(message)
