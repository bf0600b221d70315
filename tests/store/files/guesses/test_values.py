"""How a value should have been written is said where that is certain, and else nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from pullquote.store.files.guesses.values import date_remedy, text_remedy
from pullquote.store.files.syntax.trees import Value
from pullquote.store.model.formats import is_language_tag, is_web_address

YESTERDAY = datetime.now().astimezone().date() - timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.e.example", "https://www.e.example"),
        ("e.example/a?b=c#d", "https://e.example/a?b=c#d"),
        ("//e.example/a", "https://e.example/a"),
        ("https//e.example", "https://e.example"),
        ("https:/e.example", "https://e.example"),
        ("http:e.example:8080/a", "http://e.example:8080/a"),
        ("flood-wall.html", None),
        ("The mayor. She knows", None),
        ("ferry", None),
        ("", None),
    ],
)
def test_an_address_without_its_beginning_is_completed(text: str, address: str | None) -> None:
    assert text_remedy("address", text) == (address and f'did you mean "{address}"?')
    assert address is None or is_web_address(address)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("images/2024/gates.webp", "put the picture into media/, and write media/gates.webp"),
        ("www.e.example/gates", 'did you mean "https://www.e.example/gates"?'),
        ("gates", None),
        ("media/../gates.doc", None),
    ],
)
def test_a_picture_is_put_where_pictures_are(text: str, suggestion: str | None) -> None:
    assert text_remedy("picture", text) == suggestion


@pytest.mark.parametrize(
    ("text", "tag"),
    [("Deutsch", "de"), ("FRENCH", "fr"), ("اردو", "ur"), ("pt_BR", "pt-BR"), ("Klingon", None)],
)
def test_a_language_by_its_name_is_a_tag(text: str, tag: str | None) -> None:
    assert text_remedy("language", text) == (tag and f'did you mean "{tag}"?')
    assert tag is None or is_language_tag(tag)


@pytest.mark.parametrize(
    ("written", "story", "suggestion"),
    [
        ("Monday", {"dateModified": "2024-10-29T08:00:00Z"}, 'did you mean "2024-10-28"?'),
        ("yesterday", {"datePublished": "2024-03-01"}, 'did you mean "2024-02-29"?'),
        ("yesterday", {"datePublished": ["2024-03-01"]}, f'did you mean "{YESTERDAY}"?'),
    ],
)
def test_when_something_was_said_is_counted_from_its_story(
    written: str, story: Mapping[str, Value], suggestion: str
) -> None:
    assert date_remedy(written, story, "dateSpoken", is_moment=False) == suggestion
