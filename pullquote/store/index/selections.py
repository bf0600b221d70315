"""What was asked for, before it is cut into pages: a set of records, in an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from pullquote.store.index.sort_positions import Members, Positions
from pullquote.store.model.dates import TimelineInterval
from pullquote.store.model.pages import (
    FACET_SIZE,
    MAX_PAGE_SIZE,
    PAGE_SIZE,
    Bucket,
    Highlight,
    InvalidFacet,
    TimelineBucket,
    size_asked,
)

T = TypeVar("T")

MOST_ASKED = 256
"""Filters whose members and facets are kept: those that readers click on. When they are full, all are forgotten."""
LARGEST_KEPT = 32_768
"""Bytes of a filter and its members that are kept: those of most filters of 200,000 records."""
MOST_BUCKETS = 64
"""Buckets that are kept for each filter: six facets of ten, some 10 KB."""


class Row(Protocol):
    """An order: positions, and cursors that lead to them."""

    @property
    def size(self) -> int:
        """How many positions there are."""

    @property
    def is_natural(self) -> bool:
        """Whether a record's position is its ordinal."""

    @property
    def positions(self) -> Positions:
        """The positions."""

    def among(self, members: Members) -> Members:
        """Those of ``members`` that stand in the row at all."""

    def count(self, members: Members, whole: int) -> int:
        """How many of ``members`` stand in the row; ``whole`` is how many records there are."""

    def cursor(self, ordinal: int) -> str:
        """The cursor of a record."""

    def bound(self, text: str, argument: str, *, behind: bool) -> int:
        """The position at a cursor, or one further; raises InvalidCursor."""


class Division(Protocol):
    """How what was asked for divides."""

    def facet(self, name: str, members: Members, first: int) -> tuple[Bucket, ...]:
        """By the values of a dimension; ``members`` are those that were found. Raises InvalidFacet."""

    def timeline(self, interval: TimelineInterval, members: Members) -> tuple[TimelineBucket, ...]:
        """By time. Raises InvalidTimeline."""


class KnownSelection(NamedTuple):
    """What was asked for, its criteria as they are today, its members, and facets that were counted of it."""

    key: Any
    criteria: Any
    members: Members
    facets: dict[tuple[str, int], tuple[Bucket, ...]]


class LatelyAsked:
    """What was asked for lately and had its facets counted."""

    def __init__(self) -> None:
        self._known: dict[Any, KnownSelection] = {}

    def find(self, key: Any) -> KnownSelection | None:
        """What is known of what was asked; None where nothing is."""
        return self._known.get(key)

    def keep(self, asked: KnownSelection, name: str, first: int, buckets: tuple[Bucket, ...]) -> None:
        """Keep a facet of what was asked, unless it is too large."""
        if sum(map(len, asked.facets.values())) + len(buckets) > MOST_BUCKETS:
            return
        if not asked.facets:
            members = 0 if isinstance(asked.members, range) else len(asked.members.serialize())
            if members + len(repr(asked.key)) > LARGEST_KEPT:
                return
            if len(self._known) >= MOST_ASKED:
                self._known.clear()
            self._known[asked.key] = asked
        asked.facets[name, first] = buckets


class RowSelection(Generic[T]):
    """Records of a collection that match what was asked for, in the order that was asked for.

    Making one costs the set algebra; counting, paging and facets cost something only when asked for.
    """

    __slots__ = ("_division", "_highlight", "_members", "_records", "_row")

    def __init__(
        self,
        records: Sequence[T],
        row: Row,
        members: Members,
        division: Division | None = None,
        highlight: Callable[[int], tuple[Highlight, ...]] | None = None,
    ) -> None:
        self._records = records
        self._row = row
        self._members = members
        self._division = division
        self._highlight = highlight

    @property
    def total_count(self) -> int:
        """See :class:`~pullquote.store.model.pages.Selection`."""
        return self._row.count(self._members, len(self._records))

    def page(
        self,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        *,
        default_size: int = PAGE_SIZE,
        max_size: int = MAX_PAGE_SIZE,
    ) -> RowPage[T]:
        """See :class:`~pullquote.store.model.pages.Selection`."""
        size = size_asked(first, last, default_size, max_size)
        backwards = last is not None
        row, records, members = self._row, self._records, self._members
        if (
            row.is_natural
            and isinstance(members, range)
            and after is None
            and before is None
            and last is None
        ):
            # The first of a run of neighbours, as in every list of a story's quotes: a slice, and no more.
            found: Sequence[int] = members[:size]
            nodes = tuple(records[members.start : members.start + len(found)])
            more = len(members) > size
            return RowPage(self, nodes, found, start=0, end=row.size, backwards=False, more=more)
        start = 0 if after is None else row.bound(after, "after", behind=True)
        end = row.size if before is None else row.bound(before, "before", behind=False)
        found = row.positions.window(members, start, end, size + 1, backwards)
        more = len(found) > size
        if more:
            found = found[1:] if backwards else found[:size]
        if isinstance(found, range) and found.step == 1:
            nodes = tuple(records[found.start : found.stop])
        else:
            nodes = tuple([records[ordinal] for ordinal in found])
        return RowPage(self, nodes, found, start=start, end=end, backwards=backwards, more=more)

    def facet(self, name: str, first: int = FACET_SIZE) -> tuple[Bucket, ...]:
        """See :class:`~pullquote.store.model.pages.Selection`."""
        return self._divided(name).facet(name, self._row.among(self._members), first)

    def timeline(self, interval: TimelineInterval) -> tuple[TimelineBucket, ...]:
        """See :class:`~pullquote.store.model.pages.Selection`."""
        return self._divided("timeline").timeline(interval, self._row.among(self._members))

    def _divided(self, name: str) -> Division:
        if self._division is None:
            raise InvalidFacet(f'There is no facet "{name}" here.')
        return self._division

    def holds_from(self, position: int) -> bool:
        """Whether any record stands at ``position`` or after it."""
        return position < self._row.size and self._row.positions.holds(
            self._members, position, self._row.size
        )

    def holds_before(self, position: int) -> bool:
        """Whether any record stands before ``position``."""
        return position > 0 and self._row.positions.holds(self._members, 0, position)

    def cursor(self, ordinal: int) -> str:
        """The cursor of a record by its number."""
        return self._row.cursor(ordinal)

    def highlights(self, ordinal: int) -> tuple[Highlight, ...]:
        """Where the search found its words in a record by its number; empty without a search."""
        return self._highlight(ordinal) if self._highlight else ()


class RowPage(Generic[T]):
    """One page of a :class:`RowSelection`; see :class:`~pullquote.store.model.pages.Page`."""

    __slots__ = ("_backwards", "_end", "_more", "_ordinals", "_start", "nodes", "selection")

    def __init__(
        self,
        selection: RowSelection[T],
        nodes: tuple[T, ...],
        ordinals: Sequence[int],
        *,
        start: int,
        end: int,
        backwards: bool,
        more: bool,
    ) -> None:
        """``start`` and ``end`` are the places between its cursors; whether they hold ``more`` is known."""
        self.selection = selection
        self.nodes = nodes
        self._ordinals = ordinals
        self._start = start
        self._end = end
        self._backwards = backwards
        self._more = more

    @property
    def total_count(self) -> int:
        """See :class:`~pullquote.store.model.pages.Page`."""
        return self.selection.total_count

    @property
    def has_next_page(self) -> bool:
        """See :class:`~pullquote.store.model.pages.Page`."""
        return self.selection.holds_from(self._end) if self._backwards else self._more

    @property
    def has_previous_page(self) -> bool:
        """See :class:`~pullquote.store.model.pages.Page`."""
        return self._more if self._backwards else self.selection.holds_before(self._start)

    @property
    def start_cursor(self) -> str | None:
        """See :class:`~pullquote.store.model.pages.Page`."""
        return self.cursor(0) if self.nodes else None

    @property
    def end_cursor(self) -> str | None:
        """See :class:`~pullquote.store.model.pages.Page`."""
        return self.cursor(len(self.nodes) - 1) if self.nodes else None

    def cursor(self, index: int) -> str:
        """See :class:`~pullquote.store.model.pages.Page`."""
        return self.selection.cursor(self._ordinals[index])

    def highlights(self, index: int) -> tuple[Highlight, ...]:
        """See :class:`~pullquote.store.model.pages.Page`."""
        return self.selection.highlights(self._ordinals[index])
