"""What is longer or more than a newsroom reads: cut, the whole of it kept in ``extra`` where that has room, and noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pullquote.importing.items import Draft, Named
from pullquote.importing.mapping.given import Given
from pullquote.importing.mapping.keys import EXTRA
from pullquote.importing.mapping.values import shortened
from pullquote.store.files.kinds.fields import MAX_ITEMS, MAX_LINE

LINES = (
    "headline",
    "alternativeHeadline",
    "standfirst",
    "abstract",
    "byline",
    "dateline",
    "text",
    "alt",
    "caption",
    "credit",
    "copyrightHolder",
    "copyrightNotice",
    "usageTerms",
    "license",
)
"""Keys that are a line of text, those within others too."""
WITHIN = ("image", "rights")
LISTS = ("keywords", "aliases", "corrections")


def fit(draft: Draft, given: Given) -> None:
    """Cut what a newsroom would refuse in a draft."""
    for keys, path in ((draft.keys, ""), *((draft.keys.get(name), f"{name}.") for name in WITHIN)):
        if isinstance(keys, dict):
            for key in LINES:
                if isinstance(text := keys.get(key), str):
                    keys[key] = fitting_line(f"{path}{key}", text, draft, given)
    for key in LISTS:
        if isinstance(listed := draft.keys.get(key), list):
            draft.keys[key] = list(_items(key, listed, draft, given))
    for key, names in draft.references.items():
        draft.references[key] = [
            _named(key, named, draft, given) for named in _items(key, names, draft, given)
        ]


def fitting_line(key: str, text: str, draft: Draft, given: Given) -> str:
    """A text that a line can hold; if it is shortened, the whole is given to ``extra`` under the key."""
    fitting = shortened(text)
    if fitting != text:
        given.give(EXTRA, key, text)
        draft.note(
            "changed", f"{key}: shortened to {MAX_LINE:,} characters; all of it is in extra, if it has room"
        )
    return fitting


def _items(key: str, listed: list[Any], draft: Draft, given: Given) -> Iterator[Any]:
    if len(listed) > MAX_ITEMS:
        more = [each.name if isinstance(each, Named) else each for each in listed[MAX_ITEMS:]]
        given.give(EXTRA, f"{key} beyond {MAX_ITEMS:,}", more)
        draft.note(
            "dropped",
            f"{len(more):,} of {key}, which has more than {MAX_ITEMS:,}; they are in extra, if it has room",
        )
    for each in listed[:MAX_ITEMS]:
        if isinstance(each, str):
            yield fitting_line(key, each, draft, given)
        elif isinstance(each, dict) and isinstance(text := each.get("text"), str):
            yield {**each, "text": fitting_line(f"{key}.text", text, draft, given)}
        else:
            yield each


def _named(key: str, named: Named, draft: Draft, given: Given) -> Named:
    return (
        replace(named, name=fitting_line(key, named.name, draft, given))
        if len(named.name) > MAX_LINE
        else named
    )
