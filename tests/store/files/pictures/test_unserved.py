"""A picture in a body by a path that readers cannot open is a warning, with the file that was meant."""

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
from tests.store.written import Files, article, found, problems, story, write

NOW = datetime(2025, 1, 1, tzinfo=UTC)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"/>'
PICTURES: Files = {"media/2024/harbour.svg": SVG, "media/mayor.svg": SVG}
DESCRIBED = 'PQ425 the picture "{}" is not below media/, and readers do not get it; {}'


@pytest.mark.parametrize(
    ("body", "line", "path", "suggestion"),
    [
        (
            "One.\n\n![x](images/harbour.jpg)",
            9,
            "images/harbour.jpg",
            'did you mean "media/2024/harbour.svg"?',
        ),
        ("One.\n\n![x](harbor.svg)", 9, "harbor.svg", 'did you mean "media/2024/harbour.svg"?'),
        (
            "<p>\n<img alt='a > b' src=./media/Mayor.svg></p>",
            8,
            "./media/Mayor.svg",
            'did you mean "media/mayor.svg"?',
        ),
        ("![x](../../media/mayor.svg)", 7, "../../media/mayor.svg", 'did you mean "media/mayor.svg"?'),
        ("![x](my%20mayor.png)", 7, "my mayor.png", 'did you mean "media/mayor.svg"?'),
        (
            '<figure><img src="chart.png?w=3" alt=""><figcaption>x</figcaption></figure>',
            7,
            "chart.png?w=3",
            'put the file there and write "media/chart.png?w=3", or write its whole address',
        ),
    ],
)
def test_the_file_that_was_meant_is_named(
    tmp_path: Path, body: str, line: int, path: str, suggestion: str
) -> None:
    expected = f"articles/a.md:{line}:1 {DESCRIBED.format(path, suggestion)}"
    assert found(tmp_path, {**PICTURES, "articles/a.md": article("", body)}) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "![x](media/mayor.svg)",
        "![x](../media/mayor.svg)",
        "![x](/media/mayor.svg)",
        "![x](/images/of-our-own-site.jpg)",
        "![x](https://example.org/a.jpg) ![x](//example.org/a.jpg)",
        'He wrote <code>&lt;img src="a.jpg"></code>, and ``<img src="b.jpg">``.',
        "[a link](a.jpg)",
    ],
)
def test_what_readers_get_is_none(tmp_path: Path, body: str) -> None:
    assert found(tmp_path, {**PICTURES, "articles/a.md": article("", body)}) == []


def test_the_story_is_served_all_the_same_and_shows_no_picture_of_the_newsroom(tmp_path: Path) -> None:
    reader = Reader(write(tmp_path, {**PICTURES, "articles/a.md": article("", "![x](mayor.svg)")}))
    loaded = reader.read()
    assert loaded.records is not None
    assert story(loaded.records, "a").pictures == ()


def test_a_file_that_is_added_is_what_was_meant_and_a_mended_path_is_no_problem(tmp_path: Path) -> None:
    folder = write(tmp_path, {"articles/a.md": article("", "![x](ferry.jpg)")})
    reader = Reader(folder)

    def told() -> list[str]:
        return problems(reader.read(), folder)

    [before] = told()
    assert before.endswith('put the file there and write "media/ferry.jpg", or write its whole address')
    write(folder, {"media/ferry.svg": SVG}, base={})
    [after] = told()
    assert after.endswith('did you mean "media/ferry.svg"?')
    write(folder, {"articles/b.md": article("", "![x](ferry.jpg)")}, base={})
    assert [each.partition(":")[0] for each in told()] == ["articles/a.md", "articles/b.md"]
    (folder / "media/ferry.svg").unlink()
    assert [each.endswith("its whole address") for each in told()] == [True, True]
    write(folder, {"articles/a.md": article("", "![x](https://example.org/f.jpg)")}, base={})
    (folder / "articles/b.md").unlink()
    assert told() == []


def test_a_start_from_the_cache_tells_the_same(tmp_path: Path) -> None:
    folder = write(tmp_path / "newsroom", {**PICTURES, "articles/a.md": article("", "![x](mayor.svg)")})
    room = IndexDirectory(tmp_path / "room")
    cache = DiskCache(tmp_path / "newsroom.kept", folder, room, lambda _damage: None)
    reader = Reader(folder, cache=cache)
    first = reader.read()
    edition = make_edition(first, now=NOW, text=Text(room))
    contents = reader.to_cache(anyway=True)
    assert contents is not None
    assert write_edition(cache, contents, edition)
    again = Reader(folder, cache=DiskCache(tmp_path / "newsroom.kept", folder, room, lambda _damage: None))
    assert problems(again.read(), folder) == problems(first, folder)
    assert again.restored is not None
    write(folder, {"media/mayor.png": b"\x89PNG\r\n\x1a\n", "media/mayor.svg": None}, base={})
    (folder / "media/mayor.svg").unlink()
    assert any("PQ425" in each for each in problems(again.read(), folder))
