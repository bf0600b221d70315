"""The indices of a newsroom on a cluster: what they are called, and which fields their documents have.

For each audience there is an index of stories, of quotes, of entities (whatever is listed by name) and of changes; one
more small index says which edition is current, see :mod:`~pullquote.store.opensearch.editions`. Names have the
version of the mappings in them: others are other indices, and none is ever changed in place.

Words come from :mod:`~pullquote.store.search.word_folding`, folded and stemmed, with spaces between them. So no
plugin is needed, the engine only splits at spaces, and a search finds what it finds in memory, whatever the cluster is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.index.dimensions import (
    QUOTE_DIMENSIONS,
    QUOTED_STORY_DIMENSIONS,
    STORY_DIMENSIONS,
)
from pullquote.store.search.fields import QUOTE_FIELDS, STORY_FIELDS, SearchedFields

MAPPING_VERSION = 1
"""Of the documents and their fields. A new number makes new indices: the next publication writes all of them."""
STORIES = "stories"
QUOTES = "quotes"
ENTITIES = "entities"
CHANGES = "changes"
"""The indices of an audience."""
OF_EDITIONS = (STORIES, QUOTES, ENTITIES)
"""Those whose documents belong to a range of editions."""
AUDIENCES = ("public", "preview")
LIVING = 2**53
"""The ``to_edition`` of a document that has not ended: the largest number that JSON has everywhere."""

MAX_NAME_CHARACTERS = 100
"""Of the name of a newsroom; the engine takes 255 bytes for an index."""
DEFAULT_NAME = "newsroom"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


class InvalidName(ValueError):
    """A newsroom on a cluster cannot have this name."""


@dataclass(frozen=True)
class IndexNames:
    """The names of the indices of a newsroom. Raises InvalidName."""

    newsroom: str = DEFAULT_NAME
    version: int = MAPPING_VERSION

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.newsroom) or len(self.newsroom) > MAX_NAME_CHARACTERS:
            raise InvalidName(
                f'"{self.newsroom}" is no name of a newsroom on a cluster: expected small letters, digits, - and _, such as '
                f"the-courier, {MAX_NAME_CHARACTERS} at most"
            )

    @property
    def editions(self) -> str:
        """The index that says which edition is current."""
        return f"pullquote-{self.newsroom}-editions"

    @property
    def every(self) -> str:
        """All indices of the newsroom, of this version and others, as a pattern."""
        return f"pullquote-{self.newsroom}-*"

    def of(self, audience: str, documents: str) -> str:
        """The index of an audience with stories, quotes, entities or changes."""
        return f"pullquote-{self.newsroom}-v{self.version}-{audience}-{documents}"


KEYWORD = {"type": "keyword"}
LONG = {"type": "long"}
INTEGER = {"type": "integer"}
BOOLEAN = {"type": "boolean"}
TEXT = {"type": "text", "analyzer": "whitespace"}
STORED = {"type": "keyword", "index": False, "doc_values": False}
"""What is read with a document, and neither searched nor sorted by."""
PAYLOAD = {"type": "binary"}
MAX_SORTED_CHARACTERS = 8_000
"""Of a text that is sorted by: a longer one could be in no cursor (see :mod:`~pullquote.store.model.cursors`), and the
engine refuses 32,766 bytes. It then counts as none."""
SORTED_TEXT = {"type": "keyword", "ignore_above": MAX_SORTED_CHARACTERS}

_OF_EVERY_DOCUMENT = {
    "id": KEYWORD,
    "noun": KEYWORD,
    "from_edition": LONG,
    "to_edition": LONG,
    "hash": STORED,
    "check": {"type": "integer", "index": False},
}
_DATE = {
    "date_first_day": INTEGER,
    "date_last_day": INTEGER,
    "date_start": LONG,
    "date_end": LONG,
    "date_first_month": INTEGER,
    "date_last_month": INTEGER,
    "date_first_year": INTEGER,
    "date_last_year": INTEGER,
    "date_is_long": BOOLEAN,
}
_MODIFIED = {
    "modified_first_day": INTEGER,
    "modified_last_day": INTEGER,
    "modified_start": LONG,
    "modified_end": LONG,
}
AS_BOOLEANS = frozenset({"has_quotes", "is_fragment"})
"""The dimensions whose terms are yes and no."""


def _terms(names: list[str]) -> dict[str, Any]:
    return {name: BOOLEAN if name in AS_BOOLEANS else KEYWORD for name in names}


def _words(names: set[str]) -> dict[str, Any]:
    return {f"words_{name}": TEXT for name in sorted(names)}


def _stories() -> dict[str, Any]:
    return {
        **_terms([dimension.name for dimension in STORY_DIMENSIONS]),
        **_words({field.index for field in STORY_FIELDS}),
        **_DATE,
        **_MODIFIED,
        "subjects": KEYWORD,
        "slug": KEYWORD,
        "aliases": KEYWORD,
        "url": {"type": "keyword", "ignore_above": MAX_SORTED_CHARACTERS},
        "headline_beginnings": KEYWORD,
        "sort_latest_date": LONG,
        "sort_date_published": LONG,
        "sort_headline": SORTED_TEXT,
        "sort_quote_count": LONG,
        "whole_hash": STORED,
        "quotes_check": {"type": "long", "index": False, "doc_values": False},
        "digest": STORED,
        "modified": STORED,
        "quote_ids": STORED,
        "record": PAYLOAD,
    }


def _quotes() -> dict[str, Any]:
    own = [dimension.name for dimension in QUOTE_DIMENSIONS]
    return {
        **_terms([*own, *(dimension.name for dimension in QUOTED_STORY_DIMENSIONS)]),
        **_words({field.index for field in QUOTE_FIELDS}),
        **_DATE,
        "subjects": KEYWORD,
        "story_id": KEYWORD,
        "story_slug": KEYWORD,
        "story_aliases": KEYWORD,
        "position": INTEGER,
        "sort_position_latest": LONG,
        "sort_date_spoken": LONG,
        "sort_speaker_name": SORTED_TEXT,
    }


def _entities(kinds: Kinds) -> dict[str, Any]:
    named = [kind for kind in kinds.values() if not kind.is_story]
    searched = SearchedFields(kinds).by_type
    return {
        **_terms([name for kind in named for name in kind.dimensions]),
        **_words({field.index for kind in named for field in searched.get(kind.record, ())}),
        "kind": KEYWORD,
        "slug": KEYWORD,
        "aliases": KEYWORD,
        "name_beginnings": KEYWORD,
        "sort_name": SORTED_TEXT,
        "sort_quote_count": LONG,
        "sort_story_count": LONG,
        "sort_latest": LONG,
        "record": PAYLOAD,
    }


def _changes() -> dict[str, Any]:
    return {
        "number": LONG,
        "edition": LONG,
        "kind": KEYWORD,
        "story": KEYWORD,
        "slug": KEYWORD,
        "quotes": STORED,
        "version": STORED,
        "at": STORED,
    }


@dataclass(frozen=True)
class Sharding:
    """Into how many shards stories and quotes are divided, and how many copies there are of each on as many nodes."""

    shards: int = 3
    """Three nodes have one each; a shard of up to some 30 GB is well: 10 million stories."""
    replicas: int = 1
    copied_from: int = 5_000
    """Stories from which on a newsroom is first written without copies. They are then made from files, when all is there:
    that is half the work for the nodes, but takes some seconds more, which a small newsroom need not wait."""


UNFINISHED = {"unfinished": True}
"""What an index says of itself that has no copies yet, and was never part of an edition."""


def copied(sharding: Sharding) -> dict[str, Any]:
    """The settings of an index that is part of an edition: with copies, and with each request on disk before it is
    answered."""
    return {"auto_expand_replicas": f"0-{sharding.replicas}", "translog.durability": "request"}


UNCOPIED = {"number_of_replicas": 0, "translog.durability": "async"}
"""The settings of an index that is unfinished: what a node loses is found missing, and written again."""


def index_body(
    documents: str, sharding: Sharding, kinds: Kinds = KINDS, *, is_unfinished: bool = False
) -> dict[str, Any]:
    """The body by which an index of stories, quotes, entities or changes is made; ``is_unfinished`` for one that gets
    its copies later.

    Nothing is refreshed by itself: an edition is, as a whole, before it becomes current. Copies are written document by
    document, so that a refresh reaches each of them.
    """
    properties = {
        STORIES: lambda: _OF_EVERY_DOCUMENT | _stories(),
        QUOTES: lambda: _OF_EVERY_DOCUMENT | _quotes(),
        ENTITIES: lambda: _OF_EVERY_DOCUMENT | _entities(kinds),
        CHANGES: _changes,
    }[documents]()
    return {
        "settings": {
            "number_of_shards": sharding.shards if documents in {STORIES, QUOTES} else 1,
            "replication.type": "DOCUMENT",
            "refresh_interval": "-1",
            **(UNCOPIED if is_unfinished else copied(sharding)),
        },
        "mappings": {
            "dynamic": "strict",
            "properties": properties,
            **({"_meta": UNFINISHED} if is_unfinished else {}),
        },
    }


EDITIONS_BODY: dict[str, Any] = {
    "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-2", "replication.type": "DOCUMENT"},
    "mappings": {"dynamic": "strict", "properties": {"content": {"type": "object", "enabled": False}}},
}
"""The body of the index that says which edition is current: its documents are read by id, and never searched."""
