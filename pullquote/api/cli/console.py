"""What the commands print: colours and progress on a terminal, plain lines in a pipe, one line for a failure."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.text import Text

Progress = Callable[[int, int], None]
"""Called with how many of how many are done."""

LONG_WORK = 300
"""From how many files on a progress bar is worth drawing: fewer take no time to notice."""


class Failure(Exception):
    """A command cannot do what it was asked; the message is one line, ``status`` the exit code."""

    def __init__(self, message: str, *, status: int = 1) -> None:
        super().__init__(message)
        self.status = status


def console(stream: TextIO | None = None) -> Console:
    """A console on a stream (standard output): never wraps or guesses at colours, and none with NO_COLOR."""
    return Console(file=stream or sys.stdout, soft_wrap=True, highlight=False, markup=False, emoji=False)


def echo(text: str | Text, *, to: TextIO | None = None, style: str | None = None) -> None:
    """Print a line, in a style where there are colours."""
    console(to).print(text, style=style)


@contextmanager
def progress(label: str) -> Iterator[Progress | None]:
    """A progress bar on standard error, for long work on a terminal; else nothing is drawn.

    The block gets a function that reports how far the work is; None where nobody would see it.
    """
    terminal = console(sys.stderr)
    if not terminal.is_terminal:
        yield None
        return
    from rich import progress as bars  # noqa: PLC0415 - only a terminal needs it

    label_column = bars.TextColumn("{task.description}")
    columns = (label_column, bars.BarColumn(), bars.MofNCompleteColumn(), bars.TimeRemainingColumn())
    bar = bars.Progress(*columns, console=terminal, transient=True)
    task = bar.add_task(label, total=None)

    def report(done: int, total: int) -> None:
        if total >= LONG_WORK:
            bar.start()
            bar.update(task, completed=done, total=total)

    try:
        yield report
    finally:
        bar.stop()


@contextmanager
def growing(label: str) -> Iterator[Callable[[int], None] | None]:
    """A count on standard error of what is done, where nobody knows how much there is; else as :func:`progress`."""
    terminal = console(sys.stderr)
    if not terminal.is_terminal:
        yield None
        return
    from rich import progress as bars  # noqa: PLC0415 - only a terminal needs it

    columns = (
        bars.TextColumn("{task.description}"),
        bars.SpinnerColumn(),
        bars.TextColumn("{task.completed:,} items"),
        bars.TimeElapsedColumn(),
    )
    with bars.Progress(*columns, console=terminal, transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done: bar.update(task, completed=done)


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 person``, ``2 people``, ``5,000 articles``."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def examples(*lines: tuple[str, str], note: str) -> str:
    """The end of a help text: commands to copy, each with what it does, and a note."""
    shown = "\n".join(f"  [cyan]{command}[/cyan]\n      {meaning}" for command, meaning in lines)
    return f"[bold]Examples[/bold]\n{shown}\n\n{note}"
