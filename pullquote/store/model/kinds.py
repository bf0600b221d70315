"""What a kind is: one descriptor, from which every room takes what differs between kinds; and the records of all.

Articles and editorials are a family, the stories, with machinery of its own (quotes, bodies, dates). Every other
kind is listed by name, and its descriptor says all that there is to know of it. The kinds themselves stand in
:mod:`pullquote.store.files.kinds`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pullquote.store.model.criteria import NameCriteria
from pullquote.store.model.records import (
    Entity,
    Named,
    Organization,
    Person,
    Publication,
    Section,
    Story,
    Topic,
)
from pullquote.store.model.sequences import difference

Path = tuple[str, ...]
"""Keys or attributes, one inside the other; ``*`` stands for every item of a list."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Kind:
    """A kind of things in a newsroom.

    Its records are public as :mod:`~pullquote.store.newsroom.visibility` says: where stories can lead to the kind,
    those that a public story leads to, and else those that refer to nothing that is not public.
    """

    name: str
    """What its folder and its file are called, and its list: ``people``."""
    noun: str
    """What one is called: ``person``. So is the field that looks one up."""
    listed: str = ""
    """What its list has in it, for readers of the schema: ``What stories are about``."""
    record: Any
    """The class of its records, which the GraphQL type is named after."""
    keys: Any
    """The keys of its files: a dataclass of pydantic, whose attributes the records have too."""
    unknown: str = ""
    """The code of the problem that a reference leads to none of it."""
    references: tuple[tuple[Path, tuple[str, ...]], ...] = ()
    """Paths of keys that refer to others, with the kinds that they may lead to. A key ``parent`` that leads to the
    kind itself makes a hierarchy, in which nothing is above itself."""
    parts: Mapping[str, type[Any]] = field(default_factory=dict)
    """The records that those of the kind are made up of, by attribute; whose they are is in an attribute that is
    called as the kind's noun."""
    checks: tuple[Callable[[Any, Any], None], ...] = ()
    """What looks at the tree of an entity for mistakes that its keys cannot show, and adds them to its problems."""
    examples: Mapping[str, str] = field(default_factory=dict)
    """Values of keys that no other kind has, as YAML, for templates."""
    names: Path = ("name",)
    """The attributes with its names, by which a list is searched."""
    searched: Mapping[str, float] = field(default_factory=dict)
    """The attributes that a search over everything looks into, with their weights; empty where it does not."""
    criteria: type[Any] = NameCriteria
    """By what a list can be filtered."""
    dimensions: Mapping[str, Path] = field(default_factory=dict)
    """The fields of the criteria besides ``search`` and ``slugs``, with the paths of attributes that they compare."""
    stories_by: tuple[str, ...] = ()
    """The dimensions of stories by which one is a record's."""
    quotes_by: str = ""
    """The dimension of quotes by which one is a record's."""

    @property
    def is_story(self) -> bool:
        """Whether it is of the family of articles and editorials."""
        return issubclass(self.record, Story)

    @property
    def one(self) -> str:
        """One of it, with its article: ``a person``."""
        return f"an {self.noun}" if self.noun[0] in "aeiou" else f"a {self.noun}"

    @property
    def type_name(self) -> str:
        """What its GraphQL type is called."""
        return str(self.record.__name__)

    @cached_property
    def links(self) -> Mapping[Path, tuple[str, ...]]:
        """The references, by paths of attributes."""
        return {tuple(map(_attribute, path)): kinds for path, kinds in self.references}

    def linked(self, record: Any) -> Iterator[Named]:
        """What a record refers to."""
        for path in self.links:
            yield from values_at(record, path)


Kinds = Mapping[str, Kind]
"""Kinds by their names."""


def _attribute(key: str) -> str:
    return re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", key)


def values_at(record: object, path: Path) -> Iterator[Any]:
    """What stands at a path of a record's attributes; of lists each item, of None nothing."""
    if record is None:
        return
    if not path:
        yield record
    elif path[0] == "*":
        for item in record:  # type: ignore[attr-defined]  # the path says that it is a list
            yield from values_at(item, path[1:])
    else:
        yield from values_at(getattr(record, path[0]), path[1:])


def texts_of(record: object, attributes: Path) -> Iterator[str]:
    """The texts in some attributes of a record, each a text, several, or None."""
    for attribute in attributes:
        found: str | tuple[str, ...] | None = getattr(record, attribute)
        yield from (found,) if isinstance(found, str) else found or ()


def named_in(story: Story) -> Iterator[Entity]:
    """What a story and its quotes refer to."""
    yield story.publication
    if story.section:
        yield story.section
    yield from story.topics
    if story.source_organization:
        yield story.source_organization
    yield from story.authors
    yield from story.mentions
    yield from story.speakers
    for quote in story.quotes:
        yield from quote.speakers
        for role in quote.roles:
            yield role.person
            if role.organization:
                yield role.organization


def met_in_stories(kinds: Kinds) -> set[str]:
    """The names of the kinds that stories lead to, directly or onwards."""
    found: set[str] = set()
    waiting = [kind for kind in kinds.values() if kind.is_story]
    while waiting:
        led_to = {name for _, names in waiting.pop().references for name in names} - found
        found |= led_to
        waiting += [kinds[name] for name in led_to]
    return found


def differing_stories(before: Sequence[Story], after: Sequence[Story]) -> tuple[list[Story], list[Story]]:
    """The stories that are in one of two sequences only, as the same record; both are sorted by slug.

    Most are the same in both. Nothing is made of those, of which there may be a million.
    """
    start, before_end, after_end = difference(before, after)
    gone: list[Story] = []
    new: list[Story] = []
    one, other = start, start
    while one < before_end and other < after_end:
        old, now = before[one], after[other]
        if old is now:
            one, other = one + 1, other + 1
        elif old.slug <= now.slug:
            gone.append(old)
            one += 1
        else:
            new.append(now)
            other += 1
    gone += before[one:before_end]
    new += after[other:after_end]
    return gone, new


@dataclass(frozen=True, eq=False, kw_only=True)
class Records:
    """Everything that the files of a newsroom say, hidden or not; each sequence is sorted by slug.

    ``restricted`` are those of the stories that are not simply published: drafts, what was withdrawn, and what
    has an embargo, over or not. ``public_versions`` is what the public sees of stories with quotes that it may not see,
    by the stories as they are in ``stories``. ``by_kind`` has whatever is no story, by the names of the kinds; ``named`` is how
    often the stories name each record that is none, where that was counted when they were made. ``pictures`` are the
    files of pictures by their paths, and ``shown`` is how many records show each.
    """

    kinds: Kinds
    stories: Sequence[Story]
    restricted: Sequence[Story]
    by_kind: Mapping[str, tuple[Any, ...]]
    named: Mapping[Entity, int] | None = None
    pictures: Mapping[str, Any] = field(default_factory=dict)
    shown: Mapping[str, int] = field(default_factory=dict)
    public_versions: Mapping[Story, Story] = field(default_factory=dict)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who speaks, writes or is mentioned."""
        return self.by_kind["people"]

    @property
    def organizations(self) -> tuple[Organization, ...]:
        """Every organization."""
        return self.by_kind["organizations"]

    @property
    def publications(self) -> tuple[Publication, ...]:
        """What stories appear in."""
        return self.by_kind["publications"]

    @property
    def sections(self) -> tuple[Section, ...]:
        """What stories are filed under."""
        return self.by_kind["sections"]

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What stories are about."""
        return self.by_kind["topics"]
