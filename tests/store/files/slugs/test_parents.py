"""Nothing is above itself, however many are between; that is told once, where it can be mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.written import found


def council(number: int, parent: int) -> dict[str, str]:
    return {f"organizations/c{number}.yaml": f"name: C{number}\nkind: government\nparent: c{parent}\n"}


@pytest.mark.parametrize("length", [1, 2, 7])
def test_a_circle_is_told_once(tmp_path: Path, length: int) -> None:
    files: dict[str, str | bytes | None] = {}
    for number in range(length):
        files |= council(number, (number + 1) % length)
    told = [each for each in found(tmp_path, files) if "PQ309" in each]
    between = ["…"] if length > 6 else []
    names = " → ".join([*(f"c{number}" for number in range(min(length, 6))), *between, "c0"])
    assert told == [f"organizations/c0.yaml:3:9 PQ309 an organization above itself: {names}"]


def test_a_long_line_of_parents_is_none(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {}
    for number in range(9):
        files |= council(number, number + 1)
    files["organizations/c9.yaml"] = "name: C9\nkind: government\n"
    assert [each for each in found(tmp_path, files) if "PQ309" in each] == []
