"""The orders that records can be asked for in, as tables; and a row of records in one of them.

An order compares keys, then ids, so that no two records are equal. Each has a usual direction (newest
first, A to Z), in which ids ascend; the other direction is its exact reverse. Records without the key (an
article without a date of publication, a quote without a speaker) come last in both directions, by id.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from typing import Any, Generic, Protocol, TypeVar, cast

from pullquote.store.index.renumbering import Renumbering
from pullquote.store.index.sort_positions import Bounds, Members, Natural, Permutation, Permuted, Positions
from pullquote.store.model.criteria import OrderKey, QuoteOrder, StoryOrder
from pullquote.store.model.cursors import Cursor, Key, decode, encode
from pullquote.store.model.records import Named, Quote, Story

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Record(Protocol):
    """Whatever can stand in an order: it has an id."""

    @property
    def id(self) -> str:
        """The global id."""


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Order(Generic[R]):
    """One line of a table of orders.

    ``key`` gives what the usual direction compares, ascending; its first value is None where a record has
    nothing to compare. ``shape`` is the types of its values, by which cursors are checked.
    """

    key: Callable[[R], Key]
    shape: tuple[type, ...]
    descending: bool
    """Whether the usual direction is what a client calls descending."""


def microseconds(moment: datetime) -> int:
    """Microseconds from 1970 to a moment."""
    return (moment - EPOCH) // MICROSECOND


def sort_text(text: str) -> str:
    """A text as it is sorted: without case and accents, so that Ö stands by O and not behind Z."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _latest(story: Story) -> Key:
    return (-microseconds(story.latest_date.start),)


def _published(story: Story) -> Key:
    return (-microseconds(story.date_published.start) if story.date_published else None,)


def _headline(story: Story) -> Key:
    return (sort_text(story.headline),)


def _quote_count(story: Story) -> Key:
    return (-len(story.quotes),)


def _position(quote: Quote) -> Key:
    return (-microseconds(quote.story.latest_date.start), quote.story.id, quote.position)


def _spoken(quote: Quote) -> Key:
    return (-microseconds(quote.date_spoken.start) if quote.date_spoken else None,)


def _speaker_name(quote: Quote) -> Key:
    return (sort_text(quote.speaker.name) if quote.speaker else None,)


def _name(record: Named) -> Key:
    return (sort_text(record.name),)


STORY_ORDERS: Mapping[StoryOrder, Order[Story]] = {
    StoryOrder.LATEST_DATE: Order(_latest, (int,), descending=True),
    StoryOrder.DATE_PUBLISHED: Order(_published, (int,), descending=True),
    StoryOrder.HEADLINE: Order(_headline, (str,), descending=False),
    StoryOrder.QUOTE_COUNT: Order(_quote_count, (int,), descending=True),
}
QUOTE_ORDERS: Mapping[QuoteOrder, Order[Quote]] = {
    QuoteOrder.POSITION: Order(_position, (int, str, int), descending=False),
    QuoteOrder.DATE_SPOKEN: Order(_spoken, (int,), descending=True),
    QuoteOrder.SPEAKER_NAME: Order(_speaker_name, (str,), descending=False),
}
"""Without RELEVANCE, which is of a search and not of the records."""
BY_NAME: Order[Named] = Order(_name, (str,), descending=False)


def in_order(records: Iterable[R], order: Order[Any]) -> tuple[R, ...]:
    """Records in the usual direction of an order for which all of them have a key."""
    return tuple(sorted(records, key=partial(place_in, order)))


def place_in(order: Order[Any], record: Record) -> tuple[Any, str]:
    """What an order compares, and the id that breaks ties."""
    return order.key(record), record.id


def row_name(collection: str, order: OrderKey, descending: bool) -> str:
    """What cursors call one direction of one order: ``stories:HEADLINE:ASC``."""
    return f"{collection}:{order.name}:{'DESC' if descending else 'ASC'}"


FindRecord = Callable[[Cursor], int | None]
"""The ordinal of the record that a cursor was made of, if it is known to stand where the cursor leads."""


@dataclass(frozen=True)
class Row(Generic[R]):
    """The records of a collection in one direction of one order.

    ``ordinals`` are in the usual direction, the first ``known`` of them with a key. ``find`` may know the record of a
    cursor, where all records have a key; what it does not know is looked for by the key.
    """

    name: str
    order: Order[R]
    records: Sequence[R]
    ordinals: Sequence[int]
    known: int
    reverse: bool
    positions: Positions
    find: FindRecord | None = None

    @cached_property
    def size(self) -> int:
        """How many positions there are."""
        return len(self.ordinals)

    @cached_property
    def is_natural(self) -> bool:
        """Whether a record's position is its ordinal."""
        return isinstance(self.ordinals, range) and not self.reverse

    def among(self, members: Members) -> Members:
        """All of ``members``: every record has its position."""
        return members

    def count(self, members: Members, whole: int) -> int:  # noqa: ARG002  other rows need it
        """How many members there are."""
        return len(members)

    def cursor(self, ordinal: int) -> str:
        """The cursor of a record."""
        record = self.records[ordinal]
        return encode(self.name, self.order.key(record), record.id)

    def bound(self, text: str, argument: str, *, behind: bool) -> int:
        """The position at a cursor: of its record or of what would follow it; ``behind`` is one further.

        Raises :class:`~pullquote.store.model.cursors.InvalidCursor`.
        """
        found = self._bounds.get((text, behind))
        if found is None:
            found = self._bounds.keep(text, self._bound(text, argument, behind), behind=behind)
        return found

    @cached_property
    def _bounds(self) -> Bounds:
        return Bounds()

    def _bound(self, text: str, argument: str, behind: bool) -> int:
        cursor = decode(text, self.name, self.order.shape, argument)
        if self.find and (ordinal := self.find(cursor)) is not None:
            return (self.size - 1 - ordinal if self.reverse else ordinal) + behind
        is_known = cursor.key[0] is not None
        low, high = (0, self.known) if is_known else (self.known, self.size)
        mirrored = self.reverse and is_known
        bisect = bisect_right if behind != mirrored else bisect_left
        wanted = (*cursor.key, cursor.id)
        found = bisect(self.ordinals, wanted, low, high, key=self._sort_key)
        return self.known - found if mirrored else found

    def _sort_key(self, ordinal: int) -> Key:
        record = self.records[ordinal]
        return (*self.order.key(record), record.id)


def natural_rows(
    collection: str,
    key: OrderKey,
    order: Order[R],
    records: Sequence[R],
    find: FindRecord | None = None,
) -> dict[bool, Row[R]]:
    """The order that the records stand in already, by whether it is descending."""
    size = len(records)

    def row(name: str, reverse: bool) -> Row[R]:
        return Row(name, order, records, range(size), size, reverse, Natural(size, reverse), find)

    return _by_direction(collection, key, order, row)


def other_rows(
    collection: str, key: OrderKey, order: Order[R], records: Sequence[R], by_id: Sequence[int]
) -> dict[bool, Row[R]]:
    """Another order, by whether it is descending; ``by_id`` is the ordinals in the order of their ids."""
    keys = [order.key(record)[0] for record in records]
    return permuted_rows(collection, key, order, records, permuted_by(keys, by_id))


def permuted_by(keys: Sequence[int | str | None], by_id: Sequence[int]) -> tuple[Permutation, int]:
    """An order by the first of each record's keys; see :func:`permuted_rows`."""
    known = [ordinal for ordinal in by_id if keys[ordinal] is not None]
    known.sort(key=cast("Callable[[int], int]", keys.__getitem__))
    unknown = [ordinal for ordinal in by_id if keys[ordinal] is None]
    return Permutation.of([*known, *unknown]), len(known)


def permuted_rows(
    collection: str,
    key: OrderKey,
    order: Order[R],
    records: Sequence[R],
    permuted: tuple[Permutation, int],
) -> dict[bool, Row[R]]:
    """An order by its permutation, and how many of the first records in it have its key."""
    permutation, known = permuted

    def row(name: str, reverse: bool) -> Row[R]:
        positions = Permuted(permutation, known, reverse)
        return Row(name, order, records, permutation.ordinals, known, reverse, positions)

    return _by_direction(collection, key, order, row)


def permutation_of(rows: Mapping[bool, Row[Any]]) -> tuple[Permutation, int]:
    """What an order that is not the records' own is made of; see :func:`permuted_rows`."""
    positions = rows[False].positions
    if not isinstance(positions, Permuted):
        raise TypeError("the records' own order is no permutation")
    return positions.permutation, rows[False].known


def moved_rows(
    collection: str,
    key: OrderKey,
    rows: Mapping[bool, Row[R]],
    records: Sequence[R],
    renumbering: Renumbering,
) -> dict[bool, Row[R]]:
    """An order that is not the records' own after a renumbering, from what it was before."""
    before = rows[False]
    order, old = before.order, before.records
    renumbering = renumbering.keeping(
        lambda number, now: place_in(order, old[number]) == place_in(order, records[now])
    )
    if renumbering.changes_nothing:
        return {descending: replace(row, records=records) for descending, row in rows.items()}

    def sort_key(ordinal: int) -> Key:
        record = records[ordinal]
        return (*order.key(record), record.id)

    if renumbering.only_replaces:
        permutation, number = permutation_of(rows)
        moved = permutation.replaced(number, renumbering.added, sort_key)
        return permuted_rows(collection, key, order, records, moved)
    known = renumbering.row(before.ordinals[: before.known])
    unknown = renumbering.row(before.ordinals[before.known :])
    for ordinal in renumbering.added:
        insort(unknown if sort_key(ordinal)[0] is None else known, ordinal, key=sort_key)
    permutation = Permutation.of([*known, *unknown])
    return permuted_rows(collection, key, order, records, (permutation, len(known)))


def _by_direction(
    collection: str, key: OrderKey, order: Order[R], row: Callable[[str, bool], Row[R]]
) -> dict[bool, Row[R]]:
    return {
        descending: row(row_name(collection, key, descending), descending != order.descending)
        for descending in (False, True)
    }
