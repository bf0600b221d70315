"""What a selection asks for, as queries: each field of a criteria means what it means in memory.

See :mod:`~pullquote.store.index.collections` for the rules, :mod:`~pullquote.store.index.days` for those of dates.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from pullquote.store.index.collections import (
    check_criteria,
    constrained,
    without_blanks,
)
from pullquote.store.index.dimensions import (
    QUOTE_DIMENSIONS,
    QUOTE_FACETS,
    QUOTED_STORY_DIMENSIONS,
    STORY_DIMENSIONS,
    STORY_FACETS,
    Dimension,
    Former,
    dimensions_of,
    former_in_dimensions,
    former_of_stories,
    of_today,
    term_of,
)
from pullquote.store.index.sort_orders import microseconds
from pullquote.store.model.criteria import NameOrder, OrderKey, QuoteOrder, StoryKind, StoryOrder
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.kinds import Kind, Kinds
from pullquote.store.model.snapshots.questions import QUOTES, STORIES, Selected, Subject
from pullquote.store.opensearch.queries.searches import (
    NOTHING,
    Json,
    all_of,
    any_of,
    between,
    none_of,
    term,
    terms,
)
from pullquote.store.opensearch.queries.texts import beginning, with_words
from pullquote.store.search.fields import QUOTE_FIELDS, STORY_FIELDS, TextField

ENTITIES = "entities"
"""The documents of all kinds that are listed by name."""
DATES = {"from_": "date", "to": "date", "modified_from": "modified", "modified_to": "modified"}
"""The fields of criteria that bound a date, and what the fields of documents with that date begin with."""
SLUGS: Mapping[str, tuple[str, str]] = {
    "slugs": ("slug", "aliases"),
    "stories": ("story_slug", "story_aliases"),
}
"""The fields of criteria that name records themselves, or the stories that they are in, and where documents have their
slugs and the former ones."""


@dataclass(frozen=True)
class CollectionOf:
    """What a collection of documents is: which they are, and what they can be asked for by."""

    name: str
    index: str
    dimensions: Mapping[str, Dimension[Any]]
    default: OrderKey
    facets: frozenset[str] = frozenset()
    relevance: OrderKey | None = None
    texts: tuple[TextField, ...] = ()
    kind: Kind | None = None

    @property
    def members(self) -> list[Json]:
        """The query for all its documents."""
        return [term("kind", self.name)] if self.kind else []


def _named(dimensions: tuple[Dimension[Any], ...]) -> dict[str, Dimension[Any]]:
    return {dimension.name: dimension for dimension in dimensions}


STORY_COLLECTION = CollectionOf(
    STORIES,
    STORIES,
    _named(STORY_DIMENSIONS),
    StoryOrder.LATEST_DATE,
    STORY_FACETS,
    StoryOrder.RELEVANCE,
    STORY_FIELDS,
)
QUOTE_COLLECTION = CollectionOf(
    QUOTES,
    QUOTES,
    _named(QUOTED_STORY_DIMENSIONS) | _named(QUOTE_DIMENSIONS),
    QuoteOrder.POSITION,
    QUOTE_FACETS,
    QuoteOrder.RELEVANCE,
    QUOTE_FIELDS,
)


def collections_of(kinds: Kinds) -> dict[str, CollectionOf]:
    """All collections of a newsroom, by their names."""
    listed = [kind for kind in kinds.values() if not kind.is_story]
    return {
        STORIES: STORY_COLLECTION,
        QUOTES: QUOTE_COLLECTION,
        **{
            kind.name: CollectionOf(
                kind.name, ENTITIES, _named(dimensions_of(kind)), NameOrder.NAME, kind=kind
            )
            for kind in listed
        },
    }


@dataclass(frozen=True)
class FormerNames:
    """The slugs of today by those of once, of each kind that is listed by name."""

    kinds: Kinds
    by_kind: Mapping[str, Former]

    def of(self, collection: CollectionOf) -> Mapping[str, Former]:
        """Those by which the records of a collection may be asked for; their own are in the documents."""
        if collection.kind:
            return former_in_dimensions(collection.kind, self.by_kind)
        return self._of_stories

    def today(self, criteria: Any, collection: CollectionOf) -> Any:
        """A criteria with the slugs of today, and without searches for nothing."""
        return of_today(without_blanks(criteria), self.of(collection))

    @cached_property
    def _of_stories(self) -> Mapping[str, Former]:
        return former_of_stories(self.kinds, self.by_kind)


@dataclass(frozen=True)
class AskedFor:
    """A selection with everything decided that memory decides when it selects.

    ``by_relevance`` is whether the order is that of the search; ``order`` is another one otherwise.
    """

    collection: CollectionOf
    within: tuple[Json, ...]
    criteria: Any
    order: OrderKey
    descending: bool | None
    by_relevance: bool

    @classmethod
    def of(cls, selected: Selected, collections: Mapping[str, CollectionOf], former: FormerNames) -> AskedFor:
        """What is asked for. Raises :class:`~pullquote.store.index.collections.InvalidCriteria`."""
        collection = collections[selected.collection]
        criteria = former.today(selected.criteria, collection)
        order, descending = selected.order or collection.default, selected.descending
        if order is collection.relevance and getattr(criteria, "search", None) is None:
            order, descending = collection.default, None
        if criteria is not None:
            check_criteria(criteria)
        within = (*collection.members, *_within(selected, former.kinds))
        return cls(collection, within, criteria, order, descending, order is collection.relevance)

    @property
    def search(self) -> str | None:
        """The words that are looked for."""
        search: str | None = getattr(self.criteria, "search", None)
        return search

    def ranked(self) -> Json:
        """The query for what matches the search, with scores."""
        return with_words(self.search or "", self.collection.texts)

    def filters(self, *, without: str = "") -> list[Json]:
        """The queries that all must find what is asked for; the field ``without`` is left out."""
        return [*self.within, *filters(self.criteria, self.collection, without=without)]


def filters(criteria: Any, collection: CollectionOf, *, without: str = "") -> list[Json]:
    """The queries that all must find what matches ``criteria``; the field ``without`` is left out."""
    if criteria is None:
        return []
    found = list(_fields(criteria, collection, without))
    exclude = getattr(criteria, "exclude", None)
    excluded = [] if exclude is None else list(_fields(exclude, collection, ""))
    return [*found, none_of(all_of(excluded))] if excluded else found


def _fields(criteria: Any, collection: CollectionOf, without: str) -> Iterator[Json]:
    for name in constrained(criteria.__class__):
        wanted = getattr(criteria, name)
        if wanted is not None and name != without:
            yield _field(name, wanted, collection)


def _field(name: str, wanted: Any, collection: CollectionOf) -> Json:
    if name == "search":
        return beginning(wanted) if collection.kind else with_words(wanted, collection.texts)
    if name in DATES:
        return _bound(DATES[name], wanted, is_low=name.endswith(("from_", "from")))
    if name in SLUGS:
        return any_of([terms(field, wanted) for field in SLUGS[name]]) if wanted else NOTHING
    if isinstance(wanted, bool):
        return term(name, wanted)
    return terms(name, keys_of(collection.dimensions[name], wanted))


def keys_of(dimension: Dimension[Any], wanted: Any) -> list[str]:
    """What documents have of values that are asked for: slugs, texts without case, the names of enum members."""
    return [term_of(_known(dimension.wanted(value))).key for value in wanted]


def _known(value: Hashable) -> Enum | str:
    if not isinstance(value, Enum | str):
        raise TypeError(f"{value!r} is no value of a filter")
    return value


def _bound(date: str, bound: DateOrDateTime, *, is_low: bool) -> Json:
    """What shares a moment with everything from a bound on, or up to it."""
    if bound.has_time:
        if is_low:
            return between(f"{date}_end", gt=microseconds(bound.start))
        return between(f"{date}_start", lt=microseconds(bound.end))
    if is_low:
        return between(f"{date}_last_day", gte=bound.first_day.toordinal())
    return between(f"{date}_first_day", lte=bound.last_day.toordinal())


def _within(selected: Selected, kinds: Kinds) -> Iterator[Json]:
    """What belongs to the subject of a selection."""
    match selected.subject:
        case StoryKind() as kind:
            yield term("kinds", kind.name)
        case Subject("stories", slug):
            yield term("slug" if selected.collection == STORIES else "story_slug", slug)
        case Subject(name, slug) if selected.collection == STORIES:
            yield any_of(term(dimension, slug) for dimension in kinds[name].stories_by)
        case Subject(name, slug):
            dimension = kinds[name].quotes_by
            yield term(dimension, slug) if dimension else NOTHING
