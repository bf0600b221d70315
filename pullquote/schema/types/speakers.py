"""The interface of who can speak: people and organizations."""

from __future__ import annotations

import strawberry

from pullquote.schema.connections.relations import quotes_of_parent, stories_of_parent
from pullquote.schema.fields import EXTRA, field
from pullquote.schema.inputs.scalars import JSON, JSONLD, URL
from pullquote.schema.references import QuoteConnectionRef, StoryConnectionRef
from pullquote.schema.types.images import Image
from pullquote.schema.types.json_ld import JSON_LD, json_ld_of_speaker
from pullquote.schema.types.nodes import Node


@strawberry.interface(
    description=(
        "Who can speak: a person, or an organization in its own name (“Nato warned …”). Ask for these fields on any "
        "speaker, and for the rest with `... on Person { roles { title } }`."
    )
)
class Speaker(Node):
    """A speaker."""

    slug: str = field("Readable key, unique among people and organizations: `sabrina-singh`, `pentagon`.")
    name: str = field("The name, as stories print it.")
    alternate_names: list[str] = field("Other names, spellings and abbreviations met in print.")
    description: str | None = field("Who or what that is, in a sentence.")
    same_as: list[URL] = field("Pages about the same speaker elsewhere, such as Wikidata.")
    image: Image | None = field("A portrait, a logo, a seat.")
    aliases: list[str] = field("Former slugs; each finds it, too.")
    extra: JSON | None = field(EXTRA)
    quotes: QuoteConnectionRef = field(
        "What they said: of an organization also what people said in an office of it.", quotes_of_parent
    )
    stories: StoryConnectionRef = field(
        "The stories that quote or mention them, of a person also those that they wrote; of an organization also "
        "those that quote somebody in an office of it or were republished from it.",
        stories_of_parent,
    )
    json_ld: JSONLD = field(JSON_LD, json_ld_of_speaker)
