"""What is kept of an edition between two starts, and how it is made again of that.

Kept is how its public snapshot was ordered and indexed. The edition that is made of it is not served: it is the
one before the first of the next start, which then only has to look at what changed in between.
"""

from __future__ import annotations

import shutil
from array import array
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from pullquote.store.files.loading import Loaded
from pullquote.store.index.lazy_indexes import Made
from pullquote.store.index.running_order import Quotes, RunningOrder
from pullquote.store.model.kinds import Records
from pullquote.store.model.orders import OrderKey, QuoteOrder, StoryOrder
from pullquote.store.model.problems import Problem
from pullquote.store.model.records import Entity
from pullquote.store.newsroom.disk_cache import UNREADABLE, Contents, Kept, keep
from pullquote.store.newsroom.editions import Edition
from pullquote.store.newsroom.snapshot import Arranged, Snapshot
from pullquote.store.newsroom.visibility import restored
from pullquote.store.search.index_directory import MEMORY, IndexDirectory
from pullquote.store.search.text_search import Text

TEXTS = "text"
"""The folder beside the file in which text searches are kept, each in a folder of its own."""


@dataclass(frozen=True)
class Head:
    """The public snapshot without its records: ``order`` is the place of each of its stories among all stories,
    ``named`` how often its stories name what is no story, by id, and ``text`` the name of the folder that its
    text search is kept in."""

    version: str
    problems: tuple[Problem, ...]
    order: array[int]
    first_quote: array[int]
    named: dict[str, int]
    text: str | None


def keep_edition(contents: Contents, edition: Edition) -> bool:
    """Keep an edition of some contents for the next start, with all its indexes; whether nothing is missing."""
    edition.public.warm()
    texts, text = contents.path.with_name(TEXTS), token_hex(8)
    try:
        edition.public.index.keep(texts / text)
        is_whole = True
    except OSError:
        is_whole = False
    is_kept = keep(contents, parts_of(edition, contents.records, text if is_whole else None))
    with suppress(OSError):
        for folder in texts.iterdir():
            if is_kept != (folder.name == text):
                shutil.rmtree(folder, ignore_errors=True)
    return is_kept and is_whole


def parts_of(edition: Edition, records: Records, text: str | None = None) -> dict[str, object]:
    """What is to be kept of an edition of ``records``, by names; ``text`` see :class:`Head`."""
    snapshot = edition.public
    place_of = {story: place for place, story in enumerate(records.stories)}
    named = edition.visible.named if edition.visible else Counter[Entity]()
    parts: dict[str, object] = {
        "edition": Head(
            version=snapshot.version,
            problems=snapshot.problems,
            order=array("I", map(place_of.__getitem__, snapshot.order.stories)),
            first_quote=snapshot.order.first_quote,
            named={record.id: count for record, count in named.items()},
            text=text,
        )
    }
    arranged = Arranged.of(snapshot)
    for name, made in (("stories", arranged.stories), ("quotes", arranged.quotes)):
        for key, row in made.rows.items():
            parts[f"{name}/rows/{key.name}"] = row()
        for index, ranked in made.indexes.items():
            parts[f"{name}/indexes/{index}"] = ranked()
        for index, dates in made.dates.items():
            parts[f"{name}/dates/{index}"] = dates()
    return parts


def edition_of(kept: Kept, loaded: Loaded, now: datetime, room: IndexDirectory = MEMORY) -> Edition | None:
    """The edition that was kept of what was ``loaded`` from the same file; None where it cannot be read.

    Its text search goes on in ``room``.
    """
    if loaded.records is None:
        return None
    try:
        head: Head = kept.section("edition")
        folder = kept.path.with_name(TEXTS) / head.text if head.text else None
        text = Text(room, folder)
        return _edition_of(kept, head, loaded.records, now, text)
    except UNREADABLE:
        return None


def _edition_of(kept: Kept, head: Head, records: Records, now: datetime, text: Text) -> Edition:
    by_id: dict[str, Entity] = {record.id: record for listed in records.by_kind.values() for record in listed}
    ordered = tuple([records.stories[place] for place in head.order])
    stories = records.stories
    if len(ordered) < len(stories):
        stories = tuple([stories[place] for place in sorted(head.order)])
    named = Counter({by_id[identity]: count for identity, count in head.named.items()})
    visible = restored(records, stories, named)
    public = Snapshot(
        visible.records,
        version=head.version,
        loaded_at=now,
        problems=head.problems,
        arranged=Arranged(
            RunningOrder(ordered, Quotes(ordered, head.first_quote)),
            _made(kept, "stories", StoryOrder),
            _made(kept, "quotes", QuoteOrder),
        ),
        text=text,
    )
    public.warm()
    return Edition(public, public, (), None, visible=visible)


def _made(kept: Kept, name: str, orders: Any) -> Made[Any]:
    rows: Mapping[str, Callable[[], Any]] = kept.sections(f"{name}/rows/")
    by_order: dict[OrderKey, Callable[[], Any]] = {orders[key]: row for key, row in rows.items()}
    return Made(by_order, kept.sections(f"{name}/indexes/"), kept.sections(f"{name}/dates/"))
