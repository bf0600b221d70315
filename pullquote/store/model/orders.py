"""What records can be ordered by; how each order compares is :mod:`~pullquote.store.index.sort_orders`."""

from __future__ import annotations

from enum import Enum


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
