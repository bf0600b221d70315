"""A slug that is nobody's is answered by the one that was meant, by name or by likeness."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.store.files.parsing import ParsedFile, parse_file
from pullquote.store.files.references import Checker
from tests.store.written import article, found

PEOPLE = "d-koval: {name: Дарина Коваль, alternateNames: [Daryna Koval]}\nines-roca: {name: Inés Roca}\n"


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("Дарина Коваль", "d-koval"),
        ("дарина  коваль", "d-koval"),
        ("Daryna Koval", "d-koval"),
        ("Inés Roca", "ines-roca"),
        ("inés-roca", "ines-roca"),
        ("Ines-Roka", "ines-roca"),
        ("Roca", "ines-roca"),
        ("Roca, Inés", "ines-roca"),
    ],
)
def test_the_slug_of_a_name_is_guessed(tmp_path: Path, written: str, slug: str) -> None:
    files = {
        "people.yaml": PEOPLE,
        "articles/y.md": article("mentions: [d-koval, ines-roca]\n"),
        "articles/x.md": article(f'authors: ["{written}"]\n'),
    }
    [only] = [line for line in found(tmp_path, files) if "PQ403" not in line]
    assert only.startswith("articles/x.md:5:11 PQ203 unknown person ")
    assert only.endswith(f'did you mean "{slug}"?')


def test_a_surname_of_two_people_names_both(tmp_path: Path) -> None:
    files = {
        "people.yaml": PEOPLE + "jon-roca: {name: Jon Roca}\n",
        "articles/y.md": article("mentions: [d-koval, ines-roca, jon-roca]\n"),
        "articles/x.md": article("authors: [roca]\n"),
    }
    [only] = [line for line in found(tmp_path, files) if "PQ403" not in line]
    assert only == 'articles/x.md:5:11 PQ203 unknown person "roca"; did you mean "ines-roca" or "jon-roca"?'


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("peter-quill", "pullquote new person peter-quill writes the file that is missing"),
        ("Peter Quill", "pullquote new person peter-quill writes the file that is missing"),
        ("anonymous", "where nobody is named, write source: anonymous in place of speaker"),
        ("Unnamed Person", "where nobody is named, write source: unnamed person in place of speaker"),
        ("officials", "where nobody is named, write source: unnamed group in place of speaker"),
        ("ines-roca, Daryna Koval", "put them into brackets: [ines-roca, d-koval]"),
        ("ines-roca, Peter Quill", 'did you mean "ines-roca"?'),
        ("the mayor", 'write the slug of who that is, and what the story prints: "as: the mayor"'),
    ],
)
def test_a_speaker_who_is_nobody_has_a_way_out(tmp_path: Path, written: str, suggestion: str) -> None:
    files = {
        "people.yaml": PEOPLE,
        "articles/y.md": article("mentions: [d-koval, ines-roca]\n"),
        "articles/x.md": article(f'quotes: [{{text: One, speaker: "{written}"}}]\n', "“One.”"),
    }
    [only] = [line for line in found(tmp_path, files) if "PQ403" not in line]
    assert only.partition("; ")[2] == suggestion


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("media/ferri.svg", '; did you mean "media/ferry.svg"?'),
        ("media/ferry.png", '; did you mean "media/ferry.svg"?'),
        ("media/none.svg", ""),
        ("media/none.jpg", ""),
    ],
)
def test_only_a_picture_of_a_name_alike_is_guessed(tmp_path: Path, written: str, suggestion: str) -> None:
    files = {
        "media/ferry.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
        "articles/x.md": article(f"image: {{url: {written}, alt: A}}\n", "Some text."),
    }
    assert found(tmp_path, files) == [f'articles/x.md:5:14 PQ211 unknown picture "{written}"{suggestion}']


def test_an_unknown_slug_is_explained_wherever_it_stands_and_by_what_is_there_now() -> None:
    """As often as files change, and whether the file that names it changed or what it names is gone."""

    def parsed(path: str, text: str) -> ParsedFile:
        return parse_file(path, text.encode())

    def problems(changed: dict[str, str], gone: tuple[str, ...] = ()) -> list[tuple[str, str | None]]:
        checker.update(
            {**dict.fromkeys(gone), **{path: parsed(path, text) for path, text in changed.items()}}
        )
        return [
            (path, fault.suggestion)
            for path, faults in sorted(checker.check().faults.items())
            for fault in faults
            if fault.code == "PQ203"
        ]

    checker = Checker()
    begin = {f"articles/{name}.md": article("authors: [w7]\n") for name in "ab"}
    assert problems(begin | {"people/w7.yaml": "name: Daryna Koval\n"}) == []
    assert problems({"articles/c.md": article("authors: [w7]\n")}) == []
    assert problems({"articles/c.md": article("authors: [Daryna Koval]\n")}) == [
        ("articles/c.md", 'did you mean "w7"?')
    ]
    assert problems({"people/w7.yaml": "name: Olena\n"}) == [
        ("articles/c.md", "pullquote new person daryna-koval writes the file that is missing")
    ]
    assert problems({"articles/c.md": article("authors: [w7]\n")}) == []
    everywhere = [
        (f"articles/{name}.md", "pullquote new person w7 writes the file that is missing") for name in "abc"
    ]
    assert problems({}, ("people/w7.yaml",)) == everywhere
    assert problems({"articles/a.md": article("authors: [w7]\ntopics: [x]\n")}) == everywhere
    renamed = [(path, 'did you mean "other"?') for path, _ in everywhere]
    assert problems({"people/other.yaml": "name: Olena\nalternateNames: [w7]\n"}) == renamed
    assert problems({"people/w7.yaml": "name: Daryna Koval\n"}) == []
