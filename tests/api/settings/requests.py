"""What settings do to requests, as a client sees it. A check is made by its value: ``checks(expected)(running)``."""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graphql import DocumentNode

from tests.api.settings.serving import A_WHILE_SECONDS, PATIENCE_SECONDS, Running, codes

Check = Callable[[Running], None]
QUERY = "{ publications { totalCount } }"
HELLO = "query Hello { publications { totalCount } }"
ANSWER = {"data": {"publications": {"totalCount": 1}}}
PAGE = {"accept": "text/html"}
DEAR = "{ " + "quotes { nodes { story { " * 3 + "quotes { nodes { text cue } }" + " } } }" * 3 + " }"
"""Every quote with every quote of its story, and so on: thousands of records."""
BODY = b'{"query":"{ publications { totalCount } }"}'
HEAD = b"POST /graphql HTTP/1.1\r\nHost: news.test\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


def has(query: str, code: str | None, **more: Any) -> Check:
    """The operation is answered (None), or refused with a code."""

    def check(running: Running) -> None:
        answer = running.ask(query, **more)
        assert codes(answer) == ([] if code is None else [code]), answer.text

    return check


def both(*checks: Check) -> Check:
    """One check after the other."""

    def check(running: Running) -> None:
        for each in checks:
            each(running)

    return check


def is_served(path: str, served: bool, **options: Any) -> Check:
    """There is something at an address, or there is not."""

    def check(running: Running) -> None:
        assert (running.get(path, **options).status_code == 200) is served

    return check


def playground(served: bool) -> Check:
    """A browser gets a page, which the front page leads to."""

    def check(running: Running) -> None:
        is_served("/graphql", served, headers=PAGE)(running)
        assert ("Playground</a>" in running.get("/").text) is served

    return check


def schema_is_told(told: bool) -> Check:
    """The schema is at its address, in answers, and behind links; or nowhere."""

    def check(running: Running) -> None:
        is_served("/schema.graphql", told)(running)
        for query in ("{ __schema { queryType { name } } }", '{ __type(name: "Quote") { name } }'):
            assert codes(running.ask(query)) == ([] if told else ["INTROSPECTION_DISABLED"])
        for page in ("/", "/graphql"):
            assert ("schema.graphql" in running.get(page, headers=PAGE).text) is told

    return check


def suggestions(made: bool) -> Check:
    """Errors say what was probably meant, in documents and in variables."""

    def check(running: Running) -> None:
        wrong = running.ask("{ publicatons { totalCount } }")
        filtered = "query ($which: StoryFilter) { stories(filter: $which) { totalCount } }"
        variables = running.ask(filtered, body={"variables": {"which": {"slugz": ["rain"]}}})
        for answer in (wrong, variables):
            assert ("Did you mean" in answer.text) is made, answer.text

    return check


def hints(count: int) -> Check:
    """An answer says so of each unknown slug in its filters."""

    def check(running: Running) -> None:
        answer = running.ask('{ stories(filter: {topics: ["a1", "b2", "c3", "d4", "e5"]}) { totalCount } }')
        assert len(answer.json().get("extensions", {}).get("hints", [])) == count, answer.text

    return check


def body_of(size: int, status: int) -> Check:
    """A body of some bytes is taken (200), or refused."""

    def check(running: Running) -> None:
        content = BODY + b" " * (size - len(BODY))
        answer = running.post("/graphql", content=content, headers={"content-type": "application/json"})
        assert answer.status_code == status

    return check


def head_of(size: int, status: int) -> Check:
    """Headers of some bytes are taken (200), or refused."""

    def check(running: Running) -> None:
        with running.connect() as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: news.test\r\nX-Padding: " + b"x" * (size // 4))
            time.sleep(0.1)  # as a network delivers it, not all at once
            connection.sendall(b"x" * (size - size // 4))
            if status == 200:
                connection.sendall(b"\r\n\r\n")
            assert connection.recv(1_000).startswith(b"HTTP/1.1 %d " % status)

    return check


def refused_body_is_read(whole: bool) -> Check:
    """The rest of a body that is refused is read and dropped, so that its sender sees why; or the connection ends."""

    def check(running: Running) -> None:
        size = 30_000_000
        with running.connect() as connection:
            connection.sendall(
                b"POST /graphql HTTP/1.1\r\nHost: news.test\r\nContent-Length: %d\r\n\r\n" % size
            )
            try:
                connection.sendall(bytes(size))
                sent = True
            except OSError:
                sent = False
            assert sent is whole
            if whole:
                assert connection.recv(1_000).startswith(b"HTTP/1.1 413 ")

    return check


def slow_request(status: int) -> Check:
    """A request that takes a while to arrive is answered (200), or refused."""

    def check(running: Running) -> None:
        with running.connect() as connection:
            connection.sendall(HEAD % len(BODY) + BODY[:10])
            if status == 200:
                time.sleep(A_WHILE_SECONDS)
                connection.sendall(BODY[10:])
            assert connection.recv(1_000).startswith(b"HTTP/1.1 %d " % status)

    return check


def idle_connection(kept: bool) -> Check:
    """A connection on which a request was answered is kept, or closed before long."""

    def check(running: Running) -> None:
        with running.connect() as connection:
            connection.sendall(HEAD % len(BODY) + BODY)
            assert connection.recv(10_000).startswith(b"HTTP/1.1 200 ")
            if kept:
                time.sleep(A_WHILE_SECONDS)
                connection.sendall(HEAD % len(BODY) + BODY)
            assert connection.recv(10_000).startswith(b"HTTP/1.1 200 " if kept else b"")
            assert kept or not connection.recv(10_000)

    return check


def request_at_the_end(awaited: bool) -> Check:
    """A server that is to stop waits for a request under way, or does not."""

    def check(running: Running) -> None:
        with running.connect() as connection:
            connection.sendall(HEAD % len(BODY) + BODY[:10])
            time.sleep(A_WHILE_SECONDS)  # for the server to read it
            running.process.terminate()
            if awaited:
                time.sleep(A_WHILE_SECONDS)
                assert running.process.poll() is None
                connection.sendall(BODY[10:])
                assert connection.recv(10_000).startswith(b"HTTP/1.1 200 ")
            assert running.process.wait(PATIENCE_SECONDS) is not None

    return check


def page_of(size: int, argument: str = "") -> Check:
    """A page has so many quotes, of the fourteen that there are."""

    def check(running: Running) -> None:
        answer = running.ask(f"{{ quotes{argument} {{ nodes {{ id }} }} }}").json()
        assert len(answer["data"]["quotes"]["nodes"]) == size

    return check


def errors_shown(wrong: int, shown: int) -> Check:
    """Of so many mistakes so many are shown, and a word that there were more."""

    def check(running: Running) -> None:
        query = "{ " + " ".join(f"wrong{number}" for number in range(wrong)) + " }"
        assert len(running.ask(query).json()["errors"]) == shown + (shown < wrong)

    return check


def compiled(how: int | None) -> Check:
    """After so many askings the operation is executed by compiled code; never, where that is None."""

    def check(running: Running) -> None:
        for _ in range(how or 10):
            assert running.ask(HELLO).json() == ANSWER
        numbers = running.get("/metrics").text
        assert ('pullquote_executions_total{how="compiled",operation="Hello"}' in numbers) is (
            how is not None
        )
        if how == 1:
            assert 'how="compiled",operation="Hello"} 1.0' in numbers

    return check


def answers_kept(kept: int) -> Check:
    """So many answers are kept of one that comes again."""

    def check(running: Running) -> None:
        for _ in range(3):
            running.ask(HELLO)
        assert f"pullquote_response_cache_entries {kept}.0" in running.get("/metrics").text

    return check


def trees_kept(kept: int) -> Check:
    """So many parsed documents are kept of one that comes again; the server must be in this process."""

    def check(running: Running) -> None:
        text = f"query Kept{kept} {{ publications {{ totalCount }} }}"
        for _ in range(3):
            assert running.ask(text).json() == ANSWER
        gc.collect()
        trees = [each for each in gc.get_objects() if isinstance(each, DocumentNode)]
        assert sum(each.loc is not None and each.loc.source.body == text for each in trees) == kept

    return check


def registered(*expected: str) -> Check:
    """The codes of asking by hash, of sending the document with it, and of asking by hash again."""

    def check(running: Running) -> None:
        digest = hashlib.sha256(HELLO.encode()).hexdigest()
        by_hash = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}}
        answers = [running.post("/graphql", json={**each, **by_hash}) for each in ({}, {"query": HELLO}, {})]
        assert [*map(codes, answers)] == [[code] if code else [] for code in expected]

    return check


def trusted(running: Running) -> None:
    """The document of the settings is known by its name."""
    assert running.post("/graphql", json={"documentId": "hello"}).json() == ANSWER


def told_of_problems(expected: bool) -> Check:
    """A mistake in a file that was never served is told to who asks from this machine, or is not."""

    def check(running: Running) -> None:
        (running.folder / "news" / "articles" / "broken.md").write_text("---\nheadline: [\n---\n", "utf-8")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while 'pullquote_problems{severity="error"} 1.0' not in running.get("/metrics").text:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        answer = running.ask("{ dataset { problems { file } } }").json()
        files = [Path(problem["file"]).name for problem in answer["data"]["dataset"]["problems"]]
        assert ("broken.md" in files) is expected
        assert ("broken.md" in running.get("/health/ready").text) is expected

    return check
