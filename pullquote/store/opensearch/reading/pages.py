"""Pages of selections that are in an order of their records: what is asked of the cluster, and what it found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pullquote.store.model.criteria import QuoteOrder
from pullquote.store.model.cursors import Cursor, Key
from pullquote.store.model.pages import Highlight, size_asked
from pullquote.store.model.snapshots.questions import QUOTES, FoundPage, PageOf
from pullquote.store.opensearch.queries.criteria import AskedFor
from pullquote.store.opensearch.queries.orders import Direction
from pullquote.store.opensearch.queries.searches import (
    Json,
    Search,
    Steps,
    all_of,
    hits_of,
    looking,
    none_of,
    search,
    term,
    together,
)
from pullquote.store.opensearch.reading.record_cache import QUOTE, RECORD, Hit, RecordCache
from pullquote.store.search.fields import FIELDS
from pullquote.store.search.highlights import highlights_in

T = TypeVar("T")
Cursors = tuple[Cursor | None, Cursor | None]
"""What is after, and what is before."""


def page(asked: AskedFor, wanted: PageOf, records: RecordCache) -> Steps[FoundPage]:
    """A page. Raises BadInput where its size or its cursors cannot be."""
    size = size_asked(wanted.first, wanted.last, wanted.default_size, wanted.max_size)
    direction = Direction.of(asked.collection.name, asked.order, asked.descending)
    backwards = wanted.last is not None

    def found_between(cursors: Cursors) -> Steps[list[Hit]]:
        after, before = cursors
        base = asked.filters()
        if backwards and after is not None:
            base.append(direction.behind(after))
        if not backwards and before is not None:
            base.append(direction.before(before))
        body = {"size": size + 1, "track_total_hits": False, "_source": fields_of(asked)}
        answers = yield from search(
            *[
                Search(
                    (asked.collection.index,),
                    {
                        **body,
                        "query": all_of([*base, *([part.query] if part.query else [])]),
                        "sort": part.sorted(backwards=backwards),
                        **place,
                    },
                )
                for part, place in direction.going_on(before if backwards else after, backwards=backwards)
            ]
        )
        return [hit for answer in answers for hit in hits_of(answer)]

    found = yield from _as_of_today(asked, direction, wanted, found_between)
    more, hits = len(found) > size, found[:size]
    if backwards:
        hits.reverse()
    nodes = yield from nodes_of(asked, hits, records)
    keys = [direction.key_of(hit) for hit in hits]
    return FoundPage(
        tuple(nodes), more, cursor_of(direction, keys, nodes), highlighter(asked.search, nodes, asked)
    )


def beyond(asked: AskedFor, wanted: PageOf, _records: RecordCache) -> Steps[bool]:
    """Whether there are records on the other side of a page: see
    :class:`~pullquote.store.model.snapshots.questions.BeyondPage`. Raises BadInput as :func:`page` does."""
    size_asked(wanted.first, wanted.last, wanted.default_size, wanted.max_size)
    direction = Direction.of(asked.collection.name, asked.order, asked.descending)

    def is_any(cursors: Cursors) -> Steps[bool]:
        after, before = cursors
        cursor = after if wanted.last is None else before
        if cursor is None:
            return False
        beside = direction.behind(cursor) if wanted.last is None else direction.before(cursor)
        query = all_of([*asked.filters(), none_of(beside)])
        (answer,) = yield from search(Search((asked.collection.index,), looking(query)))
        return bool(answer["hits"]["total"]["value"])

    return (yield from _as_of_today(asked, direction, wanted, is_any))


def fields_of(asked: AskedFor) -> list[str]:
    """The fields that are read of what is on a page."""
    return QUOTE if asked.collection.name == QUOTES else RECORD


def nodes_of(asked: AskedFor, hits: Sequence[Hit], records: RecordCache) -> Steps[list[Any]]:
    """The records on a page."""
    if asked.collection.name == QUOTES:
        return (yield from records.quotes(hits))
    return (yield from records.of_hits(hits))


def highlighter(
    text: str | None, nodes: Sequence[Any], asked: AskedFor | None = None
) -> Callable[[int], tuple[Highlight, ...]]:
    """What says where a search found its words in the record at an index."""
    if text is None or (asked is not None and asked.collection.kind):
        return lambda _index: ()
    return lambda index: highlights_in(nodes[index], text, FIELDS)


def cursor_of(direction: Direction, keys: Sequence[Key], nodes: Sequence[Any]) -> Callable[[int], str]:
    """What gives the cursor of the record at an index."""
    return lambda index: direction.cursor(keys[index], nodes[index].id)


def _as_of_today(
    asked: AskedFor, direction: Direction, wanted: PageOf, ask: Callable[[Cursors], Steps[T]]
) -> Steps[T]:
    """What is found between the cursors of a page.

    A quote that is still in its story is where it stands today: others may have come before it. That is looked up in
    the same trip, and where one has moved, what is between its places of today is asked for.
    """
    after = None if wanted.after is None else direction.read(wanted.after, "after")
    before = None if wanted.before is None else direction.read(wanted.before, "before")
    given = [cursor for cursor in (after, before) if cursor is not None]
    if asked.order is not QuoteOrder.POSITION or not given:
        return (yield from ask((after, before)))
    body: Json = {
        "size": 1,
        "_source": False,
        "track_total_hits": False,
        "sort": [*direction.by.fields, "id"],
    }
    lookups = [Search((QUOTES,), {**body, "query": term("id", cursor.id)}) for cursor in given]
    found, answers = yield from together(ask((after, before)), search(*lookups))
    today = {cursor: _today(cursor, hits_of(answer)) for cursor, answer in zip(given, answers, strict=True)}
    if all(cursor == place for cursor, place in today.items()):
        of_today: T = found
        return of_today
    return (yield from ask((after and today[after], before and today[before])))


def _today(cursor: Cursor, hits: Sequence[Hit]) -> Cursor:
    for hit in hits:
        key = tuple(hit["sort"][:-1])
        if key[:2] == cursor.key[:2]:
            return Cursor(cursor.ordering, key, cursor.id)
    return cursor
