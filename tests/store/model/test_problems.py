"""Problems are printed as compilers print them, and every code is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pullquote.store.model.file_problems import MAX_FAULTS, FileProblems
from pullquote.store.model.problems import (
    HELD_BACK,
    LEFT_OUT,
    NEEDED,
    PROBLEMS,
    TO_REVIEW,
    Problem,
    Severity,
    closest,
    did_you_mean,
    severity_of,
)

STORE = Path(__file__).parents[3] / "pullquote" / "store"


def test_a_problem_is_one_line_with_its_place() -> None:
    problem = Problem(
        code="PQ203",
        severity=Severity.ERROR,
        file="fixtures/articles/x.md",
        line=12,
        column=14,
        message='unknown person "sabrina-sing"',
        suggestion=did_you_mean("sabrina-sing", ["mark-rutte", "sabrina-singh"]),
    )
    assert str(problem) == (
        'fixtures/articles/x.md:12:14 PQ203 unknown person "sabrina-sing"; did you mean "sabrina-singh"?'
    )


def test_every_code_that_is_used_is_explained_and_every_explained_one_is_used() -> None:
    used = {
        code
        for path in STORE.rglob("*.py")
        if path.name != "problems.py"
        for code in re.findall(r"\"(PQ\d{3})\"", path.read_text(encoding="utf-8"))
    } | {HELD_BACK, LEFT_OUT, NEEDED, TO_REVIEW}
    assert used == set(PROBLEMS)
    assert list(PROBLEMS) == sorted(PROBLEMS)


@pytest.mark.parametrize("code", PROBLEMS)
def test_an_explanation_is_a_title_and_two_sentences(code: str) -> None:
    title, meaning, remedy = PROBLEMS[code]
    assert title[0].islower() or title.startswith(("UTF", "YAML"))
    assert not title.endswith(".")
    assert meaning.endswith(".")
    assert remedy.endswith((".", '".'))
    assert severity_of(code) is (Severity.WARNING if code[2] == "4" else Severity.ERROR)


@pytest.mark.parametrize(
    ("word", "guess"),
    [
        ("NATO", "nato"),
        ("datepublished", "datePublished"),
        ("sabrina-sing", "sabrina-singh"),
        ("elephant", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_the_closest_word_is_guessed_if_it_is_close(word: str, guess: str | None) -> None:
    known = ["nato", "datePublished", "sabrina-singh", "mark-rutte"]
    assert closest(word, known) == guess


def test_a_file_with_very_many_faults_says_how_many_more_there_are() -> None:
    faults = FileProblems()
    for line in range(MAX_FAULTS + 7, 0, -1):
        faults.add("PQ111", line, 1, "unknown key")
    faults.add("PQ402", 1, 2, "cue")
    listed = faults.listed()
    assert len(listed) == MAX_FAULTS + 2
    assert [fault.line for fault in listed[:3]] == [8, 9, 10]
    assert [(fault.code, fault.message) for fault in listed[-2:]] == [
        ("PQ199", "and 7 more errors in this file"),
        ("PQ405", "and 1 more warning in this file"),
    ]


def test_warnings_never_stand_for_errors_that_are_left_out() -> None:
    faults = FileProblems()
    for line in range(MAX_FAULTS + 1):
        faults.add("PQ402", line, 1, "cue")
    assert {severity_of(fault.code) for fault in faults.listed()} == {Severity.WARNING}
