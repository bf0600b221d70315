"""What is asked of a store that is elsewhere, as frozen data that compares by its values.

Each question is small: a page, its count and its facets are three. So what an answer lacks is asked for and nothing
twice, and a store joins the questions about one :class:`Selected` into one search. What a question is answered with is
its type argument: ``Question[int]`` is answered with a number, or with a
:class:`~pullquote.store.model.errors.BadInput` where its asker was wrong; then that is raised where it was asked.

All records of answers are whole: what they refer to (speakers, publications, roles) comes with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pullquote.store.model.criteria import Criteria, OrderKey, SearchCriteria, SearchMatch, StoryKind
from pullquote.store.model.dates import TimelineInterval
from pullquote.store.model.pages import (
    MAX_PAGE_SIZE,
    PAGE_SIZE,
    Bucket,
    Highlight,
    Page,
    Selection,
    TimelineBucket,
)
from pullquote.store.model.records import Entity, Named, Role, Story

A = TypeVar("A")
STORIES = "stories"
QUOTES = "quotes"
"""The collections beside those of kinds, which are called as the kinds are: ``people``."""


class Question(Generic[A]):
    """Something to be asked; answered with an ``A``."""


@dataclass(frozen=True, slots=True)
class ById(Question[Entity | None]):
    """Whatever has this global id (:func:`~pullquote.store.model.ids.read_id`), a quote included; None where nothing
    that may be seen has it. An id of a former slug finds nothing."""

    id: str


@dataclass(frozen=True, slots=True)
class BySlug(Question[Entity | None]):
    """The record of a collection (not of quotes) by its slug or a former one; None where there is none."""

    collection: str
    slug: str


@dataclass(frozen=True, slots=True)
class ByUrl(Question[Story | None]):
    """The story of a web address; of several, the newest. None where there is none."""

    url: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that stories or quotes belong to: the record of a collection by its present slug."""

    collection: str
    slug: str


@dataclass(frozen=True, slots=True)
class Selected:
    """Records of a collection that match, in an order, before they are cut into pages.

    ``criteria`` None is no constraint; ``order`` None is the collection's own, ``descending`` None the usual direction
    of the order. ``subject`` narrows further: stories of a kind, of something named as ``stories_of`` of the
    :class:`~pullquote.store.model.snapshots.protocol.Snapshot` has it, or one story itself (a subject of ``stories``);
    quotes of something named, or in one story, as ``quotes_of`` has it.
    """

    collection: str
    criteria: Criteria | None = None
    order: OrderKey | None = None
    descending: bool | None = None
    subject: Subject | StoryKind | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search over everything finds, the most relevant first; as ``search`` of the snapshot has it.

    ``nouns`` are what one of a kind is called (``article``, ``quote``, ``person``), sorted; None is all.
    """

    query: str
    nouns: tuple[str, ...] | None = None
    criteria: SearchCriteria | None = None


Selecting = Selected | Searched
"""What can be cut into pages and divided."""


@dataclass(frozen=True)
class FoundPage:
    """The records on a page, and whether there are more in the direction in which it was cut: behind a page that was
    asked for by ``first``, before one that was asked for by ``last``.

    ``cursor`` gives the cursor of the record at an index, ``highlights`` where the search found its words in it. Both
    are called for what is shown, and read nothing from afar.
    """

    nodes: tuple[Entity, ...]
    has_more: bool
    cursor: Callable[[int], str]
    highlights: Callable[[int], tuple[Highlight, ...]]


@dataclass(frozen=True, slots=True)
class PageOf(Question[FoundPage]):
    """A page, with the arguments of :meth:`~pullquote.store.model.pages.Selection.page`.

    Wrong arguments are answered with BadInput, in the order in which the store in memory finds them: the ranges of the
    criteria (:class:`~pullquote.store.index.collections.InvalidCriteria`), the sizes, ``after``, ``before``.
    """

    of: Selecting
    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None
    default_size: int = PAGE_SIZE
    max_size: int = MAX_PAGE_SIZE

    def answered_by(self, selection: Selection[Any]) -> FoundPage:
        """The answer, where the selection is at hand. Raises BadInput."""
        page = self.cut(selection)
        more = page.has_next_page if self.last is None else page.has_previous_page
        return FoundPage(page.nodes, more, page.cursor, page.highlights)

    def cut(self, selection: Selection[Any]) -> Page[Any]:
        """The page of a selection that is at hand. Raises BadInput."""
        return selection.page(
            self.first,
            self.after,
            self.last,
            self.before,
            default_size=self.default_size,
            max_size=self.max_size,
        )


@dataclass(frozen=True, slots=True)
class BeyondPage(Question[bool]):
    """Whether there are records on the other side of a page than :attr:`FoundPage.has_more` is about: any before the
    ``after`` (that record included) of one asked for by ``first``, any behind the ``before`` of one asked for by
    ``last``. Asked only where that cursor is given: without it there is none."""

    page: PageOf

    def answered_by(self, selection: Selection[Any]) -> bool:
        """The answer, where the selection is at hand. Raises BadInput."""
        page = self.page.cut(selection)
        return page.has_previous_page if self.page.last is None else page.has_next_page


@dataclass(frozen=True, slots=True)
class CountOf(Question[int]):
    """How many there are over all pages."""

    of: Selecting


@dataclass(frozen=True, slots=True)
class FacetOf(Question[tuple[Bucket, ...]]):
    """How a selection divides: see :meth:`~pullquote.store.model.pages.Selection.facet`; of a search by ``kinds`` only.

    ``first`` is within its bounds.
    """

    of: Selecting
    name: str
    first: int


@dataclass(frozen=True, slots=True)
class TimelineOf(Question[tuple[TimelineBucket, ...]]):
    """How a selection divides over time: see :meth:`~pullquote.store.model.pages.Selection.timeline`. BadInput
    (:class:`~pullquote.store.model.pages.InvalidTimeline`) where these are too many buckets."""

    of: Selected
    interval: TimelineInterval


@dataclass(frozen=True, slots=True)
class MatchOf(Question[tuple[str | None, SearchMatch]]):
    """What a search looked for in the end: the query with its mistyped words corrected (None where nothing was), and
    how."""

    of: Searched


@dataclass(frozen=True, slots=True)
class RolesIn(Question[tuple[Role, ...]]):
    """All roles in an organization, by its slug, in the order of :func:`~pullquote.store.index.roles.listed`."""

    organization: str


@dataclass(frozen=True, slots=True)
class RelatedTo(Question[tuple[Story, ...]]):
    """The stories that share most with a story, by its slug, without itself: ``first`` of them."""

    story: str
    first: int


@dataclass(frozen=True)
class Suggestion:
    """Something that begins as what was typed: what one of its kind is called, its name or headline, the same as HTML
    with what was typed in ``<mark>``, in how many stories it is, and itself."""

    noun: str
    text: str
    html: str
    count: int
    node: Named | Story


@dataclass(frozen=True, slots=True)
class SuggestedFor(Question[tuple[Suggestion, ...]]):
    """What begins as the text in a search box: see ``suggest`` of the snapshot. ``nouns`` as in :class:`Searched`;
    ``first`` is within its bounds."""

    prefix: str
    nouns: tuple[str, ...] | None
    first: int


@dataclass(frozen=True, slots=True)
class SlugsLike(Question[tuple[str, ...]]):
    """Slugs of a collection among which one that is unknown may have been meant: see ``alike`` of
    :class:`~pullquote.store.model.snapshots.protocol.Collection`."""

    collection: str
    slug: str
