"""The keys of the files of each kind, their types and limits, and what an editor says of them.

A key is the camelCase of the attribute here. References are slugs; the linker makes records of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cache
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from pullquote.store.files.kinds.extra import Extra
from pullquote.store.files.kinds.fields import (
    MAX_ITEMS,
    BodyText,
    Date,
    FormerSlug,
    Language,
    Line,
    Mediatopic,
    Moment,
    Reference,
    SeveralReferences,
    Url,
    Words,
    YesNo,
)
from pullquote.store.files.kinds.parts import CONFIG, CorrectionKeys, ImageKeys, RightsKeys
from pullquote.store.model.records import OrganizationKind, ReviewTier, StoryStatus

Lines = Annotated[list[Line], Field(max_length=MAX_ITEMS)]
Urls = Annotated[list[Url], Field(max_length=MAX_ITEMS)]
References = Annotated[list[Reference], Field(max_length=MAX_ITEMS)]
FormerSlugs = Annotated[list[FormerSlug], Field(max_length=MAX_ITEMS)]
UnnamedSource = Literal["anonymous", "unnamed person", "unnamed group", "document"]


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class QuoteKeys:
    """What somebody said, in the words of the body."""

    text: Words
    """The exact words, as they stand in the body; a list where the sentence interrupts them."""
    speakers: Annotated[SeveralReferences, Field(alias="speaker")] = field(default_factory=list)
    """Who said it: the slug of a person or an organization; a list where several say it together. Or else: source."""
    source: UnnamedSource | None = None
    """What said it, where nobody is named."""
    as_: Annotated[Line | None, Field(alias="as")] = None
    """The speaker as printed: Deputy Pentagon Press Secretary Sabrina Singh."""
    role: Line | None = None
    """The title in which the speaker said it, if the date does not settle it."""
    cue: Line | None = None
    """The word that says how it was said: told, warned, according to."""
    addressee: Line | None = None
    """To whom it was said, as printed."""
    occasion: Line | None = None
    """Where or when it was said: a speech, an interview, a programme."""
    date_spoken: Date | None = None
    """When it was said, if not on the date of the story."""
    translated: YesNo = False
    """Whether the words are a translation of what was said."""
    kind: Literal["direct"] | None = None
    """Write direct where the words are the speaker's own, and no quotation marks say so: a letter, a post."""
    after: Line | None = None
    """Words of the body that stand in front of the quote, where its own words stand there more than once."""
    before: Line | None = None
    """Words of the body that stand behind the quote, where its own words stand there more than once."""
    review: ReviewTier | None = None
    """A program proposed it: A is safe, B likely, C to be looked at. Delete the line once you have confirmed it."""


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class StoryKeys:
    """An article or an editorial."""

    headline: Line
    """The headline. Text with a colon in it needs quotation marks."""
    alternative_headline: Line | None = None
    """Another wording, for print or for search engines."""
    standfirst: Line | None = None
    """What stands below the headline."""
    abstract: Line | None = None
    """A longer summary: what a search result or a newsletter prints."""
    image: ImageKeys | None = None
    """The picture that goes with it."""
    publication: Reference
    """Where it appears: the slug of a publication."""
    section: Reference | None = None
    """The desk or page: the slug of a section."""
    topics: References = field(default_factory=list)
    """What it is about: slugs of topics."""
    keywords: Lines = field(default_factory=list)
    """What it is about in free words, beside the topics; search finds them."""
    date_published: Date | None = None
    """When it was published, as precise as is known. This or dateModified is required."""
    date_modified: Date | None = None
    """When it was last changed."""
    in_language: Language | None = None
    """Its language, if not the publication's."""
    url: Url | None = None
    """The page that it can be read on."""
    is_based_on: Url | None = None
    """The page that it was republished from."""
    source_organization: Reference | None = None
    """Whom it was republished from, such as a news agency: the slug of an organization."""
    byline: Line | None = None
    """Who wrote it, as printed."""
    authors: References = field(default_factory=list)
    """Who wrote it: slugs of people."""
    dateline: Line | None = None
    """Where it was written, as printed."""
    mentions: References = field(default_factory=list)
    """Who is named in it: slugs of people and organizations."""
    rights: RightsKeys | None = None
    """Who owns it, if not as the publication says."""
    status: StoryStatus = StoryStatus.PUBLISHED
    """The public sees what is published."""
    embargo: Moment | None = None
    """The public does not see it before this moment."""
    expires: Moment | None = None
    """The public does not see it from this moment on."""
    corrections: Annotated[list[CorrectionKeys], Field(max_length=MAX_ITEMS)] = field(default_factory=list)
    """What was wrong in it and has been put right, for readers."""
    aliases: FormerSlugs = field(default_factory=list)
    """Former slugs: who asks for one of them finds this one."""
    extra: Extra | None = None
    """Anything that your other systems need: served as it is, never searched."""
    quotes: Annotated[list[QuoteKeys], Field(max_length=MAX_ITEMS)] = field(default_factory=list)
    """Who said what in it."""
    body: BodyText | None = None
    """The text in Markdown; in a Markdown file it stands below the keys."""


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class RoleKeys:
    """An office, and when it was held."""

    title: Line
    """What it is called: Deputy Pentagon Press Secretary."""
    organization: Reference | None = None
    """Where: the slug of an organization."""
    start_date: Date | None = None
    """Since when."""
    end_date: Date | None = None
    """Until when, that day or year included."""


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class PersonKeys:
    """Somebody who speaks, writes or is written about."""

    name: Line
    """The name as it is printed."""
    given_name: Line | None = None
    """The part of the name that is given."""
    family_name: Line | None = None
    """The part of the name that is the family's."""
    alternate_names: Lines = field(default_factory=list)
    """Other names; search finds them."""
    description: Line | None = None
    """What a reader should know."""
    same_as: Urls = field(default_factory=list)
    """Pages that say for certain who is meant."""
    roles: Annotated[list[RoleKeys], Field(max_length=MAX_ITEMS)] = field(default_factory=list)
    """Offices, each with its time, so that a quote knows its speaker's."""
    image: ImageKeys | None = None
    """A portrait."""
    aliases: FormerSlugs = field(default_factory=list)
    """Former slugs: who asks for one of them finds this one."""
    extra: Extra | None = None
    """Anything that your other systems need: served as it is, never searched."""


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class OrganizationKeys:
    """A body that speaks, employs speakers or publishes."""

    name: Line
    """The name as it is printed."""
    alternate_names: Lines = field(default_factory=list)
    """Other names and abbreviations; search finds them."""
    kind: OrganizationKind = OrganizationKind.OTHER
    """What sort of body it is."""
    description: Line | None = None
    """What a reader should know."""
    parent: Reference | None = None
    """The organization that it is a part of."""
    same_as: Urls = field(default_factory=list)
    """Pages that say for certain what is meant."""
    image: ImageKeys | None = None
    """A picture of it: its logo, its seat."""
    aliases: FormerSlugs = field(default_factory=list)
    """Former slugs: who asks for one of them finds this one."""
    extra: Extra | None = None
    """Anything that your other systems need: served as it is, never searched."""


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class PublicationKeys:
    """A newspaper, magazine or site."""

    name: Line
    """The name as it is printed."""
    description: Line | None = None
    """What a reader should know."""
    publisher: Reference | None = None
    """Who publishes it: the slug of an organization."""
    in_language: Language
    """The language of its stories."""
    url: Url | None = None
    """Its front page."""
    same_as: Urls = field(default_factory=list)
    """Pages that say for certain what is meant."""
    rights: RightsKeys | None = None
    """Who owns its stories, where a story does not say."""
    image: ImageKeys | None = None
    """A picture of it: its logo."""
    aliases: FormerSlugs = field(default_factory=list)
    """Former slugs: who asks for one of them finds this one."""
    extra: Extra | None = None
    """Anything that your other systems need: served as it is, never searched."""


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class SectionKeys:
    """A desk or page of a publication."""

    name: Line
    """The name as it is printed."""
    description: Line | None = None
    """What a reader should know."""
    publication: Reference | None = None
    """Whose section it is."""
    aliases: FormerSlugs = field(default_factory=list)
    """Former slugs: who asks for one of them finds this one."""
    extra: Extra | None = None
    """Anything that your other systems need: served as it is, never searched."""


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class TopicKeys:
    """What stories are about."""

    name: Line
    """The name as it is printed."""
    description: Line | None = None
    """What a reader should know."""
    mediatopic: Mediatopic | None = None
    """Its IPTC Media Topics code: medtop:11000000."""
    aliases: FormerSlugs = field(default_factory=list)
    """Former slugs: who asks for one of them finds this one."""
    extra: Extra | None = None
    """Anything that your other systems need: served as it is, never searched."""


@cache
def adapter_of(keys: Any) -> TypeAdapter[Any]:
    """What checks the keys of a class, and describes them."""
    return TypeAdapter(keys)


@cache
def key_names(keys: Any) -> tuple[str, ...]:
    """The keys of a class, as they are written."""
    return tuple(found.alias or name for name, found in keys.__pydantic_fields__.items())


@cache
def inner_keys(keys: Any) -> Mapping[str, Any]:
    """What the mappings inside an entity are, by the key that they, or a list of them, stand under."""
    return {
        found.alias or name: inner
        for name, found in keys.__pydantic_fields__.items()
        for inner in _classes(found.annotation)
    }


def _classes(hint: Any) -> Iterator[Any]:
    if hasattr(hint, "__pydantic_fields__"):
        yield hint
    for each in get_args(hint):
        yield from _classes(each)
