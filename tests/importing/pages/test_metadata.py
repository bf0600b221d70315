"""What a page says of its story in its elements."""

from __future__ import annotations

import pytest

from pullquote.importing.extra import package
from pullquote.importing.pages.metadata import Guesses, values_of


def values(head: str = "", body: str = "") -> dict[str, object]:
    tree = package("trafilatura.utils").load_html(
        f"<!doctype html><html lang='en'><head><title>A wall | The Courier</title>{head}</head>"
        f"<body><h1>A wall</h1>{body}<p>It stands.</p></body></html>"
    )
    return values_of(tree, {}, Guesses(tree))


@pytest.mark.parametrize(
    ("markup", "author"),
    [
        ("<span itemprop='author'>Ida Brook</span>", "Ida Brook"),
        ("<a rel='author' href='/ida'>Ida Brook</a>", "Ida Brook"),
        ("<div class='byline'>By Ida Brook | 3 March 2024</div>", "Ida Brook"),
        ("<p class='byline'>Words: Ida Brook</p>", "Ida Brook"),
        ("<span class='author-name'>Ida Brook, Tidewell</span>", "Ida Brook"),
        ("<div class='byline'>3 March 2024</div>", None),
        ("<p>Nobody is named.</p>", None),
    ],
)
def test_the_author_in_a_byline(markup: str, author: str | None) -> None:
    assert values(body=markup)["authors"] == author


def test_what_meta_elements_say() -> None:
    found = values(
        '<meta name="description" content="Of a wall"><meta property="article:tag" content="Walls">'
        '<meta property="article:tag" content="Rivers"><meta property="og:site_name" content="The Courier">'
        '<meta name="author" content="Tom Hale"><meta property="article:section" content="Town">'
    )
    assert (found["description"], found["publication"]) == ("Of a wall", "The Courier")
    assert (found["authors"], found["section"], found["keywords"]) == (
        "Tom Hale",
        "Town",
        ["Walls", "Rivers"],
    )


def test_tags_that_are_links_and_the_licence() -> None:
    found = values(
        body="<a rel='category tag' href='/w'>Walls</a><footer><a href='https://creativecommons.org/licenses/by-sa/4.0/'>x</a></footer>"
    )
    assert (found["keywords"], found["license"]) == (["Walls"], "CC BY-SA 4.0")


def test_the_headline_is_the_heading_that_the_window_names() -> None:
    assert values()["headline"] == "A wall"
