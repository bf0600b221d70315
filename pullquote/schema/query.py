"""The query type: where every operation begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import strawberry

from pullquote.schema.connections.connections import (
    ArticleConnection,
    EditorialConnection,
    OrganizationConnection,
    PersonConnection,
    PublicationConnection,
    QuoteConnection,
    SearchConnection,
    SectionConnection,
    StoryConnection,
    TopicConnection,
)
from pullquote.schema.connections.pages import After, Before, First, Last, page_of
from pullquote.schema.connections.relations import page_of_quotes, page_of_stories
from pullquote.schema.context import Info
from pullquote.schema.errors import BadUserInput, bad_input_is_the_clients
from pullquote.schema.fields import field
from pullquote.schema.inputs.enums import SearchKind, StoryKind
from pullquote.schema.inputs.filters import NameFilter, OrganizationFilter, PersonFilter, criteria_of
from pullquote.schema.inputs.lookups import EntityBy, StoryBy
from pullquote.schema.types.changes import ChangeConnection, page_of_changes
from pullquote.schema.types.datasets import Dataset
from pullquote.schema.types.nodes import Node
from pullquote.schema.types.organizations import Organization
from pullquote.schema.types.people import Person
from pullquote.schema.types.publications import Publication, Section, Topic
from pullquote.schema.types.stories import Article, Editorial, Story
from pullquote.store.model import records
from pullquote.store.model.criteria import NameCriteria, OrganizationCriteria, PersonCriteria
from pullquote.store.model.pages import Page
from pullquote.store.newsroom.snapshot import Snapshot

MAX_NODES = 100
"""Ids that `nodes` takes at most: as many as a page has records."""

Id = Annotated[strawberry.ID, strawberry.argument(description="The `id` of anything.")]
Ids = Annotated[
    list[strawberry.ID], strawberry.argument(description=f"The ids, in any order: {MAX_NODES} at most.")
]
WhichStory = Annotated[StoryBy, strawberry.argument(description='Which one: `{slug: "lower-growth"}`.')]
WhichEntity = Annotated[EntityBy, strawberry.argument(description='Which one: `{slug: "…"}` or `{id: "…"}`.')]
WhichPeople = Annotated[
    PersonFilter | None,
    strawberry.argument(description='Which of them: `{organizations: ["pentagon"]}`; all unless given.'),
]
WhichOrganizations = Annotated[
    OrganizationFilter | None,
    strawberry.argument(description="Which of them: `{kinds: [GOVERNMENT]}`; all unless given."),
]
WhichNames = Annotated[
    NameFilter | None, strawberry.argument(description='Which of them: `{search: "wor"}`; all unless given.')
]
Words = Annotated[
    str,
    strawberry.argument(
        description=(
            "Words to be found, all of them or, where nothing has all, any of them; a phrase in quotation marks. "
            "English words match by their stem. Any text is accepted; one without words finds nothing."
        )
    ),
]
Kinds = Annotated[
    list[SearchKind] | None,
    strawberry.argument(description="What to look for: `[QUOTE, PERSON]`; all unless given."),
]


def node_by_id(info: Info, id: Id) -> records.Entity | None:  # noqa: A002  the argument's name
    """Whatever has an id."""
    return info.context.snapshot.node(id)


def nodes_by_id(info: Info, ids: Ids) -> list[records.Entity | None]:
    """Whatever has each of some ids."""
    if len(ids) > MAX_NODES:
        raise BadUserInput(f'"ids" must be {MAX_NODES} at most, found {len(ids)}.')
    return [info.context.snapshot.node(each) for each in ids]


def a_story(kind: type[records.Story]) -> Callable[..., records.Story | None]:
    """The resolver of one story that is of ``kind``."""

    def resolve(info: Info, by: WhichStory) -> records.Story | None:
        snapshot = info.context.snapshot
        found: Any
        if by.id is not None:
            found = snapshot.node(by.id)
        elif by.slug is not None:
            found = snapshot.story(by.slug)
        else:
            found = snapshot.story_by_url(by.url or "")
        return found if isinstance(found, kind) else None

    return resolve


def an_entity(kind: type, by_slug: Callable[[Snapshot, str], Any]) -> Callable[..., Any]:
    """The resolver of one record of ``kind``."""

    def resolve(info: Info, by: WhichEntity) -> Any:
        snapshot = info.context.snapshot
        if by.slug is not None:
            return by_slug(snapshot, by.slug)
        found = snapshot.node(by.id or "")
        return found if isinstance(found, kind) else None

    return resolve


def page_of_people(
    info: Info,
    *,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: WhichPeople = None,  # noqa: A002  the argument's name
) -> Page[records.Person]:
    """People by name."""
    context = info.context
    selection = context.snapshot.people.select(criteria_of(PersonCriteria, filter))
    return page_of(selection, context, first=first, after=after, last=last, before=before)


def page_of_organizations(
    info: Info,
    *,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: WhichOrganizations = None,  # noqa: A002  the argument's name
) -> Page[records.Organization]:
    """Organizations by name."""
    context = info.context
    selection = context.snapshot.organizations.select(criteria_of(OrganizationCriteria, filter))
    return page_of(selection, context, first=first, after=after, last=last, before=before)


def page_by_name(collection: str) -> Callable[..., Page[Any]]:
    """The resolver of publications, sections or topics by name."""

    def resolve(
        info: Info,
        *,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        filter: WhichNames = None,  # noqa: A002  the argument's name
    ) -> Page[Any]:
        context = info.context
        selection = getattr(context.snapshot, collection).select(criteria_of(NameCriteria, filter))
        return page_of(selection, context, first=first, after=after, last=last, before=before)

    return resolve


def page_of_results(
    info: Info,
    query: Words,
    *,
    kinds: Kinds = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Page[Any]:
    """Whatever matches, the best first."""
    context = info.context
    with bad_input_is_the_clients():
        selection = context.snapshot.search(query, kinds)
    return page_of(selection, context, first=first, after=after, last=last, before=before)


def snapshot_itself(info: Info) -> Snapshot:
    """What answers this operation."""
    return info.context.snapshot


@strawberry.type(
    description=(
        'Everything that can be asked. Look one thing up by slug (`article(by: {slug: "…"})`), list many '
        "(`stories`, `quotes`), or `search` over all."
    )
)
class Query:
    """Where every operation begins."""

    node: Node | None = field("Anything by its global id; null when nothing has it.", node_by_id)
    nodes: list[Node | None] = field(
        "Several things by their global ids, in the order of the ids; null for each that nothing has.",
        nodes_by_id,
    )
    story: Story | None = field("An article or editorial; null when there is none.", a_story(records.Story))
    stories: StoryConnection = field(
        "Articles and editorials, newest first: a front page, an archive, a search with facets.",
        page_of_stories(lambda snapshot, _, *asked: snapshot.stories.select(*asked)),
    )
    article: Article | None = field("An article; null when there is none.", a_story(records.Article))
    articles: ArticleConnection = field(
        "Articles, newest first: `stories` without the editorials.",
        page_of_stories(lambda snapshot, _, *asked: snapshot.stories_of(StoryKind.ARTICLE, *asked)),
    )
    editorial: Editorial | None = field("An editorial; null when there is none.", a_story(records.Editorial))
    editorials: EditorialConnection = field(
        "Editorials, newest first: `stories` without the articles.",
        page_of_stories(lambda snapshot, _, *asked: snapshot.stories_of(StoryKind.EDITORIAL, *asked)),
    )
    quotes: QuoteConnection = field(
        "Who said what: all quotes of all stories, or those that `filter` asks for.",
        page_of_quotes(lambda snapshot, _, *asked: snapshot.quotes.select(*asked)),
    )
    person: Person | None = field(
        "A person; null when there is none.", an_entity(records.Person, Snapshot.person)
    )
    people: PersonConnection = field("Everybody who speaks, writes or is mentioned, by name.", page_of_people)
    organization: Organization | None = field(
        "An organization; null when there is none.", an_entity(records.Organization, Snapshot.organization)
    )
    organizations: OrganizationConnection = field(
        "Every organization that speaks, employs speakers, publishes or is mentioned, by name.",
        page_of_organizations,
    )
    publication: Publication | None = field(
        "A publication; null when there is none.", an_entity(records.Publication, Snapshot.publication)
    )
    publications: PublicationConnection = field(
        "The newspapers, magazines and sites that stories appear in, by name.", page_by_name("publications")
    )
    section: Section | None = field(
        "A section; null when there is none.", an_entity(records.Section, Snapshot.section)
    )
    sections: SectionConnection = field(
        "The desks and pages of the publications, by name.", page_by_name("sections")
    )
    topic: Topic | None = field("A topic; null when there is none.", an_entity(records.Topic, Snapshot.topic))
    topics: TopicConnection = field("What stories are about, by name.", page_by_name("topics"))
    search: SearchConnection = field(
        "Stories, quotes, people and organizations in one list, the most relevant first: for a search box.",
        page_of_results,
    )
    dataset: Dataset = field("What is being served: its version, size and problems.", snapshot_itself)
    changes: ChangeConnection = field(
        "What happened to the stories, oldest first, as far back as it is kept: for whoever was away, polls, or "
        "builds a site anew.",
        page_of_changes,
    )
