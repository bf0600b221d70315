"""Facets: how what was selected divides by section, by month, by speaker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import strawberry

from pullquote.schema.errors import client_errors
from pullquote.schema.fields import field, serves
from pullquote.store.model import pages
from pullquote.store.model.pages import FACET_SIZE, MAX_FACET_SIZE, Selection

BucketCount = Annotated[
    int,
    strawberry.argument(
        description=f"How many buckets, those with the most first: {MAX_FACET_SIZE} at most."
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
    count: int = field("How many of the selected have it.")


def facet(name: str) -> Callable[..., tuple[pages.Bucket, ...]]:
    """The resolver of the facet ``name`` of a selection."""

    def resolve(root: Selection[Any], first: BucketCount = FACET_SIZE) -> tuple[pages.Bucket, ...]:
        with client_errors():
            return root.facet(name, first)

    return resolve


@strawberry.type(
    description="How the selected stories divide; the buckets with the most come first, ties by key."
)
class StoryFacets:
    """Facets of stories."""

    kinds: list[Bucket] = field("By kind: `ARTICLE` or `EDITORIAL`.", facet("kinds"))
    keywords: list[Bucket] = field("By keyword, in lower case.", facet("keywords"))
    months: list[Bucket] = field(
        "By month of the date that `from` and `to` compare: `2024-10`, or `2024` where only the year is known.",
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


@strawberry.type(
    description="How the selected quotes divide; the buckets with the most come first, ties by key."
)
class QuoteFacets:
    """Facets of quotes."""

    cues: list[Bucket] = field("By attributing verb: `said`, `warned`.", facet("cues"))
    kinds: list[Bucket] = field("By kind: `DIRECT`, `INDIRECT` or `MIXED`.", facet("kinds"))
    months: list[Bucket] = field(
        "By month in which it was said, or of its story: `2024-10`, or `2024` where only the year is known.",
        facet("months"),
    )
    organizations: list[Bucket] = field(
        "By organization that said it, itself or through somebody in an office of it.", facet("organizations")
    )
    publications: list[Bucket] = field("By publication of the story.", facet("publications"))
    sections: list[Bucket] = field("By section of the story.", facet("sections"))
    speakers: list[Bucket] = field("By speaker: the timeline of one is `months`.", facet("speakers"))
    topics: list[Bucket] = field("By topic of the story; a quote counts for each of them.", facet("topics"))
