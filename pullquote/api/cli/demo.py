"""``pullquote demo``: writes an invented newspaper."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from pullquote.api.cli.check import summary
from pullquote.api.cli.console import Failure, echo, examples, progress

EXAMPLES = examples(
    ("pullquote demo tiny --articles 20", "a newsroom to look around in"),
    ("pullquote demo big --articles 100000", "one to measure with"),
    ("pullquote demo other --seed 2", "another newspaper with other people"),
    note="The same numbers write the same files, byte for byte.",
)


def demo(
    folder: Annotated[Path, typer.Argument(help="Where to write it: a new or an empty folder.")],
    articles: Annotated[
        int, typer.Option(min=1, help="How many articles, with six quotes each on average.")
    ] = 100,
    seed: Annotated[int, typer.Option(help="Another number, another newspaper; the same one, the same.")] = 1,
) -> None:
    """Write a plausible newsroom of an invented newspaper, the same one for the same numbers."""
    from pullquote.demo import FolderNotEmptyError, write_demo  # noqa: PLC0415 - Faker takes time

    started = time.perf_counter()
    with progress("Writing") as report:
        try:
            written = write_demo(folder, articles=articles, seed=seed, progress=report)
        except FolderNotEmptyError as error:
            raise Failure(f"{error}; a demo newsroom goes into a new folder") from error
    echo(f"Wrote {summary(vars(written))} to {folder} in {time.perf_counter() - started:.1f} s.")
    echo(f"Serve it: pullquote serve {folder}")
