"""What stories name: the records that are served because a story leads to them."""

from __future__ import annotations

from collections.abc import Iterator

from pullquote.store.model.records import Entity, Story


def named_in(story: Story) -> Iterator[Entity]:
    """What a story and its quotes refer to."""
    yield story.publication
    if story.section:
        yield story.section
    yield from story.topics
    yield from story.authors
    yield from story.mentions
    yield from story.speakers
    for quote in story.quotes:
        if quote.speaker:
            yield quote.speaker
        if quote.role:
            yield quote.role.person
            if quote.role.organization:
                yield quote.role.organization
