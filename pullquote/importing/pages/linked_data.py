"""What a saved page says of its story as JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

STORY_TYPES = re.compile(r"Article|BlogPosting|Report|Posting|NewsItem|Review", re.IGNORECASE)
LEVELS = 5
"""How deep what is named by ``@id`` is put in place of its name: an author's employer's logo is three."""
MOST_NAMED = 200
"""So many times a description is put in place of its name, in one page: each may name all others again."""
HIDDEN = (";", "/*", "*/", "//", "<![CDATA[", "]]>", "<!--", "-->")
"""What hides a script from programs that know none, before and behind it, with white space between."""
MOST_HIDDEN = 3
"""Such marks in a row."""


def story_in(tree: Any) -> Mapping[str, Any]:
    """The description of the story in a page's JSON-LD, what it names by ``@id`` in its place; empty where it has none."""
    listed = [
        each
        for script in tree.xpath('//script[starts-with(@type, "application/ld+json")]')
        for each in _said(script)
    ]
    named: dict[str, dict[str, Any]] = {}
    for each in listed:
        if isinstance(name := each.get("@id"), str) and len(each) > 1:
            named.setdefault(name, each)
    for each in listed:
        kinds = each.get("@type")
        if any(STORY_TYPES.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            left = [MOST_NAMED]
            return {key: _resolved(value, named, LEVELS, left) for key, value in each.items()}
    return {}


def _said(script: Any) -> Iterator[dict[str, Any]]:
    try:
        yield from _objects(json.loads(_unhidden(script.text or ""), strict=False))
    except ValueError:
        return


def _unhidden(text: str) -> str:
    """A script without what hides it."""
    text = text.strip()
    for _ in range(MOST_HIDDEN):
        for mark in HIDDEN:
            text = text.removeprefix(mark).lstrip().removesuffix(mark).rstrip()
    return text


def _objects(said: Any) -> Iterator[dict[str, Any]]:
    if isinstance(said, list):
        for each in said:
            yield from _objects(each)
    elif isinstance(said, dict):
        yield said
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(said.get(key))


def _resolved(value: Any, named: Mapping[str, dict[str, Any]], levels: int, left: list[int]) -> Any:
    """A value with what it names in place of the names, as often as is ``left`` for the page."""
    match value:
        case list():
            return [_resolved(each, named, levels, left) for each in value]
        case {"@id": str(name)} if len(value) <= 2 and name in named and levels and left[0]:
            left[0] -= 1
            return {key: _resolved(each, named, levels - 1, left) for key, each in named[name].items()}
        case _:
            return value
