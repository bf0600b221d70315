"""Decisions about proposals are written whole, over nobody's changes, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.importing.files import hash_of
from pullquote.importing.review.decisions import decide, undo
from pullquote.importing.review.editing import CannotDecide, Confirm, QuoteEntry

BEFORE = b"quotes:\n- text: a\n  review: B\n"
AFTER = b"quotes:\n- text: a\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "story.yaml"
    path.write_bytes(BEFORE)
    return path


def test_a_decision_is_written_and_taken_back(file: Path) -> None:
    file.chmod(0o640)
    change = decide(file, hash_of(BEFORE), QuoteEntry(0), Confirm())
    assert file.read_bytes() == AFTER
    assert file.stat().st_mode & 0o777 == 0o640
    undo(change)
    assert file.read_bytes() == BEFORE
    assert [each.name for each in file.parent.iterdir()] == ["story.yaml"]


def test_what_somebody_changed_meanwhile_is_not_written_over(file: Path) -> None:
    file.write_bytes(b"# mine\n" + BEFORE)
    with pytest.raises(CannotDecide, match=r"story\.yaml was changed since it was shown"):
        decide(file, hash_of(BEFORE), QuoteEntry(0), Confirm())
    assert file.read_bytes() == b"# mine\n" + BEFORE


def test_nothing_is_taken_back_over_a_later_change(file: Path) -> None:
    change = decide(file, hash_of(BEFORE), QuoteEntry(0), Confirm())
    file.write_bytes(b"# mine\n")
    with pytest.raises(CannotDecide, match="what was decided stays"):
        undo(change)
    assert file.read_bytes() == b"# mine\n"


def test_a_file_that_is_gone(file: Path) -> None:
    file.unlink()
    with pytest.raises(CannotDecide, match="no longer there"):
        decide(file, hash_of(BEFORE), QuoteEntry(0), Confirm())


def test_a_link_stays_one(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    decide(link, hash_of(BEFORE), QuoteEntry(0), Confirm())
    assert link.is_symlink()
    assert file.read_bytes() == AFTER
