"""Ways to name one thing."""

from __future__ import annotations

import strawberry

from pullquote.schema.fields import option
from pullquote.schema.inputs.scalars import URL


@strawberry.input(
    one_of=True, description="Which story: exactly one of its id, its slug and its web address."
)
class StoryBy:
    """A key of a story."""

    id: strawberry.ID | None = option("Global id, as `Story.id` gives it.")
    slug: str | None = option("Slug: `north-korean-troops-in-russia`.")
    url: URL | None = option("Web address, exactly as `Story.url` gives it.")


@strawberry.input(one_of=True, description="Which one: exactly one of its id and its slug.")
class EntityBy:
    """A key of anything else."""

    id: strawberry.ID | None = option("Global id.")
    slug: str | None = option("Slug: `sabrina-singh`.")
