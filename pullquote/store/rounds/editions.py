"""Editions of a store that is elsewhere: made of what was published, and of the edition before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pullquote.store.files.kinds import KINDS
from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.model.snapshots.change_feed import ChangeFeed
from pullquote.store.model.snapshots.remote import (
    PREVIEW,
    PUBLIC,
    AudienceFacts,
    EditionKey,
    EditionSource,
    PublishedEdition,
)
from pullquote.store.newsroom.editions import NO_PREVIEW_CHANGES, NO_PUBLIC_CHANGES, Viewer
from pullquote.store.rounds.views import MAX_ROUNDS, RemoteSnapshot

if TYPE_CHECKING:
    from pullquote.store.model.problems import Problem
    from pullquote.store.model.snapshots.protocol import Snapshot
    from pullquote.store.pictures.reading import Picture


@dataclass(frozen=True)
class RemoteEdition:
    """What is served at a moment of a store that is elsewhere; see
    :class:`~pullquote.store.rounds.served.ServedEdition`."""

    number: int
    public: RemoteSnapshot
    preview: RemoteSnapshot
    public_with_all_problems: RemoteSnapshot
    problems: tuple[Problem, ...] = ()
    public_changes: ChangeFeed = NO_PUBLIC_CHANGES
    preview_changes: ChangeFeed = NO_PREVIEW_CHANGES

    @property
    def public_pictures(self) -> Mapping[str, Picture]:
        """None: the files of pictures are where the newsroom's folder is."""
        return {}

    @property
    def preview_pictures(self) -> Mapping[str, Picture]:
        """None, as above."""
        return {}

    def seen_by(self, viewer: Viewer) -> tuple[Snapshot, ChangeFeed]:
        """See :class:`~pullquote.store.rounds.served.ServedEdition`."""
        match viewer:
            case Viewer.PREVIEW:
                return self.preview.view(), self.preview_changes
            case Viewer.OPERATOR:
                return self.public_with_all_problems.view(), self.public_changes
            case Viewer.PUBLIC:
                return self.public.view(), self.public_changes


async def edition_of(
    published: PublishedEdition,
    source: EditionSource,
    previous: RemoteEdition | None = None,
    *,
    max_rounds: int = MAX_ROUNDS,
    observe: Callable[[float], None] = lambda _seconds: None,
) -> RemoteEdition:
    """The edition of what was published; only the changes since ``previous`` are read.

    Where an audience sees the same as before, its snapshot has the same identity, so that cached answers stay good. All
    is read from the new edition nevertheless: what has ended with it is removed before long. Raises StoreUnavailable.
    """

    def snapshot(audience: str, facts: AudienceFacts, before: RemoteSnapshot | None) -> RemoteSnapshot:
        made = RemoteSnapshot(
            source.store,
            EditionKey(published.number, audience),
            facts,
            KINDS,
            published.loaded_at,
            max_rounds,
            observe,
        )
        return replace(made, identity=before.identity) if before and before.facts == facts else made

    number, before = published.number, previous
    public_changes = await _changes(
        source, number, PUBLIC, published.public, before.public_changes if before else NO_PUBLIC_CHANGES
    )
    public = snapshot(PUBLIC, published.public, before.public if before else None)
    operators = public
    if published.problems != public.problems:
        facts = replace(published.public, problems=published.problems)
        operators = snapshot(PUBLIC, facts, before.public_with_all_problems if before else None)
    if published.preview == published.public:
        # There may be no preview of its own: whoever may see it sees what the public sees.
        preview, preview_changes = public, replace(public_changes, audience=PREVIEW)
    else:
        preview_changes = await _changes(
            source,
            number,
            PREVIEW,
            published.preview,
            before.preview_changes if before else NO_PREVIEW_CHANGES,
        )
        preview = snapshot(PREVIEW, published.preview, before.preview if before else None)
    return RemoteEdition(
        number, public, preview, operators, published.problems, public_changes, preview_changes
    )


async def _changes(
    source: EditionSource, edition: int, audience: str, facts: AudienceFacts, known: ChangeFeed
) -> ChangeFeed:
    """All changes that led to an edition, of which some are known. Raises StoreUnavailable."""
    number, oldest = facts.change_number, facts.oldest_change
    goes_on = known.origin == facts.origin and oldest <= known.number <= number
    if goes_on and (known.number, known.oldest.number) == (number, oldest):
        return known
    since = known.number if goes_on else oldest
    added = (
        await source.changes(EditionKey(edition, audience), after=since, upto=number)
        if since < number
        else ()
    )
    changes = tuple(
        [each for each in (*(known.changes if goes_on else ()), *added) if oldest < each.number <= number]
    )
    if [each.number for each in changes] != [*range(oldest + 1, number + 1)]:
        raise StoreUnavailable(f"{source.name} has not all changes of edition {edition}", "incomplete")
    return ChangeFeed(audience, facts.origin, number, changes)
