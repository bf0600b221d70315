"""The records of a newsroom: immutable, linked, and the same objects that GraphQL serves.

A record's attribute names are the snake_case of its GraphQL field names, so that a field without
arguments is a plain attribute read. References are records, never slugs. What points *back* (the
quotes of a person, the stories of a topic) is not here: it depends on who may see it, and is asked of
the :class:`~pullquote.store.newsroom.snapshot.Snapshot`.

Names follow schema.org (``Person``, ``Organization``, ``headline``, ``datePublished``), then IPTC and the
Guardian's vocabulary (``standfirst``), as the file format does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from pullquote.store.model.bodies import Body, Image, TextSpan
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.unread import Unread


class OrganizationKind(Enum):
    """What sort of body an organization is."""

    GOVERNMENT = "government"
    MILITARY = "military"
    INTERGOVERNMENTAL = "intergovernmental"
    PARTY = "party"
    COMPANY = "company"
    MEDIA = "media"
    NGO = "ngo"
    ARMED_GROUP = "armed group"
    COURT = "court"
    POLICE = "police"
    EMERGENCY_SERVICE = "emergency service"
    SCHOOL = "school"
    UNIVERSITY = "university"
    RESEARCH_INSTITUTE = "research institute"
    HOSPITAL = "hospital"
    CHARITY = "charity"
    CHURCH = "church"
    UNION = "union"
    ASSOCIATION = "association"
    SPORTS_TEAM = "sports team"
    PERFORMING_GROUP = "performing group"
    MUSEUM = "museum"
    LIBRARY = "library"
    OTHER = "other"


class StoryStatus(Enum):
    """Whether a story is for the public."""

    PUBLISHED = "published"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"


class QuoteKind(Enum):
    """How the words stand in the prose: inside quotation marks, outside them, or partly."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class StoryPart(Enum):
    """Where a story prints the words of a quote."""

    HEADLINE = "headline"
    ALTERNATIVE_HEADLINE = "alternative headline"
    STANDFIRST = "standfirst"
    BODY = "body"


class SourceKind(Enum):
    """Who or what said it (the six source types of the Markkula Center, with organizations named)."""

    NAMED_PERSON = "named person"
    NAMED_ORGANIZATION = "named organization"
    ANONYMOUS = "anonymous"
    UNNAMED_PERSON = "unnamed person"
    UNNAMED_GROUP = "unnamed group"
    DOCUMENT = "document"


class ReviewTier(Enum):
    """How safe a proposed quote is that nobody has confirmed."""

    A = "A"
    B = "B"
    C = "C"


class AttributionMethod(Enum):
    """Who attributed a quote to its speaker."""

    CONFIRMED = "confirmed"
    PROPOSED = "proposed"


class PublicReview(Enum):
    """Which proposed quotes the public sees: those of a tier and of all safer ones, or none."""

    A = "A"
    B = "B"
    C = "C"
    NONE = "none"

    def shows(self, tier: ReviewTier | None) -> bool:
        """Whether the public sees a quote of a tier; one that was confirmed (None) is always seen."""
        return tier is None or (self is not PublicReview.NONE and tier.value <= self.value)


@dataclass(frozen=True, eq=False, slots=True)
class QuoteAttribution:
    """How sure it is who said a quote: ``review`` is the tier of a proposal, None once somebody has confirmed it."""

    review: ReviewTier | None

    @property
    def method(self) -> AttributionMethod:
        """Who attributed it."""
        return AttributionMethod.PROPOSED if self.review else AttributionMethod.CONFIRMED


@dataclass(frozen=True, eq=False, kw_only=True)
class Organization:
    """A body that speaks, employs speakers or publishes (schema.org Organization)."""

    id: str
    slug: str
    name: str
    alternate_names: tuple[str, ...]
    kind: OrganizationKind
    description: str | None
    parent: Organization | None
    same_as: tuple[str, ...]
    image: Image | None
    aliases: tuple[str, ...]
    extra: dict[str, Any] | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Person:
    """Somebody who speaks, writes or is written about (schema.org Person)."""

    id: str
    slug: str
    name: str
    given_name: str | None
    family_name: str | None
    alternate_names: tuple[str, ...]
    description: str | None
    same_as: tuple[str, ...]
    roles: tuple[Role, ...]
    image: Image | None
    aliases: tuple[str, ...]
    extra: dict[str, Any] | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Role:
    """An office that a person holds or held (schema.org OrganizationRole, Popolo Membership)."""

    title: str
    person: Person
    organization: Organization | None
    start_date: DateOrDateTime | None
    end_date: DateOrDateTime | None


Speaker = Person | Organization


@dataclass(frozen=True, eq=False, kw_only=True)
class Publication:
    """A newspaper, magazine or site that stories appear in (schema.org Periodical)."""

    id: str
    slug: str
    name: str
    description: str | None
    publisher: Organization | None
    in_language: str
    url: str | None
    same_as: tuple[str, ...]
    image: Image | None
    aliases: tuple[str, ...]
    extra: dict[str, Any] | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Section:
    """A desk or page of a publication (schema.org articleSection)."""

    id: str
    slug: str
    name: str
    description: str | None
    publication: Publication | None
    aliases: tuple[str, ...]
    extra: dict[str, Any] | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Topic:
    """What stories are about (schema.org about); ``mediatopic`` is an IPTC Media Topics code."""

    id: str
    slug: str
    name: str
    description: str | None
    mediatopic: str | None
    aliases: tuple[str, ...]
    extra: dict[str, Any] | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Rights:
    """Who owns a story and what may be done with it (IPTC ninjs rightsinfo)."""

    copyright_holder: str | None
    copyright_notice: str | None
    usage_terms: str | None
    license: str | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Correction:
    """What was wrong in a story and has been put right (schema.org CorrectionComment)."""

    date: DateOrDateTime
    text: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Story:
    """What articles and editorials share (schema.org NewsArticle).

    ``date`` is what ``from`` and ``to`` are compared with: the date of publication, or of modification
    where only that is known. ``latest_date`` is what stories are ordered by: the later of the two.
    ``pictures`` are the paths of the newsroom's pictures that it shows: ``media/harbour.jpg``.
    ``digest`` is a hash over the story and its quotes; see :mod:`~pullquote.store.model.digests`.
    ``unread`` is what it is read from, None where all of it is in memory.
    """

    id: str
    slug: str
    headline: str
    alternative_headline: str | None
    standfirst: str | None
    abstract: str | None
    image: Image | None
    publication: Publication
    section: Section | None
    topics: tuple[Topic, ...]
    keywords: tuple[str, ...]
    date_published: DateOrDateTime | None
    date_modified: DateOrDateTime | None
    latest_date: DateOrDateTime
    date: DateOrDateTime
    in_language: str
    url: str | None
    is_based_on: str | None
    source_organization: Organization | None
    byline: str | None
    authors: tuple[Person, ...]
    dateline: str | None
    mentions: tuple[Speaker, ...]
    rights: Rights | None
    body: Body | None
    pictures: tuple[str, ...]
    quotes: tuple[Quote, ...]
    speakers: tuple[Speaker, ...]
    status: StoryStatus
    embargo: DateOrDateTime | None
    expires: DateOrDateTime | None
    corrections: tuple[Correction, ...]
    aliases: tuple[str, ...]
    extra: dict[str, Any] | None
    digest: str
    unread: ClassVar[Unread | None] = None

    def read_fields(self) -> None:
        """Read a story that was not read yet; from then on it has its fields like any other.

        Raises OSError where it cannot be read any more: its file is gone, or says something else by now.
        """
        if self.unread is not None:
            self.unread.read_into(self)

    if not TYPE_CHECKING:  # to a type checker, every story has all its fields

        def __getattr__(self, name: str) -> object:
            """A field of a story that was not read yet: what resolves fields takes them as attributes."""
            if "unread" not in self.__dict__ or name not in self.__dataclass_fields__:
                raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")
            self.read_fields()
            return self.__dict__[name]


@dataclass(frozen=True, eq=False, kw_only=True)
class Article(Story):
    """A news report (schema.org NewsArticle)."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Editorial(Story):
    """A publication's own opinion (schema.org OpinionNewsArticle)."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Quote:
    """One attributed statement, also when the prose splits it (schema.org Quotation).

    ``date`` is what ``from`` and ``to`` are compared with and what the roles are derived for: the date on
    which it was spoken, or the story's where that is unknown. ``position`` counts from 1 in the story.
    ``printed_in`` is the text of the story that the ``spans`` are in: of the body, or of one of its headlines, which
    is as one block. ``roles`` are those that its speakers held, as far as they are known.
    """

    id: str
    text: str
    printed_in: StoryPart
    spans: tuple[TextSpan, ...]
    kind: QuoteKind
    is_fragment: bool
    cue: str | None
    speakers: tuple[Speaker, ...]
    source_kind: SourceKind
    speaker_as_printed: str | None
    roles: tuple[Role, ...]
    attribution: QuoteAttribution
    addressee: str | None
    occasion: str | None
    date_spoken: DateOrDateTime | None
    date: DateOrDateTime
    is_translation: bool
    story: Story
    position: int
    url: str | None

    @property
    def parts(self) -> tuple[TextSpan, ...]:
        """Where the words stand in the body."""
        return self.spans if self.printed_in is StoryPart.BODY else ()

    @property
    def speaker(self) -> Speaker | None:
        """Who said it, the first of several."""
        return self.speakers[0] if self.speakers else None

    @property
    def attributed_to(self) -> str:
        """Who said it, in words: the names of the speakers, else the source as printed, else what sort it is."""
        names = ", ".join(speaker.name for speaker in self.speakers)
        return names or self.speaker_as_printed or self.source_kind.value.capitalize()

    @property
    def role(self) -> Role | None:
        """The role of the speaker."""
        return next((role for role in self.roles if role.person is self.speaker), None)


class Named(Protocol):
    """What is listed by name: whatever has an id and is neither a story nor a quote."""

    @property
    def id(self) -> str:
        """The global id."""

    @property
    def slug(self) -> str:
        """The slug, unique in its kind."""

    @property
    def name(self) -> str:
        """The name, as it is printed."""


Entity = Story | Quote | Named
"""Whatever has an id, and so can be asked for by ``node(id:)``."""


def is_restricted(story: Story) -> bool:
    """Whether a story is not simply published, so that who may see it depends on the reader or the time."""
    has_time = story.embargo is not None or story.expires is not None
    return has_time or story.status is not StoryStatus.PUBLISHED
