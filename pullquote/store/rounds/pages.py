"""Selections and pages of a store that is elsewhere: each reads what has arrived, and notes what has not."""

from __future__ import annotations

from typing import Any, Final, Protocol, TypeVar

from pullquote.store.model.criteria import SearchMatch
from pullquote.store.model.dates import TimelineInterval
from pullquote.store.model.pages import (
    FACET_SIZE,
    MAX_PAGE_SIZE,
    PAGE_SIZE,
    Bucket,
    Highlight,
    TimelineBucket,
    facet_size,
    size_asked,
)
from pullquote.store.model.snapshots.questions import (
    BeyondPage,
    CountOf,
    FacetOf,
    FoundPage,
    MatchOf,
    PageOf,
    Question,
    Searched,
    Selecting,
    TimelineOf,
)

A = TypeVar("A")


def _no_cursor(_index: int) -> str:
    return ""


def _no_highlights(_index: int) -> tuple[Highlight, ...]:
    return ()


NOTHING: Final = FoundPage((), False, _no_cursor, _no_highlights)
"""What stands in for a page that has not arrived."""


class Answers(Protocol):
    """Gives the answer to a question, or notes the question and gives a stand-in; raises an answer that is BadInput."""

    def __call__(self, question: Question[A], stand_in: A, /) -> A:
        """The answer."""


class RemotePage:
    """One page; see :class:`~pullquote.store.model.pages.Page`."""

    __slots__ = ("_ask", "_question", "selection")

    def __init__(self, ask: Answers, question: PageOf, selection: RemoteSelection) -> None:
        self._ask = ask
        self._question = question
        self.selection = selection

    @property
    def _found(self) -> FoundPage:
        return self._ask(self._question, NOTHING)

    @property
    def nodes(self) -> tuple[Any, ...]:
        """See :class:`~pullquote.store.model.pages.Page`."""
        return self._found.nodes

    @property
    def total_count(self) -> int:
        """See :class:`~pullquote.store.model.pages.Page`."""
        return self.selection.total_count

    @property
    def has_next_page(self) -> bool:
        """See :class:`~pullquote.store.model.pages.Page`."""
        if self._question.last is None:
            return self._found.has_more
        return self._question.before is not None and self._ask(BeyondPage(self._question), False)

    @property
    def has_previous_page(self) -> bool:
        """See :class:`~pullquote.store.model.pages.Page`."""
        if self._question.last is not None:
            return self._found.has_more
        return self._question.after is not None and self._ask(BeyondPage(self._question), False)

    @property
    def start_cursor(self) -> str | None:
        """See :class:`~pullquote.store.model.pages.Page`."""
        found = self._found
        return found.cursor(0) if found.nodes else None

    @property
    def end_cursor(self) -> str | None:
        """See :class:`~pullquote.store.model.pages.Page`."""
        found = self._found
        return found.cursor(len(found.nodes) - 1) if found.nodes else None

    def cursor(self, index: int) -> str:
        """See :class:`~pullquote.store.model.pages.Page`."""
        return self._found.cursor(index)

    def highlights(self, index: int) -> tuple[Highlight, ...]:
        """See :class:`~pullquote.store.model.pages.Page`."""
        return self._found.highlights(index)


class RemoteSelection:
    """What was selected; see :class:`~pullquote.store.model.pages.Selection`."""

    __slots__ = ("_ask", "_of")

    def __init__(self, ask: Answers, of: Selecting) -> None:
        self._ask = ask
        self._of = of

    @property
    def total_count(self) -> int:
        """See :class:`~pullquote.store.model.pages.Selection`."""
        return self._ask(CountOf(self._of), 0)

    def page(
        self,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        *,
        default_size: int = PAGE_SIZE,
        max_size: int = MAX_PAGE_SIZE,
    ) -> RemotePage:
        """See :class:`~pullquote.store.model.pages.Selection`."""
        size_asked(first, last, default_size, max_size)
        question = PageOf(self._of, first, after, last, before, default_size, max_size)
        if after is not None or before is not None:
            # A cursor that is none is to be refused here, whatever is read of the page.
            self._ask(question, NOTHING)
        return RemotePage(self._ask, question, self)

    def facet(self, name: str, first: int = FACET_SIZE) -> tuple[Bucket, ...]:
        """See :class:`~pullquote.store.model.pages.Selection`."""
        return self._ask(FacetOf(self._of, name, facet_size(first)), ())

    def timeline(self, interval: TimelineInterval) -> tuple[TimelineBucket, ...]:
        """See :class:`~pullquote.store.model.pages.Selection`."""
        if isinstance(self._of, Searched):
            raise TypeError("a search over everything has no timeline: people have no date")
        return self._ask(TimelineOf(self._of, interval), ())


class RemoteSearchSelection(RemoteSelection):
    """What a search over everything found."""

    __slots__ = ("_match",)

    def __init__(self, ask: Answers, of: Searched) -> None:
        super().__init__(ask, of)
        self._match = MatchOf(of)

    @property
    def did_you_mean(self) -> str | None:
        """See :class:`~pullquote.store.model.snapshots.protocol.SearchSelection`."""
        return self._ask(self._match, (None, SearchMatch.ALL))[0]

    @property
    def match(self) -> SearchMatch:
        """See :class:`~pullquote.store.model.snapshots.protocol.SearchSelection`."""
        return self._ask(self._match, (None, SearchMatch.ALL))[1]
