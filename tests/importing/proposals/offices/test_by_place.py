"""What somebody is, by where it stands, with nouns that no list has."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.offices.behind import office_behind
from pullquote.importing.proposals.offices.by_place import (
    office_of_titles,
    office_placed_before,
)
from pullquote.importing.proposals.reading.titles import Piece


def office(text: str) -> str | None:
    start = text.index("Ida Brook")
    end = start + len("Ida Brook")
    found = office_placed_before(text, start, end) or office_behind(text, end, by_place=True)
    assert found is None or text[found.start : found.end].startswith(found.title.split()[0])
    return found.title if found else None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\x01\x01 said wembler Ida Brook.", "wembler"),
        ("Chief wembler Ida Brook said so.", "Chief wembler"),
        ("The wembler Ida Brook said so.", "wembler"),
        ("The harbour’s wembler, Ida Brook, said so.", "wembler"),
        ("Its chief wembler, Dr Ida Brook, said so.", "chief wembler"),
        ("It was refused by the wembler of the harbour, Ida Brook.", "wembler of the harbour"),
        ("A wembler named Ida Brook came.", "wembler"),
        ("Wembler of the council, Ida Brook, said so.", "Wembler of the council"),
        ("Chief Wembler of Long Quay, Ida Brook, said so.", "Chief Wembler of Long Quay"),
        ("Then Ida Brook, a wembler at Northline Rail, came.", "wembler at Northline Rail"),
        ("Then Ida Brook, 61, the wembler, came.", "wembler"),
        ("Then Ida Brook, wembler of the Harbour Trust, came.", "wembler of the Harbour Trust"),
        ("Beaten wembler Ida Brook said so.", "wembler"),
        ("The report, written by retired wembler Ida Brook, came.", "retired wembler"),
        ("After the flood, Trust wembler Ida Brook came.", "Trust wembler"),
        ("Then Ida Brook (wembler of the Harbour Trust) came.", "wembler of the Harbour Trust"),
    ],
)
def test_nouns_that_no_list_has_are_offices_by_their_place(text: str, title: str) -> None:
    assert office(text) == title


@pytest.mark.parametrize(
    "text",
    [
        "The next day, Ida Brook said so.",
        "Most of the time, Ida Brook said so.",
        "Members of the council, Ida Brook said, left.",
        "Opening the case for the plumbers, Ida Brook said so.",
        "In a statement read to the court, Ida Brook, 83, said so.",
        "They quickly thanked Ida Brook.",
        "The collection includes Ida Brook’s boat.",
        "Ida Brook, walking home, said so.",
        "Ida Brook, the first time, said so.",
        "One of the men, Ida Brook, came.",
    ],
)
def test_what_says_nothing_of_somebody_is_no_office(text: str) -> None:
    assert office(text) is None


def test_words_with_capitals_in_front_of_a_name_are_an_office() -> None:
    found = office_of_titles([Piece("Flight", 0, 6), Piece("Wembler", 7, 14), Piece("Dr", 15, 17)])
    assert found is not None
    assert (found.title, found.start, found.end) == ("Flight Wembler", 0, 14)
    assert office_of_titles([Piece("Dr", 0, 2)]) is None
    assert office_of_titles([Piece("Belgian", 0, 7)]) is None
