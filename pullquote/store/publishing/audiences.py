"""What each audience may see of a newsroom: the stories that are published for it, and what else its edition says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter

from pullquote.store.files.loading import Loaded
from pullquote.store.index.dimensions import kind_of
from pullquote.store.model.criteria import StoryKind
from pullquote.store.model.digests import version_of
from pullquote.store.model.kinds import Records, differing_stories
from pullquote.store.model.problems import Problem
from pullquote.store.model.records import Story
from pullquote.store.newsroom.editions import PREVIEW, PUBLIC
from pullquote.store.newsroom.visibility import Visible, about, next_visibility_change, visible
from pullquote.store.publishing.errors import NotPublished


@dataclass(frozen=True)
class Audience:
    """What an audience may see; ``version`` is that of its snapshot in memory, whichever store has it."""

    name: str
    records: Records
    problems: tuple[Problem, ...]
    version: str


@dataclass(frozen=True)
class NewEdition:
    """What is to be published. ``next_change`` is when an embargo ends or a story expires, None where neither is pending."""

    audiences: tuple[Audience, ...]
    problems: tuple[Problem, ...]
    loaded_at: datetime
    next_change: datetime | None
    seen: Visible

    def changed_since(self, before: NewEdition) -> set[str]:
        """The slugs of the stories that are not as they were, for any audience."""
        found: set[str] = set()
        for now, then in zip(self.audiences, before.audiences, strict=True):
            gone, new = differing_stories(then.records.stories, now.records.stories)
            found.update(story.slug for story in chain(gone, new))
        return found


def publication_of(
    loaded: Loaded,
    now: datetime,
    *,
    loaded_at: datetime,
    with_preview: bool,
    before: NewEdition | None = None,
) -> NewEdition:
    """What is to be published of what was loaded, as of ``now``; ``before`` is what was published last.

    Raises NotPublished where there are errors in the files.
    """
    if loaded.records is None:
        raise NotPublished("there are errors in the files")
    seen = visible(loaded.records, now, before.seen if before else None)
    problems = about(loaded.problems, seen.records)
    audiences = [Audience(PUBLIC, seen.records, problems, version_of(seen.records, problems))]
    if with_preview:
        version = version_of(loaded.records, loaded.problems)
        audiences.append(Audience(PREVIEW, loaded.records, loaded.problems, version))
    return NewEdition(
        tuple(audiences), loaded.problems, loaded_at, next_visibility_change(loaded.records, now), seen
    )


def stories_by_slug(
    publication: NewEdition, slugs: Iterable[str] | None = None
) -> Iterator[tuple[str, dict[str, Story]]]:
    """The stories in the order of their slugs, as each audience sees them, by its name; of some slugs only."""
    wanted = None if slugs is None else set(slugs)
    merged = merge(*[_with_name(audience, wanted) for audience in publication.audiences], key=itemgetter(0))
    for slug, group in groupby(merged, key=itemgetter(0)):
        yield slug, {name: story for _, name, story in group}


def _with_name(audience: Audience, wanted: set[str] | None) -> Iterator[tuple[str, str, Story]]:
    for story in audience.records.stories:
        if wanted is None or story.slug in wanted:
            yield story.slug, audience.name, story


def counts_of(audience: Audience, quotes: int) -> tuple[tuple[str, str, int], ...]:
    """The numbers of records of each type, as :class:`~pullquote.store.newsroom.snapshot.Snapshot` has them."""
    kinds = Counter(kind_of(story) for story in audience.records.stories)
    found = {f"{kind.value}s": kinds[kind] for kind in StoryKind}
    found["quotes"] = quotes
    found |= {name: len(listed) for name, listed in audience.records.by_kind.items()}
    return tuple((name, name.capitalize(), number) for name, number in found.items())
