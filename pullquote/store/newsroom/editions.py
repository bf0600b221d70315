"""The two snapshots of a newsroom: what the public may see, and everything, for those who may preview."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from functools import cached_property

from pullquote.store.files.loading import Loaded
from pullquote.store.model.digests import version_of
from pullquote.store.model.kinds import Records
from pullquote.store.model.problems import Problem
from pullquote.store.model.snapshots.change_feed import ChangeFeed
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.newsroom.visibility import (
    Visible,
    about,
    next_visibility_change,
    public_pictures,
    visible,
)
from pullquote.store.pictures.reading import Picture
from pullquote.store.search.text_search import Text

PUBLIC = "public"
PREVIEW = "preview"
"""The audiences, as the history knows them."""
NO_PUBLIC_CHANGES = ChangeFeed(PUBLIC)
NO_PREVIEW_CHANGES = ChangeFeed(PREVIEW)


class Viewer(Enum):
    """Who is asking: what somebody may see of an edition."""

    PUBLIC = "public"
    OPERATOR = "operator"
    """Sees the stories that the public sees, and what is wrong with any file."""
    PREVIEW = "preview"


@dataclass(frozen=True)
class Edition:
    """What is served at a moment. ``public`` and ``preview`` are one object when nothing is hidden.

    ``problems`` are all warnings about the files, ``next_visibility_change`` is when the next embargo ends
    or the next story expires, if one is pending: an edition made then has another public snapshot. The two change_feeds are of what led to the
    two snapshots; they are empty until the edition is written into a history. ``visible`` is
    what the public snapshot was made of, for the edition after this one. The pictures are those that each audience may
    see, by their paths; they may be others while the snapshots stay the same.
    """

    public: MemorySnapshot
    preview: MemorySnapshot
    problems: tuple[Problem, ...]
    next_visibility_change: datetime | None
    public_changes: ChangeFeed = NO_PUBLIC_CHANGES
    preview_changes: ChangeFeed = NO_PREVIEW_CHANGES
    visible: Visible | None = None
    public_pictures: Mapping[str, Picture] = field(default_factory=dict)
    preview_pictures: Mapping[str, Picture] = field(default_factory=dict)

    @cached_property
    def public_with_all_problems(self) -> MemorySnapshot:
        """The public snapshot with the problems of all files; itself where the public sees all."""
        return with_problems(self.public, self.problems) if self.problems else self.public

    def expunge(self) -> None:
        """Let nothing of what was deleted count in the text search any more; in a thread, where nobody waits for it."""
        for snapshot in self.snapshots:
            snapshot.index.expunge()

    @property
    def snapshots(self) -> Collection[MemorySnapshot]:
        """Both snapshots; one where they are the same, which is often."""
        return dict.fromkeys((self.public, self.preview))

    def seen_by(self, viewer: Viewer) -> tuple[MemorySnapshot, ChangeFeed]:
        """The snapshot that somebody may see, and the changes that led to it."""
        match viewer:
            case Viewer.PUBLIC:
                return self.public, self.public_changes
            case Viewer.OPERATOR:
                return self.public_with_all_problems, self.public_changes
            case Viewer.PREVIEW:
                return self.preview, self.preview_changes


def make_edition(
    loaded: Loaded,
    *,
    now: datetime,
    loaded_at: datetime | None = None,
    previous: Edition | None = None,
    text: Text | None = None,
) -> Edition:
    """The edition of what was loaded, as of ``now``; ``loaded_at`` is when that was, if it was earlier, and ``text``
    where the text search is written, if not where that of ``previous`` is.

    A snapshot of ``previous`` with the same content is used again, with its indexes. So an edit to what is hidden
    leaves the public snapshot the very object that it was, and nobody can see that there was one.

    Raises ValueError when ``loaded`` has no records: there is nothing to serve where there are errors.
    """
    if loaded.records is None:
        raise ValueError("what was loaded has errors, so there are no records")
    loaded_at = loaded_at or now
    public, preview = (previous.public, previous.preview) if previous else (None, None)
    seen = visible(loaded.records, now, previous.visible if previous else None)
    warnings = about(loaded.problems, seen.records)
    public = _snapshot(seen.records, warnings, loaded_at, public, text)
    if _size(seen.records) == _size(loaded.records) and not loaded.records.public_versions:
        preview = with_problems(public, loaded.problems)
        if previous and public is previous.public and preview.version == previous.preview.version:
            preview = previous.preview
    else:
        preview = _snapshot(loaded.records, loaded.problems, loaded_at, preview, text)
    return Edition(
        public,
        preview,
        loaded.problems,
        next_visibility_change(loaded.records, now),
        visible=seen,
        public_pictures=public_pictures(loaded.records, seen.records),
        preview_pictures=loaded.records.pictures,
    )


def with_errors(edition: Edition, problems: tuple[Problem, ...]) -> Edition:
    """The same edition, which says in its problems why it was not replaced: ``problems`` of the files as they are.

    The public reads of those only that are about what it sees.
    """
    public = with_problems(edition.public, about(problems, edition.public.records))
    is_shared = edition.preview.records is public.records
    preview = with_problems(public if is_shared else edition.preview, problems)
    return replace(edition, public=public, preview=preview, problems=problems)


def with_problems(snapshot: MemorySnapshot, problems: tuple[Problem, ...]) -> MemorySnapshot:
    """The same snapshot with other problems; itself where they are the same."""
    if problems == snapshot.problems:
        return snapshot
    return snapshot.with_problems(problems, version_of(snapshot.records, problems))


def _snapshot(
    records: Records,
    problems: tuple[Problem, ...],
    loaded_at: datetime,
    previous: MemorySnapshot | None,
    text: Text | None,
) -> MemorySnapshot:
    version = version_of(records, problems, previous.records if previous else None)
    if previous is not None:
        if previous.version == version:
            return previous
        if previous.problems != problems and version_of(previous.records, problems) == version:
            return previous.with_problems(problems, version)
    return MemorySnapshot(
        records,
        version=version,
        loaded_at=loaded_at.astimezone(UTC),
        problems=problems,
        previous=previous,
        text=None if previous else text,
    )


def _size(records: Records) -> int:
    return len(records.stories) + sum(map(len, records.by_kind.values()))


def is_nothing(loaded: Loaded) -> bool:
    """Whether there are files, and not one that is good."""
    records = loaded.records
    is_empty = records is not None and not records.stories and not any(records.by_kind.values())
    return is_empty and any(problem.severity.name == "ERROR" for problem in loaded.problems)
