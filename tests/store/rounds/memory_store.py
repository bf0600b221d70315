"""A store that is elsewhere in name only: snapshots in memory behind questions and answers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from pyroaring import BitMap

from pullquote.store.model.errors import BadInput, StoreUnavailable
from pullquote.store.model.pages import Selection
from pullquote.store.model.snapshots.questions import (
    QUOTES,
    STORIES,
    BeyondPage,
    ById,
    BySlug,
    ByUrl,
    CountOf,
    FacetOf,
    MatchOf,
    PageOf,
    Question,
    RelatedTo,
    RolesIn,
    Searched,
    Selecting,
    SlugsLike,
    Subject,
    SuggestedFor,
    TimelineOf,
)
from pullquote.store.model.snapshots.remote import PUBLIC, AudienceFacts, EditionKey
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.rounds.views import RemoteSnapshot


class MemoryStore:
    """Answers questions from snapshots in memory, after the turn of the loop that a trip takes at least.

    ``trips`` has the questions of each trip. ``failure`` is raised while it is set; ``gate`` is waited for.
    """

    def __init__(self, snapshots: Mapping[EditionKey, MemorySnapshot]) -> None:
        self.snapshots = dict(snapshots)
        self.trips: list[tuple[Question[Any], ...]] = []
        self.failure: StoreUnavailable | None = None
        self.gate: asyncio.Event | None = None
        self.cancelled = 0

    async def answer(
        self, questions: Sequence[Question[Any]], edition: EditionKey, *, seconds: float
    ) -> Mapping[Question[Any], Any]:
        """See :class:`~pullquote.store.model.snapshots.remote.RemoteStore`."""
        assert seconds > 0
        assert len(set(questions)) == len(questions) > 0, "asked twice, or nothing"
        self.trips.append(tuple(questions))
        try:
            await (self.gate.wait() if self.gate else asyncio.sleep(0))
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if self.failure is not None:
            raise self.failure
        if edition not in self.snapshots:
            raise StoreUnavailable(f"edition {edition.number} is gone", "gone")
        return {question: _told(self.snapshots[edition], question) for question in questions}


def _told(snapshot: MemorySnapshot, question: Question[Any]) -> Any:
    try:
        return told(snapshot, question)
    except BadInput as error:
        return error


def told(snapshot: MemorySnapshot, question: Question[Any]) -> Any:
    """What a snapshot in memory answers. Raises BadInput."""
    match question:
        case PageOf(of=of) | BeyondPage(page=PageOf(of=of)):
            return question.answered_by(selection_of(snapshot, of))
        case CountOf(of=of):
            return selection_of(snapshot, of).total_count
        case FacetOf(of=of, name=name, first=first):
            return selection_of(snapshot, of).facet(name, first)
        case TimelineOf(of=of, interval=interval):
            return selection_of(snapshot, of).timeline(interval)
        case MatchOf(of=of):
            found = snapshot.search(of.query, of.nouns, of.criteria)
            return found.did_you_mean, found.match
    return _told_of_one(snapshot, question)


def _told_of_one(snapshot: MemorySnapshot, question: Question[Any]) -> Any:
    match question:
        case ById(id=identity):
            return snapshot.node(identity)
        case BySlug(collection=name, slug=slug):
            return _collection(snapshot, name).by_slug(slug)
        case ByUrl(url=url):
            return snapshot.story_by_url(url)
        case RolesIn(organization=slug):
            organization = snapshot.organization(slug)
            return snapshot.roles_of(organization) if organization else ()
        case RelatedTo(story=slug, first=first):
            story = snapshot.story(slug)
            return snapshot.related(story, first) if story else ()
        case SuggestedFor(prefix=prefix, nouns=nouns, first=first):
            return snapshot.suggest(prefix, nouns, first)
        case SlugsLike(collection=name, slug=slug):
            return tuple(_collection(snapshot, name).alike(slug))
    raise AssertionError(f"an unknown question: {question}")


def selection_of(snapshot: MemorySnapshot, of: Selecting) -> Selection[Any]:
    """What a question is about."""
    if isinstance(of, Searched):
        return snapshot.search(of.query, of.nouns, of.criteria)
    asked: Any = (of.criteria, of.order, of.descending)
    found: Selection[Any]
    match of.collection, of.subject:
        case name, None:
            found = _collection(snapshot, name).select(*asked)
            return found
        case "stories", Subject(collection="stories", slug=slug):
            itself = BitMap([snapshot.stories.numbers[slug]])
            return snapshot.stories.select(*asked, within=itself)
        case "stories", subject:
            return snapshot.stories_of(_subject(snapshot, subject), *asked)
        case "quotes", subject:
            return snapshot.quotes_of(_subject(snapshot, subject), *asked)
    raise AssertionError(f"an unknown selection: {of}")


def _subject(snapshot: MemorySnapshot, subject: Any) -> Any:
    if not isinstance(subject, Subject):
        return subject
    record = _collection(snapshot, subject.collection).by_slug(subject.slug)
    assert record is not None, subject
    return record


def _collection(snapshot: MemorySnapshot, name: str) -> Any:
    if name == STORIES:
        return snapshot.stories
    return snapshot.quotes if name == QUOTES else snapshot.by_kind[name]


def published(snapshot: MemorySnapshot, **options: Any) -> tuple[RemoteSnapshot, MemoryStore]:
    """A snapshot as one of a store that is elsewhere, and the store; ``options`` are those of RemoteSnapshot."""
    edition = EditionKey(1, PUBLIC)
    store = MemoryStore({edition: snapshot})
    facts = AudienceFacts(snapshot.version, snapshot.counts, snapshot.problems)
    return RemoteSnapshot(store, edition, facts, snapshot.kinds, snapshot.loaded_at, **options), store
