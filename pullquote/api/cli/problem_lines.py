"""Problems as lines on a terminal: each with its place in the file, and many warnings of one code as one line."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rich.text import Text

from pullquote.api.cli.console import counted, echo

if TYPE_CHECKING:  # the loader takes time to import, and `--help` does not need it
    from pullquote.store.model.problems import Problem

OF_WHOLE_FILES = frozenset(
    {"PQ101", "PQ102", "PQ116", "PQ117", "PQ118", "PQ206", "PQ207", "PQ403", "PQ404", "PQ433", "PQ450"}
)
"""Codes of what is wrong with a file, and not with a line of it."""
MOST_OF_A_CODE = 10
"""Warnings of one code that have a line each: an import brings hundreds of a kind, and they hide everything else."""
FIRST_SHOWN = 3
"""How many of the warnings that are folded are named, by file and line."""
EXCERPT_LINES = 3
"""Lines of a file shown with a problem, its own the last: enough to see where one is."""
EXCERPT_WIDTH = 100
"""Characters of a line shown: what fits a terminal."""


def line(problem: Problem) -> Text:
    """A problem as one line, its place and its code in colour."""
    severe = problem.severity.name == "ERROR"
    text = Text(str(problem))
    text.highlight_regex(rf"\b{problem.code}\b", "bold red" if severe else "bold yellow")
    text.highlight_regex(r"^.*?:\d+:\d+", "cyan")
    return text


def excerpt(problem: Problem) -> Text:
    """The place of a problem in its file: the lines before it, its own, and a caret under its column."""
    try:
        lines = Path(problem.file).read_bytes().decode("utf-8", "replace").splitlines()
    except OSError:
        return Text("")
    first = max(0, problem.line - EXCERPT_LINES)
    text = Text()
    for number, content in enumerate(lines[first : problem.line], first + 1):
        shown = "".join(
            character if character.isprintable() else " " for character in content[:EXCERPT_WIDTH]
        )
        text.append(f"{number:>5} | ", style="bright_black")
        text.append(f"{shown}\n")
    text.append(" " * (min(problem.column, EXCERPT_WIDTH) + 7) + "^", style="bold red")
    return text


def print_problems(
    problems: Sequence[Problem], every: str = "", *, to: TextIO | None = None, excerpts: int = 0
) -> None:
    """Print problems, the first ``excerpts`` of them with their lines in the file.

    What a server serves instead of a file is said behind the first mistake in it. Where ``every`` is a command that
    shows each, many warnings of one code are one line, below all others. Errors have a line each: nothing is served
    well until they are mended.
    """
    from pullquote.store.model.problems import NOT_AS_THEY_ARE  # noqa: PLC0415 - takes time

    many = _many(problems) if every else {}
    wrong = {problem.file for problem in problems if problem.is_mistake}
    instead = {
        problem.file: problem.message
        for problem in problems
        if problem.code in NOT_AS_THEY_ARE and problem.file in wrong
    }
    for problem in problems:
        if problem.code in many or (problem.code in NOT_AS_THEY_ARE and problem.file in wrong):
            continue
        text = line(problem)
        if problem.is_mistake and (served := instead.pop(problem.file, None)):
            text.append(f" ({served})")
        echo(text, to=to)
        if problem.code not in OF_WHOLE_FILES and excerpts > 0 and (lines := excerpt(problem)):
            echo(lines, to=to)
            excerpts -= 1
    for alike in many.values():
        echo(folded_line(alike, every), to=to)


def command_for_every(folder: Path) -> str:
    """The command that shows each problem of a newsroom."""
    return f"pullquote check {shlex.quote(folder.as_posix())} --all"


def _many(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The warnings of which there are so many of one code that they are folded, by their codes."""
    by_code: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity.name == "WARNING":
            by_code.setdefault(problem.code, []).append(problem)
    return {code: alike for code, alike in sorted(by_code.items()) if len(alike) > MOST_OF_A_CODE}


def folded_line(alike: Sequence[Problem], every: str) -> Text:
    """Warnings of one code as one line: ``PQ421 embed served as an address: 312 in 98 files, first in …``."""
    from pullquote.store.model.problems import PROBLEMS  # noqa: PLC0415 - takes time

    code = alike[0].code
    first = ", ".join(f"{each.file}:{each.line}:{each.column}" for each in alike[:FIRST_SHOWN])
    files = counted(len({each.file for each in alike}), "file")
    title = PROBLEMS[code].title
    text = Text(
        f"{code} {title}: {len(alike):,} in {files}, the first at {first}; each is shown by `{every}`"
    )
    text.highlight_regex(rf"^{code}\b", "bold yellow")
    return text
