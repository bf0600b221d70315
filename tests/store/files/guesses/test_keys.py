"""Keys and values of other systems lead to those of this one."""

from __future__ import annotations

import pytest

from pullquote.store.files.guesses.keys import VALUES, key_meant, key_suggestion, value_meant
from pullquote.store.files.kinds import (
    OrganizationKeys,
    PersonKeys,
    QuoteKeys,
    RoleKeys,
    StoryKeys,
    TopicKeys,
)
from pullquote.store.files.validation import SOURCES
from pullquote.store.model.records import OrganizationKind, StoryStatus


@pytest.mark.parametrize(
    ("keys", "key", "meant"),
    [
        (StoryKeys, "title", "headline"),
        (StoryKeys, "date", "datePublished"),
        (StoryKeys, "pubDate", "datePublished"),
        (StoryKeys, "published_at", "datePublished"),
        (StoryKeys, "lastmod", "dateModified"),
        (StoryKeys, "category", "section"),
        (StoryKeys, "tags", "topics"),
        (StoryKeys, "description", "standfirst"),
        (StoryKeys, "excerpt", "standfirst"),
        (StoryKeys, "lang", "inLanguage"),
        (StoryKeys, "author", "authors"),
        (StoryKeys, "permalink", "url"),
        (StoryKeys, "draft", "status"),
        (StoryKeys, "hedline", "headline"),
        (StoryKeys, "slug", None),
        (StoryKeys, "xyzzy", None),
        (QuoteKeys, "by", "speaker"),
        (QuoteKeys, "quote", "text"),
        (QuoteKeys, "attribution", "as"),
        (RoleKeys, "from", "startDate"),
        (PersonKeys, "first_name", "givenName"),
        (PersonKeys, "bio", "description"),
        (OrganizationKeys, "type", "kind"),
        (TopicKeys, "title", "name"),
    ],
)
def test_a_key_of_another_system_has_its_name_here(keys: object, key: str, meant: str | None) -> None:
    assert key_meant(key, keys) == meant


def test_what_has_no_use_here_says_why() -> None:
    assert key_suggestion("slug", StoryKeys) == "delete it: the name of the file is the slug"
    assert "another program" in (key_suggestion("layout", StoryKeys) or "")
    assert "status: draft" in (key_suggestion("draft", StoryKeys) or "")


def test_a_key_in_the_wrong_column_says_where_it_belongs() -> None:
    assert key_suggestion("speaker", StoryKeys) == "it is a key of quotes: indent it below them"
    assert (
        key_suggestion("dateline", QuoteKeys, [("an article", StoryKeys)])
        == "it is a key of an article: begin it further to the left"
    )


def test_every_value_that_is_meant_is_allowed() -> None:
    kinds = {kind.value for kind in OrganizationKind}
    assert set(VALUES["kind"].values()) <= kinds
    assert set(VALUES["kind"]).isdisjoint(kinds)
    assert set(VALUES["status"].values()) == {status.value for status in StoryStatus}
    assert set(VALUES) - SOURCES == {"kind", "status"}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("trade union", "union"),
        ("Mosque", "church"),
        ("WorkersUnion", "union"),
        ("ministry", "government"),
        ("schol", "school"),
    ],
)
def test_other_words_for_a_kind(word: str, meant: str) -> None:
    assert value_meant("kind", word, tuple(kind.value for kind in OrganizationKind)) == meant
