"""A slug that is nobody's is answered by the one that was meant, by name or by likeness."""

from __future__ import annotations

from pathlib import Path

import pytest

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


def test_a_surname_of_two_people_is_no_guess(tmp_path: Path) -> None:
    files = {
        "people.yaml": PEOPLE + "jon-roca: {name: Jon Roca}\n",
        "articles/y.md": article("mentions: [d-koval, ines-roca, jon-roca]\n"),
        "articles/x.md": article("authors: [roca]\n"),
    }
    [only] = [line for line in found(tmp_path, files) if "PQ403" not in line]
    assert only == 'articles/x.md:5:11 PQ203 unknown person "roca"'


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
