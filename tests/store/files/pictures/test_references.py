"""What refers to a picture of the newsroom finds it, or is a problem at its place; and it is what its name says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pullquote.store.files.loading import Reader
from pullquote.store.newsroom.cache.cache import DiskCache
from pullquote.store.newsroom.cache.restoring import write_edition
from pullquote.store.newsroom.editions import make_edition
from pullquote.store.search.text_index.index_directory import IndexDirectory
from pullquote.store.search.text_search import Text
from tests.store.written import Files, article, found, records, story, write

NOW = datetime(2025, 1, 1, tzinfo=UTC)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"/>'
IMAGE = "image:\n  url: {}\n  alt: Something\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"media/2024/sub folder/größe.SVG": SVG, "media/README.md": "x", "media/.DS_Store": "x"}, []),
        (
            {"articles/a.md": article(IMAGE.format("media/harbor.svg")), "media/harbour.svg": SVG},
            ['articles/a.md:6:8 PQ211 unknown picture "media/harbor.svg"; did you mean "media/harbour.svg"?'],
        ),
        (
            {"articles/a.md": article("", "One.\n\n![x](media/none.svg)\n\nTwo.")},
            ['articles/a.md:9:1 PQ211 unknown picture "media/none.svg"'],
        ),
        (
            {
                "people/tom-reed.yaml": f"name: Tom Reed\n{IMAGE.format('media/Tom.svg')}",
                "media/tom.svg": SVG,
            },
            ['people/tom-reed.yaml:3:8 PQ211 unknown picture "media/Tom.svg"; did you mean "media/tom.svg"?'],
        ),
        (
            {"articles/a.md": article(IMAGE.format("media/a.png")), "media/a.png": SVG},
            [
                (
                    "media/a.png:1:1 PQ130 by its name this is a PNG, and it is an SVG; "
                    'rename it to "a.svg", or export it again'
                )
            ],
        ),
        (
            {"media/film.mp4": b"x"},
            [
                (
                    "media/film.mp4:1:1 PQ404 not read: media has pictures in it, which end in .avif, .gif, .jpg, .jpeg, "
                    ".png, .svg or .webp"
                )
            ],
        ),
        (
            {"articles/a.md": article(IMAGE.format("harbour.svg"))},
            [
                (
                    "articles/a.md:6:8 PQ113 image.url: expected an address that begins with https:// or http://, or a path "
                    'such as media/harbour.jpg, found "harbour.svg"; put the picture into media/, and write media/harbour.svg'
                )
            ],
        ),
        (
            {"articles/a.md": article(IMAGE.format("media/../articles/flood-wall.md"))},
            [
                (
                    "articles/a.md:6:8 PQ113 image.url: expected an address that begins with https:// or http://, or a path "
                    'such as media/harbour.jpg, found "media/../articles/flood-wall.md"'
                )
            ],
        ),
        (
            {"articles/a.md": article("image:\n  url: https://example.org/a.jpg\n")},
            [
                (
                    'articles/a.md:6:3 PQ112 image.alt is missing; write "alt: …" (what is to be seen in it, for those who '
                    "cannot see it)"
                )
            ],
        ),
        (
            {
                "articles/a.md": article(
                    f"{IMAGE.format('https://example.org/a.jpg')}  width: wide\n  height: 0\n"
                )
            },
            [
                'articles/a.md:8:10 PQ113 image.width: expected a number of pixels from 1 to 1,000,000, found "wide"',
                (
                    "articles/a.md:9:11 PQ113 image.height: expected a number of pixels from 1 to 1,000,000, found the "
                    "number 0"
                ),
            ],
        ),
    ],
)
def test_problems_with_pictures(tmp_path: Path, files: Files, expected: list[str]) -> None:
    assert found(tmp_path, files) == expected


def test_a_link_out_of_the_newsroom_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_bytes(SVG)
    folder = write(tmp_path / "newsroom", {"media/a.svg": SVG})
    (folder / "media/out.svg").symlink_to(tmp_path / "secret.svg")
    (folder / "media/circle").symlink_to(folder / "media")
    read = Reader(folder).read()
    assert [problem.message for problem in read.problems] == [
        "a link that leads out of the folder is not followed"
    ]
    (folder / "media/out.svg").unlink()
    read = Reader(folder).read()
    assert read.records is not None
    assert [*read.records.pictures] == ["media/a.svg"]


def test_a_size_that_is_written_counts_and_an_address_elsewhere_is_left_alone(tmp_path: Path) -> None:
    loaded = records(
        tmp_path,
        {
            "media/a.svg": SVG,
            "articles/a.md": article(f"{IMAGE.format('media/a.svg')}  width: 400\n  caption: At dawn.\n"),
            "articles/b.md": article(IMAGE.format("https://example.org/media/a.svg?v=1")),
            "people/tom-reed.yaml": f"name: Tom Reed\n{IMAGE.format('media/a.svg')}",
        },
    )
    one, other, tom = story(loaded, "a").image, story(loaded, "b").image, loaded.people[1].image
    assert one
    assert other
    assert tom
    assert (one.width, one.height, one.caption) == (400, None, "At dawn.")
    assert (other.url, other.width) == ("https://example.org/media/a.svg?v=1", None)
    assert (tom.url, tom.width, tom.height) == (one.url, 40, 30)


def test_the_cache_on_disk_knows_pictures(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "newsroom",
        {
            "media/a.svg": SVG,
            "media/b.svg": SVG,
            "articles/a.md": article(IMAGE.format("media/a.svg")),
            "articles/b.md": article(
                f"expires: 2020-01-01T00:00:00Z\naliases: [old]\n{IMAGE.format('media/b.svg')}"
            ),
        },
    )
    damage: list[str] = []
    room = IndexDirectory(tmp_path / "room")

    def start() -> tuple[DiskCache, Reader]:
        cache = DiskCache(tmp_path / "newsroom.kept", folder, room, damage.append)
        return cache, Reader(folder, cache=cache)

    cache, reader = start()
    edition = make_edition(reader.read(), now=NOW, text=Text(room))
    contents = reader.to_cache(anyway=True)
    assert contents is not None
    assert write_edition(cache, contents, edition)
    _, reader = start()
    again = make_edition(reader.read(), now=NOW, text=Text(room))
    assert reader.restored is not None
    assert again.public_pictures == edition.public_pictures
    assert [*again.public_pictures] == ["media/a.svg"]
    assert [*again.preview_pictures] == ["media/a.svg", "media/b.svg"]
    assert again.preview.story("old") is not None
    assert again.public.story("old") is None
    assert again.public.version == edition.public.version
    assert damage == []
