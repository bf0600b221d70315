"""A snapshot of a store that is elsewhere, as one operation sees it.

Resolvers are plain functions: they cannot wait. So what a view does not have yet it notes, and answers by an empty
stand-in; when an operation has been run, all that was noted is fetched in one trip, and the operation is run again. The
run that lacks nothing is the answer. Each trip brings what the next level of lists needs, for all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from time import perf_counter
from typing import Any, TypeVar

from pullquote.store.index.collections import check_criteria
from pullquote.store.index.roles import listed
from pullquote.store.model.criteria import (
    OrderKey,
    QuoteCriteria,
    QuoteOrder,
    SearchCriteria,
    StoryCriteria,
    StoryKind,
    StoryOrder,
)
from pullquote.store.model.errors import BadInput, TooManyRounds
from pullquote.store.model.ids import read_id
from pullquote.store.model.kinds import Kinds
from pullquote.store.model.pages import Bucket
from pullquote.store.model.problems import Problem
from pullquote.store.model.records import Entity, Named, Organization, Person, Role, Story
from pullquote.store.model.snapshots.protocol import RELATED, SUGGESTIONS
from pullquote.store.model.snapshots.questions import (
    QUOTES,
    STORIES,
    ById,
    BySlug,
    ByUrl,
    Question,
    RelatedTo,
    RolesIn,
    Searched,
    Selected,
    SlugsLike,
    Subject,
    SuggestedFor,
    Suggestion,
)
from pullquote.store.model.snapshots.remote import AudienceFacts, EditionKey, RemoteStore
from pullquote.store.rounds.pages import Answers, RemoteSearchSelection, RemoteSelection
from pullquote.store.search.suggestions.prefixes import check_count

A = TypeVar("A")

MAX_ROUNDS = 20
"""Rounds of one operation at most, where nothing else is said: lists nest less deep than that."""


class SnapshotIdentity:
    """Stands for the content of a snapshot."""


@dataclass(frozen=True, eq=False)
class RemoteSnapshot:
    """An edition of a store that is elsewhere, for one audience: what is known of it, and how it is asked.

    ``identity`` is shared by those that have the same content. ``observe`` gets the seconds of each trip.
    """

    store: RemoteStore
    edition: EditionKey
    facts: AudienceFacts
    kinds: Kinds
    loaded_at: datetime
    max_rounds: int = MAX_ROUNDS
    observe: Callable[[float], None] = field(default=lambda _seconds: None)
    identity: object = field(default_factory=SnapshotIdentity)

    @property
    def version(self) -> str:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self.facts.version

    @property
    def counts(self) -> tuple[Bucket, ...]:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self.facts.counts

    @property
    def problems(self) -> tuple[Problem, ...]:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self.facts.problems

    def view(self) -> View:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return View(self)


class RemoteCollection:
    """All records of one type; see :class:`~pullquote.store.model.snapshots.protocol.NamedCollection`."""

    __slots__ = ("_ask", "_name")

    def __init__(self, ask: Answers, name: str) -> None:
        self._ask = ask
        self._name = name

    def by_slug(self, slug: str) -> Any:
        """See :class:`~pullquote.store.model.snapshots.protocol.NamedCollection`."""
        return self._ask(BySlug(self._name, slug), None)

    def alike(self, slug: str) -> tuple[str, ...]:
        """See :class:`~pullquote.store.model.snapshots.protocol.NamedCollection`."""
        return self._ask(SlugsLike(self._name, slug), ())

    def select(
        self,
        criteria: Any = None,
        order: OrderKey | None = None,
        descending: bool | None = None,
        *,
        subject: Subject | StoryKind | None = None,
    ) -> RemoteSelection:
        """See :class:`~pullquote.store.model.snapshots.protocol.Collection`; ``subject`` is that of
        :class:`~pullquote.store.model.snapshots.questions.Selected`."""
        if criteria is not None:
            check_criteria(criteria)
        return RemoteSelection(self._ask, Selected(self._name, criteria, order, descending, subject))


class View:
    """What one operation has of a remote snapshot so far; see the module. For one task."""

    def __init__(self, snapshot: RemoteSnapshot) -> None:
        self.snapshot = snapshot
        self.rounds = 0
        """How often answers were fetched."""
        self.stories = RemoteCollection(self._ask, STORIES)
        self.quotes = RemoteCollection(self._ask, QUOTES)
        self.by_kind: Mapping[str, RemoteCollection] = {
            kind.name: RemoteCollection(self._ask, kind.name)
            for kind in snapshot.kinds.values()
            if not kind.is_story
        }
        self._arrived: dict[Question[Any], Any] = {}
        self._wanted: dict[Question[Any], None] = {}

    def _ask(self, question: Question[A], stand_in: A) -> A:
        try:
            found: A | BadInput = self._arrived[question]
        except KeyError:
            self._wanted[question] = None
            return stand_in
        if isinstance(found, BadInput):
            raise found.with_traceback(None)
        return found

    @property
    def version(self) -> str:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self.snapshot.version

    @property
    def loaded_at(self) -> datetime:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self.snapshot.loaded_at

    @property
    def counts(self) -> tuple[Bucket, ...]:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self.snapshot.counts

    @property
    def problems(self) -> tuple[Problem, ...]:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self.snapshot.problems

    @property
    def kinds(self) -> Kinds:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self.snapshot.kinds

    @property
    def identity(self) -> object:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self.snapshot.identity

    def view(self) -> View:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return View(self.snapshot)

    @property
    def lacks_answers(self) -> bool:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return bool(self._wanted)

    async def fetch(self, seconds: float) -> None:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        if not self._wanted:
            return
        snapshot = self.snapshot
        if self.rounds >= snapshot.max_rounds:
            raise TooManyRounds(self.rounds)
        self.rounds += 1
        questions, self._wanted = tuple(self._wanted), {}
        started = perf_counter()
        try:
            self._arrived |= await snapshot.store.answer(questions, snapshot.edition, seconds=seconds)
        finally:
            snapshot.observe(perf_counter() - started)

    def node(self, id: str) -> Entity | None:  # noqa: A002  what GraphQL calls it
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        type_name, _ = read_id(id)
        known = {"Quote", *(kind.type_name for kind in self.kinds.values())}
        return self._ask(ById(id), None) if type_name in known else None

    def story(self, slug: str) -> Story | None:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        found: Story | None = self.stories.by_slug(slug)
        return found

    def story_by_url(self, url: str) -> Story | None:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self._ask(ByUrl(url), None)

    def person(self, slug: str) -> Person | None:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        found: Person | None = self.by_kind["people"].by_slug(slug)
        return found

    def organization(self, slug: str) -> Organization | None:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        found: Organization | None = self.by_kind["organizations"].by_slug(slug)
        return found

    def stories_of(
        self,
        subject: Named | StoryKind,
        criteria: StoryCriteria | None = None,
        order: StoryOrder | None = None,
        descending: bool | None = None,
    ) -> RemoteSelection:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        within = subject if isinstance(subject, StoryKind) else self._subject(subject)
        return self.stories.select(criteria, order, descending, subject=within)

    def quotes_of(
        self,
        subject: Named | Story,
        criteria: QuoteCriteria | None = None,
        order: QuoteOrder | None = None,
        descending: bool | None = None,
    ) -> RemoteSelection:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self.quotes.select(criteria, order, descending, subject=self._subject(subject))

    def _subject(self, record: Named | Story) -> Subject:
        if isinstance(record, Story):
            return Subject(STORIES, record.slug)
        name = next(kind.name for kind in self.kinds.values() if kind.record is type(record))
        return Subject(name, record.slug)

    def matches(self, story: Story, criteria: StoryCriteria) -> bool:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self.stories.select(criteria, subject=self._subject(story)).total_count > 0

    def roles_of(self, organization: Organization, on: date | None = None) -> tuple[Role, ...]:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        every: tuple[Role, ...] = self._ask(RolesIn(organization.slug), ())
        return listed(every, on)

    def related(self, story: Story, first: int = RELATED) -> tuple[Story, ...]:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        return self._ask(RelatedTo(story.slug, first), ())

    def search(
        self, query: str, nouns: Collection[str] | None = None, criteria: SearchCriteria | None = None
    ) -> RemoteSearchSelection:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        if criteria == SearchCriteria():
            criteria = None
        if criteria is not None:
            check_criteria(criteria)
        return RemoteSearchSelection(self._ask, Searched(query, _sorted(nouns), criteria))

    def suggest(
        self, prefix: str, nouns: Collection[str] | None = None, first: int = SUGGESTIONS
    ) -> tuple[Suggestion, ...]:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        check_count(first)
        return self._ask(SuggestedFor(prefix, _sorted(nouns), first), ())


def _sorted(nouns: Collection[str] | None) -> tuple[str, ...] | None:
    return None if nouns is None else tuple(sorted(set(nouns)))
