"""A file with a wrong name is told once, and not again wherever something refers to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.store.files.loading import load
from tests.store.written import SMALL, article, found, problems, write

IDA = "people/ida-brook.yaml"


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("people/Ida-Brook.yaml", "people/Ida-Brook.yaml:1:1 PQ118"),
        ("people/ida_brook.yaml", "people/ida_brook.yaml:1:1 PQ118"),
        ("people/staff/ida-brook.yaml", "people/staff:1:1 PQ117"),
        ("peple/ida-brook.yaml", "peple:1:1 PQ117"),
        ("people/ida-brook.yamll", "people/ida-brook.yamll:1:1 PQ117"),
    ],
)
def test_the_cause_is_the_only_problem(tmp_path: Path, name: str, cause: str) -> None:
    others = {path: text for path, text in SMALL.items() if path != IDA}
    folder = write(tmp_path, {name: SMALL[IDA]}, base=others)
    assert [line[: len(cause)] for line in problems(load(folder), folder)] == [cause]


def test_other_references_that_lead_nowhere_are_told_all_the_same(tmp_path: Path) -> None:
    files = {
        "people/Ann-Hill.yaml": "name: Ann Hill\n",
        "articles/x.md": article("authors: [ann-hill, bob-moor]\ntopics: [ann-hill]\n"),
    }
    assert [line.partition('" ')[0].partition(";")[0] for line in found(tmp_path, files)] == [
        'articles/x.md:5:21 PQ203 unknown person "bob-moor"',
        'articles/x.md:6:10 PQ205 unknown topic "ann-hill"',
        'people/Ann-Hill.yaml:1:1 PQ118 expected a slug, a-z and 0-9 with single hyphens between, found "Ann-Hill"',
    ]
