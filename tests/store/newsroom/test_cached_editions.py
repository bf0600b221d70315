"""A second start reads little, and serves what a first one would."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from pullquote.demo import write_demo
from pullquote.store.files import loading, stamps
from pullquote.store.files.kinds import Kinds
from pullquote.store.files.loading import Loaded, Reader, load
from pullquote.store.files.parsing import ParsedFile, parse_file
from pullquote.store.model.criteria import QuoteCriteria, StoryCriteria
from pullquote.store.model.digests import digest_of
from pullquote.store.model.orders import QuoteOrder, StoryOrder
from pullquote.store.newsroom import disk_cache as kept
from pullquote.store.newsroom.cached_editions import edition_of, keep_edition
from pullquote.store.newsroom.disk_cache import Kept, keep
from pullquote.store.newsroom.editions import Edition, make_edition
from pullquote.store.search.index_directory import IndexDirectory
from pullquote.store.search.text_search import Text
from tests.conftest import INVENTED
from tests.store.newsroom.test_editions import observe
from tests.store.newsrooms import NOW, all_of

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
    reader = Reader(folder, kept=path)
    loaded = reader.read()
    room = IndexDirectory(path.with_name("rooms"))
    before = edition_of(*reader.restored, NOW, room) if reader.restored else None
    edition = make_edition(loaded, now=NOW, previous=before, text=Text(room))
    contents = reader.to_keep()
    if contents is not None:
        keep_edition(contents, edition)
    return reader, edition


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


def test_a_second_start_parses_nothing_and_reads_no_story(
    tmp_path: Path, path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "demo"
    write_demo(folder, articles=30, seed=1)
    start(folder, path)
    read: list[int] = []
    entity = Kept.entity

    def counting(self: Kept, number: int) -> bytes:
        read.append(number)
        return entity(self, number)

    monkeypatch.setattr(Kept, "entity", counting)
    parsed.clear()
    reader, edition = start(folder, path)
    assert parsed == []
    records = reader.read().records
    assert records is not None
    others = len(records.people) + len(records.organizations) + len(records.publications)
    others += len(records.sections) + len(records.topics)
    assert len(set(read)) == others
    read.clear()
    [first, *_] = edition.public.order.stories
    assert first.headline
    assert first.quotes is not None
    assert len(read) == 1
    check_same(edition, folder)


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
    monkeypatch.setattr(loading, "FEWEST_CHANGES", 2)
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
    again, anew = Reader(folder, kept=path).read(), load(folder)
    assert again.problems == anew.problems
    assert {problem.code for problem in again.problems} >= {"PQ203"}


def test_an_embargo_that_ended_in_between(folder: Path, path: Path) -> None:
    article = folder / "articles" / "quiet-day.md"
    say(article, "embargo: 2026-01-01T00:00:00Z")
    _, before = start(folder, path)
    assert before.public.story(article.stem) is None
    reader = Reader(folder, kept=path)
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
        reader = Reader(folder, kept=path)
        assert make_edition(reader.read(), now=NOW).public.version == expected


def test_a_part_that_cannot_be_read_costs_nothing_but_time(folder: Path, path: Path) -> None:
    reader = Reader(folder)
    loaded = reader.read()
    listing = reader._listing
    assert loaded.records is not None
    assert listing is not None
    contents = kept.Contents(path, dict(reader._known), listing.faults, loaded.records)
    assert keep(contents, {})
    again = Reader(folder, kept=path)
    assert again.read().records is not None
    assert again.restored is not None
    assert edition_of(*again.restored, NOW) is None
    assert edition_of(again.restored[0], Loaded(records=None, problems=()), NOW) is None


def test_what_another_release_kept_is_not_read(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(folder, path)
    monkeypatch.setattr(kept, "release", lambda: b"another release!")
    reader = Reader(folder, kept=path)
    assert reader.read().records
    assert reader.restored is None


def test_where_nothing_can_be_written_nothing_is_kept(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    _, edition = start(folder, tmp_path / "file" / "newsroom.kept")
    check_same(edition, folder)


def test_of_several_processes_one_writes(folder: Path, path: Path) -> None:
    path.parent.mkdir(parents=True)
    marker = path.with_name(f"{path.name}.writing")
    marker.write_bytes(b"")
    start(folder, path)
    assert not path.exists()
    old = time.time() - kept.LONGEST_WRITE_SECONDS - 1
    os.utime(marker, (old, old))
    start(folder, path)
    assert path.exists()
    assert not marker.exists()


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
    reader = Reader(folder, kept=path)
    edition = make_edition(reader.read(), now=NOW, text=Text(IndexDirectory(path.with_name("rooms"))))
    contents = reader.to_keep()
    assert contents is not None
    edition.public.warm()
    article = folder / "articles" / "quiet-day.md"
    with article.open("a", encoding="utf-8") as file:
        file.write("\nA wombat.\n")
    after = make_edition(reader.read(), now=NOW, previous=edition)
    after.public.warm()
    assert not keep_edition(contents, edition)
    assert reader.to_keep() is None
    again = reader.to_keep(anyway=True)
    assert again is not None
    assert keep_edition(again, after)
    _, started = start(folder, path)
    assert [
        story.slug for story in started.public.stories.select(StoryCriteria(search="wombat")).page().nodes
    ] == ["quiet-day"]


def test_what_was_spoilt_meanwhile_is_an_error_and_nothing_else_is(folder: Path, path: Path) -> None:
    start(folder, path)
    opened = Kept(path)
    one, other = (file.parsed.entities[0] for file in [*opened.files().values()][:2])
    with path.open("r+b") as file:
        file.seek(opened.tables.first_byte[0])
        file.write(b"?")
    with pytest.raises(OSError, match=one.slug):
        one.read()
    assert other.read().slug == other.slug


def test_who_has_a_file_open_reads_on_when_it_is_replaced_or_gone(folder: Path, path: Path) -> None:
    start(folder, path)
    _, one = start(folder, path)
    path.unlink()
    shutil.rmtree(folder / "articles")
    assert [story.headline for story in one.public.order.stories]
