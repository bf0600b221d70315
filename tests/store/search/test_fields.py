"""What is searched of each type of record, and the fields of the index that it is in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pullquote.store.files.kinds import KINDS
from pullquote.store.model.records import Article, Editorial, Person, Quote
from pullquote.store.search import fields
from pullquote.store.search.fields import FIELDS, QUOTE_FIELDS, STORY_FIELDS, SearchedFields
from tests.store.newsrooms import Desk, QuoteSpec, StorySpec


def test_each_type_that_is_searched_has_fields() -> None:
    assert FIELDS.by_type[Article] is FIELDS.by_type[Editorial] is STORY_FIELDS
    assert FIELDS.by_type[Quote] is QUOTE_FIELDS
    assert {field.index for field in FIELDS.by_type[Person]} >= {"name"}
    searched = {kind.record for kind in KINDS.values() if kind.searched}
    assert FIELDS.by_type.keys() == searched | {Article, Editorial, Quote}


def test_texts_are_those_of_the_record() -> None:
    quote = QuoteSpec("We shall rebuild the pier")
    [story] = Desk().records([StorySpec("a", headline="The pier", quotes=(quote,))]).stories
    texts = {field.name: [*field.texts(story)] for field in STORY_FIELDS}
    assert texts["headline"] == ["The pier"]
    assert quote.text in (texts["body"][0] or "")
    assert [*QUOTE_FIELDS[0].texts(story.quotes[0])] == [quote.text]


def test_fields_that_are_indexed_as_one_have_one_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = STORY_FIELDS
    monkeypatch.setattr(fields, "STORY_FIELDS", (replace(first, boost=first.boost + 1), *others))
    with pytest.raises(ValueError, match="indexed as headline"):
        SearchedFields(KINDS)
