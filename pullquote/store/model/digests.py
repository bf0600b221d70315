"""What the content of a snapshot is called: the same for the same content, whichever process read it and when.

The version is a hash over the records, not over the files: formatting, file names and hidden stories make no
difference to it, and nothing that is served changes without it. What one release derives from other fields
(the blocks of a body from its Markdown, the offsets of a quote's end from its beginning) is not hashed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from itertools import chain, islice
from operator import attrgetter
from typing import Any
from weakref import WeakKeyDictionary

import orjson

from pullquote.store.model.bodies import Body, TextSpan
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.kinds import Records
from pullquote.store.model.problems import Problem
from pullquote.store.model.records import Named, QuoteAttribution, Story

DIGEST = attrgetter("digest")
DIGEST_BYTES = 16
"""Of a hash: no two of a newsroom's contents will ever share 128 bits."""

DIGESTS_AT_A_TIME = 20_000
"""Of stories, that are hashed together: less than a megabyte."""
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
_HASHES: WeakKeyDictionary[Records, blake2b] = WeakKeyDictionary()
"""Of all records of a newsroom: the public's and the operator's version differ in the problems only."""


def digest_of(story: Story) -> str:
    """A hash over a story and its quotes; whom and what it names is in it by id."""
    return _hash(map(content_of, (story, *story.quotes)))


def version_of(records: Records, problems: Iterable[Problem]) -> str:
    """A hash over everything that a snapshot serves.

    The records are in the order of their slugs, as :class:`~pullquote.store.model.kinds.Records` guarantees.
    """
    known = _HASHES.get(records)
    if known is None:
        stories = _as_text(map(DIGEST, records.stories))
        known = _HASHES[records] = _hashed_with(
            blake2b(digest_size=DIGEST_BYTES), chain(stories, map(_known, chain(*records.by_kind.values())))
        )
    return _hashed_with(known.copy(), map(content_of, problems)).hexdigest()


def _as_text(digests: Iterator[str]) -> Iterator[bytes]:
    """The digests as one text of JSON, of which only a part is in memory at a time."""
    yield b'"'
    while some := "".join(islice(digests, DIGESTS_AT_A_TIME)):
        yield some.encode("ascii")
    yield b'"'


def _hash(contents: Iterable[bytes]) -> str:
    return _hashed_with(blake2b(digest_size=DIGEST_BYTES), contents).hexdigest()


def _hashed_with(digest: blake2b, contents: Iterable[bytes]) -> blake2b:
    for content in contents:
        digest.update(content)
    return digest


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
