"""Answers to questions about one selection of stories, quotes, or what is listed by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pullquote.store.model.snapshots.questions import (
    BeyondPage,
    CountOf,
    FacetOf,
    FoundPage,
    PageOf,
    Selected,
    TimelineOf,
)
from pullquote.store.opensearch.queries.criteria import AskedFor, CollectionOf, FormerNames
from pullquote.store.opensearch.queries.relevance import ranked_beyond, ranked_cursor, ranked_hits
from pullquote.store.opensearch.queries.searches import (
    Json,
    Search,
    Steps,
    all_of,
    count_of,
    counting,
    search,
    together,
)
from pullquote.store.opensearch.reading.dividing import facet, timeline
from pullquote.store.opensearch.reading.pages import beyond, fields_of, highlighter, nodes_of, page
from pullquote.store.opensearch.reading.record_cache import RecordCache
from pullquote.store.opensearch.reading.story_quotes import is_of_story, quotes_in_story


def selection(
    selected: Selected,
    questions: Sequence[Any],
    collections: Mapping[str, CollectionOf],
    former: FormerNames,
    records: RecordCache,
) -> Steps[list[Any]]:
    """The answers to questions about a selection. Raises BadInput where its criteria contradicts itself."""
    asked = AskedFor.of(selected, collections, former)
    return (
        yield from together(
            *[
                quotes_in_story(selected, each, records)
                if is_of_story(selected, each)
                else _answer(asked, each, records)
                for each in questions
            ]
        )
    )


def _answer(asked: AskedFor, question: Any, records: RecordCache) -> Steps[Any]:
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


def _ranked_page(asked: AskedFor, wanted: PageOf, records: RecordCache) -> Steps[FoundPage]:
    name, reverse = _ranking(asked)
    indices = (asked.collection.index,)
    hits, more = yield from ranked_hits(
        indices, _ranked(asked), wanted, name, fields_of(asked), reverse=reverse
    )
    nodes = yield from nodes_of(asked, hits, records)
    return FoundPage(tuple(nodes), more, ranked_cursor(name, hits), highlighter(asked.search, nodes))


def _ranked_beyond(asked: AskedFor, wanted: PageOf, _records: RecordCache) -> Steps[bool]:
    name, reverse = _ranking(asked)
    return (
        yield from ranked_beyond((asked.collection.index,), _ranked(asked), wanted, name, reverse=reverse)
    )


def _ranking(asked: AskedFor) -> tuple[str, bool]:
    """What cursors of the order are of, and whether the least relevant comes first."""
    reverse = asked.descending is False
    return f"{asked.collection.name}:RELEVANCE:{'ASC' if reverse else 'DESC'}", reverse


def _ranked(asked: AskedFor) -> Json:
    return {"bool": {"must": [asked.ranked()], "filter": asked.filters(without="search")}}
