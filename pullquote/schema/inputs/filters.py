"""Filters: flat and specific. Fields AND together, the values of a list OR, ``exclude`` is NOT.

What can be left out is what can be asked for, so a filter is its exclusion with one field more; the
exclusion has no ``exclude`` of its own, which is why nothing nests. Every input names its criteria, whose
attributes have the same names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

import strawberry

from pullquote.schema.fields import option
from pullquote.schema.inputs.enums import (
    AttributionMethod,
    OrganizationKind,
    QuoteKind,
    ReviewTier,
    SourceKind,
    StoryKind,
)
from pullquote.schema.inputs.scalars import LanguageTag
from pullquote.store.model.dates import DateOrDateTime

C = TypeVar("C")

RULE = "Fields AND together, the values of a list OR; a field left out does not constrain, an empty list matches nothing."
NAMES = "Beginnings of words in the name or another name, in any order: `sab sin` finds Sabrina Singh."


@strawberry.input(
    description="Stories to leave out: those that match *all* the fields given. Give one field to leave out each match."
)
class StoryExclude:
    """What a story filter can ask for and leave out."""

    search: str | None = option(
        "Words that are all found in the headlines, standfirst, body and names, a phrase in quotation marks: "
        '`troops "Kursk Oblast"`. English words match by their stem. Any text is accepted; a blank one is no constraint.'
    )
    kinds: list[StoryKind] | None = option("Of one of these kinds: `[EDITORIAL]`.")
    slugs: list[str] | None = option("One of these stories, by slug.")
    sections: list[str] | None = option("In one of these sections, by slug.")
    topics: list[str] | None = option("About one of these topics, by slug.")
    keywords: list[str] | None = option('With one of these keywords, in any case: `["storm"]`.')
    publications: list[str] | None = option("In one of these publications, by slug.")
    source_organizations: list[str] | None = option(
        'Republished from one of these organizations, by slug: `["example-agency"]`.'
    )
    authors: list[str] | None = option("Written by one of these people, by slug.")
    speakers: list[str] | None = option("Quoting one of these people or organizations, by slug.")
    organizations: list[str] | None = option(
        "Quoting one of these organizations, or somebody in an office of it, by slug."
    )
    mentions: list[str] | None = option("Mentioning one of these people or organizations, by slug.")
    in_language: list[LanguageTag] | None = option(
        'In one of these languages: `["en"]`, which includes `en-GB`.'
    )
    from_: DateOrDateTime | None = option(
        "Published on or after this: `2024-10` begins on 1 October. Where only an update is known, that counts.",
        name="from",
    )
    to: DateOrDateTime | None = option("Published on or before this: `2024-10` ends with 31 October.")
    modified_from: DateOrDateTime | None = option(
        "Changed on or after this; a story without `dateModified` does not match."
    )
    modified_to: DateOrDateTime | None = option(
        "Changed on or before this; a story without `dateModified` does not match."
    )
    has_quotes: bool | None = option("With quotes (true), or without (false).")


@strawberry.input(description=f"Which stories. {RULE}")
class StoryFilter(StoryExclude):
    """Which stories."""

    exclude: StoryExclude | None = option('Stories to leave out: `{topics: ["cricket"]}`.')


@strawberry.input(
    description="Quotes to leave out: those that match *all* the fields given. Give one field to leave out each match."
)
class QuoteExclude:
    """What a quote filter can ask for and leave out."""

    search: str | None = option(
        "Words that are all found in the quote and its speaker's names, a phrase in quotation marks: "
        '`singh "next several weeks"`. English words match by their stem. Any text is accepted; a blank one is no constraint.'
    )
    speakers: list[str] | None = option("Said by one of these people or organizations, by slug.")
    organizations: list[str] | None = option(
        "Said by one of these organizations, or by somebody in an office of it, by slug."
    )
    stories: list[str] | None = option("In one of these stories, by slug.")
    topics: list[str] | None = option("In a story about one of these topics, by slug.")
    sections: list[str] | None = option("In a story in one of these sections, by slug.")
    publications: list[str] | None = option("In a story in one of these publications, by slug.")
    kinds: list[QuoteKind] | None = option("Of one of these kinds: `[DIRECT, MIXED]`.")
    source_kinds: list[SourceKind] | None = option("From one of these kinds of source: `[ANONYMOUS]`.")
    cues: list[str] | None = option('Attributed by one of these verbs: `["warned"]`.')
    occasions: list[str] | None = option('Said on one of these occasions, as printed: `["Meet the Press"]`.')
    from_: DateOrDateTime | None = option(
        "Said on or after this: `2024-10` begins on 1 October. Where that is unknown, its story's latest date counts.",
        name="from",
    )
    to: DateOrDateTime | None = option("Said on or before this: `2024-10` ends with 31 October.")
    is_fragment: bool | None = option("Less than a sentence (true), or whole sentences (false).")
    attribution_methods: list[AttributionMethod] | None = option(
        "Attributed in one of these ways: `[CONFIRMED]`."
    )
    reviews: list[ReviewTier] | None = option(
        "Proposed in one of these tiers, and not confirmed by anybody: `[B, C]`."
    )


@strawberry.input(description=f"Which quotes. {RULE}")
class QuoteFilter(QuoteExclude):
    """Which quotes."""

    exclude: QuoteExclude | None = option("Quotes to leave out: `{kinds: [INDIRECT]}`.")


@strawberry.input(
    description=f"Which stories and quotes; where any field is given, people and whatever else is none is left out. {RULE}"
)
class SearchFilter:
    """Which stories and quotes."""

    topics: list[str] | None = option("In a story about one of these topics, by slug.")
    sections: list[str] | None = option("In a story in one of these sections, by slug.")
    publications: list[str] | None = option("In a story in one of these publications, by slug.")
    speakers: list[str] | None = option("Quoting, or said by, one of these people or organizations, by slug.")
    organizations: list[str] | None = option(
        "Quoting, or said by, one of these organizations or somebody in an office of it, by slug."
    )
    from_: DateOrDateTime | None = option(
        "Published, or said, on or after this: `2024-10` begins on 1 October.", name="from"
    )
    to: DateOrDateTime | None = option(
        "Published, or said, on or before this: `2024-10` ends with 31 October."
    )


@strawberry.input(description=f"Which people. {RULE}")
class PersonFilter:
    """Which people."""

    search: str | None = option(NAMES)
    slugs: list[str] | None = option("One of these people, by slug.")
    organizations: list[str] | None = option(
        "Who hold or held an office in one of these organizations, by slug."
    )


@strawberry.input(description=f"Which organizations. {RULE}")
class OrganizationFilter:
    """Which organizations."""

    search: str | None = option(NAMES)
    slugs: list[str] | None = option("One of these organizations, by slug.")
    kinds: list[OrganizationKind] | None = option("Of one of these kinds: `[GOVERNMENT, MILITARY]`.")


@strawberry.input(description=f"Which publications, sections or topics. {RULE}")
class NameFilter:
    """Which publications, sections or topics."""

    search: str | None = option("Beginnings of words in the name, in any order: `sp` finds Sport.")
    slugs: list[str] | None = option("One of these, by slug.")


@cache
def _names_of(criteria: Any) -> frozenset[str]:
    """The fields of a criteria, which are those of its input."""
    return frozenset(each.name for each in fields(criteria))


def criteria_of(kind: Callable[..., C], given: Any) -> C | None:
    """The criteria that a filter stands for; None, which asks for everything, where there is none."""
    if given is None:
        return None
    values: dict[str, Any] = {}
    for name, value in vars(given).items():
        if value is None or name not in _names_of(kind):
            continue
        if name == "exclude":
            values[name] = criteria_of(kind, value)
        else:
            values[name] = tuple(value) if isinstance(value, list) else value
    return kind(**values)
