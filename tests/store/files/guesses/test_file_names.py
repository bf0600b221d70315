"""A file whose name is none of a newsroom's is called what it is."""

from __future__ import annotations

import pytest

from pullquote.store.files.guesses.file_names import (
    FOR_PEOPLE,
    LEFT_ALONE,
    copy_of,
    is_text_or_media,
    what_to_do,
)


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("car-park (Ann's conflicted copy 2025-03-01).md", "car-park.md"),
        ("car-park (Case Conflict).md", "car-park.md"),
        ("car-park (SFConflict ann@example.org 2025-03-01-10-11-12).md", "car-park.md"),
        ("car-park.sync-conflict-20250301-101112.yaml", "car-park.yaml"),
        ("car-park_conflict-20250301-101112.md", "car-park.md"),
        ("Car Park (copia en conflicto).md", "Car Park.md"),
        ("car-park.md.save", "car-park.md"),
        ("car-park.yaml.r123", "car-park.yaml"),
        ("car-park_REMOTE_4711.md", "car-park.md"),
    ],
)
def test_some_names_are_of_copies_for_certain(name: str, original: str) -> None:
    assert copy_of(name, ()) == (original, True)


@pytest.mark.parametrize(
    "name",
    [
        "car-park 2.md",
        "car-park (2).md",
        "car-park copy.md",
        "car-park - Copie.md",
        "Copy of car-park.md",
        "car-park.old.md",
    ],
)
def test_others_may_be_of_copies(name: str) -> None:
    assert copy_of(name, ()) == ("car-park.md", False)
    assert copy_of(name, {"car-park.md"}) == ("car-park.md", False)


def test_a_name_that_a_person_may_give_is_of_a_copy_only_beside_the_original() -> None:
    assert copy_of("Car Park 2.md", ()) is None
    assert copy_of("Car Park 2.md", {"Car Park.md"}) == ("Car Park.md", False)
    assert copy_of("car-park-LAPTOP-7G3K2.md", ()) is None
    assert copy_of("car-park-LAPTOP-7G3K2.md", {"car-park.md"}) == ("car-park.md", True)


@pytest.mark.parametrize(
    "name", ["FLOOD.md", "AP123.md", "FLOOD_2.md", "größe.md", "car park.md", "x (final).md"]
)
def test_other_names_are_of_no_copies(name: str) -> None:
    assert copy_of(name, {"x.md"}) is None


@pytest.mark.parametrize(
    "name", ["README.md", "README", "LICENCE.txt", "CONTRIBUTING.de.md", "Makefile", "CHANGELOG"]
)
def test_what_is_for_people_is_known_by_its_name(name: str) -> None:
    assert FOR_PEOPLE.fullmatch(name)
    assert not LEFT_ALONE.fullmatch(name)


@pytest.mark.parametrize("name", ["FLOOD.md", "AP123.md", "NATO.md", "FLOOD_2.md", "readme.md"])
def test_a_name_in_capitals_is_a_story(name: str) -> None:
    assert not FOR_PEOPLE.fullmatch(name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gates.JPG", "move it to media/gates.JPG"),
        ("interview.mp3", "move it to media/interview.mp3"),
        ("post.markdown", "rename it: post.md"),
        ("post.md.txt", "rename it: post.md"),
        ("story.htm", "pullquote import"),
        ("story.txt", "save it as story.md"),
        ("story.docx", "save its text as Markdown in story.md"),
        ("posts.11tydata.js", "move it out of the newsroom"),
        ("notes", "move it out of the newsroom"),
    ],
)
def test_each_format_has_its_way_out(name: str, words: str) -> None:
    assert words in what_to_do(name)
    assert is_text_or_media(name) == ("out of the newsroom" not in words)
