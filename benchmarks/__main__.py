"""Measures Pullquote beside other servers on one machine, in one run.

    make bench                             # on a demo newsroom of 2,000 articles, about twenty minutes
    make bench ARGS=--smoke                # everything once and briefly, to see that it runs
    make bench ARGS=--growth               # the same questions to 1,000, 10,000 and 100,000 articles

Every server has the first core to itself and the client the others. Servers take turns, and the median of
the rounds counts. What matters are the ratios within one run; the numbers of two machines do not compare.
For Mercurius run ``npm ci`` in ``benchmarks/mercurius`` before; for the load install ``wrk``.

*Beside others* is about how many requests a server answers in a second: 16 connections ask it, so that it
always has something to do. All serve the same stories, and before a question is measured their answers to it
are compared. Then each is asked for as long as it is measured afterwards, since Pullquote, graphql-jit and V8
compile what is asked often.

*Growth* is about how long one request takes: one connection asks, and waits for the answer before it asks
again. With 16, most of the time would be spent in a queue behind the 15 others, which is what the number a
second says already. A part of the time is the system's, which wakes client and server, and does not grow; so
the server's own processor time is compared as well. The newsrooms of all sizes are served side by side and
take turns like other servers. The questions are about the latest stories of each, as readers' are; topics,
years and words are asked for alike in all. There are a few hundred words, so each is looked for again and again,
and its first hits are remembered; a search that nobody made before takes as long as it has hits.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import servers
from benchmarks.load import Measured
from benchmarks.questions import QUESTIONS, Question, Request, conditional, first_sights, requests
from benchmarks.samples import Samples, collect, entity_tag
from benchmarks.servers import Server
from benchmarks.turns import Size, Turn, bytes_of_answers, compare, in_turns

FAILING = Question(
    "an error (a wrong cursor)",
    "query Wrong($after: String) { stories(first: 20, after: $after) { nodes { headline } } }",
    lambda samples: ({"after": f"wrong{number}"} for number in range(len(samples.slugs))),
)
DIFFERENT = 2_000
"""Requests that differ, of each question, when nothing is to be cached."""
FEW = 100
"""Requests that differ when everything is."""
UNSEEN = 4_000
"""Documents that no server has seen, for each round: more than one is asked in a few seconds."""
ALL = 1_000_000
"""More stories and people than any newsroom here has."""
SIZES = (1_000, 10_000, 100_000)
"""Articles of the newsrooms that are compared, to see how answers slow down as one grows."""
SMALL_SIZES = (60, 120)
"""The same in a smoke run."""


@dataclass
class Row:
    """The results of one question, by server and state."""

    name: str
    results: dict[str, Measured]


def main() -> None:
    """Run what the command line asks for, and print tables in Markdown."""
    options = _options()
    size = Size(options.articles, options.seconds, options.rounds)
    if options.smoke:
        size = Size(60, 1, 1)
    with tempfile.TemporaryDirectory(prefix="pullquote-bench-") as scratch:
        if options.growth:
            growth(SMALL_SIZES if options.smoke else SIZES, size, Path(scratch), options.only)
        else:
            beside_others(size, Path(scratch), options.only)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a newsroom of 60, a second each, one round")
    parser.add_argument("--growth", action="store_true", help="how answers slow down as a newsroom grows")
    parser.add_argument("--articles", type=int, default=2_000, help="articles in the newsroom (2,000)")
    parser.add_argument("--seconds", type=float, default=4, help="seconds a measurement (4)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the median counts (3)")
    parser.add_argument("--only", default="", help="questions whose names have this in them")
    return parser.parse_args()


def demo(articles: int, scratch: Path) -> Path:
    """A demo newsroom of so many articles."""
    folder = scratch / f"newsroom-{articles}"
    command = [sys.executable, "-m", "pullquote", "demo", str(folder), "--articles", str(articles)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder


def machine() -> str:
    """The machine by what matters, and the versions."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    node = subprocess.run(["node", "--version"], check=False, capture_output=True, text=True).stdout.strip()
    return (
        f"{len(servers.cores()) or os.cpu_count()} cores, {pages / 2**30:.0f} GB, "
        f"Python {platform.python_version()}, Node {node or 'not installed'}"
    )


def beside_others(size: Size, scratch: Path, only: str) -> None:
    """All questions, in all states, beside the other servers."""
    folder = demo(size.articles, scratch)
    with ExitStack() as stack:
        start = stack.enter_context
        compiled = start(servers.pullquote(folder, response_cache_bytes="0"))
        samples = collect(compiled.url, ALL)
        running: dict[str, Server | None] = {
            "cold": start(servers.pullquote(folder, response_cache_bytes="0")),
            "compiled": compiled,
            "cached": start(servers.pullquote(folder)),
            "fallback": start(servers.pullquote(folder, response_cache_bytes="0", compile="off")),
            "stock Strawberry": start(servers.strawberry(folder)),
            "Mercurius with JIT": start(servers.mercurius(samples, scratch)),
        }
        for server in filter(None, running.values()):
            servers.wait_until_idle(server)
        rows = []
        for question in (*QUESTIONS, FAILING):
            if only in question.name:
                rows.append(_row(question, running, samples, size))
                _report(rows[-1])
    print_tables(rows, size)


def _row(question: Question, running: dict[str, Server | None], samples: Samples, size: Size) -> Row:
    turns = [
        Turn(name, server, asked, UNSEEN if name == "cold" and not question.conditional else None)
        for name, server in running.items()
        if server is not None and (asked := _requests(name, question, server, samples, size.rounds + 1))
    ]
    if not question.conditional:
        compare(turns)
    compiled = next(turn for turn in turns if turn.name == "compiled")
    with servers.constant(0 if question.conditional else bytes_of_answers(compiled, FEW)) as constant:
        asked = requests(question.text, question.variables(samples), FEW)
        return Row(question.name, in_turns([*turns, Turn("constant bytes", constant, asked)], size))


def _requests(
    name: str, question: Question, server: Server, samples: Samples, rounds: int = 1
) -> list[Request]:
    """What a server is asked; nothing where it cannot answer the question."""
    if question.conditional:
        if name in {"compiled", "cached", "fallback"}:
            return conditional(question.text, entity_tag(server.url, question.text))
        return requests(question.text, question.variables(samples), 1) if name == "stock Strawberry" else []
    match name:
        case "Mercurius with JIT":
            variables = question.mercurius
            return requests(question.text, variables(samples), DIFFERENT) if variables else []
        case "cold":
            return first_sights(question.text, question.variables(samples), UNSEEN * rounds)
        case "cached":
            return requests(question.text, question.variables(samples), FEW)
        case _:
            return requests(question.text, question.variables(samples), DIFFERENT)


def _report(row: Row) -> None:
    print(f"\n{row.name}", file=sys.stderr)
    for name, each in row.results.items():
        cpu = "" if each.cpu_microseconds is None else f"{each.cpu_microseconds:9.0f} us CPU"
        print(
            f"  {name:20s} {each.per_second:9.0f}/s  p50 {each.p50:8.2f} ms  p99 {each.p99:8.2f} ms {cpu}"
            f" {each.bytes:8.0f} B{f'  {each.wrong} WRONG' if each.wrong else ''}",
            file=sys.stderr,
        )


def print_tables(rows: Sequence[Row], size: Size) -> None:
    """The ratios, and what they are ratios of."""
    print(
        f"\n{size.articles:,} articles; {machine()}; median of {size.rounds} rounds of {size.seconds:g} s.\n"
    )
    print(
        "| question | compiled | cached | compiled / stock | first sight / stock | compiled / Mercurius "
        "| cached / Mercurius | cached / constant |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for row in rows:
        cells = [
            _rate(row, "compiled"),
            _rate(row, "cached"),
            _ratio(row, "compiled", "stock Strawberry"),
            _ratio(row, "cold", "stock Strawberry"),
            _ratio(row, "compiled", "Mercurius with JIT"),
            _ratio(row, "cached", "Mercurius with JIT"),
            _ratio(row, "cached", "constant bytes"),
        ]
        print(f"| {row.name} | {' | '.join(cells)} |")
    print(
        "\n| question | server | requests/s | p50 ms | p99 ms | CPU us | bytes |\n|---|---|---|---|---|---|---|"
    )
    for row in rows:
        for name, each in row.results.items():
            cpu = "-" if each.cpu_microseconds is None else f"{each.cpu_microseconds:.0f}"
            cells = [
                f"{each.per_second:,.0f}",
                f"{each.p50:.2f}",
                f"{each.p99:.2f}",
                cpu,
                f"{each.bytes:,.0f}",
            ]
            print(f"| {row.name} | {name} | {' | '.join(cells)} |")


def _rate(row: Row, name: str) -> str:
    return f"{row.results[name].per_second:,.0f}/s" if name in row.results else "-"


def _ratio(row: Row, one: str, other: str) -> str:
    if one not in row.results or other not in row.results or not row.results[other].per_second:
        return "-"
    return f"{row.results[one].per_second / row.results[other].per_second:.2f}"


@dataclass(frozen=True)
class Grown:
    """A newsroom of one size, served, and the seconds that its server took to start."""

    server: Server
    samples: Samples
    start: float


def growth(sizes: Sequence[int], size: Size, scratch: Path, only: str) -> None:
    """The same questions to newsrooms of several sizes, about the latest stories of each, one after the other."""
    with ExitStack() as stack:
        newsrooms: list[Grown] = []
        for articles in sizes:
            folder = demo(articles, scratch)
            began = time.monotonic()
            server = stack.enter_context(servers.pullquote(folder, response_cache_bytes="0"))
            took = time.monotonic() - began
            samples = collect(server.url, min(articles, sizes[0]))
            newsrooms.append(
                Grown(server, samples.asking_like(newsrooms[0].samples if newsrooms else samples), took)
            )
        for each in newsrooms:
            servers.wait_until_idle(each.server)
        ratio = f"{sizes[-1]:,} / {sizes[0]:,}"
        print(f"{machine()}; compiled, not cached; median of {size.rounds} rounds of {size.seconds:g} s.\n")
        print(
            f"| question | {' | '.join(f'p50 at {number:,}' for number in sizes)} | {ratio} | CPU {ratio} |"
        )
        print("|---|" + "---|" * (len(sizes) + 2))
        for question in QUESTIONS:
            if only in question.name:
                turns = [
                    Turn(str(number), each.server, _requests("compiled", question, each.server, each.samples))
                    for number, each in zip(sizes, newsrooms, strict=True)
                ]
                results = list(in_turns(turns, size, connections=1).values())
                first, last = results[0], results[-1]
                cells = [f"{each.p50:.3f} ms" for each in results]
                cells.append(f"{last.p50 / first.p50:.2f}" if first.p50 else "-")
                cpu = last.cpu_microseconds, first.cpu_microseconds
                cells.append(f"{cpu[0] / cpu[1]:.2f}" if cpu[0] and cpu[1] else "-")
                print(f"| {question.name} | {' | '.join(cells)} |", flush=True)
        starts = [f"{each.start:.1f} s" for each in newsrooms]
        memory = [f"{(each.server.memory_bytes() or 0) / 2**20:,.0f} MB" for each in newsrooms]
        print(f"| start | {' | '.join(starts)} | | |")
        print(f"| memory | {' | '.join(memory)} | | |")


if __name__ == "__main__":
    main()
