"""``pullquote check``: every problem of a newsroom, for a reader, a program or a pull request."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from pullquote.api.cli.console import counted, echo, examples, progress
from pullquote.api.cli.folders import newsroom_folder, newsroom_of
from pullquote.api.cli.problem_lines import command_for_every, print_problems

if TYPE_CHECKING:  # the loader takes time to import, and `--help` does not need it
    from pullquote.store.files.folders.counting import FileCounts
    from pullquote.store.model.kinds import Records
    from pullquote.store.model.problems import Problem

EXAMPLES = examples(
    ("pullquote check", "the newsroom that you are in, or ./fixtures, or the one that ships with Pullquote"),
    ("pullquote check newsroom/articles/flood-wall.md", "only the problems of one file"),
    ("pullquote check newsroom --strict", "fail on warnings too"),
    ("pullquote check newsroom --all", "each problem with its lines, also where there are hundreds"),
    ("pullquote check newsroom --format github", "annotations for the lines of a pull request"),
    ("pullquote check newsroom --format json", "for a program to read"),
    note="Exit codes: 0 no errors, 1 errors (with --strict: or warnings), 2 wrong usage.",
)


class Format(Enum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def check(
    folder: Annotated[
        Path | None, typer.Argument(help="The newsroom, or a file in one.", show_default="./fixtures")
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="For a reader, a program or GitHub Actions.")
    ] = Format.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail as well.")] = False,
    show_all: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Show each warning, also where there are many of one code, and the lines of each problem.",
        ),
    ] = False,
) -> None:
    """Report everything that is wrong in a newsroom, with file, line and column."""
    file = folder if folder is not None and folder.is_file() else None
    found = newsroom_folder(folder) if file is None else newsroom_of(file)
    from pullquote.store.files.folders.counting import count_files  # noqa: PLC0415 - takes time
    from pullquote.store.files.loading import load  # noqa: PLC0415 - takes time
    from pullquote.store.model.problems import folded  # noqa: PLC0415 - takes time
    from pullquote.store.newsroom.gc_pauses import collection_paused  # noqa: PLC0415 - takes time

    started = time.perf_counter()
    with collection_paused(set_aside=True), progress("Checking") as report:
        loaded = load(found, progress=report)
    problems = loaded.problems if file is None else _of_file(file, loaded.problems)
    problems = folded(problems, (file or found).as_posix())
    hidden = Counter(_why_hidden(loaded.records))
    checked = Checked(
        file or found,
        problems,
        counts(loaded.records),
        hidden,
        count_files(found),
        show_all or file is not None,
    )
    PRINTERS[form](checked, time.perf_counter() - started)
    errors, warnings = count_problems(problems)
    if errors or (strict and warnings):
        raise typer.Exit(1)


class Checked(NamedTuple):
    """What was checked, a newsroom or a file in one; the problems; and what the newsroom has: entities by kind, stories
    that are not public by why, and files. ``show_all`` is whether every warning is shown, however many there are."""

    path: Path
    problems: tuple[Problem, ...]
    entities: Mapping[str, int]
    hidden: Mapping[str, int]
    files: FileCounts
    show_all: bool


def _of_file(file: Path, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems of one file, as a path leads to it."""
    return tuple(
        replace(problem, file=file.as_posix())
        for problem in problems
        if Path(problem.file).resolve() == file.resolve()
    )


def count_problems(problems: tuple[Problem, ...]) -> tuple[int, int]:
    """How many mistakes and how many warnings there are."""
    warnings = sum(problem.severity.name == "WARNING" for problem in problems)
    return sum(problem.is_mistake for problem in problems), warnings


def counts(records: Records | None) -> dict[str, int]:
    """How many entities of each kind were loaded, hidden ones included; empty where there are errors."""
    if records is None:
        return {}
    stories = {kind.name: kind.record for kind in records.kinds.values() if kind.is_story}
    return {
        **{
            name: sum(isinstance(each, record) for each in records.stories)
            for name, record in stories.items()
        },
        "quotes": sum(len(story.quotes) for story in records.stories),
        **{name: len(listed) for name, listed in records.by_kind.items()},
    }


def _why_hidden(records: Records | None) -> Iterator[str]:
    """Why each story that is not public now is not."""
    from pullquote.store.newsroom.visibility import why_hidden  # noqa: PLC0415 - takes time

    now = datetime.now(UTC)
    for story in records.restricted if records else ():
        if reason := why_hidden(story, now):
            yield reason


def _hidden_line(hidden: Mapping[str, int]) -> str:
    """``21 stories are not public: 20 expired, 1 draft``."""
    number = sum(hidden.values())
    reasons = ", ".join(f"{count:,} {reason}" for reason, count in sorted(hidden.items()))
    return f"{counted(number, 'story is', 'stories are')} not public: {reasons}"


def summary(counts: Mapping[str, int]) -> str:
    """The counts of entities by kind, those that are not zero, in one line."""
    from pullquote.store.files.kinds import KINDS  # noqa: PLC0415 - takes time

    nouns = {"quotes": "quote", **{name: kind.noun for name, kind in KINDS.items()}}
    return ", ".join(counted(number, nouns[kind], kind) for kind, number in counts.items() if number)


MAX_EXCERPTS = 20
"""Problems whose lines are shown: more are not read at once, unless somebody asks for all."""


def _print_text(checked: Checked, seconds: float) -> None:
    every = "" if checked.show_all else command_for_every(checked.path)
    print_problems(checked.problems, every, excerpts=MAX_EXCERPTS if every else len(checked.problems))
    errors, warnings = count_problems(checked.problems)
    verdict = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    if not errors:
        verdict = f"{summary(checked.entities) or 'nothing'}; {verdict}"
    echo(f"{checked.path.as_posix()} ({seconds:.1f} s): {verdict}", style="red" if errors else "green")
    if checked.hidden:
        echo(_hidden_line(checked.hidden))
    echo(files_line(checked.files))


def files_line(files: FileCounts) -> str:
    """Every file of the folder, counted in one line."""
    return (
        f"{counted(sum(files), 'file')}: {files.stories:,} with stories, {files.entities:,} with people, topics and the "
        f"like, {counted(files.media, 'picture')}, {counted(files.others, 'other')}"
    )


def _print_json(checked: Checked, _seconds: float) -> None:
    import json  # noqa: PLC0415 - only here

    errors, warnings = count_problems(checked.problems)
    report = {
        "folder": checked.path.as_posix(),
        "errors": errors,
        "warnings": warnings,
        "counts": checked.entities,
        "notPublic": checked.hidden,
        "files": checked.files._asdict(),
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity.name,
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "message": problem.message,
                "suggestion": problem.suggestion,
            }
            for problem in checked.problems
        ],
    }
    sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")


def _print_github(checked: Checked, seconds: float) -> None:
    """Workflow commands of GitHub Actions: one annotation a problem."""
    for problem in checked.problems:
        place = f"file={_property(problem.file)},line={problem.line},col={problem.column}"
        suggestion = f"; {problem.suggestion}" if problem.suggestion else ""
        message = _data(f"{problem.code} {problem.message}{suggestion}")
        sys.stdout.write(f"::{problem.severity.name.lower()} {place},title={problem.code}::{message}\n")
    errors, warnings = count_problems(checked.problems)
    sys.stdout.write(
        f"{checked.path.as_posix()}: {counted(errors, 'error')}, {counted(warnings, 'warning')} in {seconds:.1f} s\n"
        f"{files_line(checked.files)}\n"
    )


def _data(text: str) -> str:
    """Text behind the last ``::`` of a workflow command, escaped."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The value of a property of a workflow command, escaped."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


PRINTERS: dict[Format, Callable[[Checked, float], None]] = {
    Format.TEXT: _print_text,
    Format.JSON: _print_json,
    Format.GITHUB: _print_github,
}
