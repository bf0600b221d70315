"""Every entity of a newsroom by kind and slug, with the file that it is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol, TypeVar, cast

from pullquote.store.files.kinds import STORIES
from pullquote.store.files.parsing import Outline
from pullquote.store.files.versions.restrictions import Restrictions
from pullquote.store.model.file_problems import FileProblem, FileProblems

T = TypeVar("T")


class FileOutline(Protocol):
    """As much of a file as other files need to know: see :class:`~pullquote.store.files.parsing.ParsedFile`."""

    @property
    def path(self) -> str:
        """Its path in the newsroom."""

    @property
    def kind(self) -> str:
        """The name of its kind."""

    @property
    def entities(self) -> tuple[Outline, ...]:
        """Its entities."""

    @property
    def problems(self) -> tuple[FileProblem, ...]:
        """What is wrong with it."""

    @property
    def complete(self) -> bool:
        """Whether all of its entities could be read."""

    @property
    def restrictions(self) -> Restrictions:
        """What it says all the same of who may see its stories."""

    @property
    def has_errors(self) -> bool:
        """Whether it is wrong in itself."""

    def with_entities(self, entities: tuple[Outline, ...]) -> FileOutline:
        """The same file with other entities, or with the same in memory."""


class Entry(Protocol):
    """An entity and the file that it is in."""

    @property
    def file(self) -> FileOutline:
        """The file."""

    @property
    def entity(self) -> Outline:
        """The entity."""


class EntityInFile(NamedTuple):
    """One of the entities of a file; see :class:`Entry`."""

    file: FileOutline
    entity: Outline


def entry_of(file: FileOutline, entity: Outline) -> Entry:
    """The entry of an entity; what is a file and the entity in it is its own."""
    own: object = file
    return cast("Entry", entity) if entity is own else EntityInFile(file, entity)


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


def names_in(file: FileOutline) -> set[Key]:
    """By what the entities of a file may be referred to: their slugs and former slugs."""
    return {(file.kind, name) for entity in file.entities for name in (entity.slug, *entity.aliases)}


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


def add_to(counter: Counter[T], keys: Iterable[T], by: int) -> None:
    """Count so many more of each key, or fewer; what is there no more is forgotten."""
    for key in keys:
        counter[key] += by
        if not counter[key]:
            del counter[key]
