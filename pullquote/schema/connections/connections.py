"""The connections: pages of everything that comes in numbers, as Relay specifies them.

A page's edges are made only when a client asks for them; most take ``nodes``. See :mod:`.paging`.
"""

from __future__ import annotations

import strawberry

from pullquote.schema.connections.facets import QuoteFacets, StoryFacets
from pullquote.schema.connections.pages import edges_of, itself, selection_of
from pullquote.schema.fields import field
from pullquote.schema.references import (
    ArticleRef,
    EditorialRef,
    OrganizationRef,
    PersonRef,
    PublicationRef,
    QuoteRef,
    SearchResultRef,
    SectionRef,
    StoryRef,
    TopicRef,
)

NODES = "The page itself, without cursors: what most lists need."
EDGES = "The page with a cursor for each."
HIGHLIGHTED_EDGES = (
    "The page with a cursor for each and, where there was a search, where its words were found."
)
FACETS = "How everything selected, over all pages, divides."


@strawberry.type(description="Where a page stands in the whole, and how to turn it.")
class PageInfo:
    """The PageInfo of the GraphQL Cursor Connections specification."""

    has_next_page: bool = field("Whether there is more after this page.")
    has_previous_page: bool = field("Whether there is more before this page.")
    start_cursor: str | None = field(
        "Cursor of the first edge; `before` it is the previous page. Null on an empty page."
    )
    end_cursor: str | None = field(
        "Cursor of the last edge; `after` it is the next page. Null on an empty page."
    )


@strawberry.type(description="Why something was found: a piece of one of its fields, with the hits marked.")
class Highlight:
    """A piece of text with marks in it."""

    # `field` is an attribute here, so the declaration of the same name is out of reach.
    field: str = strawberry.field(description="The field that matched: `headline`, `body`, `text`.")
    html: str = strawberry.field(
        description="A piece of it, escaped, with each hit in `<mark>`; safe to put into a page as it is."
    )


@strawberry.type
class Edge:
    """What every edge has besides its node."""

    cursor: str = field(
        "Opaque position; pass it as `after` or `before`. It stays good when the files change."
    )


@strawberry.type
class HighlightedEdge(Edge):
    """An edge of something that text search can find."""

    highlights: list[Highlight] = field("Where the `search` words were found; empty without a search.")


@strawberry.type
class Connection:
    """What every connection has besides its edges and nodes."""

    page_info: PageInfo = field("Where this page stands, and how to turn it.", itself)
    total_count: int = field("How many there are over all pages.")


@strawberry.type(description="A story on a page, with its cursor.")
class StoryEdge(HighlightedEdge):
    """A story on a page."""

    node: StoryRef = field("The story.")


@strawberry.type(description="A page of stories.")
class StoryConnection(Connection):
    """A page of stories."""

    nodes: list[StoryRef] = field(NODES)
    edges: list[StoryEdge] = field(HIGHLIGHTED_EDGES, edges_of)
    facets: StoryFacets = field(FACETS, selection_of)


@strawberry.type(description="An article on a page, with its cursor.")
class ArticleEdge(HighlightedEdge):
    """An article on a page."""

    node: ArticleRef = field("The article.")


@strawberry.type(description="A page of articles.")
class ArticleConnection(Connection):
    """A page of articles."""

    nodes: list[ArticleRef] = field(NODES)
    edges: list[ArticleEdge] = field(HIGHLIGHTED_EDGES, edges_of)
    facets: StoryFacets = field(FACETS, selection_of)


@strawberry.type(description="An editorial on a page, with its cursor.")
class EditorialEdge(HighlightedEdge):
    """An editorial on a page."""

    node: EditorialRef = field("The editorial.")


@strawberry.type(description="A page of editorials.")
class EditorialConnection(Connection):
    """A page of editorials."""

    nodes: list[EditorialRef] = field(NODES)
    edges: list[EditorialEdge] = field(HIGHLIGHTED_EDGES, edges_of)
    facets: StoryFacets = field(FACETS, selection_of)


@strawberry.type(description="A quote on a page, with its cursor.")
class QuoteEdge(HighlightedEdge):
    """A quote on a page."""

    node: QuoteRef = field("The quote.")


@strawberry.type(description="A page of quotes.")
class QuoteConnection(Connection):
    """A page of quotes."""

    nodes: list[QuoteRef] = field(NODES)
    edges: list[QuoteEdge] = field(HIGHLIGHTED_EDGES, edges_of)
    facets: QuoteFacets = field(FACETS, selection_of)


@strawberry.type(description="A person on a page, with its cursor.")
class PersonEdge(Edge):
    """A person on a page."""

    node: PersonRef = field("The person.")


@strawberry.type(description="A page of people.")
class PersonConnection(Connection):
    """A page of people."""

    nodes: list[PersonRef] = field(NODES)
    edges: list[PersonEdge] = field(EDGES, edges_of)


@strawberry.type(description="An organization on a page, with its cursor.")
class OrganizationEdge(Edge):
    """An organization on a page."""

    node: OrganizationRef = field("The organization.")


@strawberry.type(description="A page of organizations.")
class OrganizationConnection(Connection):
    """A page of organizations."""

    nodes: list[OrganizationRef] = field(NODES)
    edges: list[OrganizationEdge] = field(EDGES, edges_of)


@strawberry.type(description="A publication on a page, with its cursor.")
class PublicationEdge(Edge):
    """A publication on a page."""

    node: PublicationRef = field("The publication.")


@strawberry.type(description="A page of publications.")
class PublicationConnection(Connection):
    """A page of publications."""

    nodes: list[PublicationRef] = field(NODES)
    edges: list[PublicationEdge] = field(EDGES, edges_of)


@strawberry.type(description="A section on a page, with its cursor.")
class SectionEdge(Edge):
    """A section on a page."""

    node: SectionRef = field("The section.")


@strawberry.type(description="A page of sections.")
class SectionConnection(Connection):
    """A page of sections."""

    nodes: list[SectionRef] = field(NODES)
    edges: list[SectionEdge] = field(EDGES, edges_of)


@strawberry.type(description="A topic on a page, with its cursor.")
class TopicEdge(Edge):
    """A topic on a page."""

    node: TopicRef = field("The topic.")


@strawberry.type(description="A page of topics.")
class TopicConnection(Connection):
    """A page of topics."""

    nodes: list[TopicRef] = field(NODES)
    edges: list[TopicEdge] = field(EDGES, edges_of)


@strawberry.type(description="Something found on a page, with its cursor.")
class SearchEdge(HighlightedEdge):
    """Something found on a page."""

    node: SearchResultRef = field("What was found.")


@strawberry.type(description="A page of search results.")
class SearchConnection(Connection):
    """A page of search results."""

    nodes: list[SearchResultRef] = field(NODES)
    edges: list[SearchEdge] = field(HIGHLIGHTED_EDGES, edges_of)
