"""The ids of records: opaque to clients, and made of the type and what is unique in it.

So that a record is found by its id where it is found by its slug, and nothing has to be kept by id.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Callable

from pullquote.store.model.records import Quote, Story


def global_id(kind: str, key: str) -> str:
    """An opaque id: the name of the GraphQL type and what is unique in it, in base64url without padding."""
    return urlsafe_b64encode(f"{kind}:{key}".encode()).rstrip(b"=").decode("ascii")


def read_id(identity: str) -> tuple[str, str]:
    """The type and the key in an id; two empty texts where it is none.

    Base64 can be written in more than one way: compare the id of the record that is found by these.
    """
    try:
        text = urlsafe_b64decode(identity + "=" * (-len(identity) % 4)).decode()
    except (Error, ValueError):
        return "", ""
    kind, _, key = text.partition(":")
    return kind, key


def quote_of(story_of: Callable[[str], Story | None], identity: str) -> Quote | None:
    """The quote of an id, where ``story_of`` gives the story of a slug; None where there is none."""
    kind, key = read_id(identity)
    if kind != "Quote":
        return None
    slug = key.partition("#")[0].partition("/")[2]
    story = story_of(slug)
    return next((quote for quote in story.quotes if quote.id == identity), None) if story else None
