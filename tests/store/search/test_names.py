"""A name is found while it is typed, however it is spelled."""

from __future__ import annotations

import pytest

from pullquote.store.search.names import NameIndex

NAMES = (
    "Jean-Luc Müller",
    "J.K. Rowe",
    "王小明",
    "Ёлкин Пётр",
    "İpek Şahin",
    "أحمد",
    "Well Being Trust",
    "E-Mail Works",
    "Σωκράτης",
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("je", {0}),
        ("jean mul", {0}),
        ("luc", {0}),
        ("jeanluc", {0}),
        ("J.K. r", {1}),
        ("jk", {1}),
        ("J K Rowe", {1}),
        ("王", {2}),
        ("小明", {2}),
        ("елкин пет", {3}),
        ("ipek sah", {4}),
        ("احمد", {5}),
        ("wellbeing", {6}),
        ("email w", {7}),
        ("e mail", {7}),
        ("σωκρατησ", {8}),
        ("", set()),
        ("?!", set()),
        ("nobody", set()),
        ("jean nobody", set()),
    ],
)
def test_names(typed: str, found: set[int]) -> None:
    index = NameIndex.of([[name] for name in NAMES])
    assert set(index.search(typed)) == found


def test_a_name_of_many_words_is_a_name() -> None:
    name = " ".join(f"w{number}" for number in range(100))
    index = NameIndex.of([[name], []])
    assert set(index.search(name)) == {0}
