"""What text search looks into, as tables: the fields of each type of record, their weights, their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pullquote.store.model.records import Speaker, Story
from pullquote.store.search.queries import ENGLISH, PLAIN


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


STORY_FIELDS = (
    TextField("headline", "headline", 4.0, ENGLISH, lambda story: (story.headline,)),
    TextField("headline", "alternativeHeadline", 4.0, ENGLISH, lambda story: (story.alternative_headline,)),
    TextField("standfirst", "standfirst", 2.0, ENGLISH, lambda story: (story.standfirst,)),
    TextField("names", "speakers", 3.0, PLAIN, lambda story: _names(story.speakers)),
    TextField("names", "authors", 3.0, PLAIN, lambda story: _names(story.authors)),
    TextField("names", "mentions", 3.0, PLAIN, lambda story: _names(story.mentions)),
    TextField("body", "body", 1.0, ENGLISH, _body),
)
QUOTE_FIELDS = (
    TextField("text", "text", 2.0, ENGLISH, lambda quote: (quote.text,)),
    TextField("speaker", "speakerAsPrinted", 2.0, PLAIN, lambda quote: (quote.speaker_as_printed,)),
    TextField(
        "speaker", "speaker", 2.0, PLAIN, lambda quote: _names((quote.speaker,)) if quote.speaker else ()
    ),
)
ENTITY_FIELDS = (
    TextField("name", "name", 5.0, PLAIN, lambda entity: (entity.name,)),
    TextField("name", "alternateNames", 5.0, PLAIN, lambda entity: entity.alternate_names),
    TextField("description", "description", 1.0, ENGLISH, lambda entity: (entity.description,)),
)
