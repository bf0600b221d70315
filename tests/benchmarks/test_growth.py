"""Newsrooms of several sizes are asked the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import growth
from benchmarks.questions import QUESTIONS
from benchmarks.turns import Size


def test_all_questions_are_asked_of_all_sizes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    growth.growth(growth.SMALL_SIZES, Size(0, 0.05, 1, most_steps=0), tmp_path, "")
    rows = [
        line.strip("|").split("|") for line in capsys.readouterr().out.splitlines() if line.startswith("|")
    ]
    assert [row[0].strip() for row in rows[2:]] == [
        *(question.name for question in QUESTIONS if question.compiled),
        "start",
        "memory",
    ]
    assert {len(row) for row in rows} == {5}
    assert all(float(row[1].strip().removesuffix(" ms")) > 0 for row in rows[2:-2])
