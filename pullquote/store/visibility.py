"""What the public may see: published stories whose embargo is over, and whatever those refer to.

A person, organization, publication, section or topic is public exactly when a public story leads to it,
directly (its author, its topic) or onwards (a speaker's office, and that office's organization).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from weakref import WeakKeyDictionary

from pullquote.store.criteria import StoryKind
from pullquote.store.dimensions import kind_of
from pullquote.store.problems import Problem
from pullquote.store.records import (
    Entity,
    Organization,
    Person,
    Publication,
    Records,
    Section,
    Story,
    StoryStatus,
    Topic,
)


def is_public(story: Story, now: datetime) -> bool:
    """Whether the public may see a story at a moment."""
    embargo = story.embargo
    return story.status is StoryStatus.PUBLISHED and (embargo is None or embargo.start <= now)


def next_lift(stories: Iterable[Story], now: datetime) -> datetime | None:
    """When the next embargo after ``now`` ends; None when none is pending."""
    pending = (
        story.embargo.start
        for story in stories
        if story.embargo and story.status is StoryStatus.PUBLISHED and story.embargo.start > now
    )
    return min(pending, default=None)


def public_records(records: Records, now: datetime) -> Records:
    """What of ``records`` the public may see at a moment."""
    stories = tuple(story for story in records.stories if is_public(story, now))
    seen = reachable(stories)
    return Records(
        stories=stories,
        people=tuple(each for each in records.people if each in seen),
        organizations=tuple(each for each in records.organizations if each in seen),
        publications=tuple(each for each in records.publications if each in seen),
        sections=tuple(each for each in records.sections if each in seen),
        topics=tuple(each for each in records.topics if each in seen),
    )


def reachable(stories: Iterable[Story]) -> set[Entity]:
    """The people, organizations, publications, sections and topics that stories lead to."""
    seen: set[Entity] = set().union(*map(_named_in, stories))
    left = list(seen)
    while left:
        for record in _named_by(left.pop()):
            if record is not None and record not in seen:
                seen.add(record)
                left.append(record)
    return seen


_named: WeakKeyDictionary[Story, frozenset[Entity]] = WeakKeyDictionary()
"""What stories refer to: most stories are the same records in the next snapshot."""


def _named_in(story: Story) -> frozenset[Entity]:
    named = _named.get(story)
    if named is None:
        named = _named[story] = frozenset(record for record in _all_named_in(story) if record is not None)
    return named


def _all_named_in(story: Story) -> Iterator[Entity | None]:
    """What a story and its quotes refer to."""
    yield story.publication
    yield story.section
    yield from story.topics
    yield from story.authors
    yield from story.mentions
    yield from story.speakers
    for quote in story.quotes:
        yield quote.speaker
        if quote.role:
            yield quote.role.person
            yield quote.role.organization


def _named_by(record: Entity) -> Iterable[Entity | None]:
    """What a record that is no story refers to."""
    match record:
        case Person():
            return [role.organization for role in record.roles]
        case Organization():
            return [record.parent]
        case Publication():
            return [record.publisher]
        case Section():
            return [record.publication]
        case _:
            return []


FOLDERS = {StoryKind.ARTICLE: "articles", StoryKind.EDITORIAL: "editorials"}


def entities(records: Records) -> set[str]:
    """The records as problems name them: ``articles/slug``, ``people/slug``."""
    named: tuple[tuple[str, Iterable[Person | Organization | Publication | Section | Topic]], ...] = (
        ("people", records.people),
        ("organizations", records.organizations),
        ("publications", records.publications),
        ("sections", records.sections),
        ("topics", records.topics),
    )
    found = {f"{kind}/{record.slug}" for kind, each in named for record in each}
    found.update(f"{FOLDERS[kind_of(story)]}/{story.slug}" for story in records.stories)
    return found


def about(problems: Iterable[Problem], records: Records) -> tuple[Problem, ...]:
    """The problems of some records, without those of any other or of none."""
    known = entities(records)
    return tuple(problem for problem in problems if problem.entity in known)
