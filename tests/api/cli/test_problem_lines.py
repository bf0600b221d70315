"""Many warnings of one code are one line, with a count, places and how to see all; errors have a line each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pullquote.api.cli.problem_lines import FIRST_SHOWN, MOST_OF_A_CODE, folded_line, line, print_problems
from pullquote.store.model.problems import Problem, severity_of
from tests.api.cli.conftest import Command
from tests.store.written import article, write


def problem(code: str, number: int) -> Problem:
    return Problem(
        code=code,
        severity=severity_of(code),
        file=f"articles/{number}.md",
        line=number,
        column=1,
        message="a message",
    )


def printed(
    capsys: pytest.CaptureFixture[str], problems: list[Problem], every: str = "pullquote check x --all"
) -> list[str]:
    print_problems(problems, every)
    return capsys.readouterr().out.splitlines()


def test_as_many_as_are_read_have_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [problem("PQ421", number) for number in range(1, MOST_OF_A_CODE + 1)]
    assert printed(capsys, problems) == [str(each) for each in problems]


def test_more_of_one_code_are_one_line_below_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    many = [problem("PQ421", number) for number in range(1, MOST_OF_A_CODE + 2)]
    few = problem("PQ424", 1)
    assert printed(capsys, [*many[:5], few, *many[5:], problem("PQ421", 1)]) == [
        str(few),
        (
            "PQ421 embed served as an address: 12 in 11 files, the first at articles/1.md:1:1, articles/2.md:2:1, "
            "articles/3.md:3:1; each is shown by `pullquote check x --all`"
        ),
    ]


def test_errors_are_never_folded(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [problem("PQ301", number) for number in range(1, 100)]
    assert printed(capsys, problems) == [str(each) for each in problems]


def test_without_a_command_that_shows_each_nothing_is_folded(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [problem("PQ421", number) for number in range(1, 100)]
    assert len(printed(capsys, problems, "")) == len(problems)


def test_a_line_of_many_stays_one_of_places_that_are_read() -> None:
    text = folded_line([problem("PQ404", number) for number in range(1, 5_001)], "all").plain
    assert text.startswith("PQ404 not read: 5,000 in 5,000 files, ")
    assert text.count("articles/") == FIRST_SHOWN
    assert line(problem("PQ404", 1)).plain == str(problem("PQ404", 1))


def test_check_folds_for_a_reader_and_shows_each_where_it_is_asked(run: Command, tmp_path: Path) -> None:
    number = MOST_OF_A_CODE + 1
    frame = "One.\n\n<iframe src=https://example.org/x></iframe>"
    write(tmp_path / "n o", {f"articles/a{each}.md": article("", frame) for each in range(number)})
    folded = run("check", tmp_path / "n o")
    assert folded.out.count("PQ421") == 1
    assert f"PQ421 embed served as an address: {number} in {number} files, the first at " in folded.out
    assert f"each is shown by `pullquote check '{(tmp_path / 'n o').as_posix()}' --all`" in folded.out
    assert f"0 errors, {number} warnings" in folded.out
    assert run("check", tmp_path / "n o", "--all").out.count(" PQ421 <iframe> is served as a link") == number
    assert run("check", tmp_path / "n o" / "articles" / "a1.md").out.count(" PQ421 <iframe>") == 1
    assert run("check", tmp_path / "n o", "--format", "github").out.count("::warning ") == number
    assert len(json.loads(run("check", tmp_path / "n o", "--format", "json").out)["problems"]) == number
