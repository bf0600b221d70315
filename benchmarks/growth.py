"""How answers slow down, and memory grows, as a newsroom grows.

One connection asks, and waits for the answer before it asks again. With 16, most of the time would be spent in
a queue behind the 15 others, which is what the number a second says already. A part of the time is the system's,
which wakes client and server, and does not grow; so the server's own processor time is compared as well. The
newsrooms of all sizes are served side by side and take turns like other servers. The questions are about the
latest stories of each, as readers' are; topics, years and words are asked for alike in all. There are a few
hundred words, so each is looked for again and again, and its first results are remembered; a search that nobody
made before takes as long as it has results.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import servers
from benchmarks.asking import Request, conditional, requests
from benchmarks.newsrooms import demo, machine
from benchmarks.questions import QUESTIONS, Question
from benchmarks.samples import Samples, collect, entity_tag
from benchmarks.servers import Server
from benchmarks.turns import Size, Turn, in_turns

SIZES = (1_000, 10_000, 100_000)
"""Articles of the newsrooms that are compared."""
SMALL_SIZES = (60, 120)
"""The same in a smoke run."""
DIFFERENT = 2_000
"""Requests that differ, of each question."""


@dataclass(frozen=True)
class Grown:
    """A newsroom of one size, served, and the seconds that its server took to start."""

    server: Server
    samples: Samples
    start: float

    def requests(self, question: Question) -> list[Request]:
        """What it is asked."""
        if question.conditional:
            return conditional(question.text, entity_tag(self.server.url, question.text))
        return requests(question.text, question.variables(self.samples), DIFFERENT)


def growth(sizes: Sequence[int], size: Size, folder: Path, only: str) -> None:
    """Print how the same questions are answered in newsrooms of several sizes."""
    with ExitStack() as stack:
        newsrooms: list[Grown] = []
        for articles in sizes:
            newsroom = demo(articles, folder)
            began = time.monotonic()
            server = stack.enter_context(servers.pullquote(newsroom, response_cache_bytes="0"))
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
            if only in question.name and question.compiled:
                turns = [
                    Turn(str(number), each.server, each.requests(question))
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
