"""All records of one type, numbered, with the indexes that answer what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from functools import cache, cached_property, partial
from itertools import islice
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from pyroaring import BitMap

from pullquote.store.index.bitmaps import NONE, ValueIndex
from pullquote.store.index.days import DateIndex
from pullquote.store.index.dimensions import Former, of_today
from pullquote.store.index.lazy import LazyMapping
from pullquote.store.index.selections import KnownSelection, LatelyAsked, Row, RowSelection
from pullquote.store.index.sort_orders import Row as OrderedRow
from pullquote.store.index.sort_positions import Members
from pullquote.store.model.criteria import Criteria, OrderKey
from pullquote.store.model.dates import DateOrDateTime, TimelineInterval
from pullquote.store.model.errors import BadInput
from pullquote.store.model.pages import Bucket, Highlight, InvalidFacet, TimelineBucket, facet_size

T = TypeVar("T")
C = TypeVar("C", bound=Criteria)
K = TypeVar("K", bound=OrderKey)

Constraint = Callable[[Any], BitMap]
"""From the value of one field of a criteria to the records that satisfy it."""
RANGES = (("from_", "to", "from", "to"), ("modified_from", "modified_to", "modifiedFrom", "modifiedTo"))
"""The fields of a criteria that bound the same date, and the names that clients know them by."""

COMPARED_WHOLE = 100
"""Slugs of a collection that an unknown one is compared with all, in a millisecond; of more, with those of its
beginning."""
SAME_BEGINNING = 3
"""Characters of that beginning."""
MOST_COMPARED = 100
"""Slugs with the same beginning that are compared."""
MOST_LOOKED_AT = 20_000
"""Slugs of a collection that are looked at, in two milliseconds; nothing is guessed among more."""


class InvalidCriteria(BadInput):
    """A criteria contradicts itself, or cannot be combined with the order."""


class Searcher(Protocol):
    """Text search over the records of a collection."""

    def matching(self, text: str) -> BitMap:
        """The ordinals of everything that matches."""

    def row(self, text: str, *, descending: bool) -> Row:
        """Everything that matches, in the order of relevance, the most relevant first when ``descending``."""

    def highlight(self, text: str, ordinal: int) -> tuple[Highlight, ...]:
        """Where a record matches."""


@dataclass(frozen=True)
class RecordCollection(Generic[T, C, K]):
    """The records of one type; their ordinals are their positions in ``records``.

    ``numbers`` are the ordinals by slug, where records have one, and ``former`` the slugs of today by those of once, for
    each field of a criteria that names slugs (the records' own for ``slugs``); ``rows`` the orders by whether they are descending, ``default`` the one that is used unless asked
    otherwise, ``usual`` whether each usually descends. ``constraints`` is what each field of a criteria
    means, ``indexes`` the records by the values of each dimension, of which ``facets`` may be counted, ``dates`` the
    records by date. All three are made when they are first needed, or by :meth:`make_indexes`, but for the orders
    ``on_demand``. ``searcher`` is there where text search is, and then
    ``relevance`` is the order of its results.
    """

    records: Sequence[T]
    numbers: Mapping[str, int]
    rows: LazyMapping[K, Mapping[bool, OrderedRow[Any]]]
    default: K
    usual: Mapping[K, bool]
    constraints: Mapping[str, Constraint]
    indexes: LazyMapping[str, ValueIndex]
    dates: LazyMapping[str, DateIndex]
    facets: frozenset[str]
    former: Mapping[str, Former]
    searcher: Searcher | None = None
    on_demand: frozenset[K] = frozenset()
    relevance: K | None = None

    @cached_property
    def own_row(self) -> Row:
        """The default order in its usual direction."""
        return self.rows[self.default][self.usual[self.default]]

    @cached_property
    def lately_asked(self) -> LatelyAsked:
        """What is known of what was asked for lately, of all records."""
        return LatelyAsked()

    def make_indexes(self) -> None:
        """Make every index and order now, rather than when it is first needed, but for those ``on_demand``."""
        self.rows.make_all(self.on_demand)
        self.indexes.make_all()
        self.dates.make_all()

    def by_slug(self, slug: str) -> T | None:
        """The record of a slug, or of a former one; None when there is none."""
        number = self.numbers.get(slug)
        if number is None:
            number = self.numbers.get(self.former.get("slugs", {}).get(slug, ""))
        return None if number is None else self.records[number]

    def alike(self, slug: str) -> Iterator[str]:
        """See :class:`~pullquote.store.model.snapshots.protocol.NamedCollection`."""
        known = self.numbers
        if len(known) <= COMPARED_WHOLE:
            yield from known
        elif len(known) <= MOST_LOOKED_AT:
            begins = slug[:SAME_BEGINNING]
            yield from islice((each for each in known if each.startswith(begins)), MOST_COMPARED)

    def select(
        self,
        criteria: C | None = None,
        order: K | None = None,
        descending: bool | None = None,
        *,
        within: Members | None = None,
    ) -> RowSelection[T]:
        """The records that match ``criteria`` in the order asked for.

        ``order`` None is the collection's own, ``descending`` None the usual direction of the order; ``within``
        are ordinals to choose from. By relevance without a search is the collection's own order. Raises
        :class:`InvalidCriteria` for a range that ends before it begins.
        """
        whole: Members = range(len(self.records)) if within is None else within
        if criteria is None and order is None and descending is None:
            return RowSelection(self.records, self.own_row, whole, Divided(self, whole, self.own_row))
        key = criteria, order is self.relevance
        asked = self.lately_asked.find(key) if within is None else None
        today = asked.criteria if asked else of_today(without_blanks(criteria), self.former)
        order, search = order or self.default, getattr(today, "search", None)
        searcher = self.searcher
        if order is self.relevance and search is None:
            order, descending = self.default, None
        by_relevance = order is self.relevance
        if by_relevance and searcher is not None and search is not None:
            row: Row = searcher.row(search, descending=descending is not False)
        else:
            row = self.rows[order][self.usual[order] if descending is None else descending]
        if asked is not None:
            members = asked.members
        else:
            members = whole if today is None else self.matching(today, whole, skip_search=by_relevance)
            asked = KnownSelection(key, today, members, {}) if within is None else None
        division = Divided(self, whole, row, today, by_relevance, asked)
        highlight = partial(searcher.highlight, search) if searcher and search is not None else None
        return RowSelection(self.records, row, members, division, highlight)

    def members(self, criteria: C) -> BitMap:
        """The ordinals of what matches. Raises :class:`InvalidCriteria` as :meth:`select` does."""
        asked = of_today(without_blanks(criteria), self.former)
        return _as_set(self.matching(asked, range(len(self.records))))

    def within(self, criteria: C) -> BitMap:
        """The smallest set of an index that has all that matches; empty where no field asks for a single value."""
        asked = [(name, getattr(criteria, name, None)) for name in self.indexes.makers]
        single = [(name, wanted) for name, wanted in asked if wanted is not None and _is_single(wanted)]
        return min([self.indexes[name].with_any(wanted) for name, wanted in single], key=len, default=NONE)

    def matching(self, criteria: Any, members: Members, *, skip_search: bool = False) -> Members:
        """Those of ``members`` that match every field that is given, and not all those of ``exclude``."""
        check_criteria(criteria)
        for name in constrained(criteria.__class__):
            wanted = getattr(criteria, name)
            if wanted is None or (skip_search and name == "search"):
                continue
            found = self.constraints[name](wanted)
            # The sets of the indexes are shared: an operator makes a new one, an update would change them.
            members = found if len(members) == len(self.records) else _as_set(members) & found
        exclude = getattr(criteria, "exclude", None)
        if exclude is not None and any(
            getattr(exclude, name) is not None for name in constrained(exclude.__class__)
        ):
            members = _as_set(members) - _as_set(self.matching(exclude, members))
        return members


class Divided(NamedTuple, Generic[T, C, K]):
    """How what was asked of a collection divides (:class:`~pullquote.store.index.selections.Division`).

    ``within`` are the ordinals that were chosen from, ``row`` is the order; ``by_relevance`` is whether that is of
    the search of ``criteria``, and ``asked`` what is known of it already.
    """

    collection: RecordCollection[T, C, K]
    within: Members
    row: Row
    criteria: C | None = None
    by_relevance: bool = False
    asked: KnownSelection | None = None

    def facet(self, name: str, members: Members, first: int) -> tuple[Bucket, ...]:
        """See :class:`~pullquote.store.index.selections.Division`; a facet's own constraint does not count."""
        if self.asked is not None and (known := self.asked.facets.get((name, first))) is not None:
            return known
        found = self._count(name, members, first)
        if self.asked is not None:
            self.collection.lately_asked.keep(self.asked, name, first, found)
        return found

    def _count(self, name: str, members: Members, first: int) -> tuple[Bucket, ...]:
        collection = self.collection
        others: Any = self.criteria
        if name not in collection.facets:
            raise InvalidFacet(f'There is no facet "{name}" here.')
        size = facet_size(first)
        if others is None:
            return collection.indexes[name].buckets(members, size)
        selected = values_asked_for(others, name)
        if getattr(others, name, None) is not None:
            others = replace(others, **{name: None})
            members = self.row.among(collection.matching(others, self.within, skip_search=self.by_relevance))
        return collection.indexes[name].buckets(members, size, collection.within(others), selected)

    def timeline(self, interval: TimelineInterval, members: Members) -> tuple[TimelineBucket, ...]:
        """See :class:`~pullquote.store.index.selections.Division`."""
        start, end = getattr(self.criteria, "from_", None), getattr(self.criteria, "to", None)
        return self.collection.dates["date"].timeline(members, interval, start, end)


def values_asked_for(criteria: Any, facet: str) -> Iterable[Any]:
    """The values of a facet that a criteria asks for: of months the one that is its whole range."""
    if facet == "months":
        start, end = getattr(criteria, "from_", None), getattr(criteria, "to", None)
        return (start.text,) if start is not None and start == end else ()
    return getattr(criteria, facet, None) or ()


def without_blanks(criteria: Any) -> Any:
    """The criteria without a search for nothing, which is no constraint."""
    if criteria is None:
        return None
    search, exclude = getattr(criteria, "search", None), getattr(criteria, "exclude", None)
    changed: dict[str, Any] = {}
    if search is not None and not search.strip():
        changed["search"] = None
    if exclude is not None and (without := without_blanks(exclude)) is not exclude:
        changed["exclude"] = without
    return replace(criteria, **changed) if changed else criteria


@cache
def constrained(criteria: Any) -> tuple[str, ...]:
    """The fields that a criteria constrains by."""
    return tuple(field.name for field in fields(criteria) if field.name != "exclude")


def _is_single(wanted: Any) -> bool:
    return isinstance(wanted, bool) or len(wanted) == 1


def _as_set(members: Members) -> BitMap:
    return BitMap(members) if isinstance(members, range) else members


def check_criteria(criteria: Any) -> None:
    """Refuse what contradicts itself. Raises :class:`InvalidCriteria`."""
    check_ranges(criteria)
    exclude = getattr(criteria, "exclude", None)
    if exclude is None:
        return
    if getattr(exclude, "exclude", None) is not None:
        raise InvalidCriteria('"exclude" cannot have an "exclude" of its own.')
    check_ranges(exclude)


def check_ranges(criteria: Criteria) -> None:
    """Refuse a range that ends before it begins."""
    for low, high, from_name, to_name in RANGES:
        start, end = getattr(criteria, low, None), getattr(criteria, high, None)
        if start is not None and end is not None and _ends_before(end, start):
            raise InvalidCriteria(f'"{from_name}" ({start.text}) is after "{to_name}" ({end.text}).')


def _ends_before(end: DateOrDateTime, start: DateOrDateTime) -> bool:
    if end.has_time and start.has_time:
        return end.end <= start.start
    # A day as written somewhere and an instant can meet although their dates differ: offsets span 26 hours.
    slack = timedelta(days=2 if end.has_time != start.has_time else 0)
    return start.first_day - end.last_day > slack
