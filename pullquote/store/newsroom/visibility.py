"""What the public may see: published stories whose embargo is over and that have not expired, and whatever those refer to.

Quotes that nobody has confirmed are in the public's version of their story only where the owner allows that; the rest
of it is as if they were not there.

A person, organization, publication, section or topic is public exactly when a public story leads to it,
directly (its author, its topic) or onwards (a speaker's office, and that office's organization). What is of a kind
that no story can lead to is public exactly when all that it refers to is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any

from pullquote.store.model.bodies import Image
from pullquote.store.model.kinds import Kinds, Records, differing_stories, met_in_stories, named_in
from pullquote.store.model.problems import Problem
from pullquote.store.model.records import (
    Entity,
    Story,
    StoryStatus,
)
from pullquote.store.model.unread import one_at_a_time
from pullquote.store.pictures.formats import path_of_address
from pullquote.store.pictures.reading import Picture


def is_public(story: Story, now: datetime) -> bool:
    """Whether the public may see a story at a moment."""
    return why_hidden(story, now) is None


def why_hidden(story: Story, now: datetime) -> str | None:
    """Why the public may not see a story at a moment, in a word or two; None where it may."""
    if story.status is not StoryStatus.PUBLISHED:
        return str(story.status.value)
    if story.embargo is not None and now < story.embargo.start:
        return "under embargo"
    return "expired" if story.expires is not None and story.expires.start <= now else None


def next_visibility_change(records: Records, now: datetime) -> datetime | None:
    """When the next embargo after ``now`` ends, or the next story expires; None where neither is pending."""
    moments = (
        moment.start
        for story in records.restricted
        if story.status is StoryStatus.PUBLISHED
        for moment in (story.embargo, story.expires)
        if moment is not None and moment.start > now
    )
    return min(moments, default=None)


@dataclass(frozen=True)
class Visible:
    """What of a newsroom's records the public may see, how often its stories name each, and all that these lead to."""

    records: Records
    named: Counter[Entity]
    seen: set[Entity]


def visible(records: Records, now: datetime, before: Visible | None = None) -> Visible:
    """What of ``records`` the public may see at a moment.

    ``before`` is what it might see before: of the stories that are still the same, the names are not counted
    again. Nor are they where all names were counted when the records were made.
    """
    hidden = {story for story in records.restricted if not is_public(story, now)}
    stories = [story for story in records.stories if story not in hidden] if hidden else records.stories
    stories = as_public(records, stories)
    named: Counter[Entity] = Counter()
    known: Sequence[Story] = ()
    if before:
        named.update(before.named)
        known = before.records.stories
    elif records.named is not None:
        named.update(records.named)
        known = records.stories
    gone, new = differing_stories(known, stories)
    for story in one_at_a_time(gone):
        named.subtract(named_in(story))
    for story in one_at_a_time(new):
        named.update(named_in(story))
    named = +named
    restricted = [story for story in records.restricted if story not in hidden]
    is_same = before is not None and before.named.keys() == named.keys()
    seen = before.seen if before is not None and is_same else _reachable(records.kinds, named)
    return Visible(_leading_to(records, stories, restricted, seen), named, seen)


def _public_version(records: Records, story: Story) -> Story:
    return records.public_versions.get(story, story)


def as_public(records: Records, stories: Sequence[Story]) -> Sequence[Story]:
    """Stories as the public sees them: without the quotes that it may not see."""
    if not records.public_versions:
        return stories
    return [_public_version(records, story) for story in stories]


def restored(records: Records, stories: Sequence[Story], named: Counter[Entity]) -> Visible:
    """What was visible before, by which stories were and how often they name each record that is no story."""
    stories = as_public(records, stories)
    seen = set(stories)
    restricted = [story for story in records.restricted if _public_version(records, story) in seen]
    reached = _reachable(records.kinds, named)
    return Visible(_leading_to(records, stories, restricted, reached), named, reached)


def _leading_to(
    records: Records, stories: Sequence[Story], restricted: Sequence[Story], seen: set[Entity]
) -> Records:
    """The records of some stories, and of whatever those lead to, which were ``seen``."""
    by_kind = {
        kind: tuple([each for each in found if each in seen]) for kind, found in records.by_kind.items()
    }
    by_kind |= _led_to_by_none(records, seen)
    return Records(kinds=records.kinds, stories=stories, restricted=restricted, by_kind=by_kind)


def _reachable(kinds: Kinds, named: Iterable[Entity]) -> set[Entity]:
    """What is named, and what that leads to."""
    by_type = {kind.record: kind for kind in kinds.values()}
    seen: set[Entity] = set()
    left = list(named)
    while left:
        record = left.pop()
        if record not in seen:
            seen.add(record)
            left.extend(by_type[type(record)].linked(record))
    return seen


def _led_to_by_none(records: Records, seen: set[Entity]) -> dict[str, tuple[Any, ...]]:
    """The public records of the kinds that no story can lead to: without those that refer to what is not public,
    directly or onwards."""
    apart = records.by_kind.keys() - met_in_stories(records.kinds)
    found = {kind: records.by_kind[kind] for kind in apart}
    while True:
        public = seen.union(*found.values())
        left = {
            kind: tuple([each for each in listed if public.issuperset(records.kinds[kind].linked(each))])
            for kind, listed in found.items()
        }
        if left == found:
            return found
        found = left


def public_pictures(records: Records, seen: Records) -> Mapping[str, Picture]:
    """The pictures of ``records`` that a reader of ``seen`` may see, by their paths: all but those that are shown by
    what is hidden, and by nothing else."""
    if not records.pictures:
        return records.pictures
    hidden: Iterable[Any] = chain(
        set(records.restricted).difference(seen.restricted),
        *(set(found).difference(seen.by_kind[kind]) for kind, found in records.by_kind.items()),
    )
    behind = Counter(path for record in hidden for path in _shown_by(record))
    return {
        path: picture
        for path, picture in records.pictures.items()
        if not behind[path] or behind[path] < records.shown.get(path, 0)
    }


def _shown_by(record: Any) -> tuple[str, ...]:
    """The paths of the newsroom's pictures that a record shows."""
    if isinstance(record, Story):
        return record.pictures
    image: Image | None = getattr(record, "image", None)
    path = path_of_address(image.url) if image else None
    return () if path is None else (path,)


def about(problems: Iterable[Problem], records: Records) -> tuple[Problem, ...]:
    """The problems of some records, without those of any other or of none, and of quotes that nobody has confirmed."""
    return tuple(
        [
            problem
            for problem in problems
            if problem.entity and not problem.of_proposal and _has(records, problem.entity)
        ]
    )


def _has(records: Records, entity: str) -> bool:
    """Whether ``entity``, as problems name them (``people/slug``), is one of the records."""
    name, _, slug = entity.partition("/")
    kind = records.kinds.get(name)
    if kind is None:
        return False
    listed: Sequence[Any] = records.stories if kind.is_story else records.by_kind[name]
    place = bisect_left(listed, slug, key=attrgetter("slug"))
    return place < len(listed) and listed[place].slug == slug and isinstance(listed[place], kind.record)
