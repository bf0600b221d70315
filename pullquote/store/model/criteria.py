"""What a selection asks for, and in which order: flat and specific, as frozen data.

One rule reads them all. The fields of a criteria AND together, the values of one field OR, and ``exclude``
takes away what matches all of *its* fields (one level only; an ``exclude`` without a field takes nothing
away). ``None`` is no constraint; an empty tuple matches nothing, because no value is among none. A slug
that nothing has matches nothing. Attribute names are the snake_case of the GraphQL filter fields.

What each field compares stands in :mod:`~pullquote.store.index.dimensions`, how each order compares in
:mod:`~pullquote.store.index.sort_orders`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.records import (
    AttributionMethod,
    OrganizationKind,
    QuoteKind,
    ReviewTier,
    SourceKind,
)


class SearchMatch(Enum):
    """What a search over everything looked for in the end."""

    ALL = "all words"
    CORRECTED = "all words, corrected"
    ANY = "any word"
    NOTHING = "nothing"


class StoryKind(Enum):
    """Whether a story reports or argues."""

    ARTICLE = "article"
    EDITORIAL = "editorial"


@dataclass(frozen=True, kw_only=True)
class StoryCriteria:
    """Which stories. ``from_`` and ``to`` bound ``story.date``; slugs name everything else."""

    search: str | None = None
    kinds: tuple[StoryKind, ...] | None = None
    slugs: tuple[str, ...] | None = None
    sections: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None
    keywords: tuple[str, ...] | None = None
    publications: tuple[str, ...] | None = None
    source_organizations: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    speakers: tuple[str, ...] | None = None
    organizations: tuple[str, ...] | None = None
    mentions: tuple[str, ...] | None = None
    in_language: tuple[str, ...] | None = None
    from_: DateOrDateTime | None = None
    to: DateOrDateTime | None = None
    modified_from: DateOrDateTime | None = None
    modified_to: DateOrDateTime | None = None
    has_quotes: bool | None = None
    exclude: StoryCriteria | None = None


@dataclass(frozen=True, kw_only=True)
class QuoteCriteria:
    """Which quotes. ``from_`` and ``to`` bound ``quote.date``; ``stories`` to ``publications`` are their story's."""

    search: str | None = None
    speakers: tuple[str, ...] | None = None
    organizations: tuple[str, ...] | None = None
    stories: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None
    sections: tuple[str, ...] | None = None
    publications: tuple[str, ...] | None = None
    kinds: tuple[QuoteKind, ...] | None = None
    source_kinds: tuple[SourceKind, ...] | None = None
    cues: tuple[str, ...] | None = None
    occasions: tuple[str, ...] | None = None
    from_: DateOrDateTime | None = None
    to: DateOrDateTime | None = None
    is_fragment: bool | None = None
    attribution_methods: tuple[AttributionMethod, ...] | None = None
    reviews: tuple[ReviewTier, ...] | None = None
    exclude: QuoteCriteria | None = None


@dataclass(frozen=True, kw_only=True)
class SearchCriteria:
    """Which stories and quotes a search over everything finds; where any is given, it finds nothing else. The fields
    are those that stories and quotes have in common."""

    topics: tuple[str, ...] | None = None
    sections: tuple[str, ...] | None = None
    publications: tuple[str, ...] | None = None
    speakers: tuple[str, ...] | None = None
    organizations: tuple[str, ...] | None = None
    from_: DateOrDateTime | None = None
    to: DateOrDateTime | None = None


@dataclass(frozen=True, kw_only=True)
class NameCriteria:
    """Which publications, sections or topics: by the beginnings of words in their names, by slug."""

    search: str | None = None
    slugs: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class PersonCriteria:
    """Which people; ``organizations`` is where they hold or held a role."""

    search: str | None = None
    slugs: tuple[str, ...] | None = None
    organizations: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class OrganizationCriteria:
    """Which organizations."""

    search: str | None = None
    slugs: tuple[str, ...] | None = None
    kinds: tuple[OrganizationKind, ...] | None = None


Criteria = StoryCriteria | QuoteCriteria | PersonCriteria | OrganizationCriteria | NameCriteria


class StoryOrder(Enum):
    """What stories can be ordered by."""

    LATEST_DATE = "latest date"
    DATE_PUBLISHED = "date published"
    HEADLINE = "headline"
    QUOTE_COUNT = "quote count"
    RELEVANCE = "relevance"


class QuoteOrder(Enum):
    """What quotes can be ordered by."""

    POSITION = "position"
    DATE_SPOKEN = "date spoken"
    SPEAKER_NAME = "speaker name"
    RELEVANCE = "relevance"


class NameOrder(Enum):
    """What everything else can be ordered by."""

    NAME = "name"
    QUOTE_COUNT = "quote count"
    STORY_COUNT = "story count"
    LATEST = "latest"


OrderKey = StoryOrder | QuoteOrder | NameOrder
