"""What the content of a snapshot is called: the same for the same content, whichever process read it and when.

The version is a hash over the records, not over the files: formatting, file names and hidden stories make no
difference to it, and nothing that is served changes without it. What one release derives from other fields
(the blocks of a body from its Markdown, the offsets of a quote's end from its beginning) is not hashed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from operator import attrgetter
from typing import Any

import orjson

from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.problems import Problem
from pullquote.store.model.records import (
    Article,
    Editorial,
    Organization,
    Person,
    Publication,
    Quote,
    Records,
    Rights,
    Role,
    Section,
    Story,
    Topic,
)

DIGEST = attrgetter("digest")
DIGEST_BYTES = 16
"""Of a hash: no two of a newsroom's contents will ever share 128 bits."""

Content = Sequence[Any]
"""A record as JSON values: others by their ids, dates as written."""


def digest_of(story: Story) -> str:
    """A hash over a story and its quotes; whom and what it names is in it by id."""
    return _hash((story, *story.quotes))


def version_of(records: Records, problems: Iterable[Problem]) -> str:
    """A hash over everything that a snapshot serves.

    The records are in the order of their slugs, as :class:`~pullquote.store.model.records.Records` guarantees.
    """
    return _hash(
        chain(
            ["".join(map(DIGEST, records.stories))],
            records.people,
            records.organizations,
            records.publications,
            records.sections,
            records.topics,
            problems,
        )
    )


def _hash(records: Iterable[Any]) -> str:
    digest = blake2b(digest_size=DIGEST_BYTES)
    for record in records:
        digest.update(orjson.dumps(CONTENTS[type(record)](record)))
    return digest.hexdigest()


def _id(record: Any) -> str | None:
    return record.id if record else None


def _ids(records: Iterable[Any]) -> list[str]:
    return [record.id for record in records]


def _text(date: DateOrDateTime | None) -> str | None:
    return date.text if date else None


def _story(story: Story) -> Content:
    body = story.body
    return (
        story.id,
        story.headline,
        story.alternative_headline,
        story.standfirst,
        story.publication.id,
        _id(story.section),
        _ids(story.topics),
        _text(story.date_published),
        _text(story.date_modified),
        story.latest_date.text,
        story.date.text,
        story.in_language,
        story.url,
        story.byline,
        _ids(story.authors),
        story.dateline,
        _ids(story.mentions),
        _rights(story.rights) if story.rights else None,
        (body.markdown, body.html) if body else None,
        _ids(story.quotes),
        _ids(story.speakers),
        story.status,
        _text(story.embargo),
    )


_rights: Callable[[Rights], Content] = attrgetter(
    "copyright_holder", "copyright_notice", "usage_terms", "license"
)


def _quote(quote: Quote) -> Content:
    return (
        quote.id,
        quote.text,
        [(part.paragraph, part.start) for part in quote.parts],
        quote.kind,
        quote.is_fragment,
        quote.cue,
        _id(quote.speaker),
        quote.source_kind,
        quote.speaker_as_printed,
        _role(quote.role) if quote.role else None,
        quote.addressee,
        quote.occasion,
        _text(quote.date_spoken),
        quote.date.text,
        quote.is_translation,
        quote.story.id,
        quote.position,
        quote.url,
    )


def _role(role: Role) -> Content:
    return role.title, role.person.id, _id(role.organization), _text(role.start_date), _text(role.end_date)


def _person(person: Person) -> Content:
    return (
        person.id,
        person.name,
        person.given_name,
        person.family_name,
        person.alternate_names,
        person.description,
        person.same_as,
        [_role(role) for role in person.roles],
    )


def _organization(organization: Organization) -> Content:
    return (
        organization.id,
        organization.name,
        organization.alternate_names,
        organization.kind,
        organization.description,
        _id(organization.parent),
        organization.same_as,
    )


def _publication(publication: Publication) -> Content:
    return (
        publication.id,
        publication.name,
        publication.description,
        _id(publication.publisher),
        publication.in_language,
        publication.url,
        publication.same_as,
    )


def _section(section: Section) -> Content:
    return section.id, section.name, section.description, _id(section.publication)


def _topic(topic: Topic) -> Content:
    return topic.id, topic.name, topic.description, topic.mediatopic


_problem: Callable[[Problem], Content] = attrgetter(
    "code", "severity", "file", "line", "column", "message", "suggestion", "entity"
)

CONTENTS: Mapping[type, Callable[[Any], Content]] = {
    Article: _story,
    Editorial: _story,
    Quote: _quote,
    Person: _person,
    Organization: _organization,
    Publication: _publication,
    Section: _section,
    Topic: _topic,
    Problem: _problem,
    str: str,
}
"""What is hashed of each; a text stands for itself."""
