"""Reading a folder again: what has not changed is not parsed or linked again, and the result is as if it were."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pullquote.store.files import folder_states, stamps
from pullquote.store.files.kinds import Kinds
from pullquote.store.files.loading import Reader, load
from pullquote.store.files.parsing import ParsedFile, parse_file
from pullquote.store.model.digests import version_of
from pullquote.store.model.records import Story
from tests.conftest import INVENTED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = shutil.copytree(INVENTED, tmp_path / "news")
    _settle(copy)
    return copy


def _settle(folder: Path) -> None:
    """Let the stamps of all files be old enough to be trusted, without waiting."""
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))


@pytest.fixture(autouse=True)
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust stamps at once: a change time cannot be set, and tests do not wait."""
    monkeypatch.setattr(stamps, "UNSETTLED_NANOSECONDS", -1)


def stories(reader: Reader) -> dict[str, Story]:
    records = reader.read().records
    assert records is not None
    return {story.slug: story for story in records.stories}


def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that are parsed from now on."""
    paths: list[str] = []

    def counting(path: str, data: bytes, kinds: Kinds) -> ParsedFile:
        paths.append(path)
        return parse_file(path, data, kinds)

    monkeypatch.setattr(stamps, "parse_file", counting)
    return paths


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def an_article(folder: Path) -> Path:
    return min(path for path in (folder / "articles").glob("*.md"))


def test_only_the_file_that_changed_is_parsed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(folder)
    before = stories(reader)
    article = an_article(folder)
    paths = parsed(monkeypatch)
    edit(article, "headline: ", "alternativeHeadline: Another one\nheadline: ")
    after = stories(reader)
    assert paths == [f"articles/{article.name}"]
    assert after[article.stem].alternative_headline == "Another one"
    assert [slug for slug in after if after[slug] is not before[slug]] == [article.stem]


def test_a_file_that_was_only_touched_is_not_parsed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(folder)
    before = stories(reader)
    paths = parsed(monkeypatch)
    _settle(folder)
    an_article(folder).touch()
    assert stories(reader) == before
    assert paths == []


def test_an_edited_person_is_new_in_every_story(folder: Path) -> None:
    reader = Reader(folder)
    stories(reader)
    person = min((folder / "people").glob("*.yaml"))
    with person.open("a", encoding="utf-8") as file:
        file.write("description: Somebody else now.\n")
    again, fresh = reader.read().records, load(folder).records
    assert again is not None
    assert fresh is not None
    assert version_of(again, ()) == version_of(fresh, ())


def test_a_mistake_is_said_and_its_correction_too(folder: Path) -> None:
    reader = Reader(folder)
    before = reader.read()
    article = an_article(folder)
    text = article.read_text(encoding="utf-8")
    article.write_text("---\nheadlin", encoding="utf-8")
    broken = reader.read()
    assert broken.records is None
    assert any(problem.file.endswith(article.name) for problem in broken.problems)
    article.write_text(text, encoding="utf-8")
    mended = reader.read()
    assert mended.problems == before.problems
    assert mended.records is not None


def test_deleted_and_renamed_files_are_gone(folder: Path) -> None:
    reader = Reader(folder)
    before = stories(reader)
    article = an_article(folder)
    article.rename(article.with_name("renamed-since.md"))
    assert before.keys() - stories(reader).keys() == {article.stem}
    article.with_name("renamed-since.md").unlink()
    assert "renamed-since" not in stories(reader)


def test_what_changed_just_now_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "UNSETTLED_NANOSECONDS", 3_600_000_000_000)
    reader = Reader(folder)
    stories(reader)
    article = an_article(folder)
    stamp = article.stat()
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("headline: ", "headline: N", 1)[: len(text)], encoding="utf-8")
    os.utime(article, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert stories(reader)[article.stem].headline.startswith("N")


def test_a_folder_in_which_nothing_changed_is_the_same_as_last_time(folder: Path) -> None:
    reader = Reader(folder)
    first = reader.read()
    touched = next((folder / "people").iterdir())
    touched.write_bytes(touched.read_bytes())
    assert reader.read() is first
    (folder / "peeple").mkdir()
    assert reader.read().problems != first.problems
    (folder / "peeple").rmdir()
    assert reader.read().problems == first.problems
    touched.write_bytes(touched.read_bytes() + b"\n")
    assert reader.read() is not first


def test_in_a_large_folder_of_which_some_paths_were_touched_no_other_is_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_states, "COMPARED_WHOLE", 0)
    reader = Reader(folder)
    before = stories(reader)
    one, other = sorted((folder / "articles").glob("*.md"))[:2]
    for article in (one, other):
        edit(article, "headline: ", "alternativeHeadline: Another one\nheadline: ")
    after = reader.read(touched=[one, one.with_name(f".{one.name}.swp")]).records
    assert after is not None
    assert [each.slug for each in after.stories if each is not before[each.slug]] == [one.stem]
    everything = reader.read(touched=[folder / "articles"]).records
    assert everything is not None
    assert {each.slug for each in everything.stories if each is not before[each.slug]} == {
        one.stem,
        other.stem,
    }


def test_of_an_edited_topic_only_the_stories_about_it_are_new(folder: Path) -> None:
    reader = Reader(folder)
    before = stories(reader)
    with (folder / "topics.yaml").open("a", encoding="utf-8") as file:
        file.write("another: {name: Another}\n")
    after = stories(reader)
    assert [slug for slug in after if after[slug] is not before[slug]] == []


def test_a_slug_that_two_files_claim_is_free_again_when_one_is_gone(folder: Path) -> None:
    reader = Reader(folder)
    before = reader.read()
    article = an_article(folder)
    twin = article.with_suffix(".yml")
    twin.write_text("headline: Another\npublication: the-courier\ndatePublished: 2024\n", encoding="utf-8")
    assert [problem.code for problem in reader.read().problems if problem.code == "PQ206"] == ["PQ206"]
    article.rename(folder / article.name)
    assert reader.read(touched=[article]).records is None
    (folder / article.name).rename(article)
    twin.unlink()
    assert reader.read().problems == before.problems


def test_a_touched_file_may_be_new_or_gone(folder: Path) -> None:
    reader = Reader(folder)
    stories(reader)
    article = an_article(folder)
    moved = article.rename(article.with_name("another-place.md"))
    again, fresh = reader.read(touched=[article, moved]).records, load(folder).records
    assert again is not None
    assert fresh is not None
    assert version_of(again, ()) == version_of(fresh, ())
