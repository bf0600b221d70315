"""Pictures of the newsroom are served by their paths and a hash of what is in them; others are left alone."""

from __future__ import annotations

from pullquote.store.files.parsing import parse_file
from pullquote.store.files.pictures.addresses import served, with_addresses
from pullquote.store.files.pictures.showing import pictures_of
from pullquote.store.model.bodies import Image
from pullquote.store.pictures.reading import Picture

PICTURE = Picture("image/png", "0123456789abcdef", 9, 40, 30)
PICTURES = {"media/a b.png": PICTURE, "media/ü&.png": PICTURE}


def image(url: str) -> Image:
    return Image(url=url, alt="x", caption=None, credit=None, width=None, height=None)


def test_the_address_of_a_picture() -> None:
    for url in ("media/a b.png", "/media/a%20b.png"):
        found = served(image(url), PICTURES)
        assert (found.url, found.width, found.height) == ("/media/a%20b.png?v=0123456789abcdef", 40, 30)
    for url in ("media/none.png", "https://example.org/media/a.png"):
        assert served(image(url), PICTURES).url == url


def test_addresses_in_html() -> None:
    html = '<p><img src="/media/a%20b.png" alt="/media/a"> <img src="/media/%C3%BC&amp;.png"> <img src="/media/x.png"></p>'
    assert with_addresses(html, PICTURES) == (
        '<p><img src="/media/a%20b.png?v=0123456789abcdef" alt="/media/a"> '
        '<img src="/media/%C3%BC%26.png?v=0123456789abcdef"> <img src="/media/x.png"></p>'
    )


def test_what_an_entity_shows() -> None:
    text = (
        "---\nheadline: A\npublication: p\ndatePublished: 2024\nimage: {url: media/b.png, alt: x}\n---\n"
        "![x](media/a.png) and ![x](../media/c%20d.png), <img src=media/b.png>, ![x](https://example.org/media/e.png)\n"
    )
    [entity] = parse_file("articles/a.md", text.encode()).entities
    assert pictures_of(entity) == ("media/a.png", "media/b.png", "media/c d.png")
