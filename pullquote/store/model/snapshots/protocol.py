"""What can be asked of a newsroom at one moment, for one audience: the protocol that resolvers and pages know.

The store in memory implements it (:mod:`pullquote.store.newsroom.snapshot`), and so does the view of a store that is
elsewhere (:mod:`pullquote.store.rounds`).
"""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from pullquote.store.model.criteria import (
    NameOrder,
    QuoteCriteria,
    QuoteOrder,
    SearchCriteria,
    SearchMatch,
    StoryCriteria,
    StoryKind,
    StoryOrder,
)
from pullquote.store.model.kinds import Kinds
from pullquote.store.model.pages import Bucket, Selection
from pullquote.store.model.problems import Problem
from pullquote.store.model.records import Entity, Named, Organization, Person, Quote, Role, Story
from pullquote.store.model.snapshots.questions import Suggestion

T_co = TypeVar("T_co", covariant=True)
C_contra = TypeVar("C_contra", contravariant=True)
K_contra = TypeVar("K_contra", contravariant=True)

RELATED = 5
"""Related stories when a client does not say: a row of teasers."""
SUGGESTIONS = 10
"""Suggestions when a client does not say: a list below a search box."""


class Collection(Protocol[T_co, C_contra, K_contra]):
    """All records of one type."""

    def select(
        self,
        criteria: C_contra | None = None,
        order: K_contra | None = None,
        descending: bool | None = None,
    ) -> Selection[T_co]:
        """The records that match ``criteria`` in the order asked for.

        ``order`` None is the collection's own, ``descending`` None the usual direction of the order. By relevance
        without a search is the collection's own order. Raises BadInput for a range that ends before it begins.
        """


class NamedCollection(Collection[T_co, C_contra, K_contra], Protocol):
    """All records of one type that have slugs."""

    def by_slug(self, slug: str) -> T_co | None:
        """The record of a slug, or of a former one; None when there is none."""

    def alike(self, slug: str) -> Iterable[str]:
        """Slugs among which one that is unknown may have been meant: all of a small collection, of a larger one those
        that begin alike, of a very large one none."""


class SearchSelection(Selection[Any], Protocol):
    """What a search over everything found."""

    @property
    def did_you_mean(self) -> str | None:
        """The query with its mistyped words corrected; None where nothing was corrected."""

    @property
    def match(self) -> SearchMatch:
        """What was looked for in the end."""


class SnapshotFacts(Protocol):
    """What is known of a newsroom at one moment, for one audience, without asking."""

    @property
    def version(self) -> str:
        """Changes exactly when something served changes; the same for the same content in every process."""

    @property
    def loaded_at(self) -> datetime:
        """When this version was read from the files, in UTC."""

    @property
    def counts(self) -> tuple[Bucket, ...]:
        """How many records there are of each type: ``articles``, ``editorials``, ``quotes``, and the kinds."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files of what is served."""

    @property
    def kinds(self) -> Kinds:
        """The kinds of the newsroom."""

    @property
    def identity(self) -> object:
        """What stands for everything that it answers: snapshots with the same one answer the same. Caches key by it."""

    def view(self) -> Snapshot:
        """The snapshot for one operation, which asks in one task; itself where there is nothing to wait for."""


class Snapshot(SnapshotFacts, Protocol):
    """What one audience may see, and what can be asked of it. It compares by identity.

    What a reader may not see is not in it at all. All answers of one snapshot are of one edition.
    """

    @property
    def lacks_answers(self) -> bool:
        """Whether something that was asked of it is not known yet and was answered by an empty stand-in: what was made
        of its answers is then thrown away, and made again after :meth:`fetch`. Never in memory."""

    async def fetch(self, seconds: float) -> None:
        """Get the answers that it lacks, in ``seconds`` at most.

        Raises :class:`~pullquote.store.model.errors.StoreUnavailable` where they cannot be had, and
        :class:`~pullquote.store.model.errors.TooManyRounds` where this was done too often.
        """

    @property
    def stories(self) -> NamedCollection[Story, StoryCriteria, StoryOrder]:
        """Articles and editorials."""

    @property
    def quotes(self) -> Collection[Quote, QuoteCriteria, QuoteOrder]:
        """The quotes of all stories."""

    @property
    def by_kind(self) -> Mapping[str, NamedCollection[Any, Any, NameOrder]]:
        """The collections of all kinds but stories, by the kinds' names."""

    def node(self, id: str, /) -> Entity | None:  # noqa: A002  what GraphQL calls it
        """Whatever has this id; None for an id that nothing (or nothing that may be seen) has."""

    def story(self, slug: str) -> Story | None:
        """The article or editorial of a slug, or of a former one."""

    def story_by_url(self, url: str) -> Story | None:
        """The story of a web address; of several, the newest."""

    def person(self, slug: str) -> Person | None:
        """The person of a slug, or of a former one."""

    def organization(self, slug: str) -> Organization | None:
        """The organization of a slug, or of a former one."""

    def stories_of(
        self,
        subject: Named | StoryKind,
        criteria: StoryCriteria | None = None,
        order: StoryOrder | None = None,
        descending: bool | None = None,
    ) -> Selection[Story]:
        """The stories of a kind or a subject: of a person or organization, those that it wrote, is quoted in
        (an organization also through somebody in a role of it) or is mentioned in."""

    def quotes_of(
        self,
        subject: Named | Story,
        criteria: QuoteCriteria | None = None,
        order: QuoteOrder | None = None,
        descending: bool | None = None,
    ) -> Selection[Quote]:
        """The quotes in a story, by a person, by or for an organization, or in stories of something else."""

    def matches(self, story: Story, criteria: StoryCriteria) -> bool:
        """Whether a story of the snapshot is among those that ``criteria`` asks for. Raises BadInput as ``select``."""

    def roles_of(self, organization: Organization, on: date | None = None) -> tuple[Role, ...]:
        """The roles in an organization (those held ``on`` a day, if given), by the names of their holders."""

    def related(self, story: Story, first: int = RELATED) -> tuple[Story, ...]:
        """The stories that share most with a story, without itself."""

    def search(
        self, query: str, nouns: Several[str] | None = None, criteria: SearchCriteria | None = None
    ) -> SearchSelection:
        """What has all words of ``query``, the most relevant first: of everything that can be searched, or of some, by
        what one is called (``article``, ``quote``, ``person``). With ``criteria``, of stories and quotes."""

    def suggest(
        self, prefix: str, nouns: Several[str] | None = None, first: int = SUGGESTIONS
    ) -> tuple[Suggestion, ...]:
        """What has a word that begins so for every word of ``prefix``, of all kinds or some, by what one is called.

        Names come first, those that begin with the prefix itself before others, then those in most stories; then
        headlines, the latest first. Raises BadInput for a number that is not within its bounds.
        """
