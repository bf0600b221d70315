"""What differs between two snapshots, story by story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum


class ChangeKind(Enum):
    """What happened to a story."""

    PUBLISHED = "published"
    UPDATED = "updated"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class StoryState:
    """As much of a story as says whether it changed.

    ``digest`` is of its own content (not of the people it names), ``modified`` its ``dateModified`` as
    written, ``quotes`` the ids of its quotes.
    """

    id: str
    slug: str
    digest: str
    modified: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryChange:
    """What happened to one story; ``quotes`` are the ids of those that were not there before."""

    kind: ChangeKind
    id: str
    slug: str
    quotes: tuple[str, ...]


def differences(before: Mapping[str, StoryState], after: Iterable[StoryState]) -> Iterator[StoryChange]:
    """The changes that lead from ``before`` (by id) to ``after``, those of ``after`` in its order, then the gone.

    A story whose ``dateModified`` moved is updated; one whose content changed under the same date is
    corrected. One that nobody may see any more, for whatever reason, is withdrawn.
    """
    seen = set()
    for state in after:
        seen.add(state.id)
        old = before.get(state.id)
        if old is None:
            yield StoryChange(ChangeKind.PUBLISHED, state.id, state.slug, state.quotes)
        elif old is not state and old.digest != state.digest:
            kind = ChangeKind.CORRECTED if old.modified == state.modified else ChangeKind.UPDATED
            known = set(old.quotes)
            new = tuple(quote for quote in state.quotes if quote not in known)
            yield StoryChange(kind, state.id, state.slug, new)
    for gone in before.keys() - seen:
        yield StoryChange(ChangeKind.WITHDRAWN, gone, before[gone].slug, ())
