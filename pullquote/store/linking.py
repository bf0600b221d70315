"""Makes records of what the files say, once everything is checked: slugs become the records themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import is_
from typing import TypeVar

from pullquote.store.bodies import ParsedBody
from pullquote.store.kinds import (
    OrganizationKeys,
    PersonKeys,
    PublicationKeys,
    RightsKeys,
    SectionKeys,
    StoryKeys,
    TopicKeys,
)
from pullquote.store.parsing import ParsedEntity
from pullquote.store.quoting import global_id, quotes_of
from pullquote.store.records import (
    Article,
    Block,
    Body,
    Editorial,
    Organization,
    Person,
    Publication,
    Quote,
    Records,
    Rights,
    Role,
    Section,
    Speaker,
    Topic,
)
from pullquote.store.references import STORIES, Index, latest

Record = TypeVar("Record")


class Links:
    """Links the entities of a newsroom again and again.

    A story whose file is the same keeps its records, as long as everything that stories refer to is the same.
    """

    def __init__(self) -> None:
        self._linker: Linker | None = None
        self._basis: list[ParsedEntity] = []
        self._stories: dict[tuple[str, str], tuple[ParsedEntity, Article | Editorial]] = {}

    def link(self, index: Index) -> Records:
        """The records of a newsroom in which nothing is wrong."""
        basis = [entry.entity for kind in index if kind not in STORIES for entry in index[kind].values()]
        if self._linker is None or not _same(basis, self._basis):
            self._linker, self._basis, self._stories = Linker(index), basis, {}
        linker, known = self._linker, self._stories
        self._stories = {}
        for kind in STORIES:
            for entity, keys in _each(index, kind, StoryKeys):
                before = known.get((kind, entity.slug))
                is_same = before is not None and before[0] is entity
                story = before[1] if before is not None and is_same else linker.story(entity, keys, kind)
                self._stories[kind, entity.slug] = (entity, story)
        stories = (story for _, story in self._stories.values())
        return Records(
            stories=tuple(sorted(stories, key=lambda story: story.slug)),
            people=_sorted(linker.people),
            organizations=_sorted(linker.organizations),
            publications=_sorted(linker.publications),
            sections=_sorted(linker.sections),
            topics=_sorted(linker.topics),
        )


def _same(some: Sequence[ParsedEntity], others: Sequence[ParsedEntity]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))


class Linker:
    """Builds records from the bottom up; what stories refer to is there before they are built."""

    def __init__(self, index: Index) -> None:
        self.organizations = _organizations(index)
        self.people = {
            entity.slug: self._person(entity, keys) for entity, keys in _each(index, "people", PersonKeys)
        }
        self.publications = {
            entity.slug: self._publication(entity.slug, keys)
            for entity, keys in _each(index, "publications", PublicationKeys)
        }
        self._rights = {
            entity.slug: _rights(keys.rights)
            for entity, keys in _each(index, "publications", PublicationKeys)
        }
        self.sections = {
            entity.slug: Section(
                id=global_id("Section", entity.slug),
                slug=entity.slug,
                name=keys.name,
                description=keys.description,
                publication=_optional(self.publications, keys.publication),
            )
            for entity, keys in _each(index, "sections", SectionKeys)
        }
        self.topics = {
            entity.slug: Topic(
                id=global_id("Topic", entity.slug),
                slug=entity.slug,
                name=keys.name,
                description=keys.description,
                mediatopic=keys.mediatopic,
            )
            for entity, keys in _each(index, "topics", TopicKeys)
        }

    def story(self, entity: ParsedEntity, keys: StoryKeys, kind: str) -> Article | Editorial:
        """An article or editorial with its quotes and its body."""
        make, name = (Article, "Article") if kind == "articles" else (Editorial, "Editorial")
        publication = self.publications[keys.publication]
        story = make(
            id=global_id(name, entity.slug),
            slug=entity.slug,
            headline=keys.headline,
            alternative_headline=keys.alternative_headline,
            standfirst=keys.standfirst,
            publication=publication,
            section=_optional(self.sections, keys.section),
            topics=_distinct(self.topics[slug] for slug in keys.topics),
            date_published=keys.date_published,
            date_modified=keys.date_modified,
            latest_date=latest(keys),
            date=keys.date_published or latest(keys),
            in_language=keys.in_language or publication.in_language,
            url=keys.url,
            byline=keys.byline,
            authors=_distinct(self.people[slug] for slug in keys.authors),
            dateline=keys.dateline,
            mentions=_distinct(self._speaker(slug) for slug in keys.mentions),
            rights=_rights(keys.rights) or self._rights[keys.publication],
            body=None,
            quotes=(),
            speakers=(),
            status=keys.status,
            embargo=keys.embargo,
        )
        quotes = tuple(quotes_of(story, keys, entity.found, self._speaker))
        _tie(
            story,
            quotes=quotes,
            speakers=_distinct(quote.speaker for quote in quotes if quote.speaker is not None),
            body=_body(entity.body, quotes),
        )
        return story

    def _speaker(self, slug: str) -> Speaker:
        person = self.people.get(slug)
        return self.organizations[slug] if person is None else person

    def _person(self, entity: ParsedEntity, keys: PersonKeys) -> Person:
        person = Person(
            id=global_id("Person", entity.slug),
            slug=entity.slug,
            name=keys.name,
            given_name=keys.given_name,
            family_name=keys.family_name,
            alternate_names=tuple(keys.alternate_names),
            description=keys.description,
            same_as=tuple(keys.same_as),
            roles=(),
        )
        roles = (
            Role(
                title=role.title,
                person=person,
                organization=_optional(self.organizations, role.organization),
                start_date=role.start_date,
                end_date=role.end_date,
            )
            for role in keys.roles
        )
        _tie(person, roles=tuple(roles))
        return person

    def _publication(self, slug: str, keys: PublicationKeys) -> Publication:
        return Publication(
            id=global_id("Publication", slug),
            slug=slug,
            name=keys.name,
            description=keys.description,
            publisher=_optional(self.organizations, keys.publisher),
            in_language=keys.in_language,
            url=keys.url,
            same_as=tuple(keys.same_as),
        )


def _organizations(index: Index) -> dict[str, Organization]:
    made: dict[str, Organization] = {}
    parents: dict[str, str] = {}
    for entity, keys in _each(index, "organizations", OrganizationKeys):
        if keys.parent is not None:
            parents[entity.slug] = keys.parent
        made[entity.slug] = Organization(
            id=global_id("Organization", entity.slug),
            slug=entity.slug,
            name=keys.name,
            alternate_names=tuple(keys.alternate_names),
            kind=keys.kind,
            description=keys.description,
            parent=None,
            same_as=tuple(keys.same_as),
        )
    for slug, parent in parents.items():
        _tie(made[slug], parent=made[parent])
    return made


def _tie(record: object, **values: object) -> None:
    """Set attributes of a record that is just being made: records point at one another in circles (a story at
    its quotes, a quote at its story), and frozen ones cannot be made so at once. Nobody has seen it yet."""
    for name, value in values.items():
        object.__setattr__(record, name, value)


def _each(index: Index, kind: str, keys: type[Record]) -> Iterator[tuple[ParsedEntity, Record]]:
    for entry in index[kind].values():
        if isinstance(entry.entity.keys, keys):
            yield entry.entity, entry.entity.keys


def _optional(records: Mapping[str, Record], slug: str | None) -> Record | None:
    return None if slug is None else records[slug]


def _distinct(records: Iterator[Record]) -> tuple[Record, ...]:
    """The records without repetitions, in the order of their first."""
    return tuple(dict.fromkeys(records))


def _sorted(records: Mapping[str, Record]) -> tuple[Record, ...]:
    return tuple(records[slug] for slug in sorted(records))


def _rights(keys: RightsKeys | None) -> Rights | None:
    if keys is None:
        return None
    return Rights(
        copyright_holder=keys.copyright_holder,
        copyright_notice=keys.copyright_notice,
        usage_terms=keys.usage_terms,
        license=keys.license,
    )


def _body(parsed: ParsedBody | None, quotes: Sequence[Quote]) -> Body | None:
    if parsed is None:
        return None
    starting: dict[int, list[Quote]] = {}
    for quote in quotes:
        starting.setdefault(quote.parts[0].paragraph, []).append(quote)
    blocks = tuple(
        Block(
            index=number,
            kind=block.kind,
            text=block.text,
            html=block.html,
            quotes=tuple(starting.get(number, ())),
        )
        for number, block in enumerate(parsed.blocks)
    )
    return Body(
        markdown=parsed.markdown,
        word_count=parsed.word_count,
        blocks=blocks,
    )
