"""Stories that are not in memory are read when more is asked of them."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from pathlib import Path

import pytest

from pullquote.store.files.loading import Reader, load
from pullquote.store.files.stories.unread import StoredArticle
from pullquote.store.model.digests import version_of
from pullquote.store.model.kinds import Records
from pullquote.store.model.records import Article
from pullquote.store.model.unread import is_unread, one_at_a_time
from pullquote.store.newsroom.cache.cache import DiskCache
from pullquote.store.search.text_index.index_directory import IndexDirectory
from tests.conftest import INVENTED
from tests.store.written import write

STORY = "articles/flood-wall.md"


def unserved(folder: Path, cache: Path) -> Reader:
    return Reader(folder, cache=DiskCache(cache / "cache", folder, IndexDirectory(cache)), is_served=False)


def records(reader: Reader) -> Records:
    found = reader.read().records
    assert found is not None
    return found


def test_a_story_on_disk_answers_as_one_in_memory_and_stays_there(tmp_path: Path) -> None:
    stored = records(unserved(INVENTED, tmp_path))
    whole = load(INVENTED).records
    assert whole is not None
    assert version_of(stored, ()) == version_of(whole, ())
    names = ["id", "slug", "digest", "headline", "date", "status", "aliases", "url", "pictures"]
    for one, other in zip(stored.stories, whole.stories, strict=True):
        assert is_unread(one)
        assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]
        [read] = [story.quotes for story in one_at_a_time([one])]
        assert [quote.id for quote in read] == [quote.id for quote in other.quotes]
        assert isinstance(one, type(other))


def test_of_a_story_that_is_simply_published_a_few_bytes_are_in_memory(tmp_path: Path) -> None:
    [story] = records(unserved(write(tmp_path / "news", {}), tmp_path)).stories
    assert isinstance(story, StoredArticle)
    assert isinstance(story, Article)
    story.read_fields()
    assert story.headline == "The flood wall"
    assert sys.getsizeof(story) < 100
    assert not vars(story)
    with pytest.raises(AttributeError, match="has no attribute 'headlines'"):
        story.headlines  # type: ignore[attr-defined]  # noqa: B018 - what it raises is looked at


def test_a_change_gives_another_story_and_leaves_all_others(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", {"articles/quiet.md": SECOND})
    reader = unserved(folder, tmp_path)
    before = records(reader)
    path = folder / STORY
    path.write_text(
        path.read_text(encoding="utf-8").replace("The flood wall", "A flood wall"), encoding="utf-8"
    )
    after = records(reader)
    assert [one is other for one, other in zip(before.stories, after.stories, strict=True)] == [False, True]
    assert [story.headline for story in (before.stories[0], after.stories[0])] == [
        "The flood wall",
        "A flood wall",
    ]
    path.unlink()
    (folder / "articles/quiet.md").unlink()
    assert not records(reader).stories
    write(folder, {"articles/quiet.md": SECOND}, base={})
    assert [story.headline for story in records(reader).stories] == ["Quiet"]


def test_a_publisher_needs_less_than_a_kilobyte_for_each_story(tmp_path: Path) -> None:
    """A million take less than one gigabyte."""

    def held(number: int) -> int:
        stories = {f"articles/of-the-{n:05}-days-of-rain-in-town.md": SECOND for n in range(number)}
        folder = write(tmp_path / str(number), stories)
        reader = unserved(folder, tmp_path / f"cache-{number}")
        tracemalloc.start()
        try:
            found = reader.read(workers=1).records
            gc.collect()
            assert found is not None
            assert len(found.stories) == number + 1
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    few, many = held(200), held(800)
    assert (many - few) / 600 < MOST_BYTES


MOST_BYTES = 800
SECOND = "---\nheadline: Quiet\npublication: paper\nsection: news\ndatePublished: 2022\n---\n\nNothing.\n"
