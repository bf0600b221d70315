"""What is in a folder is read, left alone or refused, and nothing outside it is touched."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from pullquote.store.files.folders.counting import count_files
from pullquote.store.files.loading import load
from pullquote.store.files.scanning import list_files, read_file
from pullquote.store.files.syntax.text import MAX_BYTES
from tests.store.written import article, found, problems, write


def test_folders_and_single_files_are_read_together(tmp_path: Path) -> None:
    listed = list_files(
        write(
            tmp_path, {"topics/a.yaml": "", "topics/b.json": "", "topics.yml": "", "people.json": ""}, base={}
        )
    )
    assert listed.files == ("people.json", "topics.yml", "topics/a.yaml", "topics/b.json")
    assert listed.faults == ()


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store", ".git/config", ".x.yaml.swp", "articles/.x.md.swp", "articles/x.md~", "articles/#x.md#",
        "articles/.#x.md", "articles/x.md.bak", "articles/x.md.orig", "articles/x.md.tmp", "articles/4913",
        "README.md", "articles/README.md", "LICENSE", "articles/LICENSE", "Makefile", "Thumbs.db",
    ],
)  # fmt: skip
def test_what_editors_and_systems_leave_and_what_is_for_people_is_left_alone(
    tmp_path: Path, name: str
) -> None:
    assert found(tmp_path, {name: "\0 not read"}) == []


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("artcles/x.md", 'artcles:1:1 PQ117 no kind is called "artcles"'),
        ("topcis.yaml", 'topcis.yaml:1:1 PQ117 no kind is called "topcis"'),
        ("images/x.png", 'images:1:1 PQ404 the folder, with 1 file, is not read: no kind is called "images"'),
        ("news/x.md", 'news:1:1 PQ404 the folder, with 1 file, is not read: no kind is called "news"; the kinds are articles, editorials, people, organizations, publications, sections, topics; rename it to articles if'),
        ("authors.yaml", 'authors.yaml:1:1 PQ404 the file is not read: no kind is called "authors"; the kinds are articles, editorials, people, organizations, publications, sections, topics; rename it to people.yaml if'),
        ("notes.txt", "notes.txt:1:1 PQ404 not read: it stands at the top of the newsroom; pullquote import brings it in"),
        ("gates.jpg", "gates.jpg:1:1 PQ404 not read: it stands at the top of the newsroom; move it to media/gates.jpg"),
        ("gates.md", 'gates.md:1:1 PQ404 the file is not read: no kind is called "gates"'),
        ("articles/gates.jpg", "articles/gates.jpg:1:1 PQ404 not read: articles has files that end in .md, .yaml, .yml or .json; move it to media/gates.jpg"),
        ("articles/post.markdown", "articles/post.markdown:1:1 PQ404 not read: articles has files that end in .md, .yaml, .yml or .json; rename it: post.md"),
        ("articles/x.htm", "articles/x.htm:1:1 PQ404 not read: articles has files that end in .md, .yaml, .yml or .json; pullquote import brings it in"),
        ("articles/x.docx", "articles/x.docx:1:1 PQ404 not read: articles has files that end in .md, .yaml, .yml or .json; save its text as Markdown"),
        ("articles/FLOOD.md", 'articles/FLOOD.md:1:1 PQ118 expected a slug, a-z and 0-9 with single hyphens between, found "FLOOD"; did you mean "flood"?'),
        ("articles/AP123.md", 'articles/AP123.md:1:1 PQ118 expected a slug, a-z and 0-9 with single hyphens between, found "AP123"; did you mean "ap123"?'),
        ("articles/FLOOD_2.md", 'articles/FLOOD_2.md:1:1 PQ118 expected a slug, a-z and 0-9 with single hyphens between, found "FLOOD_2"; did you mean "flood-2"?'),
        ("config.yaml", 'config.yaml:1:1 PQ404 the file is not read: no kind is called "config"'),
        ("topics.md", "topics.md:1:1 PQ117 the file of a whole kind is .yaml, .yml or .json; move it into the folder topics"),
        ("articles/x.txt", "articles/x.txt:1:1 PQ404 not read: articles has files that end in .md, .yaml, .yml or .json"),
        ("articles/x.yamll", 'articles/x.yamll:1:1 PQ117 not read: articles has files that end in .md, .yaml, .yml or .json; did you mean "x.yaml"?'),
        ("articles/x.MD", "articles/x.MD:1:1 PQ117 not read: articles has files that end in .md"),
        ("articles/2024/x.md", "articles/2024:1:1 PQ117 articles has a folder in it, and folders in it are not read; move its 1 file up"),
        ("articles/Flood_Wall.md", 'articles/Flood_Wall.md:1:1 PQ118 expected a slug, a-z and 0-9 with single hyphens between, found "Flood_Wall"; did you mean "flood-wall"?'),
        ("articles/a--b.md", "articles/a--b.md:1:1 PQ118 expected a slug"),
        ("articles/café.md", 'articles/café.md:1:1 PQ118 expected a slug, a-z and 0-9 with single hyphens between, found "café"; did you mean "cafe"?'),
        (f"articles/{'x' * 201}.md", f"articles/{'x' * 201}.md:1:1 PQ118 a slug has at most 200 characters, found 201"),
    ],
)  # fmt: skip
def test_what_should_not_be_there_is_told(tmp_path: Path, name: str, problem: str) -> None:
    [only] = found(tmp_path, {name: "x"})
    assert only.startswith(problem)


@pytest.mark.parametrize("name", ["harbour-gates.md", "articles/HISTORY.md", "articles/README.md"])
def test_a_story_is_told_from_a_file_for_people_by_its_front_matter(tmp_path: Path, name: str) -> None:
    [only] = found(tmp_path, {name: article()})
    assert only.startswith(f"{name}:1:1 PQ11")


@pytest.mark.parametrize(
    "name",
    [
        "flood-wall (Ann's conflicted copy 2025-03-01).md", "flood-wall (conflicted copy 2025-03-01 101112).md",
        "flood-wall (In Konflikt stehende Kopie von Ann 2025-03-01).md", "flood-wall (copie en conflit de Ann).md",
        "flood-wall [Conflict].md", "flood-wall.sync-conflict-20250301-101112-ABCDEFG.md",
        "flood-wall_conflict-20250301-101112.md", "flood-wall-LAPTOP-7G3K2.md", "flood-wall - Copy.md",
        "flood-wall - Copy (2).md", "flood-wall - Kopie.md", "Copy of flood-wall.md", "flood-wall copy.md",
        "flood-wall copy 2.md", "flood-wall 2.md", "flood-wall (1).md", "flood-wall(1).md", "flood-wall.old.md",
        "flood-wall_backup.md", "flood-wall.md.save", "flood-wall.md.old", "flood-wall_LOCAL_1234.md",
    ],
)  # fmt: skip
def test_a_copy_is_named_as_one_and_never_guessed_as_a_slug(tmp_path: Path, name: str) -> None:
    [only] = found(tmp_path, {f"articles/{name}": article()})
    assert only == (
        f"articles/{name}:1:1 PQ433 a copy of flood-wall.md, not read; compare the two, and delete this one"
    )


def test_a_copy_of_what_is_not_there_says_so(tmp_path: Path) -> None:
    listed = found(
        tmp_path, {"articles/a (1).md": "x", "articles/b (Conflict).md": "x", "articles/Old Story 2.md": "x"}
    )
    assert listed == [
        'articles/Old Story 2.md:1:1 PQ118 expected a slug, a-z and 0-9 with single hyphens between, found "Old Story 2"; did you mean "old-story-2"?',
        "articles/a (1).md:1:1 PQ433 it looks like a copy of a.md, which is not there; not read; rename it to a.md, or delete it",
        "articles/b (Conflict).md:1:1 PQ433 a copy of b.md, which is not there; not read; rename it to b.md, or delete it",
    ]


def test_a_copy_of_a_whole_folder_is_named_as_one(tmp_path: Path) -> None:
    [only] = found(tmp_path, {"articles - Copy/x.md": article()})
    assert (
        only == "articles - Copy:1:1 PQ433 a copy of articles, not read; compare the two, and delete this one"
    )


def test_every_file_of_the_folder_is_counted_once(tmp_path: Path) -> None:
    others = [
        "notes.txt",
        "articles/FLOOD.md",
        "articles/2024/a.md",
        "photos/x.jpg",
        "README.md",
        "articles/x.md~",
    ]
    files = dict.fromkeys([*others, "media/a.jpg", "media/2024/b.jpg", ".git/config", "articles/.x.swp"], "x")
    folder = write(tmp_path, files)
    assert count_files(folder) == (1, 7, 2, len(others))
    in_all = sum(path.is_file() for path in folder.rglob("*"))
    assert sum(count_files(folder)) == in_all - len([".git/config", "articles/.x.swp"])


def test_links_that_lead_out_are_refused_and_links_inside_are_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.yaml"
    outside.write_text("name: Secret\n")
    folder = write(tmp_path / "newsroom", {})
    (folder / "topics").mkdir()
    (folder / "topics" / "secret.yaml").symlink_to(outside)
    (folder / "topics" / "nowhere.yaml").symlink_to(tmp_path / "nothing")
    (folder / "topics" / "loop.yaml").symlink_to("loop.yaml")
    (folder / "editorials").symlink_to(tmp_path)
    (folder / "articles" / "same.md").symlink_to("flood-wall.md")
    listed = problems(load(folder), folder)
    assert [line.split(" ", 2)[:2] for line in listed] == [
        ["editorials:1:1", "PQ101"],
        ["topics/loop.yaml:1:1", "PQ101"],
        ["topics/nowhere.yaml:1:1", "PQ101"],
        ["topics/secret.yaml:1:1", "PQ101"],
    ]
    assert "a link that leads out of the folder is not followed" in listed[0]
    assert "a link that leads nowhere" in listed[2]
    assert not any("Secret" in line for line in listed)


def test_a_link_to_the_newsroom_itself_is_fine(tmp_path: Path) -> None:
    folder = write(tmp_path / "newsroom", {})
    (tmp_path / "link").symlink_to(folder)
    assert problems(load(tmp_path / "link"), tmp_path / "link") == []


def test_a_folder_with_the_name_of_another_in_front_is_outside(tmp_path: Path) -> None:
    write(tmp_path / "newsroom-old", {"a.yaml": "name: Old\n"}, base={})
    folder = write(tmp_path / "newsroom", {})
    (folder / "topics").mkdir()
    (folder / "topics" / "a.yaml").symlink_to(tmp_path / "newsroom-old" / "a.yaml")
    assert "PQ101" in problems(load(folder), folder)[0]


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    folder = write(tmp_path, {"topics/a.yaml": "name: A\n"})
    os.mkfifo(folder / "topics" / "pipe.yaml")
    with socket.socket(socket.AF_UNIX) as listener:
        os.chdir(folder / "topics")
        listener.bind("socket.yaml")
        listed = problems(load(folder), folder)
    assert [line for line in listed if "PQ101" in line] == [
        "topics/pipe.yaml:1:1 PQ101 not a regular file",
        "topics/socket.yaml:1:1 PQ101 not a regular file",
    ]


def test_a_pipe_that_takes_the_place_of_a_file_blocks_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "topics.yaml")
    fault = read_file(tmp_path, "topics.yaml")
    assert not isinstance(fault, bytes)
    assert fault.message == "not a regular file"


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    for path in ("gone.yaml", "nul\0.yaml"):
        fault = read_file(tmp_path, path)
        assert not isinstance(fault, bytes)
        assert fault.code == "PQ101"
    assert isinstance(read_file(write(tmp_path, {"x.yaml": b"1"}, base={}), "x.yaml"), bytes)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_files_without_permission_are_told(tmp_path: Path) -> None:
    folder = write(tmp_path, {"topics/a.yaml": "name: A\n"})
    (folder / "topics" / "a.yaml").chmod(0)
    assert "permission denied" in problems(load(folder), folder)[0]


def test_large_files_are_refused_and_not_read_whole(tmp_path: Path) -> None:
    folder = write(tmp_path, {})
    with (folder / "articles" / "huge.md").open("wb") as file:
        file.truncate(1 << 40)
    data = read_file(folder, "articles/huge.md")
    assert isinstance(data, bytes)
    assert len(data) == MAX_BYTES + 1
    [line] = problems(load(folder), folder)
    assert line.startswith("articles/huge.md:1:1 PQ102 ")


def test_names_that_cannot_be_printed_are_told_in_a_printable_way(tmp_path: Path) -> None:
    folder = write(tmp_path, {})
    Path(os.fsdecode(os.fsencode(folder) + b"/topics-\xff.yaml")).write_text("x")
    (folder / "articles" / "a\nb\x1b[31m.md").write_text("x")
    listed = problems(load(folder), folder)
    assert len(listed) == 2
    for line in listed:
        assert line.isprintable()
        line.encode("utf-8")


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    loaded = load(tmp_path / "nothing")
    assert loaded.records is None
    [problem] = loaded.problems
    assert (problem.code, problem.file) == ("PQ101", (tmp_path / "nothing").as_posix())
    assert "no such file" in problem.message


def test_a_folder_that_is_no_path_or_no_text_is_a_problem(tmp_path: Path) -> None:
    for folder in (Path("a\0b"), Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))):
        loaded = load(folder)
        assert loaded.records is None
        [problem] = loaded.problems
        assert problem.code == "PQ101"
        assert str(problem).isprintable()
        str(problem).encode()


def test_an_empty_folder_is_an_empty_newsroom(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    assert loaded.problems == ()
    assert loaded.records is not None
    assert not loaded.records.stories
