"""All questions, asked in several ways, of Pullquote and of other servers over the same stories."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from benchmarks import servers
from benchmarks.asking import (
    Request,
    Variables,
    conditional,
    first_sights,
    names_for,
    post,
    requests,
    written_out,
)
from benchmarks.executions import Watch
from benchmarks.load import Measured, measure_once
from benchmarks.peers import PEERS, peer
from benchmarks.questions import QUESTIONS, Question
from benchmarks.samples import Samples, collect, entity_tag, vocabulary
from benchmarks.servers import Server
from benchmarks.turns import Size, Turn, bytes_of_answers, compare, in_turns, median

DIFFERENT = 2_000
"""Requests that differ in their variables."""
FEW = 100
"""Requests that differ when all are to be cached."""
ALL = 1_000_000
"""More stories and people than any newsroom here has."""
ENOUGH_TO_COMPILE = 50
"""Words that are searched for before those that count: by then the operation is compiled."""

PULLQUOTE = "Pullquote"
CACHED = "Pullquote, cached"
STOCK = "stock Strawberry"
STARLETTE = "Starlette, constant"
NGINX = "nginx, constant"
PLAIN = "{}, plain"
"""A peer that is asked in the shape that its users would choose."""


class Mode(StrEnum):
    """How requests of one question differ from each other."""

    SAME = "the same request"
    VARIABLES = "variables differ"
    DOCUMENTS = "documents differ"
    NEW = "new documents"
    WORDS = "no word twice"


@dataclass
class Row:
    """The results of one question that was asked in one way, by server."""

    question: str
    mode: Mode
    results: dict[str, Measured]


@dataclass(frozen=True)
class Running:
    """All servers over one newsroom.

    ``compiled`` caches no answers, and its documents come again; ``documents`` is another of that kind, whose
    documents do not come again.
    """

    folder: Path
    scratch: Path
    samples: Samples
    compiled: Server
    documents: Server
    cached: Server
    stock: Server
    peers: dict[str, Server]


@contextmanager
def all_servers(newsroom: Path, scratch: Path, *, may_build: bool) -> Iterator[Running]:
    """Start them; a peer that cannot be had is left out."""
    data = scratch / "stories.json"
    with ExitStack() as stack:
        start = stack.enter_context
        compiled = start(servers.pullquote(newsroom, response_cache_bytes="0"))
        samples = collect(compiled.url, ALL)
        samples.write(data)
        started = {each.name: start(peer(each, data, may_build=may_build)) for each in PEERS}
        running = Running(
            newsroom,
            scratch,
            samples,
            compiled,
            documents=start(servers.pullquote(newsroom, response_cache_bytes="0")),
            cached=start(servers.pullquote(newsroom)),
            stock=start(servers.strawberry(newsroom)),
            peers={name: server for name, server in started.items() if server is not None},
        )
        for server in (compiled, running.documents, running.cached, running.stock, *running.peers.values()):
            servers.wait_until_idle(server)
        yield running


def beside_others(
    running: Running, size: Size, only: str, modes: Sequence[Mode]
) -> tuple[list[Row], list[str]]:
    """Measure; gives the results, and where compiled code was not used that is there to be used."""
    rows, watch = [], Watch()
    for question in QUESTIONS:
        for mode in ways(question):
            if mode in modes and only in question.name:
                rows.append(_row(question, mode, running, size, watch))
                _report(rows[-1])
    return rows, watch.complaints


def ways(question: Question) -> list[Mode]:
    """The ways in which a question can be asked."""
    if question.conditional:
        return [Mode.SAME]
    if not question.compiled:
        return [Mode.VARIABLES, Mode.NEW]
    found = [Mode.SAME, Mode.VARIABLES, Mode.DOCUMENTS, Mode.NEW]
    return [*found, Mode.WORDS] if "$query" in question.text else found


def _row(question: Question, mode: Mode, running: Running, size: Size, watch: Watch) -> Row:
    if mode is Mode.WORDS:
        return Row(question.name, mode, _words_once(question, running, size))
    turns = turns_of(question, mode, running, size.documents)
    if not question.conditional:
        compare(turns)
    with ExitStack() as stack:
        if question.compiled and mode is not Mode.NEW:
            values = len(list(question.variables(running.samples)))
            operations = names_for(values, size.documents) if mode is Mode.DOCUMENTS else 1
            stack.enter_context(watch.compiled(f"{question.name}, {mode}", turns[0].server, operations))
        if mode is Mode.SAME:
            turns += _constants(question, turns[0], running, stack)
        return Row(question.name, mode, in_turns(turns, size))


def turns_of(question: Question, mode: Mode, running: Running, documents: int) -> list[Turn]:
    """Who is asked what: Pullquote first."""
    samples = running.samples
    if question.conditional:
        both = ((PULLQUOTE, running.compiled), (CACHED, running.cached))
        turns = [
            Turn(name, server, conditional(question.text, entity_tag(server.url, question.text)))
            for name, server in both
        ]
        return [*turns, Turn(STOCK, running.stock, [post(question.text, {})])]
    text, variables = question.text, list(question.variables(samples))
    if mode is Mode.NEW:
        return [
            Turn(name, server, requests(text, iter(variables), FEW), first_sights(text, iter(variables)))
            for name, server in ((PULLQUOTE, running.documents), (STOCK, running.stock))
        ]

    def asked(text: str, variables: Iterator[Variables]) -> list[Request]:
        match mode:
            case Mode.SAME:
                return requests(text, variables, 1)
            case Mode.DOCUMENTS:
                return written_out(text, variables, documents)
            case _:
                return requests(text, variables, DIFFERENT)

    own = running.documents if mode is Mode.DOCUMENTS else running.compiled
    turns = [Turn(PULLQUOTE, own, asked(text, iter(variables)))]
    if mode is Mode.SAME:
        turns.append(Turn(CACHED, running.cached, turns[0].requests))
    turns.append(Turn(STOCK, running.stock, asked(text, iter(variables))))
    for name, server in running.peers.items():
        if question.mirrored is not None:
            turns.append(Turn(name, server, asked(text, question.mirrored(samples))))
        if question.plain is not None:
            plain = asked(question.plain.text, question.plain.variables(samples))
            turns.append(Turn(PLAIN.format(name), server, plain, plain=True))
    return turns


def _constants(question: Question, first: Turn, running: Running, stack: ExitStack) -> list[Turn]:
    """Servers that answer with constant bytes, as many as the answer has."""
    size = 0 if question.conditional else bytes_of_answers(first, 1)
    started = {
        STARLETTE: stack.enter_context(servers.constant(size)),
        NGINX: stack.enter_context(servers.nginx(size, running.scratch)),
    }
    asked = [post(question.text, {})]
    return [Turn(name, server, asked) for name, server in started.items() if server is not None]


def _words_once(question: Question, running: Running, size: Size) -> dict[str, Measured]:
    """A search in which no word comes twice: each round has servers of its own, which remember nothing."""
    words = vocabulary(running.compiled.url, ALL)
    before, counted = words[:ENOUGH_TO_COMPILE], words[ENOUGH_TO_COMPILE:]
    starts: dict[str, Callable[[], AbstractContextManager[Server]]] = {
        PULLQUOTE: partial(servers.pullquote, running.folder, response_cache_bytes="0"),
        STOCK: partial(servers.strawberry, running.folder),
    }
    results: dict[str, list[Measured]] = {name: [] for name in starts}
    for _ in range(size.rounds):
        for name, start in starts.items():
            with start() as server:
                servers.wait_until_idle(server)
                for some in (before, counted):
                    asked = requests(question.text, ({"query": word} for word in some), len(some))
                    measured = measure_once(server, asked)
                results[name].append(measured)
    return {name: median(each) for name, each in results.items()}


def _report(row: Row) -> None:
    print(f"\n{row.question}, {row.mode}", file=sys.stderr)
    for name, each in row.results.items():
        cpu = "" if each.cpu_microseconds is None else f"{each.cpu_microseconds:9.0f} us CPU"
        print(
            f"  {name:26s} {each.per_second:9.0f}/s  p50 {each.p50:8.2f} ms  p99 {each.p99:8.2f} ms {cpu}"
            f" {each.bytes:8.0f} B{f'  {each.wrong} WRONG' if each.wrong else ''}",
            file=sys.stderr,
        )
