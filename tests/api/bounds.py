"""The bounds of settings that are numbers."""

from __future__ import annotations

from pydantic.fields import FieldInfo


def bounds(field: FieldInfo) -> tuple[float, ...]:
    """The smallest and the largest value of a setting; nothing for one that is no number."""
    limits = {
        name: getattr(each, name) for each in field.metadata for name in ("ge", "le") if hasattr(each, name)
    }
    return (limits["ge"], limits["le"]) if limits else ()
