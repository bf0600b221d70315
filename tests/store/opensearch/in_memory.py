"""The answers of the store in memory to the questions that a store elsewhere is asked."""

from __future__ import annotations

from typing import Any

from pullquote.store.model.errors import BadInput
from pullquote.store.model.snapshots.questions import (
    QUOTES,
    STORIES,
    BeyondPage,
    ById,
    BySlug,
    ByUrl,
    CountOf,
    FacetOf,
    MatchOf,
    PageOf,
    Question,
    RelatedTo,
    RolesIn,
    Searched,
    Selected,
    SlugsLike,
    Subject,
    SuggestedFor,
    TimelineOf,
)
from pullquote.store.newsroom.snapshot import Snapshot


def answer_in_memory(snapshot: Snapshot, question: Question[Any]) -> Any:
    """What a snapshot answers to a question; what is wrong with it as a BadInput."""
    try:
        return _answer(snapshot, question)
    except BadInput as refusal:
        return refusal


def _answer(snapshot: Snapshot, question: Any) -> Any:
    match question:
        case ById(identity):
            return snapshot.node(identity)
        case BySlug(name, slug):
            return _collection(snapshot, name).by_slug(slug)
        case ByUrl(url):
            return snapshot.story_by_url(url)
        case PageOf():
            return _page(snapshot, question)
        case BeyondPage(page):
            found = _page(snapshot, page)
            return found.has_previous_page if page.last is None else found.has_next_page
        case CountOf(of):
            return _selection(snapshot, of).total_count
        case FacetOf(of, name, first):
            return _selection(snapshot, of).facet(name, first)
        case TimelineOf(of, interval):
            return _selection(snapshot, of).timeline(interval)
        case MatchOf(of):
            found = _selection(snapshot, of)
            return found.did_you_mean, found.match
        case RolesIn(slug):
            organization = snapshot.organization(slug)
            return snapshot.roles_of(organization) if organization else ()
        case RelatedTo(slug, first):
            story = snapshot.story(slug)
            return snapshot.related(story, first) if story else ()
        case SuggestedFor(prefix, nouns, first):
            return snapshot.suggestions.suggest(prefix, nouns, first)
        case SlugsLike(name, slug):
            return tuple(_collection(snapshot, name).alike(slug))
    raise TypeError(question)


def _collection(snapshot: Snapshot, name: str) -> Any:
    return snapshot.stories if name == STORIES else snapshot.by_kind[name]


def _page(snapshot: Snapshot, page: PageOf) -> Any:
    return _selection(snapshot, page.of).page(
        page.first,
        page.after,
        page.last,
        page.before,
        default_size=page.default_size,
        max_size=page.max_size,
    )


def _selection(snapshot: Snapshot, of: Any) -> Any:
    match of:
        case Searched(query, nouns, criteria):
            return snapshot.search(query, nouns, criteria)
        case Selected(name, criteria, order, descending, None):
            collection = snapshot.quotes if name == QUOTES else _collection(snapshot, name)
            return collection.select(criteria, order, descending)
        case Selected("stories", criteria, order, descending, Subject("stories", slug)):
            number = snapshot.stories.numbers[slug]
            return snapshot.stories.select(criteria, order, descending, within=range(number, number + 1))
        case Selected("stories", criteria, order, descending, subject):
            return snapshot.stories_of(_subject(snapshot, subject), criteria, order, descending)
        case Selected("quotes", criteria, order, descending, subject):
            return snapshot.quotes_of(_subject(snapshot, subject), criteria, order, descending)
    raise TypeError(of)


def _subject(snapshot: Snapshot, subject: Any) -> Any:
    if isinstance(subject, Subject):
        return _collection(snapshot, subject.collection).by_slug(subject.slug)
    return subject
