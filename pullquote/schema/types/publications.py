"""What stories appear in and are filed under: publications, sections, topics."""

from __future__ import annotations

import strawberry

from pullquote.schema.connections.relations import quotes_of_parent, stories_of_parent
from pullquote.schema.fields import EXTRA, field, serves
from pullquote.schema.inputs.scalars import JSON, URL, LanguageTag
from pullquote.schema.references import OrganizationRef, QuoteConnectionRef, StoryConnectionRef
from pullquote.schema.types.images import Image
from pullquote.schema.types.nodes import Node
from pullquote.store.model import records


@strawberry.type(description="A newspaper, magazine or site that stories appear in.")
class Publication(Node):
    """A publication."""

    is_type_of = serves(records.Publication)
    slug: str = field("Readable key, unique among publications: `dawn`.")
    name: str = field("The name on its front page.")
    description: str | None = field("What it is, in a sentence.")
    publisher: OrganizationRef | None = field("The organization that publishes it.")
    in_language: LanguageTag = field("The language of its stories, unless one says otherwise.")
    url: URL | None = field("Its home page.")
    same_as: list[URL] = field("Pages about the same publication elsewhere, such as Wikidata.")
    image: Image | None = field("A picture of it: its logo.")
    aliases: list[str] = field("Former slugs; each finds it, too.")
    extra: JSON | None = field(EXTRA)
    stories: StoryConnectionRef = field("The stories that appeared in it.", stories_of_parent)
    quotes: QuoteConnectionRef = field("The quotes in its stories.", quotes_of_parent)


@strawberry.type(description="A desk or page that stories are filed under: World, Sport, Opinion.")
class Section(Node):
    """A section."""

    is_type_of = serves(records.Section)
    slug: str = field("Readable key, unique among sections: `world`.")
    name: str = field("The name that readers see.")
    description: str | None = field("What belongs in it, in a sentence.")
    publication: Publication | None = field("The publication that it belongs to; null when several share it.")
    aliases: list[str] = field("Former slugs; each finds it, too.")
    extra: JSON | None = field(EXTRA)
    stories: StoryConnectionRef = field("The stories filed under it.", stories_of_parent)
    quotes: QuoteConnectionRef = field("The quotes in its stories.", quotes_of_parent)


@strawberry.type(description="A subject that stories are about, across sections and publications.")
class Topic(Node):
    """A topic."""

    is_type_of = serves(records.Topic)
    slug: str = field("Readable key, unique among topics: `ukraine-war`.")
    name: str = field("The name that readers see.")
    description: str | None = field("What it is about, in a sentence.")
    mediatopic: str | None = field("The matching code of IPTC Media Topics, `medtop:20000053`.")
    aliases: list[str] = field("Former slugs; each finds it, too.")
    extra: JSON | None = field(EXTRA)
    stories: StoryConnectionRef = field("The stories about it.", stories_of_parent)
    quotes: QuoteConnectionRef = field("What was said in the stories about it.", quotes_of_parent)
