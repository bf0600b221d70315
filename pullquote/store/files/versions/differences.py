"""What two versions of a file say differently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pullquote.store.files.parsing import Outline, ParsedEntity

if TYPE_CHECKING:
    from pullquote.store.files.slugs.entries import FileOutline, Key


def differing(before: FileOutline | None, after: FileOutline | None) -> Iterator[Key]:
    """The entities of a file of which something else is said in it now than there was before."""
    old, new = (
        {(each.kind, one.slug): one for one in each.entities} if each else {} for each in (before, after)
    )
    for key in old.keys() | new.keys():
        if key not in old or key not in new or not _say_the_same(old[key], new[key]):
            yield key


def _say_the_same(one: Outline, other: Outline) -> bool:
    """Whether it makes no difference to others which of two counts: where in its file it stands is none."""
    if one is other:
        return True
    some, others = one.read(), other.read()
    return _said(some) == _said(others)


def _said(entity: ParsedEntity) -> tuple[object, str | None, list[bool]]:
    """The keys of an entity, the text of a story, and which of its quotes are there: its blocks, and where the words of
    those quotes are, follow from that."""
    markdown = entity.body.markdown if entity.body else None
    return entity.keys, markdown, [place is not None for place in entity.found]
