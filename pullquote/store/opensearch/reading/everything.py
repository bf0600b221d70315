"""The search over everything: stories, quotes and all that is listed by name, in one list by relevance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pullquote.store.index.collections import check_criteria
from pullquote.store.model.criteria import SearchCriteria, SearchMatch, StoryKind
from pullquote.store.model.kinds import Kinds
from pullquote.store.model.pages import Bucket
from pullquote.store.model.snapshots.questions import (
    QUOTES,
    STORIES,
    BeyondPage,
    CountOf,
    FacetOf,
    FoundPage,
    MatchOf,
    PageOf,
    Searched,
)
from pullquote.store.opensearch.queries.criteria import (
    ENTITIES,
    STORY_COLLECTION,
    FormerNames,
    filters,
)
from pullquote.store.opensearch.queries.relevance import ranked_beyond, ranked_cursor, ranked_hits
from pullquote.store.opensearch.queries.searches import (
    Json,
    Search,
    Steps,
    count_of,
    counting,
    looking,
    search,
    terms,
    together,
)
from pullquote.store.opensearch.queries.texts import with_words
from pullquote.store.opensearch.reading.correcting import corrected
from pullquote.store.opensearch.reading.pages import highlighter
from pullquote.store.opensearch.reading.record_cache import ANY, RecordCache
from pullquote.store.search.everything import most
from pullquote.store.search.fields import FIELDS, QUOTE_FIELDS, STORY_FIELDS, TextField

NAME = "search:RELEVANCE:DESC"
"""What cursors of this list are of."""
EVERYWHERE = (STORIES, QUOTES, ENTITIES)
QUOTE_NOUN = "quote"


@dataclass(frozen=True)
class SearchAttempt:
    """What a search looks for in the end: a text, in which way, among what."""

    text: str
    match: SearchMatch
    did_you_mean: str | None
    among: tuple[Json, ...]
    nouns: tuple[str, ...]
    is_narrowed: bool
    kinds: Kinds

    @property
    def any_word(self) -> bool:
        """Whether any of the words is enough."""
        return self.match is SearchMatch.ANY

    def ranked(self) -> Json:
        """The query with scores."""
        found = with_words(self.text, _fields(self.kinds, self.nouns), any_word=self.any_word)
        return {"bool": {"must": [found], "filter": [*self.among, *self._of_kinds()]}}

    def of_all_kinds(self) -> Json:
        """The query for what is found of any kind, whatever kinds were asked for."""
        words = with_words(self.text, _fields(self.kinds, _nouns(self.kinds)), any_word=self.any_word)
        return {"bool": {"filter": [words, *self.among]}}

    def _of_kinds(self) -> list[Json]:
        return [] if len(self.nouns) == len(_nouns(self.kinds)) else [terms("noun", self.nouns)]


class Attempts:
    """What is looked for until something is found, see :func:`everything`."""

    def __init__(self, asked: Searched, former: FormerNames) -> None:
        """Raises BadInput where the criteria contradicts itself."""
        known = _nouns(former.kinds)
        self._asked = asked
        self._kinds = former.kinds
        self._nouns = tuple(noun for noun in known if asked.nouns is None or noun in asked.nouns)
        self._among = tuple(_among(asked.criteria, former))
        self.fields = _fields(former.kinds, self._nouns)

    def attempt(self, text: str, match: SearchMatch) -> SearchAttempt:
        """A text, looked for in some way."""
        did_you_mean = text if text != self._asked.query else None
        is_narrowed = bool(self._asked.nouns)
        return SearchAttempt(text, match, did_you_mean, self._among, self._nouns, is_narrowed, self._kinds)

    @property
    def all_words(self) -> SearchAttempt:
        """What is looked for first."""
        return self.attempt(self._asked.query, SearchMatch.ALL)

    def after_nothing(self, records: RecordCache) -> Steps[SearchAttempt]:
        """What is looked for in the end where nothing has all words: corrected ones, or any of them."""
        query = self._asked.query
        text = yield from corrected(query, self.fields, EVERYWHERE, records)
        attempts = [] if text is None else [(text, SearchMatch.CORRECTED), (text, SearchMatch.ANY)]
        several = [self.attempt(*each) for each in (*attempts, (query, SearchMatch.ANY))]
        answers = yield from search(*[Search(EVERYWHERE, looking(each.ranked())) for each in several])
        for each, answer in zip(several, answers, strict=True):
            if answer["hits"]["total"]["value"]:
                return each
        return self.attempt(query, SearchMatch.NOTHING)


def everything(
    asked: Searched, questions: Sequence[Any], former: FormerNames, records: RecordCache
) -> Steps[list[Any]]:
    """The answers to questions about a search over everything: of what has all words; if nothing has, of what has
    corrected ones, and then of what has any of them. Most of the time that takes one trip.

    Raises BadInput where the criteria contradicts itself.
    """
    attempts = Attempts(asked, former)
    first = attempts.all_words
    is_there, *found = yield from together(
        _is_there(first), *[_answer(first, each, records) for each in questions]
    )
    if is_there:
        return found
    other = yield from attempts.after_nothing(records)
    return (yield from together(*[_answer(other, each, records) for each in questions]))


def _is_there(found: SearchAttempt) -> Steps[bool]:
    (answer,) = yield from search(Search(EVERYWHERE, looking(found.ranked())))
    return bool(answer["hits"]["total"]["value"])


def _answer(found: SearchAttempt, question: Any, records: RecordCache) -> Steps[Any]:
    match question:
        case PageOf():
            return (yield from _page(found, question, records))
        case BeyondPage(page):
            return (yield from ranked_beyond(EVERYWHERE, found.ranked(), page, NAME, reverse=False))
        case CountOf():
            (answer,) = yield from search(Search(EVERYWHERE, counting(found.ranked())))
            return count_of(answer)
        case FacetOf(first=first):
            return (yield from _kinds_facet(found, first))
        case MatchOf():
            return found.did_you_mean, found.match
    raise TypeError(f"{type(question).__name__} is no question about a search")


def _page(found: SearchAttempt, wanted: PageOf, records: RecordCache) -> Steps[FoundPage]:
    """A page of what is found. Raises BadInput where its size or its cursors cannot be."""
    hits, more = yield from ranked_hits(EVERYWHERE, found.ranked(), wanted, NAME, ANY, reverse=False)
    nodes = yield from records.of_any(hits)
    return FoundPage(tuple(nodes), more, ranked_cursor(NAME, hits), highlighter(found.text, nodes))


def _kinds_facet(found: SearchAttempt, first: int) -> Steps[tuple[Bucket, ...]]:
    """How what is found divides by kind: see :class:`~pullquote.store.search.everything.ByKind`."""
    aggregations = {"kinds": {"terms": {"field": "noun", "size": len(_nouns(found.kinds))}}}
    body = {"size": 0, "track_total_hits": False, "query": found.of_all_kinds(), "aggs": aggregations}
    (answer,) = yield from search(Search(EVERYWHERE, body))
    counts = {each["key"]: each["doc_count"] for each in answer["aggregations"]["kinds"]["buckets"]}
    wanted = found.nouns if found.is_narrowed else ()
    buckets = [
        Bucket(noun.upper(), noun.capitalize(), counts.get(noun, 0), noun in wanted)
        for noun in _nouns(found.kinds)
    ]
    return most(buckets, first)


def _nouns(kinds: Kinds) -> tuple[str, ...]:
    """What one of each kind that is searched is called, in the order of the store in memory."""
    named = [kind.noun for kind in kinds.values() if kind.searched]
    return (*(kind.value for kind in StoryKind), QUOTE_NOUN, *named)


def _fields(kinds: Kinds, nouns: Sequence[str]) -> tuple[TextField, ...]:
    def of(noun: str) -> tuple[TextField, ...]:
        if noun == QUOTE_NOUN:
            return QUOTE_FIELDS
        kind = next(kind for kind in kinds.values() if kind.noun == noun)
        return STORY_FIELDS if kind.is_story else FIELDS.by_type[kind.record]

    return tuple(dict.fromkeys(field for noun in nouns for field in of(noun)))


def _among(criteria: SearchCriteria | None, former: FormerNames) -> Iterator[Json]:
    """The queries for the stories and quotes that a search is narrowed to."""
    if criteria is None or criteria == SearchCriteria():
        return
    check_criteria(criteria)
    today = former.today(criteria, STORY_COLLECTION)
    yield terms("noun", (*(kind.value for kind in StoryKind), QUOTE_NOUN))
    yield from filters(today, STORY_COLLECTION)
