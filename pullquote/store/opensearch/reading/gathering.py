"""The first stories or quotes of many at once: of twenty people on a page, one search and not twenty.

The cluster takes a third to a half of the time for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pullquote.store.model.errors import BadInput
from pullquote.store.model.kinds import Kinds
from pullquote.store.model.pages import size_asked
from pullquote.store.model.snapshots.questions import (
    STORIES,
    CountOf,
    FoundPage,
    PageOf,
    Selected,
    Subject,
)
from pullquote.store.opensearch.queries.criteria import AskedFor, CollectionOf, FormerNames
from pullquote.store.opensearch.queries.orders import Direction
from pullquote.store.opensearch.queries.searches import Search, Steps, all_of, search, terms
from pullquote.store.opensearch.reading.pages import cursor_of, fields_of, highlighter, nodes_of
from pullquote.store.opensearch.reading.record_cache import Hit, RecordCache

MOST_GATHERED = 99
"""Documents of each: the cluster gives 100 (``index.max_inner_result_window``), and one says whether there are more."""


def gathers(question: Any, collections: Mapping[str, CollectionOf], kinds: Kinds) -> Selected | None:
    """What a question is about without its subject, where it can be asked together with those about other subjects."""
    match question:
        case PageOf(of=Selected() as of, after=None, last=None, before=None):
            if (question.first or question.default_size) > MOST_GATHERED:
                return None
        case CountOf(of=Selected() as of):
            pass
        case _:
            return None
    collection = collections[of.collection]
    order = of.order or collection.default
    if _dimension(of, kinds) is None or order is collection.relevance:
        return None
    is_whole = len(Direction.of(of.collection, order, of.descending).parts) == 1
    return replace(of, subject=Subject(_subject(of).collection, "")) if is_whole else None


def gathered(
    questions: Sequence[Any],
    collections: Mapping[str, CollectionOf],
    former: FormerNames,
    records: RecordCache,
) -> Steps[list[Any]]:
    """The answers to questions that gather to the same. Raises BadInput where their criteria contradicts itself."""
    of: Selected = questions[0].of
    asked = AskedFor.of(replace(of, subject=None), collections, former)
    direction = Direction.of(asked.collection.name, asked.order, asked.descending)
    (part,) = direction.parts
    dimension = _dimension(of, former.kinds) or ""
    slugs = list(dict.fromkeys(_subject(question.of).slug for question in questions))
    sizes = [_size(question) for question in questions]
    most = max([size for size in sizes if isinstance(size, int)], default=0)
    first = {
        "size": most + 1,
        "sort": part.sorted(backwards=False),
        "_source": fields_of(asked),
    }
    body = {
        "size": 0,
        "track_total_hits": False,
        "query": all_of([*asked.filters(), terms(dimension, slugs)]),
        "aggs": {
            "each": {
                "terms": {"field": dimension, "include": slugs, "size": len(slugs)},
                "aggs": {"first": {"top_hits": first}},
            }
        },
    }
    (answer,) = yield from search(Search((asked.collection.index,), body))
    buckets = {bucket["key"]: bucket for bucket in answer["aggregations"]["each"]["buckets"]}
    hits = {slug: bucket["first"]["hits"]["hits"] for slug, bucket in buckets.items()}
    shown: dict[str, list[Hit]] = {}
    for question, size in zip(questions, sizes, strict=True):
        slug = _subject(question.of).slug
        if isinstance(size, int) and len(shown.get(slug, ())) < size:
            shown[slug] = hits.get(slug, [])[:size]
    every = [hit for found in shown.values() for hit in found]
    nodes = dict(
        zip(
            [hit["_source"]["id"] for hit in every], (yield from nodes_of(asked, every, records)), strict=True
        )
    )
    answers: list[Any] = []
    for question, size in zip(questions, sizes, strict=True):
        slug = _subject(question.of).slug
        count = buckets[slug]["doc_count"] if slug in buckets else 0
        if isinstance(question, CountOf) or not isinstance(size, int):
            answers.append(count if isinstance(question, CountOf) else size)
            continue
        found = hits.get(slug, [])[:size]
        page = tuple([nodes[hit["_source"]["id"]] for hit in found])
        keys = [direction.key_of(hit) for hit in found]
        answers.append(
            FoundPage(
                page, count > size, cursor_of(direction, keys, page), highlighter(asked.search, page, asked)
            )
        )
    return answers


def _subject(of: Selected) -> Subject:
    if not isinstance(of.subject, Subject):
        raise TypeError(f"{of.subject} has no slug")
    return of.subject


def _dimension(of: Selected, kinds: Kinds) -> str | None:
    """The one field by whose values the subjects' records are told apart; None where there are several, or none."""
    if not isinstance(of.subject, Subject) or of.subject.collection == STORIES:
        return None
    kind = kinds[of.subject.collection]
    if of.collection == STORIES:
        return kind.stories_by[0] if len(kind.stories_by) == 1 else None
    return kind.quotes_by or None


def _size(question: Any) -> int | BadInput:
    if isinstance(question, CountOf):
        return 0
    try:
        return size_asked(question.first, question.last, question.default_size, question.max_size)
    except BadInput as refusal:
        return refusal
