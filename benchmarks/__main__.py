"""Measures Pullquote beside other servers on one machine, in one run.

    make bench                             # on a demo newsroom of 2,000 articles, more than an hour with all other servers
    make bench ARGS=--smoke                # everything once and briefly: is compiled code used where it should be?
    make bench ARGS=--growth               # the same questions to 1,000, 10,000 and 100,000 articles
    make bench ARGS=--reload               # what readers notice while a file is read again
    make bench ARGS="--cluster http://127.0.0.1:9201 --articles 20000"    # published on OpenSearch, and asked there

Every server has the first core to itself and the client the others. Servers take turns, and the median of
the rounds counts. What matters are the ratios within one run; the numbers of two machines do not compare.
Other servers are built from what they pin (``benchmarks/peers``), where there is a toolchain; for the load
install ``wrk``, for the limit ``nginx``.

Beside others, it is about how many requests a server answers in a second: 16 connections ask it, so that it always
has something to do. All serve the same stories, and before a question is measured their answers to it are
compared. Other servers are asked twice: in the shape that their users would choose, and in Pullquote's. Each is
warmed up until its rate changes no more, since Pullquote, graphql-jit and V8 compile what is asked often.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks import cluster, growth, reload, tables
from benchmarks.beside import Mode, Row, all_servers, beside_others
from benchmarks.newsrooms import demo, machine
from benchmarks.questions import QUESTIONS
from benchmarks.turns import Size

SMOKE = Size(60, 0.1, 1, most_steps=0, documents=300)


def main() -> None:
    """Run what the command line asks for, and print tables in Markdown."""
    options = _options()
    size = SMOKE if options.smoke else Size(options.articles, options.seconds, options.rounds)
    with tempfile.TemporaryDirectory(prefix="pullquote-bench-") as name:
        scratch = Path(name)
        folder = options.newsrooms or scratch
        if options.cluster:
            cluster.cluster(options.cluster, size, folder, options.only)
        elif options.growth:
            growth.growth(growth.SMALL_SIZES if options.smoke else growth.SIZES, size, folder, options.only)
        elif options.reload:
            if options.smoke:
                reload.reload(reload.SMALL_SIZES, reload.FEW_EDITS, 1, folder)
            else:
                reload.reload(reload.SIZES, reload.EDITS, reload.REST_SECONDS, folder)
        else:
            _beside_others(size, folder, scratch, options)


def _beside_others(size: Size, folder: Path, scratch: Path, options: argparse.Namespace) -> None:
    modes = [mode for mode in Mode if options.way in mode]
    newsroom = demo(size.articles, folder)
    with all_servers(newsroom, scratch, may_build=not options.smoke) as running:
        rows, complaints = beside_others(running, size, options.only, modes)
    report(rows, complaints, size)


def report(rows: Sequence[Row], complaints: Sequence[str], size: Size) -> None:
    """Print the tables; with complaints, those as well, and end the program as one that failed."""
    print(f"{size.articles:,} articles; {machine()}; median of {size.rounds} rounds of {size.seconds:g} s.")
    for table in (tables.ratios, tables.cached_ratios, tables.numbers):
        print("\n" + "\n".join(table(rows)))
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    if complaints:
        sys.exit("compiled code was not used where it should be")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--smoke", action="store_true", help="a newsroom of 60, all briefly, nothing is built"
    )
    parser.add_argument("--growth", action="store_true", help="how answers slow down as a newsroom grows")
    parser.add_argument(
        "--reload", action="store_true", help="how answers slow down while a file is read again"
    )
    parser.add_argument(
        "--cluster", metavar="URL", help="how it is published on a cluster, and answered from there"
    )
    parser.add_argument("--articles", type=int, default=2_000, help="articles in the newsroom (2,000)")
    parser.add_argument("--seconds", type=float, default=3, help="seconds a measurement (3)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the median counts (3)")
    parser.add_argument("--only", default="", help="questions whose names have this in them")
    parser.add_argument("--way", default="", help="ways of asking whose names have this in them")
    parser.add_argument("--newsrooms", type=Path, help="a folder that keeps the newsrooms for the next run")
    options = parser.parse_args()
    if not any(options.only in question.name for question in QUESTIONS):
        parser.error(
            f"no question has “{options.only}” in its name: {listed(each.name for each in QUESTIONS)}"
        )
    if not any(options.way in mode for mode in Mode):
        parser.error(f"no way has “{options.way}” in its name: {listed(Mode)}")
    return options


def listed(names: Iterable[str]) -> str:
    """Names, for people."""
    return "; ".join(names)


if __name__ == "__main__":
    main()
