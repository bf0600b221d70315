"""Answers to questions about one selection of stories, quotes, or what is listed by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pullquote.store.model.snapshots.questions import (
    BeyondPage,
    CountOf,
    FacetOf,
    Found,
    PageOf,
    Selected,
    TimelineOf,
)
from pullquote.store.opensearch.queries.criteria import Asked, CollectionOf, FormerSlugs
from pullquote.store.opensearch.queries.searches import (
    Body,
    Search,
    Steps,
    all_of,
    count_of,
    counting,
    search,
    together,
)
from pullquote.store.opensearch.reading.dividing import facet, timeline
from pullquote.store.opensearch.reading.pages import beyond, highlighter, nodes_of, page, source_of
from pullquote.store.opensearch.reading.records import Records
from pullquote.store.opensearch.reading.relevance import ranked_beyond, ranked_cursor, ranked_hits


def selection(
    selected: Selected,
    questions: Sequence[Any],
    collections: Mapping[str, CollectionOf],
    former: FormerSlugs,
    records: Records,
) -> Steps[list[Any]]:
    """The answers to questions about a selection. Raises BadInput where its criteria contradicts itself."""
    asked = Asked.of(selected, collections, former)
    return (yield from together(*[_answer(asked, each, records) for each in questions]))


def _answer(asked: Asked, question: Any, records: Records) -> Steps[Any]:
    match question:
        case PageOf():
            return (yield from (_ranked_page if asked.by_relevance else page)(asked, question, records))
        case BeyondPage(wanted):
            return (yield from (_ranked_beyond if asked.by_relevance else beyond)(asked, wanted, records))
        case CountOf():
            (answer,) = yield from search(
                Search((asked.collection.index,), counting(all_of(asked.filters())))
            )
            return count_of(answer)
        case FacetOf(name=name, first=first):
            return (yield from facet(asked, name, first, records))
        case TimelineOf(interval=interval):
            return (yield from timeline(asked, interval))
    raise TypeError(f"{type(question).__name__} is no question about a selection")


def _ranked_page(asked: Asked, wanted: PageOf, records: Records) -> Steps[Found]:
    name, reverse = _ranking(asked)
    indices = (asked.collection.index,)
    hits, more = yield from ranked_hits(
        indices, _ranked(asked), wanted, name, source_of(asked), reverse=reverse
    )
    nodes = yield from nodes_of(asked, hits, records)
    return Found(tuple(nodes), more, ranked_cursor(name, hits), highlighter(asked.search, nodes))


def _ranked_beyond(asked: Asked, wanted: PageOf, _records: Records) -> Steps[bool]:
    name, reverse = _ranking(asked)
    return (
        yield from ranked_beyond((asked.collection.index,), _ranked(asked), wanted, name, reverse=reverse)
    )


def _ranking(asked: Asked) -> tuple[str, bool]:
    """What cursors of the order are of, and whether the least relevant comes first."""
    reverse = asked.descending is False
    return f"{asked.collection.name}:RELEVANCE:{'ASC' if reverse else 'DESC'}", reverse


def _ranked(asked: Asked) -> Body:
    return {"bool": {"must": [asked.ranked()], "filter": asked.filters(without="search")}}
