"""A newsroom is published on a cluster, asked there, and removed."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

import pytest

from benchmarks import cluster
from benchmarks.load import Measured
from benchmarks.questions import QUESTIONS
from benchmarks.turns import Size


def test_publishing_and_all_questions_are_measured(
    opensearch: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cluster.cluster(opensearch, Size(60, 0.05, 1, most_steps=0), tmp_path, "")
    lines = capsys.readouterr().out.splitlines()
    assert sum("processor time a story" in line for line in lines) == 2
    assert sum(line.endswith("MB at most") for line in lines) == 2
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    assert [row[0] for row in rows[2:]] == [question.name for question in QUESTIONS if question.compiled]
    for _, p50, p99, _, _, wrong in rows[2:]:
        assert 0 < float(p50.removesuffix(" ms")) <= float(p99.removesuffix(" ms"))
        assert wrong == "0"
    with urllib.request.urlopen(
        f"{opensearch.split(',', maxsplit=1)[0]}/_cat/indices?format=json"
    ) as response:
        assert not [each for each in json.load(response) if each["index"].startswith("pullquote-benchmark-")]


def test_a_row_says_what_is_known() -> None:
    measured = Measured(100.0, 9.96, 20.0, 2_000.0, 500.0, 0)
    assert cluster.row("a page", measured, 1.5) == "| a page | 10.0 ms | 20.0 ms | 2.0 ms | 3.0 ms | 0 |"
    assert cluster.row("a page", measured, None).endswith("| 2.0 ms | - | 0 |")
