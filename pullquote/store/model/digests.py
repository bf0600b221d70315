"""What the content of a snapshot is called: the same for the same content, whichever process read it and when.

The version is a hash over the records, not over the files: formatting, file names and hidden stories make no
difference to it, and nothing that is served changes without it. What one release derives from other fields
(the blocks of a body from its Markdown, the offsets of a quote's end from its beginning) is not hashed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import orjson

from pullquote.store.model.bodies import Body, TextSpan
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.kinds import Records
from pullquote.store.model.problems import Problem
from pullquote.store.model.records import Named, QuoteAttribution, Story

R = TypeVar("R")
DIGEST_BYTES = 16
"""Of a hash: no two of a newsroom's contents will ever share 128 bits."""

HASHED_AT_ONCE = 200
"""Records that are hashed together, and not again where they are the same: an edit touches one such piece. Nothing else
runs while their hashes are joined."""
LEFT_OUT = frozenset({"slug", "digest", "expires", "pictures"})
"""Fields that are not hashed: a slug follows from the id, a digest from all of them, pictures from the image and the body; that a
story is going to expire is not served, and nobody is to see from a version that somebody decided so."""
HASHED: Mapping[type, tuple[str, ...]] = {
    DateOrDateTime: ("text",),
    Body: ("markdown", "html"),
    TextSpan: ("block", "start"),
    QuoteAttribution: ("review",),
}
"""What is hashed of what is not hashed by all of its fields."""


_CONTENTS: WeakKeyDictionary[Named, bytes] = WeakKeyDictionary()
"""Of records that are no stories."""
HashesOfPieces = Mapping[str, Sequence[bytes]]
"""The hashes of records, piece by piece, by what they are called together."""
_HASHES: WeakKeyDictionary[Records, HashesOfPieces] = WeakKeyDictionary()
"""Of all records of a newsroom: the public's and the operator's version differ in the problems only."""


def digest_of(story: Story) -> str:
    """A hash over a story and its quotes; whom and what it names is in it by id."""
    return _hash(map(content_of, (story, *story.quotes))).hex()


def version_of(records: Records, problems: Iterable[Problem], before: Records | None = None) -> str:
    """A hash over everything that a snapshot serves; what is the same as ``before`` is not hashed again.

    The records are in the order of their slugs, as :class:`~pullquote.store.model.kinds.Records` guarantees.
    """
    pieces = _HASHES.get(records)
    if pieces is None:
        pieces = _HASHES[records] = _pieces_of(records, before)
    named = chain.from_iterable((content_of(name), *hashes) for name, hashes in pieces.items())
    return _hash(chain(named, map(content_of, problems))).hex()


def _pieces_of(records: Records, before: Records | None) -> HashesOfPieces:
    known = _HASHES.get(before) if before is not None else None

    def pieces(name: str, found: Sequence[R], content: Callable[[R], bytes], old: Sequence[R]) -> list[bytes]:
        hashes: list[bytes] = []
        for start in range(0, len(found), HASHED_AT_ONCE):
            piece = found[start : start + HASHED_AT_ONCE]
            if known is not None and old[start : start + HASHED_AT_ONCE] == piece:
                hashes.append(known[name][start // HASHED_AT_ONCE])
            else:
                hashes.append(_hash(map(content, piece)))
        return hashes

    hashed = {"": pieces("", records.stories, _digest, before.stories if before else ())}
    for name, found in records.by_kind.items():
        hashed[name] = pieces(name, found, _known, before.by_kind.get(name, ()) if before else ())
    return hashed


def _digest(story: Story) -> bytes:
    return story.digest.encode("ascii")


def _hash(contents: Iterable[bytes]) -> bytes:
    digest = blake2b(digest_size=DIGEST_BYTES)
    for content in contents:
        digest.update(content)
    return digest.digest()


def _known(record: Named) -> bytes:
    """What :func:`content_of` gives; it is remembered, for a version is made after each edit of any other file."""
    content = _CONTENTS.get(record)
    if content is None:
        content = _CONTENTS[record] = content_of(record)
    return content


def content_of(content: Any) -> bytes:
    """A record, a problem or a text as JSON: its fields, others by their ids, dates as written."""
    if not isinstance(content, str):
        content = [getattr(content, name) for name in _hashed(content.__class__)]
    return orjson.dumps(content, default=_referred, option=orjson.OPT_PASSTHROUGH_DATACLASS)


def _referred(value: Any) -> Any:
    """What stands for something in a field that is neither a text nor a number."""
    return _what_stands_for(value.__class__)(value)


@cache
def _what_stands_for(owner: type) -> Callable[[Any], Any]:
    """What gives that of anything of a class: its id, else its only field, or all of them."""
    names = _hashed(owner)
    return attrgetter("id") if "id" in names else attrgetter(*names)


@cache
def _hashed(owner: type) -> tuple[str, ...]:
    found = HASHED.get(owner)
    return found or tuple(each.name for each in fields(owner) if each.name not in LEFT_OUT)
