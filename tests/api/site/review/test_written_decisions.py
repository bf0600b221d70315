"""Decisions are remembered by their ids, the last ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.api.site.review import written_decisions
from pullquote.api.site.review.written_decisions import WrittenDecisions
from pullquote.importing.files import hash_at
from pullquote.importing.review.editing import CannotDecide, Confirm, QuoteEntry, Reject

BEFORE = b"quotes:\n- text: a\n  review: B\n- text: b\n  review: C\n"


def test_each_is_taken_back_once_the_last_of_a_file_first(tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    file.write_bytes(BEFORE)
    written = WrittenDecisions(tmp_path)
    first = written.decide("story.yaml", str(hash_at(file)), QuoteEntry(0), Confirm())
    between = file.read_bytes()
    second = written.decide("story.yaml", str(hash_at(file)), QuoteEntry(1), Reject())
    assert first != second
    with pytest.raises(CannotDecide, match="what was decided stays"):
        written.undo(first)
    assert written.undo(second) == "story.yaml"
    assert file.read_bytes() == between
    with pytest.raises(CannotDecide, match="too long ago"):
        written.undo(second)
    assert written.undo(first) == "story.yaml"
    assert file.read_bytes() == BEFORE


def test_what_was_decided_long_ago_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written_decisions, "REMEMBERED_BYTES", len(BEFORE) + 1)
    written = WrittenDecisions(tmp_path)
    names = []
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_bytes(BEFORE)
        names.append(written.decide(name, str(hash_at(tmp_path / name)), QuoteEntry(0), Confirm()))
    with pytest.raises(CannotDecide, match="too long ago"):
        written.undo(names[0])
    assert written.undo(names[1]) == "two.yaml"
