"""Organizations: who employs speakers, publishes, or speaks itself."""

from __future__ import annotations

import strawberry

from pullquote.schema.connections.relations import quotes_of_parent, stories_of_parent
from pullquote.schema.context import Info
from pullquote.schema.fields import field, serves
from pullquote.schema.inputs.enums import OrganizationKind
from pullquote.schema.inputs.scalars import URL
from pullquote.schema.references import OrganizationRef, QuoteConnectionRef, StoryConnectionRef
from pullquote.schema.types.images import Image
from pullquote.schema.types.people import On, Role
from pullquote.schema.types.speakers import Speaker
from pullquote.store.model import records


def roles_of_organization(root: records.Organization, info: Info, on: On = None) -> tuple[records.Role, ...]:
    """Who holds or held an office in an organization, or did so on a day."""
    return info.context.snapshot.roles_of(root, on)


@strawberry.type(
    description=(
        "A body that speaks in its own name or through those who hold its offices: a ministry, an alliance, a "
        "party, a newspaper's publisher. Its spokespeople are `roles { title person { name } }`."
    )
)
class Organization(Speaker):
    """An organization."""

    is_type_of = serves(records.Organization)
    slug: str = field("Readable key, unique among people and organizations: `pentagon`.")
    name: str = field("The name, as stories print it.")
    kind: OrganizationKind = field("What sort of body it is.")
    description: str | None = field("What it is, in a sentence.")
    parent: OrganizationRef | None = field("The body that it is a part of.")
    same_as: list[URL] = field("Pages about the same organization elsewhere, such as Wikidata.")
    image: Image | None = field("A picture of it: its logo, its seat.")
    roles: list[Role] = field(
        "The offices in it and who holds them, by name of the holder.", roles_of_organization
    )
    quotes: QuoteConnectionRef = field(
        "What it said itself, and what people said in an office of it.", quotes_of_parent
    )
    stories: StoryConnectionRef = field(
        "The stories that quote it, quote somebody in an office of it, mention it, or were republished from it.",
        stories_of_parent,
    )
