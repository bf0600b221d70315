"""What differs between two snapshots, story by story."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain

from pullquote.store.model.kinds import differing_stories
from pullquote.store.model.records import Story
from pullquote.store.model.snapshots.change_feed import ChangeKind
from pullquote.store.model.unread import take_note
from pullquote.store.newsroom.snapshot import MemorySnapshot


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


@dataclass(frozen=True)
class Standing:
    """All stories of one version of a newsroom, as far as a history needs to look at them.

    ``state`` gives that of a story by its id, None where there is none; ``digests`` are those of all stories, by
    id. Where ``since`` is the version of one before, all that differs from it is among ``touched``.
    """

    version: str
    digests: Callable[[], Mapping[str, str]]
    state: Callable[[str], StoryState | None]
    since: str | None = None
    touched: AbstractSet[str] = frozenset()

    @classmethod
    def of(cls, snapshot: MemorySnapshot, before: MemorySnapshot | None = None) -> Standing:
        """The stories of a snapshot, which was made after another."""

        def digests() -> dict[str, str]:
            return {story.id: story.digest for story in snapshot.records.stories}

        def state(identity: str) -> StoryState | None:
            story = snapshot.node(identity)
            return state_of(story) if isinstance(story, Story) else None

        if before is None:
            return cls(snapshot.version, digests, state)
        gone, new = differing_stories(before.records.stories, snapshot.records.stories)
        touched = {story.id for story in chain(gone, new)}
        return cls(snapshot.version, digests, state, before.version, touched)


def state_of(story: Story) -> StoryState:
    """What a history compares of a story."""
    modified, quotes = take_note(story)
    return StoryState(story.id, story.slug, story.digest, modified, tuple(quotes.split()))


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
        elif old.digest != state.digest:
            kind = ChangeKind.CORRECTED if old.modified == state.modified else ChangeKind.UPDATED
            known = set(old.quotes)
            new = tuple(quote for quote in state.quotes if quote not in known)
            yield StoryChange(kind, state.id, state.slug, new)
    for gone in sorted(before.keys() - seen):
        yield StoryChange(ChangeKind.WITHDRAWN, gone, before[gone].slug, ())
