"""How an edition is written into the cache, and made again of what is there.

What is written is how its public snapshot is ordered and indexed. The edition that is made of it is not served: it is
the one before the first of the next start, which then only has to look at what changed in between.
"""

from __future__ import annotations

import shutil
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple

from pyroaring import BitMap

from pullquote.store.files.loading import Contents, Loaded, Restored
from pullquote.store.index.arranging import Arranged
from pullquote.store.index.bitmaps import Ranked
from pullquote.store.index.days import DateIndex, Days
from pullquote.store.index.dimensions import Term
from pullquote.store.index.lazy_indexes import Made, no_date
from pullquote.store.index.running_order import Quotes, RunningOrder, numbers_by_url
from pullquote.store.index.sort_positions import Permutation
from pullquote.store.model.criteria import QuoteOrder, StoryOrder
from pullquote.store.model.errors import CacheError
from pullquote.store.model.kinds import Records
from pullquote.store.model.problems import Problem
from pullquote.store.model.records import Entity
from pullquote.store.newsroom.cache.cache import DiskCache
from pullquote.store.newsroom.cache.codec import Codec, Numbers, Plain, plain, wanted
from pullquote.store.newsroom.cache.headlines import HEADLINES_PART, headlines_part, read_headlines
from pullquote.store.newsroom.cache.segments import SEGMENTS_PART, read_segments, segments_part
from pullquote.store.newsroom.editions import Edition
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.newsroom.visibility import as_public, restored
from pullquote.store.search.text_index.index_directory import MEMORY, IndexDirectory
from pullquote.store.search.text_search import Text

TEXTS = "text"
"""The folder beside the cache in which text searches are saved, each in a folder of its own."""
CHECKSUM_BYTES = 16
"""Of a file of a text search."""


class SavedText(NamedTuple):
    """A text search that was saved: the name of its folder, and the checksums of its files by their paths in it."""

    name: str
    files: dict[str, bytes]


class Head(NamedTuple):
    """The public snapshot without its records: ``order`` is the place of each of its stories among all stories,
    ``named`` how often its stories name what is no story, by id; ``made`` are the names of the other parts."""

    version: str
    problems: tuple[Problem, ...]
    order: Numbers
    first_quote: Numbers
    named: dict[str, int]
    text: SavedText | None
    made: tuple[str, ...]


class OrderPart(NamedTuple):
    """An order: see :class:`~pullquote.store.index.sort_positions.Permutation`; the first ``known`` in it have its key."""

    ordinals: Numbers
    positions: Numbers
    blocks: tuple[BitMap, ...]
    known: int


class TermPart(NamedTuple):
    """A value of an index: see :class:`~pullquote.store.index.dimensions.Term`, and which records have it."""

    wanted: Plain
    key: str
    label: str
    members: BitMap


class DatesPart(NamedTuple):
    """An index by date: see :class:`~pullquote.store.index.days.DateIndex`."""

    first_days: Days
    last_days: Days
    instants: Days
    timed: BitMap


HEAD: Codec[Head] = Codec(Head)
ORDER: Codec[OrderPart] = Codec(OrderPart)
TERMS: Codec[tuple[TermPart, ...]] = Codec(tuple[TermPart, ...])
DATES: Codec[DatesPart] = Codec(DatesPart)
HEAD_PART = "edition"
"""The part that has the head."""


def write_edition(cache: DiskCache, contents: Contents, edition: Edition) -> bool:
    """Write an edition of some contents for the next start, with all its indexes; False where its text search is
    missing, which another edition uses by now. Raises CacheError where nothing could be written.
    """
    edition.public.warm()
    texts = cache.path.with_name(TEXTS)
    text = _save_text(edition, texts / token_hex(8))
    is_written = False
    try:
        cache.write(contents, parts_of(edition, contents.records, text))
        is_written = True
    finally:
        with suppress(OSError):
            for folder in texts.iterdir():
                if is_written != (text is not None and folder.name == text.name):
                    shutil.rmtree(folder, ignore_errors=True)
    return text is not None


def _save_text(edition: Edition, folder: Path) -> SavedText | None:
    """Save the text search in a folder; None where that is not possible."""
    try:
        edition.public.index.save(folder)
        return SavedText(folder.name, _checksums(folder))
    except OSError:
        return None


def _checksums(folder: Path) -> dict[str, bytes]:
    """Those of all files in a folder, by their paths in it. Raises OSError where one cannot be read."""
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            with file.open("rb") as opened:
                digest = blake2b(digest_size=CHECKSUM_BYTES)
                while block := opened.read(1 << 20):
                    digest.update(block)
            found[file.relative_to(folder).as_posix()] = digest.digest()
    return found


def parts_of(
    edition: Edition, records: Records, text: SavedText | None = None
) -> Iterator[tuple[str, bytes]]:
    """What is to be written of an edition of ``records``, by names; ``text`` see :class:`Head`.

    Records that say the same are the same, whichever reading made them. Raises CacheError where the edition has
    others than there are.
    """
    snapshot = edition.public
    place_of = {story.id: place for place, story in enumerate(records.stories)}
    order = array("I", [place_of.get(story.id, len(place_of)) for story in snapshot.order.stories])
    if order and max(order) >= len(place_of):
        raise CacheError("the cache cannot be written: what is served is no longer what was read")
    named = edition.visible.named if edition.visible else Counter[Entity]()
    made: list[str] = []
    for collection, parts in (("stories", Made.of(snapshot.stories)), ("quotes", Made.of(snapshot.quotes))):
        for key, row in parts.rows.items():
            made.append(f"{collection}/rows/{key.name}")
            yield made[-1], _order_part(*row())
        for name, ranked in parts.indexes.items():
            made.append(f"{collection}/indexes/{name}")
            yield (
                made[-1],
                TERMS.encode(
                    tuple(
                        [
                            TermPart(plain(term.wanted), term.key, term.label, members)
                            for _, term, members in ranked()
                        ]
                    )
                ),
            )
        for name, dates in parts.dates.items():
            made.append(f"{collection}/dates/{name}")
            index = dates()
            yield (
                made[-1],
                DATES.encode(DatesPart(index.first_days, index.last_days, index.instants, index.timed)),
            )
    yield HEADLINES_PART, headlines_part(snapshot)
    yield SEGMENTS_PART, segments_part(snapshot)
    head = Head(
        version=snapshot.version,
        problems=snapshot.problems,
        order=order,
        first_quote=snapshot.order.first_quote,
        named={record.id: count for record, count in named.items()},
        text=text,
        made=tuple(made),
    )
    yield HEAD_PART, HEAD.encode(head)


def _order_part(permutation: Permutation, known: int) -> bytes:
    part = OrderPart(permutation.ordinals, permutation.ranks, permutation.blocks, known)
    return ORDER.encode(part)


def edition_of(
    cached: Restored, loaded: Loaded, now: datetime, directory: IndexDirectory = MEMORY
) -> Edition | None:
    """The edition that was written with what was ``loaded`` from the same cache; None where it cannot be read.

    Its text search goes on in ``directory``.
    """
    if loaded.records is None:
        return None
    try:
        return _edition_of(cached, loaded.records, now, directory)
    except (OSError, LookupError) as error:
        cached.on_damage(str(error))
        return None


def _edition_of(cached: Restored, records: Records, now: datetime, directory: IndexDirectory) -> Edition:
    head = HEAD.decode(cached.part(HEAD_PART))
    checking = ThreadPoolExecutor(1)
    # It goes through many megabytes, of which another thread sees nothing.
    text = checking.submit(_whole, cached, head.text)
    checking.shutdown(wait=False)
    by_id: dict[str, Entity] = {record.id: record for listed in records.by_kind.values() for record in listed}
    ordered = as_public(records, tuple([records.stories[place] for place in head.order]))
    stories = records.stories
    if len(head.order) < len(stories):
        stories = tuple([stories[place] for place in sorted(head.order)])
    named = Counter({by_id[identity]: count for identity, count in head.named.items()})
    visible = restored(records, stories, named)
    public = MemorySnapshot(
        visible.records,
        version=head.version,
        loaded_at=now,
        problems=head.problems,
        arranged=Arranged(
            RunningOrder(ordered, Quotes(ordered, head.first_quote), numbers_by_url(ordered)),
            _made(cached, head.made, "stories", StoryOrder),
            _made(cached, head.made, "quotes", QuoteOrder),
        ),
        text=Text(directory, text.result(), read_segments(cached)),
    )
    public.suggestions.begin_with(partial(read_headlines, cached, ordered))
    public.warm()
    return Edition(public, public, (), None, visible=visible)


def _whole(cached: Restored, saved: SavedText | None) -> Path | None:
    """The folder of a saved text search, if its files are what they were."""
    if saved is None:
        return None
    folder = cached.beside / TEXTS / saved.name
    with suppress(OSError):
        if _checksums(folder) == saved.files:
            return folder
    cached.on_damage("the text search in the cache is damaged")
    return None


def _made(cached: Restored, names: tuple[str, ...], collection: str, orders: Any) -> Made[Any]:
    def part(name: str) -> Callable[[], bytes]:
        return lambda: cached.part(name)

    def parts(kind: str) -> Mapping[str, Callable[[], bytes]]:
        prefix = f"{collection}/{kind}/"
        return {name.removeprefix(prefix): part(name) for name in names if name.startswith(prefix)}

    return Made(
        {orders[key]: _later(_permutation, data) for key, data in parts("rows").items()},
        {name: _later(_ranked, data) for name, data in parts("indexes").items()},
        {name: _later(_dates, data) for name, data in parts("dates").items()},
    )


def _later(decode: Callable[[bytes], Any], data: Callable[[], bytes]) -> Callable[[], Any]:
    return lambda: decode(data())


def _permutation(data: bytes) -> tuple[Permutation, int]:
    part = ORDER.decode(data)
    return Permutation(part.ordinals, part.positions, part.blocks), part.known


def _ranked(data: bytes) -> Ranked:
    return tuple(
        [
            (len(term.members), Term(wanted(term.wanted), term.key, term.label), term.members)
            for term in TERMS.decode(data)
        ]
    )


def _dates(data: bytes) -> DateIndex:
    part = DATES.decode(data)
    return DateIndex(no_date, part.first_days, part.last_days, part.instants, part.timed)
