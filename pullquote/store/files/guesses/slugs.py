"""What a text that cannot be a slug was meant to be."""

from __future__ import annotations

from pullquote.store.files.syntax.trees import described, shortened
from pullquote.store.model.formats import MAX_SLUG, slug_of


def not_a_slug(text: str) -> str:
    """The message for a text that cannot be a slug."""
    if len(text) > MAX_SLUG:
        return f"a slug has at most {MAX_SLUG} characters, found {len(text):,}"
    return f"expected a slug, a-z and 0-9 with single hyphens between, found {described(text)}"


def slug_suggestion(text: str) -> str | None:
    """The slug that was probably meant."""
    slug = slug_of(shortened(text))
    return f'did you mean "{slug}"?' if slug else None
