"""What text search looks into, as tables: the fields of each type of record, their weights, their texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from tantivy import Schema, SchemaBuilder

from pullquote.store.files.kinds import KINDS
from pullquote.store.model.kinds import Kind, Kinds, texts_of
from pullquote.store.model.records import Quote, Speaker, Story
from pullquote.store.search.queries import ENGLISH, PLAIN, WORDS

NUMBER = "number"
SEGMENT = "segment"
ANCHOR = "anchor"
"""The fields of the index that say which document it is, of which segment, and the id of what it is made from."""


@dataclass(frozen=True, eq=False)
class TextField:
    """Something of a record that is searched: its field in the index, its GraphQL name, weight, and texts."""

    index: str
    name: str
    boost: float
    analyzer: str
    texts: Callable[[Any], Iterable[str | None]]


def _names(speakers: Iterable[Speaker]) -> Iterable[str]:
    for speaker in speakers:
        yield speaker.name
        yield from speaker.alternate_names


def _body(story: Story) -> Iterable[str]:
    return (story.body.text,) if story.body else ()


def _caption(story: Story) -> Iterable[str | None]:
    return (story.image.caption,) if story.image else ()


STORY_FIELDS = (
    TextField("headline", "headline", 4.0, ENGLISH, lambda story: (story.headline,)),
    TextField("headline", "alternativeHeadline", 4.0, ENGLISH, lambda story: (story.alternative_headline,)),
    TextField("standfirst", "standfirst", 2.0, ENGLISH, lambda story: (story.standfirst,)),
    TextField("standfirst", "abstract", 2.0, ENGLISH, lambda story: (story.abstract,)),
    TextField("standfirst", "keywords", 2.0, ENGLISH, lambda story: story.keywords),
    TextField("names", "speakers", 3.0, PLAIN, lambda story: _names(story.speakers)),
    TextField("names", "authors", 3.0, PLAIN, lambda story: _names(story.authors)),
    TextField("names", "mentions", 3.0, PLAIN, lambda story: _names(story.mentions)),
    TextField("body", "body", 1.0, ENGLISH, _body),
    TextField("body", "caption", 1.0, ENGLISH, _caption),
)
QUOTE_FIELDS = (
    TextField("text", "text", 2.0, ENGLISH, lambda quote: (quote.text,)),
    TextField("speaker", "speakerAsPrinted", 2.0, PLAIN, lambda quote: (quote.speaker_as_printed,)),
    TextField("speaker", "speaker", 2.0, PLAIN, lambda quote: _names(quote.speakers)),
)


class SearchedFields:
    """What is searched of each type of record, and the ``schema`` of an index of all of it."""

    def __init__(self, kinds: Kinds) -> None:
        self.by_type: dict[type, tuple[TextField, ...]] = {
            **{kind.record: STORY_FIELDS for kind in kinds.values() if kind.is_story},
            Quote: QUOTE_FIELDS,
            **{kind.record: _of_kind(kind) for kind in kinds.values() if kind.searched},
        }
        indexed: dict[str, TextField] = {}
        for field in chain.from_iterable(self.by_type.values()):
            first = indexed.setdefault(field.index, field)
            if (first.boost, first.analyzer) != (field.boost, field.analyzer):
                raise ValueError(f"fields that are indexed as {field.index} have different weights")
        builder = (
            SchemaBuilder().add_integer_field(NUMBER, fast=True).add_integer_field(SEGMENT, indexed=True)
        )
        builder = builder.add_text_field(ANCHOR, tokenizer_name="raw", index_option="basic")
        for name in indexed:
            builder = builder.add_text_field(name, tokenizer_name=WORDS)
        self.schema: Schema = builder.build()


def _of_kind(kind: Kind) -> tuple[TextField, ...]:
    """What is searched of a kind that is listed by name: all its names are one field of the index."""

    def field(attribute: str, weight: float) -> TextField:
        name = re.sub(r"_(\w)", lambda found: found[1].upper(), attribute)
        texts = partial(texts_of, attributes=(attribute,))
        if attribute in kind.names:
            return TextField("name", name, weight, PLAIN, texts)
        return TextField(attribute, name, weight, ENGLISH, texts)

    return tuple(field(attribute, weight) for attribute, weight in kind.searched.items())


FIELDS = SearchedFields(KINDS)
