"""Brings the stories and quotes of one audience from an edition to the next: writes what differs, and nothing else.

A story's document is written after those of its quotes. So where a publisher was stopped, the next one finds a story
only where all its quotes are, and need not write it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from pullquote.store.model.records import Story
from pullquote.store.model.unread import one_at_a_time
from pullquote.store.newsroom.changes import StoryState
from pullquote.store.opensearch.documents import ClusterDocument, StoryDocuments, documents_of
from pullquote.store.publishing.audiences import NewEdition, stories_by_slug
from pullquote.store.publishing.bulk import BulkAction, BulkWriter, deleting, ending, writing
from pullquote.store.publishing.states import (
    AudienceReader,
    InCluster,
    Query,
    StoryInCluster,
    Totals,
    after_edition,
    between,
    of_edition,
)

BATCH = 200
"""Stories that are looked at together, with some thousand quotes: a second's work, and some megabytes."""


class PreparedStory(NamedTuple):
    """A story as its documents, and what a change feed knows of it."""

    documents: StoryDocuments
    state: StoryState


def prepared(stories: Iterable[tuple[str, dict[str, Story]]]) -> dict[str, list[PreparedStory]]:
    """The documents of stories for each audience, by its name. What all see alike is made once."""
    found: dict[str, list[PreparedStory]] = {}
    for _, by_audience in stories:
        made: dict[int, PreparedStory] = {}
        for audience, story in by_audience.items():
            if id(story) not in made:
                for whole in one_at_a_time([story]):
                    made[id(story)] = PreparedStory(documents_of(whole), _state_of(whole))
            found.setdefault(audience, []).append(made[id(story)])
    return found


def _state_of(story: Story) -> StoryState:
    modified = story.date_modified.text if story.date_modified else ""
    return StoryState(story.id, story.slug, story.digest, modified, tuple(quote.id for quote in story.quotes))


@dataclass
class StoryProgress:
    """What has become of the stories of one audience so far.

    ``edition`` is the one that is there, ``resumes`` whether somebody has begun to write the next. Where ``subjects`` is
    a set, it has the entities whose stories or quotes have changed; the states are those of changed stories, by id.
    """

    reader: AudienceReader
    writer: BulkWriter
    edition: int
    resumes: bool
    stories: Totals
    quotes: Totals
    is_whole: bool
    """Whether all stories are looked at, and totals began at nothing."""
    subjects: set[str] = field(default_factory=set)
    before: dict[str, StoryState] = field(default_factory=dict)
    after: dict[str, StoryState] = field(default_factory=dict)

    async def bring(self, wanted: list[PreparedStory], slugs: dict[str, Query]) -> None:
        """Bring some stories to the next edition: those ``wanted``, and no others whose slugs pass a filter, which is
        given by the name of the field that it is on. Raises NotPublished and StoreUnavailable."""
        edition, reader = self.edition, self.reader
        living = await reader.stories_where([slugs["slug"], *of_edition(edition)])
        begun: dict[str, StoryInCluster] = {}
        begun_quotes: dict[str, InCluster] = {}
        if self.resumes:
            begun = await reader.stories_where([slugs["slug"], *after_edition(edition)])
            begun_quotes = await reader.documents_where(
                reader.quotes, [slugs["story_slug"], *after_edition(edition)]
            )
        self._count(wanted, living.values())
        changed = [
            each
            for each in wanted
            if (old := living.get(each.state.id)) is None or old.hash != each.documents.whole_hash
        ]
        gone = living.keys() - {each.state.id for each in wanted}
        self._note(changed, living, gone)
        touched = [*(each.state.id for each in changed if each.state.id in living), *gone]
        old_quotes = {}
        if touched:
            of_stories: Query = {"terms": {"story_id": touched}}
            old_quotes = await reader.documents_where(reader.quotes, [of_stories, *of_edition(edition)])
        quotes = [quote for each in changed for quote in each.documents.quotes]
        new, ended = self._differences(reader.quotes, quotes, old_quotes, begun_quotes)
        await self.writer.write(new)
        stories = self._story_actions(changed, living, begun)
        gone_stories = [self._ending(reader.stories, living[identity].document) for identity in gone]
        await self.writer.write([*stories, *ended, *gone_stories])

    def _count(self, wanted: list[PreparedStory], living: Iterable[StoryInCluster]) -> None:
        for each in wanted:
            documents = each.documents
            self.stories = self.stories.plus(1, documents.story.check)
            self.quotes = self.quotes.plus(len(documents.quotes), documents.quotes_check)
        if not self.is_whole:
            for old in living:
                self.stories = self.stories.plus(-1, -old.check)
                self.quotes = self.quotes.plus(-old.quotes, -old.quotes_check)

    def _note(
        self, changed: list[PreparedStory], living: dict[str, StoryInCluster], gone: Iterable[str]
    ) -> None:
        """Take note of what changes, for the change feed and for the entities."""
        if not self.edition:
            return
        for each in changed:
            self.after[each.state.id] = each.state
            self.subjects.update(each.documents.subjects)
        for identity in (*(each.state.id for each in changed), *gone):
            if identity in living:
                self.before[identity] = living[identity].state
                self.subjects.update(living[identity].subjects)

    def _differences(
        self,
        index: str,
        wanted: Iterable[ClusterDocument],
        living: dict[str, InCluster],
        begun: dict[str, InCluster],
    ) -> tuple[list[BulkAction], list[BulkAction]]:
        """What is to be written, and what ends; whatever somebody had begun and is not wanted is deleted."""
        left, new, ended = dict(begun), [], []
        kept = set()
        for document in wanted:
            old = living.get(document.id)
            if old is not None and old.hash == document.hash:
                kept.add(document.id)
            elif (half := left.pop(document.id, None)) is None or half.hash != document.hash:
                new.append(writing(index, document, self.edition + 1))
        ended = [
            self._ending(index, old.document) for identity, old in living.items() if identity not in kept
        ]
        return [*(deleting(index, half.document) for half in left.values()), *new], ended

    def _story_actions(
        self,
        changed: list[PreparedStory],
        living: dict[str, StoryInCluster],
        begun: dict[str, StoryInCluster],
    ) -> Iterator[BulkAction]:
        index = self.reader.stories
        ids = {each.state.id for each in changed}
        for identity, half in begun.items():
            if identity not in ids:
                yield deleting(index, half.document)
        for each in changed:
            identity = each.state.id
            if identity not in begun or begun[identity].hash != each.documents.whole_hash:
                yield writing(index, each.documents.story, self.edition + 1)
            if identity in living:
                yield self._ending(index, living[identity].document)

    def _ending(self, index: str, document: str) -> BulkAction:
        return ending(index, document, self.edition + 1)


def batches_of(
    publication: NewEdition, slugs: list[str] | None
) -> Iterator[tuple[list[tuple[str, dict[str, Story]]], dict[str, Query]]]:
    """The stories in batches, each with what finds on the cluster the stories in its place and their quotes."""
    stories = stories_by_slug(publication, slugs)
    if slugs is not None:
        found = dict(stories)
        for start in range(0, len(slugs), BATCH):
            part = slugs[start : start + BATCH]
            batch = [(slug, found[slug]) for slug in part if slug in found]
            yield batch, {name: {"terms": {name: part}} for name in ("slug", "story_slug")}
        return
    above: str | None = None
    batch = list(islice(stories, BATCH))
    while True:
        following = list(islice(stories, BATCH))
        upto = batch[-1][0] if following else None
        yield batch, {name: between(name, above, upto) for name in ("slug", "story_slug")}
        if not following:
            return
        above, batch = upto, following
