"""A stand-in for a cluster that says yes to whatever is written, and forgets it but for counts and sums.

So a publisher can be watched with more stories than a cluster of the tests could hold in a reasonable time. It runs in
a process of its own: ``python -m tests.store.publishing.acknowledging`` prints its address.
"""

from __future__ import annotations

from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson

SHARDS = {"total": 1, "successful": 1, "failed": 0}
YES: dict[str, Any] = {
    "acknowledged": True,
    "errors": False,
    "timed_out": False,
    "deleted": 0,
    "_shards": SHARDS,
    "_seq_no": 0,
    "_primary_term": 1,
}
"""What is answered to everything that is no question for something that was written."""

MADE = {"mappings": {"dynamic": "strict"}}
"""What is said of an index that was made."""


class Acknowledged:
    """How many documents were written to each index, the sum of what is added up of them, and the small documents."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.checks: Counter[str] = Counter()
        self.indices: set[str] = set()
        self.small: dict[str, Any] = {}

    def take(self, body: bytes) -> None:
        """Count the documents of a bulk request."""
        lines = body.splitlines()
        for action, document in zip(lines[::2], lines[1::2], strict=True):
            index = orjson.loads(action)["index"]["_index"]
            self.counts[index] += 1
            self.checks[index] += orjson.loads(document)["check"]

    def found(self, index: str, body: dict[str, Any]) -> dict[str, Any]:
        """The answer to a search: totals where those are asked for, and no documents."""
        check = {"value": self.checks[index]}
        aggregations = {"check": check, "subjects": {"buckets": []}}
        hits = {"total": {"value": self.counts[index]}, "hits": []}
        asked = body.get("aggs", {})
        kept = {name: each for name, each in aggregations.items() if name in asked}
        return {**YES, "hits": hits, "aggregations": kept}

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        """The status and the answer to a request."""
        match method, path.strip("/").split("/"):
            case "POST", ["_bulk"]:
                self.take(body)
            case "PUT", [_, "_doc", _]:
                self.small[path] = orjson.loads(body)
            case "GET", [_, "_doc", _]:
                source = self.small.get(path)
                return (404, {"found": False}) if source is None else (200, {**YES, "_source": source})
            case "GET", [""]:
                return 200, {"version": {"distribution": "opensearch"}}
            case "PUT", [index]:
                self.indices.add(index)
            case "GET", ["_cat", "shards", _]:
                return 200, [{"store": "0"}]
            case "GET", [names]:
                return 200, {name: MADE for name in names.split(",") if name in self.indices}
            case "POST", [index, "_search"]:
                return 200, self.found(index, orjson.loads(body))
        return 200, YES


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    acknowledged = Acknowledged()

    def handle_any(self) -> None:
        """Answer any request."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, answer = self.acknowledged.answer(self.command, self.path.partition("?")[0], body)
        data = orjson.dumps(answer)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        """Answer, as below for other methods."""
        self.handle_any()

    def do_POST(self) -> None:
        """Answer."""
        self.handle_any()

    def do_PUT(self) -> None:
        """Answer."""
        self.handle_any()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class has it
        """Say nothing."""


def main() -> None:
    """Answer until the standard input is closed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
