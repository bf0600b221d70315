"""A second start reads little, and serves what a first one would."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from pullquote.demo import write_demo
from pullquote.store.files import linking, stamps
from pullquote.store.files import parallel as pools
from pullquote.store.files.kinds import Kinds
from pullquote.store.files.loading import Loaded, Reader, load
from pullquote.store.files.parsing import ParsedFile, parse_file
from pullquote.store.files.stories.unread import StoredStory
from pullquote.store.files.versions import recent_changes
from pullquote.store.model.criteria import QuoteCriteria, QuoteOrder, StoryCriteria, StoryOrder
from pullquote.store.model.digests import digest_of
from pullquote.store.model.errors import CacheError
from pullquote.store.model.unread import is_unread
from pullquote.store.newsroom.cache import cache
from pullquote.store.newsroom.cache.cache import STORE, DiskCache, code
from pullquote.store.newsroom.cache.restoring import edition_of, write_edition
from pullquote.store.newsroom.cache.rows import RowFile
from pullquote.store.newsroom.changes import Standing, state_of
from pullquote.store.newsroom.editions import Edition, make_edition
from pullquote.store.search.text_index.index_directory import IndexDirectory
from pullquote.store.search.text_search import Text
from tests.conftest import INVENTED
from tests.store.newsroom.test_editions import observe
from tests.store.newsrooms import NOW, all_of
from tests.store.written import article as article_of
from tests.store.written import write

LATER = NOW + timedelta(days=2_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = shutil.copytree(INVENTED, tmp_path / "news")
    for path in copy.rglob("*"):
        os.utime(path, (1, 1))
    return copy


@pytest.fixture(autouse=True)
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust stamps at once: a change time cannot be set, and tests do not wait."""
    monkeypatch.setattr(stamps, "UNSETTLED_NANOSECONDS", -1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "newsroom.kept"


def start(folder: Path, path: Path) -> tuple[Reader, Edition]:
    """What a process does when it starts."""
    room = IndexDirectory(path.with_name("rooms"))
    disk = DiskCache(path, folder, room)
    reader = Reader(folder, cache=disk)
    loaded = reader.read()
    before = edition_of(*reader.restored, NOW, room) if reader.restored else None
    edition = make_edition(loaded, now=NOW, previous=before, text=Text(room))
    contents = reader.to_cache()
    if contents is not None:
        with suppress(CacheError):
            write_edition(disk, contents, edition)
    return reader, edition


def reader_of(folder: Path, path: Path) -> Reader:
    """What reads the folder when another process starts."""
    return Reader(folder, cache=DiskCache(path, folder, IndexDirectory(path.with_name("rooms"))))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that are parsed."""
    paths: list[str] = []

    def counting(path: str, data: bytes, kinds: Kinds) -> ParsedFile:
        paths.append(path)
        return parse_file(path, data, kinds)

    monkeypatch.setattr(stamps, "parse_file", counting)
    return paths


def say(article: Path, line: str) -> None:
    """Add a line to the front matter of an article."""
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("---\n", f"---\n{line}\n", 1), encoding="utf-8")


def listings(edition: Edition) -> Iterator[object]:
    """What is found in many ways."""
    public = edition.public
    for order in StoryOrder:
        if order is not StoryOrder.RELEVANCE:
            yield from observe(public, StoryCriteria(), QuoteCriteria(), "ferry")
            for descending in (False, True):
                yield [story.slug for story in public.stories.select(None, order, descending).page(100).nodes]
    for by in QuoteOrder:
        if by is not QuoteOrder.RELEVANCE:
            for descending in (False, True):
                yield [quote.id for quote in public.quotes.select(None, by, descending).page(first=100).nodes]


def check_same(edition: Edition, folder: Path) -> None:
    """Check that an edition is what is made of the folder anew."""
    anew = make_edition(load(folder), now=NOW)
    assert edition.public.version == anew.public.version
    assert edition.preview.version == anew.preview.version
    assert edition.problems == anew.problems
    for made, expected in ((edition.public, anew.public), (edition.preview, anew.preview)):
        assert [record.id for record in all_of(made)] == [record.id for record in all_of(expected)]
        for record in all_of(made):
            assert made.node(record.id) is record
        for story in made.records.stories:
            assert digest_of(story) == story.digest
    assert list(listings(edition)) == list(listings(anew))


def test_what_is_wrong_with_quotes_is_known_until_a_file_says_otherwise(tmp_path: Path, path: Path) -> None:
    quotes = "  - {text: Yes, speaker: ida-brook, dateSpoken: 2023}\n"
    story = article_of("", "“Yes,” the Town Council said.", quotes)
    folder = write(tmp_path / "small", {"articles/x.md": story})
    _, edition = start(folder, path)
    assert {problem.code for problem in edition.problems} >= {"PQ440", "PQ443"}
    _, again = start(folder, path)
    assert again.problems == edition.problems
    person = (folder / "people/ida-brook.yaml").read_text(encoding="utf-8")
    write(folder, {"people/ida-brook.yaml": person.replace("name: Ida Brook", "name: Town Council")}, base={})
    _, renamed = start(folder, path)
    codes = {problem.code for problem in renamed.problems}
    assert "PQ443" in codes
    assert "PQ440" not in codes


def test_of_stories_that_are_not_served_nothing_is_remembered_but_whether_they_are_the_same(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "HELD_IN_MEMORY", 0)
    readers = [
        Reader(
            folder,
            cache=DiskCache(path.with_name(name), folder, IndexDirectory(path.parent)),
            is_served=is_served,
        )
        for name, is_served in (("with", True), ("without", False))
    ]
    served, other = (reader.read().records for reader in readers)
    assert served is not None
    assert other is not None
    assert all("noted" in vars(story) for story in served.stories)
    unrestricted = set(other.stories).difference(other.restricted, other.public_versions)
    assert unrestricted
    assert all(isinstance(story, StoredStory) and not vars(story) for story in unrestricted)
    assert all(
        {"status", "embargo", "expires", "pictures"} <= vars(story).keys() for story in other.restricted
    )
    assert [state_of(story) for story in other.restricted] == [state_of(story) for story in served.restricted]
    assert [state_of(story) for story in other.stories] == [state_of(story) for story in served.stories]


def test_a_second_start_parses_nothing_and_reads_no_story(
    tmp_path: Path, path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "demo"
    write_demo(folder, articles=30, seed=1)
    start(folder, path)
    read: list[int] = []
    entity = RowFile.entity

    def counting(self: RowFile, number: int) -> bytes:
        read.append(number)
        return entity(self, number)

    monkeypatch.setattr(RowFile, "entity", counting)
    parsed.clear()
    reader, edition = start(folder, path)
    assert parsed == []
    records = reader.read().records
    assert records is not None
    others = len(records.people) + len(records.organizations) + len(records.publications)
    others += len(records.sections) + len(records.topics) + len(records.pictures)
    assert len(set(read)) == others
    read.clear()
    [first, *_] = edition.public.order.stories
    assert first.headline
    assert first.quotes is not None
    assert len(read) == 1
    check_same(edition, folder)


@pytest.mark.parametrize("edited", [False, True])
def test_a_second_start_suggests_headlines_and_reads_no_other_story(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch, edited: bool
) -> None:
    folder = tmp_path / "demo"
    write_demo(folder, articles=30, seed=1)
    start(folder, path)
    if edited:
        article = min((folder / "articles").glob("*.md"))
        text = article.read_text(encoding="utf-8")
        article.write_text(
            re.sub(r"(?m)^headline: .*", "headline: Zeppelins at last", text, count=1), encoding="utf-8"
        )
    _, edition = start(folder, path)
    read: list[int] = []
    entity = RowFile.entity

    def counting(self: RowFile, number: int) -> bytes:
        read.append(number)
        return entity(self, number)

    monkeypatch.setattr(RowFile, "entity", counting)
    edition.public.suggestions.build()
    assert read == []
    expected = make_edition(load(folder), now=NOW).public
    for prefix in ("a", "th", "zep", expected.order.stories[0].headline):
        found, wanted = (
            [
                (each.text, each.html)
                for each in snapshot.suggestions.suggest(prefix, ["article", "editorial"])
            ]
            for snapshot in (edition.public, expected)
        )
        assert found == wanted


def test_a_second_start_sees_what_changed_in_between(folder: Path, path: Path, parsed: list[str]) -> None:
    start(folder, path)
    articles = sorted((folder / "articles").glob("*.md"))
    articles[0].unlink()
    say(articles[1], "alternativeHeadline: Another")
    person = min((folder / "people").glob("*.yaml"))
    with person.open("a", encoding="utf-8") as file:
        file.write("description: Somebody else now.\n")
    parsed.clear()
    _, edition = start(folder, path)
    assert sorted(parsed) == sorted([f"articles/{articles[1].name}", f"people/{person.name}"])
    check_same(edition, folder)


def test_one_start_after_another_with_little_changed_in_between(folder: Path, path: Path) -> None:
    for number, article in enumerate(sorted((folder / "articles").glob("*.md"))):
        reader, edition = start(folder, path)
        check_same(edition, folder)
        with article.open("a", encoding="utf-8") as file:
            file.write(f"\nParagraph {number}.\n")
        loaded = reader.read(touched=[article])
        check_same(make_edition(loaded, now=NOW, previous=edition), folder)


def test_all_is_kept_anew_when_much_has_changed(
    folder: Path, path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent_changes, "FEWEST_CHANGES", 2)
    start(folder, path)
    written = path.stat().st_mtime_ns
    for article in sorted((folder / "articles").glob("*.md"))[:2]:
        assert path.stat().st_mtime_ns == written
        article.write_text(article.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
        start(folder, path)
    start(folder, path)
    assert path.stat().st_mtime_ns != written
    parsed.clear()
    _, edition = start(folder, path)
    assert parsed == []
    check_same(edition, folder)


def test_mistakes_that_come_in_between_are_named(folder: Path, path: Path) -> None:
    start(folder, path)
    person = folder / "people" / "niall-o-casey.yaml"
    person.unlink()
    again, anew = reader_of(folder, path).read(), load(folder)
    assert again.problems == anew.problems
    assert {problem.code for problem in again.problems} >= {"PQ203"}


def test_an_embargo_that_ended_in_between(folder: Path, path: Path) -> None:
    article = folder / "articles" / "quiet-day.md"
    say(article, "embargo: 2026-01-01T00:00:00Z")
    _, before = start(folder, path)
    assert before.public.story(article.stem) is None
    reader = reader_of(folder, path)
    loaded = reader.read()
    assert reader.restored is not None
    after = make_edition(loaded, now=LATER, previous=edition_of(*reader.restored, LATER))
    assert after.public.story(article.stem)
    assert after.public.version == make_edition(load(folder), now=LATER).public.version


def test_a_story_is_read_once_whoever_asks(folder: Path, path: Path) -> None:
    start(folder, path)
    _, edition = start(folder, path)
    with ThreadPoolExecutor(8) as threads:
        for story in edition.public.order.stories:
            quotes = list(threads.map(lambda _, story=story: story.quotes, range(16)))
            assert all(each is quotes[0] for each in quotes)
            assert all(quote.story is story for quote in quotes[0])


def test_a_story_has_no_other_attributes_than_its_own(tmp_path: Path, path: Path) -> None:
    folder = tmp_path / "demo"
    write_demo(folder, articles=30, seed=1)
    start(folder, path)
    _, edition = start(folder, path)
    story = edition.public.order.stories[0]
    for name in ("hedline", "__await__"):
        with pytest.raises(AttributeError, match=name):
            getattr(story, name)
    assert not hasattr(story, "unread_or_not")
    assert "unread" in vars(story)
    assert story.headline
    assert "unread" not in vars(story)


def damaged(path: Path) -> Iterator[None]:
    """One file after the other with something wrong in it."""
    whole = path.read_bytes()
    for data in (b"", b"?" * 100, whole[:-1], whole[:1000], whole[20:], whole + b"x", b"x" + whole[1:]):
        path.write_bytes(data)
        yield
    for place in range(len(whole) - 400, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        yield


def test_a_damaged_file_costs_nothing_but_time(folder: Path, path: Path) -> None:
    start(folder, path)
    expected = make_edition(load(folder), now=NOW).public.version
    for _ in damaged(path):
        reader = reader_of(folder, path)
        assert make_edition(reader.read(), now=NOW).public.version == expected


def test_a_part_that_cannot_be_read_costs_nothing_but_time(folder: Path, path: Path) -> None:
    disk = DiskCache(path, folder, IndexDirectory(path.with_name("rooms")))
    reader = Reader(folder, cache=disk)
    reader.read()
    contents = reader.to_cache()
    assert contents is not None
    disk.write(contents, [])
    again = reader_of(folder, path)
    assert again.read().records is not None
    assert again.restored is not None
    assert again.to_cache() is None
    assert edition_of(*again.restored, NOW) is None
    assert again.to_cache() is not None
    assert edition_of(again.restored[0], Loaded(records=None, problems=()), NOW) is None


def test_what_another_release_wrote_is_not_read(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(folder, path)
    monkeypatch.setattr(cache, "release", lambda: b"another release!")
    reader = reader_of(folder, path)
    assert reader.read().records
    assert reader.restored is None


@pytest.mark.parametrize("package", ["nh3", "markdown-it-py", "tantivy"])
def test_the_cache_is_another_when_a_package_whose_output_it_holds_is(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    start(folder, path)
    cache.release.cache_clear()
    monkeypatch.setattr(cache, "version", lambda name: "99" if name == package else version(name))
    told: list[str] = []
    reader = Reader(
        folder, cache=DiskCache(path, folder, IndexDirectory(path.with_name("rooms")), told.append)
    )
    assert reader.read().records
    assert reader.restored is None
    assert "another release" in told[0]
    monkeypatch.undo()
    cache.release.cache_clear()
    assert cache.release() != b""


def test_the_cache_of_another_newsroom_is_not_read(folder: Path, path: Path, tmp_path: Path) -> None:
    start(folder, path)
    other = shutil.copytree(INVENTED, tmp_path / "other")
    assert DiskCache(path, other).restore() is None


def test_where_nothing_can_be_written_nothing_is_kept(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    _, edition = start(folder, tmp_path / "file" / "newsroom.kept")
    check_same(edition, folder)


def test_a_first_start_leaves_on_disk_what_it_read(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "HELD_IN_MEMORY", 5)
    _, first = start(folder, path)
    assert sum(map(is_unread, first.public.records.stories)) > len(first.public.records.stories) // 2
    check_same(first, folder)
    reader, second = start(folder, path)
    assert reader.restored is not None
    check_same(second, folder)


def test_an_edit_that_touches_all_stories_leaves_them_on_disk(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "HELD_IN_MEMORY", 5)
    reader, edition = start(folder, path)
    for publication in [*folder.glob("publications/*"), *folder.glob("publications.*")]:
        text = publication.read_text(encoding="utf-8")
        publication.write_text(text.replace("name: ", "name: New ", 1), encoding="utf-8")
    after = make_edition(reader.read(), now=NOW, previous=edition)
    assert any(map(is_unread, after.public.records.stories))
    assert after.public.version != edition.public.version
    check_same(after, folder)


def test_where_there_is_no_more_room_all_is_in_memory(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = RowFile.put_entities

    def full(self: RowFile, entities: Iterable[bytes]) -> int:
        if self._count:
            raise CacheError("the cache cannot be written: database or disk is full")
        return put(self, entities)

    monkeypatch.setattr(pools, "CHUNK", 10)
    monkeypatch.setattr(RowFile, "put_entities", full)
    _, edition = start(folder, path)
    check_same(edition, folder)
    assert not path.exists()
    monkeypatch.undo()
    _, edition = start(folder, path)
    assert path.exists()


def leftovers(path: Path) -> list[Path]:
    return [*path.parent.rglob("*.writing")]


def test_nothing_is_left_of_writing(folder: Path, path: Path) -> None:
    reader, _ = start(folder, path)
    assert path.exists()
    assert leftovers(path) == []
    del reader
    disk = DiskCache(path, folder, IndexDirectory(path.with_name("rooms")))
    assert disk.collect() is not None
    assert len(leftovers(path)) == 1
    disk.close()
    assert leftovers(path) == []
    assert disk.collect() is None


def test_who_is_killed_while_writing_leaves_the_cache_as_it_was(folder: Path, path: Path) -> None:
    start(folder, path)
    written = path.read_bytes()
    code = (
        "import os, signal, sys; from pathlib import Path; from pullquote.store.newsroom.cache.cache import DiskCache;"
        "from pullquote.store.search.text_index.index_directory import IndexDirectory; from pullquote.store.newsroom.cache.encoding import read_encoded;"
        "path, folder = map(Path, sys.argv[1:]); disk = DiskCache(path, folder, IndexDirectory(path.with_name('rooms')));"
        "collecting = disk.collect(); collecting.add([read_encoded(folder, 'articles/quiet-day.md')]);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code, path, folder], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(leftovers(path)) == 1
    assert path.read_bytes() == written
    reader, edition = start(folder, path)
    assert reader.restored is not None
    assert leftovers(path) == []
    check_same(edition, folder)


def test_two_processes_that_write_at_once_do_no_harm(folder: Path, path: Path) -> None:
    disks = [DiskCache(path, folder, IndexDirectory(path.with_name("rooms"))) for _ in range(2)]
    readers = [Reader(folder, cache=disk) for disk in disks]
    editions = [make_edition(reader.read(), now=NOW) for reader in readers]
    for disk, reader, edition in zip(disks, readers, editions, strict=True):
        contents = reader.to_cache()
        assert contents is not None
        write_edition(disk, contents, edition)
    assert leftovers(path) == []
    for edition in editions:
        assert digest_of(edition.public.order.stories[0])
    reader, edition = start(folder, path)
    assert reader.restored is not None
    check_same(edition, folder)


def test_files_that_only_look_different_change_nothing_but_the_next_start(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A formatter went through all files: what they say is the same, and so is the snapshot that is served."""
    monkeypatch.setattr(recent_changes, "FEWEST_CHANGES", 1)
    disk = DiskCache(path, folder, IndexDirectory(path.with_name("rooms")))
    reader = Reader(folder, cache=disk)
    edition = make_edition(reader.read(), now=NOW, text=Text(IndexDirectory(path.with_name("rooms"))))
    assert (contents := reader.to_cache())
    assert write_edition(disk, contents, edition)
    for listed in folder.rglob("*.yaml"):
        listed.write_text(f"# formatted\n{listed.read_text(encoding='utf-8')}", encoding="utf-8")
    for article in (folder / "articles").glob("*.md"):
        say(article, "# formatted")
    after = make_edition(reader.read(), now=NOW, previous=edition)
    assert after.public is edition.public
    assert (contents := reader.to_cache())
    assert write_edition(disk, contents, after)
    with (folder / "articles" / "quiet-day.md").open("a", encoding="utf-8") as file:
        file.write("\nA wombat.\n")
    check_same(make_edition(reader.read(), now=NOW, previous=after), folder)
    reader, edition = start(folder, path)
    assert reader.restored is not None
    check_same(edition, folder)


def test_of_a_text_search_that_is_no_longer_there_nothing_is_missed(folder: Path, path: Path) -> None:
    start(folder, path)
    for damage in range(3):
        [kept_text] = path.with_name("text").iterdir()
        match damage:
            case 0:
                (kept_text / "0" / "meta.json").write_text("{", encoding="utf-8")
            case 1:
                next((kept_text / "0").glob("*.term")).unlink()
            case _:
                shutil.rmtree(kept_text)
        _, edition = start(folder, path)
        check_same(edition, folder)


def test_a_text_search_that_went_on_is_kept_next_time(folder: Path, path: Path) -> None:
    disk = DiskCache(path, folder, IndexDirectory(path.with_name("rooms")))
    reader = Reader(folder, cache=disk)
    edition = make_edition(reader.read(), now=NOW, text=Text(IndexDirectory(path.with_name("rooms"))))
    contents = reader.to_cache()
    assert contents is not None
    edition.public.warm()
    article = folder / "articles" / "quiet-day.md"
    with article.open("a", encoding="utf-8") as file:
        file.write("\nA wombat.\n")
    after = make_edition(reader.read(), now=NOW, previous=edition)
    after.public.warm()
    assert not write_edition(disk, contents, edition)
    assert reader.to_cache() is None
    again = reader.to_cache(anyway=True)
    assert again is not None
    assert write_edition(disk, again, after)
    _, started = start(folder, path)
    assert [
        story.slug for story in started.public.stories.select(StoryCriteria(search="wombat")).page().nodes
    ] == ["quiet-day"]


def spoil(path: Path, *words: str) -> None:
    """Change letters in a file where some words stand."""
    data = path.read_bytes()
    for word in words:
        assert word.encode() in data
        data = data.replace(word.encode(), word.swapcase().encode())
    path.write_bytes(data)


def test_what_is_spoilt_is_what_the_files_say_all_the_same(folder: Path, path: Path) -> None:
    reader, edition = start(folder, path)
    first = {story.slug: story.headline for story in edition.public.records.stories}
    spoil(path, *first.values())
    told: list[str] = []
    room = IndexDirectory(path.with_name("rooms"))
    disk = DiskCache(path, folder, room, told.append)
    reader = Reader(folder, cache=disk)
    loaded = reader.read()
    assert reader.restored is not None
    before = edition_of(*reader.restored, NOW, room)
    edition = make_edition(loaded, now=NOW, previous=before)
    assert {story.slug: story.headline for story in edition.public.records.stories} == first
    assert len(told) == 1
    assert "damaged" in told[0]
    check_same(edition, folder)
    contents = reader.to_cache()
    assert contents is not None
    assert write_edition(disk, contents, edition)
    reader, edition = start(folder, path)
    assert reader.restored is not None
    check_same(edition, folder)


def test_what_is_spoilt_and_changed_since_is_an_error(tmp_path: Path, path: Path) -> None:
    folder = write(tmp_path / "small", {})
    start(folder, path)
    spoil(path, "The flood wall")
    _, edition = start(folder, path)
    [story] = edition.public.records.stories
    assert is_unread(story)
    (folder / "articles" / "flood-wall.md").write_text("something else", encoding="utf-8")
    with pytest.raises(OSError, match=r"flood-wall.md is damaged, and the file says something else"):
        story.read_fields()


def test_who_has_a_file_open_reads_on_when_it_is_replaced_or_gone(folder: Path, path: Path) -> None:
    start(folder, path)
    _, one = start(folder, path)
    path.unlink()
    shutil.rmtree(folder / "articles")
    assert [story.headline for story in one.public.order.stories]


def test_a_history_reads_no_story_that_was_just_read(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "HELD_IN_MEMORY", 5)
    _, edition = start(folder, path)
    anew = make_edition(load(folder), now=NOW)
    states = {story.id: state_of(story) for story in anew.public.records.stories}
    read: list[int] = []
    monkeypatch.setattr(RowFile, "entity", lambda _self, number: read.append(number))
    state = Standing.of(edition.public).state
    assert {identity: state(identity) for identity in states} == states
    assert read == []
    monkeypatch.undo()
    assert {identity: state(identity) for identity in states} == states


def test_a_change_of_any_module_that_makes_what_is_kept_is_another_cache() -> None:
    modules = {path.relative_to(STORE).as_posix() for path in code()}
    assert {
        "files/kinds/keys.py",
        "files/parsing.py",
        "files/syntax/yaml.py",
        "index/building.py",
        "model/records.py",
        "newsroom/cache/codec.py",
        "quotes/bodies.py",
        "quotes/matching.py",
        "search/text_index/shards.py",
    } <= modules
