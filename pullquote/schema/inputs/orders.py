"""Orders: a field and a direction, ties always by id."""

from __future__ import annotations

from enum import Enum

import strawberry

from pullquote.schema.fields import option
from pullquote.schema.inputs.enums import describe
from pullquote.store.model import criteria


class SortDirection(Enum):
    """Which end comes first."""

    ASC = "ascending"
    DESC = "descending"


describe(
    SortDirection,
    "SortDirection",
    "Which end comes first. What has no value to compare comes last either way.",
    {"ASC": "Earliest, fewest or A first.", "DESC": "Latest, most or Z first."},
)

describe(
    criteria.StoryOrder,
    "StoryOrderField",
    "What stories can be ordered by.",
    {
        "LATEST_DATE": "The later of the dates of publication and of change; usually newest first.",
        "DATE_PUBLISHED": "The date of publication; usually newest first.",
        "HEADLINE": "The headline, without regard to case and accents; usually A to Z.",
        "QUOTE_COUNT": "How many quotes there are in it; usually most first.",
        "RELEVANCE": "How well it matches `search`, best first; without a search the order that is usual.",
    },
)

describe(
    criteria.QuoteOrder,
    "QuoteOrderField",
    "What quotes can be ordered by.",
    {
        "POSITION": "As they are read: story by story, newest first, and in each from the top.",
        "DATE_SPOKEN": "When it was said; usually newest first.",
        "SPEAKER_NAME": "The speaker's name, without regard to case and accents; usually A to Z.",
        "RELEVANCE": "How well it matches `search`, best first; without a search the order that is usual.",
    },
)

describe(
    criteria.NameOrder,
    "NameOrderField",
    "What people, organizations, publications, sections and topics can be ordered by.",
    {
        "NAME": "The name, without regard to case and accents; usually A to Z.",
        "QUOTE_COUNT": "How many quotes `quotes` lists; usually most first.",
        "STORY_COUNT": "How many stories `stories` lists; usually most first.",
        "LATEST": "The latest date of the stories that `stories` lists; usually newest first, those without stories last.",
    },
)

DIRECTION = "Which end comes first; the field's usual direction unless given."


@strawberry.input(
    description="The order of stories: `{field: HEADLINE}`, `{field: LATEST_DATE, direction: ASC}`."
)
class StoryOrder:
    """The order of stories."""

    field: criteria.StoryOrder = strawberry.field(
        description="What to compare.", default=criteria.StoryOrder.LATEST_DATE
    )
    direction: SortDirection | None = option(DIRECTION)


@strawberry.input(
    description="The order of quotes: `{field: DATE_SPOKEN, direction: ASC}` reads like a timeline."
)
class QuoteOrder:
    """The order of quotes."""

    field: criteria.QuoteOrder = strawberry.field(
        description="What to compare.", default=criteria.QuoteOrder.POSITION
    )
    direction: SortDirection | None = option(DIRECTION)


@strawberry.input(
    description="The order of people, organizations, publications, sections or topics: `{field: QUOTE_COUNT}`."
)
class NameOrder:
    """The order of what is listed by name."""

    field: criteria.NameOrder = strawberry.field(
        description="What to compare.", default=criteria.NameOrder.NAME
    )
    direction: SortDirection | None = option(DIRECTION)


def descending(order: StoryOrder | QuoteOrder | NameOrder | None) -> bool | None:
    """Whether an order descends; None for the usual direction of its field."""
    if order is None or order.direction is None:
        return None
    return order.direction is SortDirection.DESC
