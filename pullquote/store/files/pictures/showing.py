"""Which pictures entities show: what a story or a person is hidden with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pullquote.store.files.kinds import STORIES
from pullquote.store.files.kinds.paths import PICTURES
from pullquote.store.files.parsing import Outline, ParsedEntity
from pullquote.store.files.pictures.unserved import is_unserved
from pullquote.store.files.slugs.entries import Index

OF_PICTURES = (PICTURES,)
"""The kinds of a reference to a picture."""


def pictures_of(entity: Outline) -> tuple[str, ...]:
    """The paths of the newsroom's pictures that an entity shows, each once."""
    # Of one that is read, all that it refers to need not be gathered for it.
    named = entity.references if isinstance(entity, ParsedEntity) else entity.targets
    return tuple(sorted({each.slug for each in named if each.kinds == OF_PICTURES and not is_unserved(each)}))


def counted(entities: Iterable[Outline]) -> Counter[str]:
    """How many entities show each picture."""
    return Counter(path for entity in entities for path in pictures_of(entity))


def shown_beside_stories(index: Index) -> Counter[str]:
    """How many entities that are no stories show each picture."""
    return counted(
        entry.entity for kind, entries in index.items() if kind not in STORIES for entry in entries.values()
    )
