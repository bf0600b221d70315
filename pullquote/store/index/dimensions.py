"""What filters and facets compare, as tables: a name, the values of a record, and what they are called.

The indexes over them are in :mod:`~pullquote.store.index.bitmaps`.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

from pullquote.store.model.criteria import StoryKind
from pullquote.store.model.kinds import Kind, Kinds, values_at
from pullquote.store.model.records import Editorial, Named, Organization, Quote, Story

R_contra = TypeVar("R_contra", contravariant=True)


class Term(NamedTuple):
    """What a value is called: in criteria, as the key of a bucket, and for readers."""

    wanted: Hashable
    key: str
    label: str


def _same(value: Hashable) -> Hashable:
    return value


@dataclass(frozen=True)
class Dimension(Generic[R_contra]):
    """One line of a table.

    ``values`` gives a record's values, ``term`` what each is called, and ``wanted`` turns what a criteria
    asks for into what the terms call it.
    """

    name: str
    values: Callable[[R_contra], Iterable[Any]]
    term: Callable[[Any], Term]
    wanted: Callable[[Any], Hashable] = _same


def _entity(value: Named) -> Term:
    return Term(value.slug, value.slug, value.name)


def _enum(value: Enum) -> Term:
    return Term(value, value.name, str(value.value).capitalize())


def _text(value: str) -> Term:
    return Term(value, value, value)


def _bool(value: bool) -> Term:
    return Term(value, str(value).lower(), "Yes" if value else "No")


def _month(value: str) -> Term:
    year, _, month = value.partition("-")
    return Term(value, value, f"{month_name[int(month)]} {year}" if month else year)


def term_of(value: Enum | str | bool | Named) -> Term:
    """What a value of any dimension is called, or what stands for one in criteria."""
    match value:
        case Enum():
            return _enum(value)
        case str():
            return _text(value)
        case bool():
            return _bool(value)
        case _:
            return _entity(value)


def kind_of(story: Story) -> StoryKind:
    """Whether a story is an article or an editorial."""
    return StoryKind.EDITORIAL if isinstance(story, Editorial) else StoryKind.ARTICLE


def _languages(story: Story) -> Iterable[str]:
    """A language tag and what it narrows: "en-GB" is also "en" (basic filtering, RFC 4647 section 3.3.1)."""
    subtags = story.in_language.casefold().split("-")
    return ["-".join(subtags[:length]) for length in range(1, len(subtags) + 1)]


def organizations_of(quote: Quote) -> Iterable[Organization]:
    """Whom a quote speaks for: the organizations that speak, and those that the speakers' roles are in."""
    found = [speaker for speaker in quote.speakers if isinstance(speaker, Organization)]
    found += [role.organization for role in quote.roles if role.organization]
    yield from dict.fromkeys(found)


def _quoted_organizations(story: Story) -> Iterable[Organization]:
    return {each for quote in story.quotes for each in organizations_of(quote)}


def _folded(text: str) -> str:
    return text.casefold()


MONTH_LENGTH = len("2024-10")

STORY_DIMENSIONS: tuple[Dimension[Story], ...] = (
    Dimension("kinds", lambda story: (kind_of(story),), _enum),
    Dimension("sections", lambda story: (story.section,) if story.section else (), _entity),
    Dimension("topics", lambda story: story.topics, _entity),
    Dimension("publications", lambda story: (story.publication,), _entity),
    Dimension("keywords", lambda story: {each.casefold() for each in story.keywords}, _text, wanted=_folded),
    Dimension(
        "source_organizations",
        lambda story: (story.source_organization,) if story.source_organization else (),
        _entity,
    ),
    Dimension("authors", lambda story: story.authors, _entity),
    Dimension("speakers", lambda story: story.speakers, _entity),
    Dimension("mentions", lambda story: story.mentions, _entity),
    Dimension("organizations", _quoted_organizations, _entity),
    Dimension("in_language", _languages, _text, wanted=_folded),
    Dimension("has_quotes", lambda story: (bool(story.quotes),), _bool),
    Dimension("months", lambda story: (story.date.text[:MONTH_LENGTH],), _month),
)
QUOTE_DIMENSIONS: tuple[Dimension[Quote], ...] = (
    Dimension("speakers", lambda quote: quote.speakers, _entity),
    Dimension("organizations", organizations_of, _entity),
    Dimension("kinds", lambda quote: (quote.kind,), _enum),
    Dimension("source_kinds", lambda quote: (quote.source_kind,), _enum),
    Dimension("cues", lambda quote: (quote.cue.casefold(),) if quote.cue else (), _text, wanted=_folded),
    Dimension(
        "occasions",
        lambda quote: (quote.occasion.casefold(),) if quote.occasion else (),
        _text,
        wanted=_folded,
    ),
    Dimension("is_fragment", lambda quote: (quote.is_fragment,), _bool),
    Dimension("attribution_methods", lambda quote: (quote.attribution.method,), _enum),
    Dimension(
        "reviews", lambda quote: (quote.attribution.review,) if quote.attribution.review else (), _enum
    ),
    Dimension("months", lambda quote: (quote.date.text[:MONTH_LENGTH],), _month),
)
QUOTED_STORY_DIMENSIONS = tuple(
    dimension for dimension in STORY_DIMENSIONS if dimension.name in {"topics", "sections", "publications"}
)
"""What a quote has from its story."""
STORY_FACETS = frozenset(
    {
        "sections",
        "topics",
        "keywords",
        "publications",
        "source_organizations",
        "kinds",
        "months",
        "speakers",
        "organizations",
    }
)
QUOTE_FACETS = frozenset(
    {"speakers", "organizations", "cues", "kinds", "months", "topics", "sections", "publications"}
)


def dimensions_of(kind: Kind) -> tuple[Dimension[Any], ...]:
    """What records of a kind that is listed by name can be filtered by."""
    return tuple(
        Dimension(name, partial(values_at, path=path), term_of) for name, path in kind.dimensions.items()
    )


Former = Mapping[str, str]
"""Slugs of today by those of once."""


def former_slugs(records: Iterable[Any]) -> Former:
    """The slugs of records by their former ones; of those whose kind can have any."""
    return {alias: record.slug for record in records for alias in getattr(record, "aliases", ())}


def former_in_dimensions(kind: Kind, former: Mapping[str, Former]) -> dict[str, Former]:
    """What slugs were called once that a kind's list is filtered by, by the former slugs of each kind."""
    return {
        name: _joined(former, kind.links[path])
        for name, path in kind.dimensions.items()
        if path in kind.links
    }


def former_of_stories(kinds: Kinds, former: Mapping[str, Former]) -> dict[str, Former]:
    """What slugs were called once that stories and quotes are filtered by."""
    by_dimension: dict[str, list[str]] = {}
    for kind in kinds.values():
        for name in kind.stories_by:
            by_dimension.setdefault(name, []).append(kind.name)
    return {name: _joined(former, names) for name, names in by_dimension.items()}


def _joined(former: Mapping[str, Former], names: Iterable[str]) -> Former:
    return dict(chain.from_iterable(former[name].items() for name in names))


def of_today(criteria: Any, former: Mapping[str, Former]) -> Any:
    """The criteria with the slugs of today in the place of former ones."""
    renamed: dict[str, Any] = {}
    for name, known in former.items():
        wanted = getattr(criteria, name, None)
        if wanted and known and not known.keys().isdisjoint(wanted):
            renamed[name] = tuple([known.get(slug, slug) for slug in wanted])
    exclude = getattr(criteria, "exclude", None)
    if exclude is not None and (renamed_exclude := of_today(exclude, former)) is not exclude:
        renamed["exclude"] = renamed_exclude
    return replace(criteria, **renamed) if renamed else criteria
