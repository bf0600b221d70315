"""Small newsrooms made by hand or at random: records without files, and what strategies draw them from."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, cast

from hypothesis import strategies as st

from pullquote.store.files.kinds import KINDS
from pullquote.store.model.bodies import Block, BlockKind, Body, TextSpan
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.digests import digest_of
from pullquote.store.model.kinds import Records
from pullquote.store.model.records import (
    Article,
    Editorial,
    Entity,
    Organization,
    OrganizationKind,
    Person,
    Publication,
    PublicReview,
    Quote,
    QuoteAttribution,
    QuoteKind,
    ReviewTier,
    Role,
    Section,
    SourceKind,
    Speaker,
    Story,
    StoryPart,
    StoryStatus,
    Topic,
    is_restricted,
)
from pullquote.store.newsroom.snapshot import MemorySnapshot

NOW = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class QuoteSpec:
    """A quote as a test says it; ``speaker`` is a slug, None an anonymous source."""

    text: str
    speaker: str | None = "ada"
    role: int | None = None
    cue: str | None = "said"
    occasion: str | None = None
    spoken: str | None = None
    kind: QuoteKind = QuoteKind.DIRECT
    fragment: bool = False
    review: ReviewTier | None = None


@dataclass(frozen=True)
class StorySpec:
    """A story as a test says it; everything that it names is a slug."""

    slug: str
    headline: str = "A headline"
    published: str | None = "2024-10-28"
    modified: str | None = None
    editorial: bool = False
    standfirst: str | None = None
    body: str | None = None
    section: str | None = None
    topics: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    publication: str = "gazette"
    authors: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    language: str = "en"
    url: str | None = None
    quotes: tuple[QuoteSpec, ...] = ()
    status: StoryStatus = StoryStatus.PUBLISHED
    embargo: str | None = None


def identity(kind: str, slug: str) -> str:
    """An id, as the loader makes it."""
    return urlsafe_b64encode(f"{kind}:{slug}".encode()).rstrip(b"=").decode()


def when(text: str | None) -> DateOrDateTime | None:
    """A date or none."""
    return None if text is None else DateOrDateTime.parse(text)


def _organization(slug: str, name: str, kind: OrganizationKind, parent: Organization | None) -> Organization:
    return Organization(
        id=identity("Organization", slug),
        slug=slug,
        name=name,
        alternate_names=(name.upper(),),
        kind=kind,
        description=None,
        parent=parent,
        same_as=(),
        image=None,
        aliases=(),
        extra=None,
    )


def _person(slug: str, name: str, offices: Sequence[tuple[str, Organization | None, str | None]]) -> Person:
    roles: list[Role] = []
    person = Person(
        id=identity("Person", slug),
        slug=slug,
        name=name,
        given_name=None,
        family_name=None,
        alternate_names=(),
        description=f"{name} is somebody.",
        same_as=(),
        image=None,
        aliases=(),
        extra=None,
        roles=(),
    )
    for title, organization, started in offices:
        roles.append(
            Role(
                title=title,
                person=person,
                organization=organization,
                start_date=when(started),
                end_date=None,
            )
        )
    object.__setattr__(person, "roles", tuple(roles))
    return person


class World:
    """Everything that stories can name, as new objects each time."""

    def __init__(self) -> None:
        state = _organization("state", "The State", OrganizationKind.GOVERNMENT, None)
        ministry = _organization("ministry", "The Ministry", OrganizationKind.GOVERNMENT, state)
        union = _organization("union", "Ünion of Writers", OrganizationKind.NGO, None)
        press = _organization("press", "Press House", OrganizationKind.MEDIA, None)
        army = _organization("army", "The Army", OrganizationKind.MILITARY, state)
        self.organizations = {each.slug: each for each in (state, ministry, union, press, army)}
        self.people = {
            each.slug: each
            for each in (
                _person("ada", "Ada Ågren", [("Minister", ministry, "2020"), ("Writer", union, None)]),
                _person("bo", "Bo Banks", [("Spokesman", army, "2024-06")]),
                _person("cy", "Cy Young", [("Freelance", None, None)]),
                _person("di", "Di José", []),
                _person("eve", "Eve Banks-Young", [("Editor", press, "2010")]),
            )
        }
        self.publications = {
            "gazette": Publication(
                id=identity("Publication", "gazette"),
                slug="gazette",
                name="The Gazette",
                description=None,
                publisher=press,
                in_language="en",
                url=None,
                same_as=(),
                image=None,
                aliases=(),
                extra=None,
            ),
            "courier": Publication(
                id=identity("Publication", "courier"),
                slug="courier",
                name="Courier",
                description=None,
                publisher=None,
                in_language="en-GB",
                url=None,
                same_as=(),
                image=None,
                aliases=(),
                extra=None,
            ),
        }
        self.sections = {
            slug: Section(
                id=identity("Section", slug),
                slug=slug,
                name=slug.title(),
                description=None,
                publication=self.publications.get(publication),
                aliases=(),
                extra=None,
            )
            for slug, publication in (("world", "gazette"), ("arts", "courier"), ("opinion", ""))
        }
        self.topics = {
            slug: Topic(
                id=identity("Topic", slug),
                slug=slug,
                name=slug.title(),
                description=None,
                mediatopic=None,
                aliases=(),
                extra=None,
            )
            for slug in ("war", "peace", "ferries", "budgets")
        }

    def speaker(self, slug: str) -> Speaker:
        """A person or organization."""
        return self.people.get(slug) or self.organizations[slug]

    def story(self, spec: StorySpec) -> Story:
        """A story with its quotes."""
        published, modified = when(spec.published), when(spec.modified)
        known = [date for date in (published, modified) if date]
        text = spec.body if spec.body is not None else " ".join(f"“{each.text}”." for each in spec.quotes)
        speakers = dict.fromkeys(self.speaker(each.speaker) for each in spec.quotes if each.speaker)
        kind = Editorial if spec.editorial else Article
        story = kind(
            id=identity(kind.__name__, spec.slug),
            slug=spec.slug,
            headline=spec.headline,
            alternative_headline=None,
            standfirst=spec.standfirst,
            abstract=None,
            image=None,
            publication=self.publications[spec.publication],
            section=self.sections[spec.section] if spec.section else None,
            topics=tuple(self.topics[slug] for slug in spec.topics),
            keywords=spec.keywords,
            date_published=published,
            date_modified=modified,
            latest_date=max(known, key=lambda date: date.start),
            date=known[0],
            in_language=spec.language,
            url=spec.url,
            is_based_on=None,
            source_organization=None,
            byline=None,
            authors=tuple(self.people[slug] for slug in spec.authors),
            dateline=None,
            mentions=tuple(self.speaker(slug) for slug in spec.mentions),
            rights=None,
            body=Body(
                markdown=text,
                word_count=len(text.split()),
                blocks=(
                    Block(index=0, kind=BlockKind.PARAGRAPH, text=text, html=f"<p>{text}</p>", quotes=()),
                ),
            ),
            pictures=(),
            quotes=(),
            speakers=tuple(speakers),
            status=spec.status,
            embargo=when(spec.embargo),
            expires=None,
            corrections=(),
            aliases=(),
            extra=None,
            digest="",
        )
        quotes = tuple(self._quote(each, story, number) for number, each in enumerate(spec.quotes, 1))
        object.__setattr__(story, "quotes", quotes)
        object.__setattr__(story, "digest", digest_of(story))
        return story

    def _quote(self, spec: QuoteSpec, story: Story, position: int) -> Quote:
        speaker = self.speaker(spec.speaker) if spec.speaker else None
        roles = speaker.roles if isinstance(speaker, Person) else ()
        spoken = when(spec.spoken)
        source = {Person: SourceKind.NAMED_PERSON, Organization: SourceKind.NAMED_ORGANIZATION}
        return Quote(
            id=identity("Quote", f"{type(story).__name__.lower()}/{story.slug}#{spec.text}"),
            text=spec.text,
            printed_in=StoryPart.BODY,
            spans=(
                TextSpan(text=spec.text, block=0, start=position, end=position, utf16_start=0, utf16_end=0),
            ),
            kind=spec.kind,
            is_fragment=spec.fragment,
            cue=spec.cue,
            speakers=(speaker,) if speaker else (),
            source_kind=source.get(type(speaker), SourceKind.ANONYMOUS),
            speaker_as_printed=speaker.name if speaker else "a source",
            roles=(roles[spec.role % len(roles)],) if roles and spec.role is not None else (),
            attribution=QuoteAttribution(spec.review),
            addressee=None,
            occasion=spec.occasion,
            date_spoken=spoken,
            date=spoken or story.latest_date,
            is_translation=False,
            story=story,
            position=position,
            url=None,
        )


def seen_by_the_public(spec: StorySpec) -> StorySpec:
    """A story without the quotes that nobody has confirmed and that are not safe."""
    return replace(spec, quotes=tuple(quote for quote in spec.quotes if PublicReview.A.shows(quote.review)))


class Desk:
    """Makes records again and again: a story that is the same stays the same record."""

    def __init__(self) -> None:
        self.world = World()
        self.stories: dict[StorySpec, Story] = {}
        self.public: dict[StorySpec, Story] = {}

    def _public(self, spec: StorySpec) -> Story:
        story = self.public.get(spec) or self.world.story(seen_by_the_public(spec))
        self.public[spec] = story
        return story

    def records(self, specs: Iterable[StorySpec]) -> Records:
        """The records of some stories and of the whole world, as the loader gives them."""
        world = self.world
        self.stories = {spec: self.stories.get(spec) or world.story(spec) for spec in specs}
        stories = tuple(sorted(self.stories.values(), key=lambda story: story.slug))
        by_kind: dict[str, dict[str, Any]] = {
            "people": dict(world.people),
            "organizations": dict(world.organizations),
            "publications": dict(world.publications),
            "sections": dict(world.sections),
            "topics": dict(world.topics),
        }
        return Records(
            kinds=KINDS,
            stories=stories,
            restricted=tuple(filter(is_restricted, stories)),
            public_versions={
                self.stories[spec]: self._public(spec)
                for spec in self.stories
                if seen_by_the_public(spec) != spec
            },
            by_kind={kind: tuple(found[slug] for slug in sorted(found)) for kind, found in by_kind.items()},
        )


def records_of(specs: Iterable[StorySpec]) -> Records:
    """The records of some stories and of the whole world, as new objects."""
    return Desk().records(specs)


def snapshot_of(*specs: StorySpec) -> MemorySnapshot:
    """A snapshot of some stories, with nothing hidden."""
    return MemorySnapshot(records_of(specs), version="1", loaded_at=NOW)


def all_of(snapshot: MemorySnapshot) -> list[Entity]:
    """Every record of a snapshot that has an id."""
    records = snapshot.records
    quotes = [quote for story in records.stories for quote in story.quotes]
    return [
        *cast("Sequence[Entity]", records.stories),
        *quotes,
        *(record for listed in records.by_kind.values() for record in listed),
    ]


WORDS = (
    "ferry",
    "ferries",
    "harbour",
    "harbor",
    "running",
    "runs",
    "José",
    "naïve",
    "the",
    "war",
    "peace",
    "budget",
)
DATES = (
    "2023",
    "2024",
    "2024-10",
    "2024-11",
    "2024-10-27",
    "2024-10-28",
    "2024-10-29",
    "2024-10-28T00:30:00+05:00",
    "2024-10-28T00:30:00Z",
    "2024-10-28T23:30:00-05:00",
    "2024-10-29T04:30Z",
)
SPEAKERS = ("ada", "bo", "cy", "di", "eve", "state", "ministry", "army", "union")
PEOPLE = ("ada", "bo", "cy", "di", "eve")
LANGUAGES = ("en", "en-GB", "de", "de-AT")
TOPICS = ("war", "peace", "ferries", "budgets")
SECTIONS = ("world", "arts", "opinion")
PUBLICATIONS = ("gazette", "courier")
CUES = ("said", "Said", "warned", None)
OCCASIONS = ("Meet the Press", "meet the press", "A speech", None)
EMBARGOES = ("2024-12-31T23:59:59Z", "2025-01-01T00:00:00Z", "2025-01-01T00:00:01Z", "2030-01-01T00:00:00Z")

phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


def subsets(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """A few different values, in any order."""
    return st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)


quote_specs = st.builds(
    QuoteSpec,
    text=phrases,
    speaker=st.sampled_from((*SPEAKERS, None)),
    role=st.none() | st.integers(0, 1),
    cue=st.sampled_from(CUES),
    occasion=st.sampled_from(OCCASIONS),
    spoken=st.none() | st.sampled_from(DATES),
    kind=st.sampled_from(QuoteKind),
    fragment=st.booleans(),
    review=st.none() | st.sampled_from(ReviewTier),
)


def story_specs(*, hidden: bool = False) -> st.SearchStrategy[StorySpec]:
    """A story at random; ``hidden`` lets it be a draft, withdrawn or under an embargo."""
    return st.builds(
        StorySpec,
        slug=st.integers(0, 99).map(lambda number: f"story-{number}"),
        headline=phrases,
        published=st.sampled_from(DATES),
        modified=st.none() | st.sampled_from(DATES),
        editorial=st.booleans(),
        standfirst=st.none() | phrases,
        section=st.none() | st.sampled_from(SECTIONS),
        topics=subsets(TOPICS),
        publication=st.sampled_from(PUBLICATIONS),
        authors=subsets(PEOPLE),
        mentions=subsets(SPEAKERS),
        language=st.sampled_from(LANGUAGES),
        quotes=st.lists(quote_specs, max_size=4, unique_by=lambda quote: quote.text).map(tuple),
        status=st.sampled_from(StoryStatus) if hidden else st.just(StoryStatus.PUBLISHED),
        embargo=st.none() | st.sampled_from(EMBARGOES) if hidden else st.none(),
    ) | st.builds(
        StorySpec,
        slug=st.integers(100, 120).map(lambda number: f"story-{number}"),
        headline=phrases,
        published=st.none(),
        modified=st.sampled_from(DATES),
        quotes=st.lists(quote_specs, max_size=2, unique_by=lambda quote: quote.text).map(tuple),
    )


def newsrooms(*, hidden: bool = False, most: int = 12) -> st.SearchStrategy[list[StorySpec]]:
    """Some stories at random, with different slugs."""
    return st.lists(story_specs(hidden=hidden), max_size=most, unique_by=lambda spec: spec.slug)
