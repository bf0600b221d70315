"""Files that are checked and linked again and again, with errors held back or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.store.files.parsing import parse_file
from pullquote.store.files.versions.on_error import OnError
from pullquote.store.files.versions.serving import ServedFiles
from pullquote.store.model.file_problems import FileProblem
from tests.store.written import SMALL

FILES = {path: parse_file(path, text.encode()) for path, text in SMALL.items()}
BROKEN = parse_file("people/tom-reed.yaml", b"name: [\n")


def test_an_error_refuses_everything_and_holds_back_one_file() -> None:
    refusing, holding = (ServedFiles(Path("news"), on_error=each) for each in (OnError.REFUSE, OnError.HOLD))
    for files in (refusing, holding):
        assert files.load(FILES, {}).records is not None
    current, good = {BROKEN.path: BROKEN}, {BROKEN.path: FILES[BROKEN.path]}
    refused, held = refusing.load(current, good), holding.load(current, good)
    assert refused.records is None
    assert held.records is not None
    assert [person.name for person in held.records.people] == ["Ida Brook", "Tom Reed"]
    assert held.held == good
    assert [problem.code for problem in refused.problems] == ["PQ105"]
    assert [problem.code for problem in held.problems] == ["PQ105", "PQ501"]


@pytest.mark.parametrize("on_error", OnError)
def test_what_is_no_file_of_a_kind_is_a_problem_and_refused_where_errors_are(on_error: OnError) -> None:
    others = [("articles/Bad Name.md", FileProblem("PQ118", 1, 1, "expected a slug"))]
    served = ServedFiles(Path("news"), on_error=on_error).load(FILES, {}, others)
    assert (served.records is None) == (on_error is OnError.REFUSE)
    assert [problem.file for problem in served.problems] == ["news/articles/Bad Name.md"]


def test_a_record_that_nothing_changed_for_stays_the_same_object() -> None:
    files = ServedFiles(Path("news"), on_error=OnError.HOLD)
    before = files.load(FILES, {}).records
    after = files.load({BROKEN.path: BROKEN}, {BROKEN.path: FILES[BROKEN.path]}).records
    assert before is not None
    assert after is not None
    assert before.stories[0] is after.stories[0]
    assert before.people == after.people
