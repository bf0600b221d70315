"""Facets and timelines: how what was selected divides by section, by speaker, over time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import strawberry

from pullquote.schema.errors import client_errors
from pullquote.schema.fields import field, serves
from pullquote.schema.inputs.enums import TimelineInterval
from pullquote.store.model import pages
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.pages import FACET_SIZE, MAX_FACET_SIZE, MAX_TIMELINE_SIZE, Page, Selection

BucketCount = Annotated[
    int,
    strawberry.argument(
        description=(
            f"How many buckets, those with the most first: {MAX_FACET_SIZE} at most. What the filter asks for by this "
            "facet is added if it is not among them."
        )
    ),
]


@strawberry.type(
    description='One value of a facet and how many have it: `{ key: "world", label: "World", count: 12 }`.'
)
class Bucket:
    """A value and its count."""

    is_type_of = serves(pages.Bucket)
    key: str = field("The value as filters take it: a slug, an enum value, a month.")
    label: str = field("The value as readers see it.")
    count: int = field(
        "How many have it. In a facet, of all that match the rest of the filter: with it chosen as well or instead."
    )
    is_selected: bool = field("Whether the filter asks for it, by the facet's own field: a ticked checkbox.")


@strawberry.type(
    description='A day, month or year and how many there are in it: `{ date: "2024-10", count: 12 }`.'
)
class TimelineBucket:
    """A stretch of time and its count."""

    is_type_of = serves(pages.TimelineBucket)
    date: DateOrDateTime = field("Which, as the filter's `from` and `to` take it.")
    count: int = field("How many a list has that is filtered `from` and `to` it as well.")


DividedBy = Annotated[TimelineInterval, strawberry.argument(description="Into what time is divided.")]


def timeline_of(
    root: Page[Any], interval: DividedBy = TimelineInterval.MONTH
) -> tuple[pages.TimelineBucket, ...]:
    """How everything that a page was cut from divides over time."""
    with client_errors():
        return root.selection.timeline(interval)


TIMELINE = (
    "How everything selected, over all pages, divides over time: by the date that `from` and `to` compare, earliest "
    f"first, with a 0 where there is nothing, {MAX_TIMELINE_SIZE} buckets at most. Days are those of the dates as "
    "they are written, in their own time zones. What is dated by a month or a year alone is in each day of it."
)


def facet(name: str) -> Callable[..., tuple[pages.Bucket, ...]]:
    """The resolver of the facet ``name`` of a selection."""

    def resolve(root: Selection[Any], first: BucketCount = FACET_SIZE) -> tuple[pages.Bucket, ...]:
        with client_errors():
            return root.facet(name, first)

    return resolve


DISJUNCTIVE = (
    "the buckets with the most come first, ties by key. A facet counts what matches the filter without its own field "
    "(`sections` without `filter.sections`), so that what else can be chosen shows with its count; the chosen are "
    "`isSelected` and always there."
)


@strawberry.type(description=f"How the selected stories divide; {DISJUNCTIVE}")
class StoryFacets:
    """Facets of stories."""

    kinds: list[Bucket] = field("By kind: `ARTICLE` or `EDITORIAL`.", facet("kinds"))
    keywords: list[Bucket] = field("By keyword, in lower case.", facet("keywords"))
    months: list[Bucket] = field(
        "By month of the date that `from` and `to` compare: `2024-10`, or `2024` where only the year is known; only those between them. `timeline` has them in order of time.",
        facet("months"),
    )
    organizations: list[Bucket] = field(
        "By organization that is quoted, itself or through somebody in an office of it.",
        facet("organizations"),
    )
    publications: list[Bucket] = field("By publication.", facet("publications"))
    sections: list[Bucket] = field("By section.", facet("sections"))
    source_organizations: list[Bucket] = field(
        "By organization that stories were republished from.", facet("source_organizations")
    )
    speakers: list[Bucket] = field("By person or organization that is quoted.", facet("speakers"))
    topics: list[Bucket] = field("By topic; a story counts for each of its topics.", facet("topics"))


@strawberry.type(description=f"How the selected quotes divide; {DISJUNCTIVE}")
class QuoteFacets:
    """Facets of quotes."""

    cues: list[Bucket] = field("By attributing verb: `said`, `warned`.", facet("cues"))
    kinds: list[Bucket] = field("By kind: `DIRECT`, `INDIRECT` or `MIXED`.", facet("kinds"))
    months: list[Bucket] = field(
        "By month in which it was said, or of its story: `2024-10`, or `2024` where only the year is known; only those between them. `timeline` has them in order of time.",
        facet("months"),
    )
    organizations: list[Bucket] = field(
        "By organization that said it, itself or through somebody in an office of it.", facet("organizations")
    )
    publications: list[Bucket] = field("By publication of the story.", facet("publications"))
    sections: list[Bucket] = field("By section of the story.", facet("sections"))
    speakers: list[Bucket] = field("By speaker; over time, see `timeline`.", facet("speakers"))
    topics: list[Bucket] = field("By topic of the story; a quote counts for each of them.", facet("topics"))


@strawberry.type(description=f"How search results divide; {DISJUNCTIVE}")
class SearchFacets:
    """Facets of a search over everything."""

    kinds: list[Bucket] = field("By kind, as `search(kinds:)` takes it: `ARTICLE`, `PERSON`.", facet("kinds"))
