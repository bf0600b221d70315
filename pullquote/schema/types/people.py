"""People, and the offices that they hold or held."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry

from pullquote.schema.connections.relations import quotes_of_parent, stories_of_parent
from pullquote.schema.fields import field, serves
from pullquote.schema.inputs.scalars import URL
from pullquote.schema.references import OrganizationRef, PersonRef, QuoteConnectionRef, StoryConnectionRef
from pullquote.schema.types.images import Image
from pullquote.schema.types.speakers import Speaker
from pullquote.store.index.roles import holds_on
from pullquote.store.model import records
from pullquote.store.model.dates import DateOrDateTime

On = Annotated[
    date | None,
    strawberry.argument(
        description="Only the roles held on this day; an end that is not known counts as open."
    ),
]


@strawberry.type(
    description=(
        "An office that a person holds or held. `Quote.role` is the one in which something was said; "
        "an end that is not known is null."
    )
)
class Role:
    """An office and its holder."""

    is_type_of = serves(records.Role)
    title: str = field("The office as it is called: “Deputy Pentagon Press Secretary”.")
    person: PersonRef = field("Who holds it.")
    organization: OrganizationRef | None = field("The body in which it is held, where there is one.")
    start_date: DateOrDateTime | None = field("When it began.")
    end_date: DateOrDateTime | None = field(
        "When it ended; null when it has not, or when nobody wrote it down."
    )


def roles_of_person(root: records.Person, on: On = None) -> tuple[records.Role, ...]:
    """The roles of a person, or those held on a day."""
    return root.roles if on is None else tuple(role for role in root.roles if holds_on(role, on))


@strawberry.type(
    description=(
        "Somebody who speaks, writes or is mentioned. Everything that they said, over all stories, is "
        "`quotes`; its `timeline { date count }` says when."
    )
)
class Person(Speaker):
    """A person."""

    is_type_of = serves(records.Person)
    slug: str = field("Readable key, unique among people and organizations: `sabrina-singh`.")
    name: str = field("The full name, as stories print it.")
    given_name: str | None = field("The given name, where the files have it.")
    family_name: str | None = field("The family name, where the files have it.")
    alternate_names: list[str] = field("Other names and spellings met in print.")
    description: str | None = field("Who that is, in a sentence.")
    same_as: list[URL] = field("Pages about the same person elsewhere, such as Wikidata.")
    image: Image | None = field("A portrait.")
    roles: list[Role] = field("The offices held, as the files list them.", roles_of_person)
    quotes: QuoteConnectionRef = field("What they said.", quotes_of_parent)
    stories: StoryConnectionRef = field(
        "The stories that they wrote, are quoted in or are mentioned in.", stories_of_parent
    )
