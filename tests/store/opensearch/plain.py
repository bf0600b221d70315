"""Answers as what compares: records by their ids, with what they have on a page."""

from __future__ import annotations

from typing import Any

from pullquote.store.model.errors import BadInput
from pullquote.store.model.records import Role


def plain(found: Any) -> Any:
    """An answer as plain data."""
    match found:
        case BadInput():
            return type(found).__name__, str(found)
        case Role():
            return found.title, found.person.id, found.organization and found.organization.id
        case tuple():
            return [plain(each) for each in found]
    if hasattr(found, "nodes"):
        numbers = range(len(found.nodes))
        return (
            [each.id for each in found.nodes],
            [found.cursor(number) for number in numbers],
            [found.highlights(number) for number in numbers],
        )
    if hasattr(found, "noun"):
        return found.noun, found.text, found.html, found.count, found.node.id
    return getattr(found, "id", found)
