"""Pictures, beside stories and in them."""

from __future__ import annotations

import strawberry

from pullquote.schema.fields import field, serves
from pullquote.store.model import bodies


@strawberry.type(
    description=(
        "A picture (schema.org ImageObject). `width` and `height` are those of the file, so that a page can keep its "
        "place free until it is there."
    )
)
class Image:
    """A picture."""

    is_type_of = serves(bodies.Image)
    url: str = field(
        "Where it is: an absolute web address, or for a file of the newsroom a path on this server, "
        "`/media/harbour.jpg?v=…`, which changes with the file and may be cached for ever. Resolve it against the "
        'address that you ask: `new URL(image.url.replace(/^\\//, "./"), endpoint)`, which is right behind a proxy with a path, too.'
    )
    alt: str = field("What is to be seen in it, in words.")
    caption: str | None = field("The words to print below it.")
    credit: str | None = field("Who made it, as printed.")
    width: int | None = field("Width in pixels; null where it is not known.")
    height: int | None = field("Height in pixels; null where it is not known.")
