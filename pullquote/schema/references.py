"""Names of the types that point at each other across modules; resolved when the schema is built.

A name stands for one type, never for a union: annotations are strings, and Strawberry resolves what such a
string names, but not what is inside of that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from pullquote.schema.connections.connections import QuoteConnection, StoryConnection
    from pullquote.schema.types.organizations import Organization
    from pullquote.schema.types.people import Person
    from pullquote.schema.types.publications import Publication, Section, Topic
    from pullquote.schema.types.quotes import Quote
    from pullquote.schema.types.speakers import Speaker
    from pullquote.schema.types.stories import Article, Editorial, Story

_connections = strawberry.lazy("pullquote.schema.connections.connections")
_organizations = strawberry.lazy("pullquote.schema.types.organizations")
_people = strawberry.lazy("pullquote.schema.types.people")
_publications = strawberry.lazy("pullquote.schema.types.publications")
_quotes = strawberry.lazy("pullquote.schema.types.quotes")
_speakers = strawberry.lazy("pullquote.schema.types.speakers")
_stories = strawberry.lazy("pullquote.schema.types.stories")

ArticleRef = Annotated["Article", _stories]
EditorialRef = Annotated["Editorial", _stories]
OrganizationRef = Annotated["Organization", _organizations]
PersonRef = Annotated["Person", _people]
PublicationRef = Annotated["Publication", _publications]
QuoteConnectionRef = Annotated["QuoteConnection", _connections]
QuoteRef = Annotated["Quote", _quotes]
SectionRef = Annotated["Section", _publications]
SpeakerRef = Annotated["Speaker", _speakers]
StoryConnectionRef = Annotated["StoryConnection", _connections]
StoryRef = Annotated["Story", _stories]
TopicRef = Annotated["Topic", _publications]
