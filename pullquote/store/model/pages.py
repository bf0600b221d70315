"""Selections: their pages, and their facets, which are how they divide by the values of a dimension.

Pages are as the Relay cursor connections specification defines them.

https://relay.dev/graphql/connections.htm
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

from pullquote.store.model.dates import DateOrDateTime, TimelineInterval
from pullquote.store.model.errors import BadInput

PAGE_SIZE = 20
"""Records on a page when a client does not say: a screenful."""
MAX_PAGE_SIZE = 100
"""Records on a page at most: what keeps one answer small enough for a browser."""
FACET_SIZE = 10
"""Buckets of a facet when a client does not say: as many as a side column of filters shows."""
MAX_FACET_SIZE = 100
"""Buckets of a facet at most."""
MAX_TIMELINE_SIZE = 750
"""Buckets of a timeline at most: two years of days, sixty of months. A chart shows no more."""

T_co = TypeVar("T_co", covariant=True)


class InvalidPage(BadInput):
    """The arguments of a page contradict each other or ask for too much."""


@dataclass(frozen=True)
class Bucket:
    """One value of a facet: its key as filters take it, its name for readers, how many have it, and whether the
    filter asks for it."""

    key: str
    label: str
    count: int
    is_selected: bool = False


@dataclass(frozen=True)
class TimelineBucket:
    """A day, month or year, as ``from`` and ``to`` take it, and how many share a moment with it."""

    date: DateOrDateTime
    count: int


class InvalidFacet(BadInput):
    """A facet that does not exist, or with more buckets than there may be, or fewer than none."""


class InvalidTimeline(BadInput):
    """A timeline of more buckets than there may be."""


@dataclass(frozen=True)
class Highlight:
    """Where a search found its words: a fragment of a field, escaped, the words in ``<mark>``.

    ``field`` is the GraphQL name of the field.
    """

    field: str
    html: str


class Selection(Protocol[T_co]):
    """Records that match what was asked for, in the order that was asked for, before they are cut into pages."""

    @property
    def total_count(self) -> int:
        """How many there are."""

    def page(
        self,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        *,
        default_size: int = PAGE_SIZE,
        max_size: int = MAX_PAGE_SIZE,
    ) -> Page[T_co]:
        """Cut a page.

        Raises :class:`InvalidPage` for both of ``first`` and ``last``, a negative one or one above
        ``max_size``, and :class:`~pullquote.store.model.cursors.InvalidCursor` for a cursor that is none or is of
        another order.
        """

    def facet(self, name: str, first: int = FACET_SIZE) -> tuple[Bucket, ...]:
        """How the selection divides by ``name``, over all pages: the buckets with the most, ties by key.

        What was asked for by ``name`` itself does not count: where two topics were asked for, the buckets say how
        many would be found with others in their place. Those that were asked for are always among the buckets,
        behind the others where they are not among the ``first``.
        """

    def timeline(self, interval: TimelineInterval) -> tuple[TimelineBucket, ...]:
        """How the whole selection divides over time, from the first to the last: without gaps, some with 0.

        Raises :class:`InvalidTimeline` where these are more than :data:`MAX_TIMELINE_SIZE`.
        """


class Page(Protocol[T_co]):
    """One page of a selection. Everything but its nodes is computed when it is read.

    ``has_next_page`` and ``has_previous_page`` are exact: a page that was asked for by ``first`` looks ahead
    as far as its ``before``, and back to the very first record; one asked for by ``last`` the other way round.
    """

    @property
    def nodes(self) -> tuple[T_co, ...]:
        """The records on it."""

    @property
    def selection(self) -> Selection[T_co]:
        """What it was cut from."""

    @property
    def total_count(self) -> int:
        """How many records the whole selection has."""

    @property
    def has_next_page(self) -> bool:
        """Whether records follow."""

    @property
    def has_previous_page(self) -> bool:
        """Whether records come before."""

    @property
    def start_cursor(self) -> str | None:
        """The cursor of the first record; None on an empty page."""

    @property
    def end_cursor(self) -> str | None:
        """The cursor of the last record; None on an empty page."""

    def cursor(self, index: int) -> str:
        """The cursor of the record at ``index`` of the page."""

    def highlights(self, index: int) -> tuple[Highlight, ...]:
        """Where the search found its words in the record at ``index``; empty without a search."""


def size_asked(first: int | None, last: int | None, default_size: int, max_size: int) -> int:
    """How many records a page is to have; raises :class:`InvalidPage`."""
    if first is not None and last is not None:
        raise InvalidPage('"first" and "last" cannot be given together; give one of them.')
    name, size = ("first", first) if last is None else ("last", last)
    if size is None:
        return min(default_size, max_size)
    if size < 0:
        raise InvalidPage(f'"{name}" must not be negative, found {size}.')
    if size > max_size:
        raise InvalidPage(f'"{name}" must be {max_size} at most, found {size}.')
    return size


def facet_size(first: int) -> int:
    """Check how many buckets are asked for; raises :class:`InvalidFacet`."""
    if first < 0:
        raise InvalidFacet(f'"first" must not be negative, found {first}.')
    if first > MAX_FACET_SIZE:
        raise InvalidFacet(f'"first" must be {MAX_FACET_SIZE} at most, found {first}.')
    return first
