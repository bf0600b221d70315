"""The orders of records as the cluster sorts them, and the places in them that cursors stand for.

A document has the keys by which memory orders its record (:mod:`~pullquote.store.index.sort_orders`), each in a field
of its own. So a page begins and ends at the same records, and its cursors are the same texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pullquote.store.index.sort_orders import row_name
from pullquote.store.model.criteria import NameOrder, OrderKey, QuoteOrder, StoryOrder
from pullquote.store.model.cursors import Cursor, Key, decode, encode
from pullquote.store.opensearch.queries.searches import Json, all_of, any_of, between, exists, none_of, term

ID = "id"


@dataclass(frozen=True)
class SortedBy:
    """The fields that an order compares, in turn, in its usual direction ascending, and the types of their values.

    ``descending`` is whether clients call that direction so; ``is_partial`` whether there are records without the
    key, which come last in both directions.
    """

    fields: tuple[str, ...]
    shape: tuple[type, ...]
    descending: bool
    is_partial: bool = False


ORDERS: Mapping[OrderKey, SortedBy] = {
    StoryOrder.LATEST_DATE: SortedBy(("sort_latest_date",), (int,), descending=True),
    StoryOrder.DATE_PUBLISHED: SortedBy(("sort_date_published",), (int,), descending=True, is_partial=True),
    StoryOrder.HEADLINE: SortedBy(("sort_headline",), (str,), descending=False),
    StoryOrder.QUOTE_COUNT: SortedBy(("sort_quote_count",), (int,), descending=True),
    QuoteOrder.POSITION: SortedBy(
        ("sort_position_latest", "story_id", "position"), (int, str, int), descending=False
    ),
    QuoteOrder.DATE_SPOKEN: SortedBy(("sort_date_spoken",), (int,), descending=True, is_partial=True),
    QuoteOrder.SPEAKER_NAME: SortedBy(("sort_speaker_name",), (str,), descending=False, is_partial=True),
    NameOrder.NAME: SortedBy(("sort_name",), (str,), descending=False),
    NameOrder.QUOTE_COUNT: SortedBy(("sort_quote_count",), (int,), descending=True),
    NameOrder.STORY_COUNT: SortedBy(("sort_story_count",), (int,), descending=True),
    NameOrder.LATEST: SortedBy(("sort_latest",), (int,), descending=True, is_partial=True),
}
"""Every order but that of relevance."""


@dataclass(frozen=True)
class Part:
    """Neighbours in an order that are sorted alike: those with its key, or those without."""

    query: Json | None
    sort: tuple[tuple[str, bool], ...]

    def sorted(self, *, backwards: bool) -> list[Json]:
        """How the cluster sorts them, from either end."""
        return [{field: "desc" if down != backwards else "asc"} for field, down in self.sort]


@dataclass(frozen=True)
class Direction:
    """One direction of one order of a collection."""

    name: str
    by: SortedBy
    reverse: bool

    @classmethod
    def of(cls, collection: str, order: OrderKey, descending: bool | None) -> Direction:
        """The direction that is asked for, None being the usual one."""
        by = ORDERS[order]
        down = by.descending if descending is None else descending
        return cls(row_name(collection, order, down), by, down != by.descending)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is sorted alike, in order."""
        with_key = tuple((field, self.reverse) for field in (*self.by.fields, ID))
        if not self.by.is_partial:
            return (Part(None, with_key),)
        key = exists(self.by.fields[0])
        return Part(key, with_key), Part(none_of(key), ((ID, False),))

    def going_on(self, cursor: Cursor | None, *, backwards: bool) -> list[tuple[Part, Json]]:
        """The parts that are left after a cursor, as they follow each other from either end, and where the search in each
        goes on. That costs the cluster nothing, while a range of ids takes it longer than all else on a page."""
        parts = self.parts[::-1] if backwards else self.parts
        if cursor is None:
            return [(part, {}) for part in parts]
        is_known = cursor.key[0] is not None or not self.by.is_partial
        place = parts.index(self.parts[0 if is_known else -1])
        key = [*(cursor.key if is_known else ()), cursor.id]
        return [(parts[place], {"search_after": key}), *[(part, {}) for part in parts[place + 1 :]]]

    def key_of(self, hit: Mapping[str, Any]) -> Key:
        """What the order compares of a document that was found in one of the parts."""
        found = hit["sort"][:-1]
        return tuple(found) if found else (None,)

    def cursor(self, key: Key, identity: str) -> str:
        """The cursor of a record."""
        return encode(self.name, key, identity)

    def read(self, text: str, argument: str) -> Cursor:
        """A cursor of this order. Raises :class:`~pullquote.store.model.cursors.InvalidCursor`."""
        return decode(text, self.name, self.by.shape, argument)

    def behind(self, cursor: Cursor) -> Json:
        """What comes after a cursor's record."""
        return any_of(self._beside(cursor, behind=True))

    def before(self, cursor: Cursor) -> Json:
        """What comes before a cursor's record."""
        return any_of(self._beside(cursor, behind=False))

    def _beside(self, cursor: Cursor, *, behind: bool) -> Iterator[Json]:
        with_key, without = exists(self.by.fields[0]), none_of(exists(self.by.fields[0]))
        if cursor.key[0] is None:
            yield all_of([without, between(ID, **{"gt" if behind else "lt": cursor.id})])
            if not behind:
                yield with_key
            return
        yield from _lexicographic(
            [*zip(self.by.fields, cursor.key, strict=True), (ID, cursor.id)],
            "gt" if behind != self.reverse else "lt",
        )
        if behind and self.by.is_partial:
            yield without


def _lexicographic(keys: Sequence[tuple[str, str | int | None]], side: str) -> Iterator[Json]:
    """What is on one side of some values that are compared in turn."""
    for place, (field, value) in enumerate(keys):
        equal = [term(name, each) for name, each in keys[:place] if each is not None]
        if value is not None:
            yield all_of([*equal, between(field, **{side: value})])
