"""What begins as the text in a search box: names by kind, and headlines, each found by its words' beginnings."""

from __future__ import annotations

from pullquote.store.index.dimensions import kind_of
from pullquote.store.model.criteria import NameOrder, StoryKind, StoryOrder
from pullquote.store.model.snapshots.questions import STORIES, SuggestedFor, Suggestion
from pullquote.store.opensearch.queries.criteria import ENTITIES
from pullquote.store.opensearch.queries.orders import Direction
from pullquote.store.opensearch.queries.searches import (
    Json,
    Search,
    Steps,
    all_of,
    hits_of,
    search,
    term,
    terms,
)
from pullquote.store.opensearch.queries.texts import HEADLINES, beginning
from pullquote.store.opensearch.reading.record_cache import RECORD, RecordCache
from pullquote.store.search.suggestions.prefixes import MAX_PREFIX_CHARACTERS, check_count, suggested
from pullquote.store.search.word_folding import words


def suggestions(question: SuggestedFor, records: RecordCache) -> Steps[tuple[Suggestion, ...]]:
    """The suggestions: see :meth:`~pullquote.store.search.suggestions.prefixes.Suggestions.suggest`; headlines are of
    all stories."""
    check_count(question.first)
    text, nouns = question.prefix[:MAX_PREFIX_CHARACTERS], question.nouns
    if not words(text) or not question.first:
        return ()
    kinds = [
        kind for kind in records.kinds.values() if not kind.is_story and (nouns is None or kind.noun in nouns)
    ]
    stories = [kind.name for kind in StoryKind if nouns is None or kind.value in nouns]
    by_count = Direction.of(ENTITIES, NameOrder.STORY_COUNT, None)
    latest = Direction.of(STORIES, StoryOrder.LATEST_DATE, None)
    searches = [
        Search(
            (ENTITIES,),
            _first([term("kind", kind.name), beginning(text)], by_count, question.first),
        )
        for kind in kinds
    ]
    in_headlines = [terms("kinds", stories), beginning(text, HEADLINES)]
    answers = yield from search(*searches, Search((STORIES,), _first(in_headlines, latest, question.first)))
    names = []
    for kind, answer in zip(kinds, answers, strict=False):
        hits = hits_of(answer)
        found = yield from records.of_hits(hits)
        names += [(kind.noun, record, -hit["sort"][0]) for record, hit in zip(found, hits, strict=True)]
    found = yield from records.of_hits(hits_of(answers[-1]))
    return suggested(text, names, [(kind_of(story).value, story) for story in found], question.first)


def _first(queries: list[Json], direction: Direction, count: int) -> Json:
    (part,) = direction.parts
    return {
        "size": count,
        "track_total_hits": False,
        "query": all_of(queries),
        "sort": part.sorted(backwards=False),
        "_source": RECORD,
    }
