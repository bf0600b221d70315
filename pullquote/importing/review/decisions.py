"""Decisions about proposals, written into the files of a newsroom, and taken back."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pullquote.importing.files import hash_at, hash_of, write
from pullquote.importing.review.editing import CannotDecide, Decision, QuoteEntry, decided


class WrittenDecision(NamedTuple):
    """A file that was written: its bytes before, and the hash of those that are there now."""

    path: Path
    before: bytes
    now: str


def decide(path: Path, shown: str, entry: QuoteEntry, decision: Decision) -> WrittenDecision:
    """Write a decision into a file; ``shown`` is the hash of the bytes that the user has seen.

    Raises CannotDecide where there are others by now, or where the file is written in a way that only a person can
    change. It is written whole or not at all.
    """
    path = path.resolve()
    try:
        before = path.read_bytes()
    except FileNotFoundError:
        raise CannotDecide(f"{path.name} is no longer there") from None
    if hash_of(before) != shown:
        raise CannotDecide(f"{path.name} was changed since it was shown; look at it again")
    after = decided(path.name, before, entry, decision)
    write(path, after)
    return WrittenDecision(path, before, hash_of(after))


def undo(change: WrittenDecision) -> None:
    """Write the bytes before a decision. Raises CannotDecide where somebody has changed the file since."""
    if hash_at(change.path) != change.now:
        raise CannotDecide(f"{change.path.name} was changed since; what was decided stays")
    write(change.path, change.before)
