"""Every entity of a newsroom by kind and slug, with the file that it is in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pullquote.store.files.kinds import STORIES
from pullquote.store.files.parsing import Outline, ParsedFile
from pullquote.store.model.file_problems import FileProblems


class Entry(NamedTuple):
    """An entity and the file that it is in."""

    file: ParsedFile
    entity: Outline


class Entries(dict[str, Entry]):
    """The entities of a kind by their slugs; ``former`` are the slugs of today by the aliases."""

    def __init__(self) -> None:
        self.former: dict[str, str] = {}

    def named(self, slug: str) -> Entry | None:
        """The entity that has this slug, or had it once."""
        entry = self.get(slug)
        return entry or self.get(self.former.get(slug, ""))


Key = tuple[str, str]
"""An entity by its kind and slug."""
Index = Mapping[str, Entries]
"""Every entity by kind and slug."""


class ProblemsByFile(dict[str, FileProblems]):
    """The faults of each file by its path; ``involved`` are, by the same paths, the entities of which something was
    expected."""

    def __init__(self) -> None:
        super().__init__()
        self.involved: dict[str, set[Key]] = {}

    def of(self, entry: Entry, *involved: Key) -> FileProblems:
        """Where to add those of an entity."""
        self.involved.setdefault(entry.file.path, set()).update(involved)
        faults = self.setdefault(entry.file.path, FileProblems())
        faults.slug = entry.entity.slug
        if entry.file.kind in STORIES:
            faults.proposals.update(entry.entity.read().proposals)
        return faults
