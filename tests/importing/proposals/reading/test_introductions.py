"""Whom a text calls by an office in a place where it does not name them."""

from __future__ import annotations

import pytest

from tests.importing.proposals.test_proposing import proposed


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("A trooper stole a boat.\n\nIda Brook, 41, took it. “It leaks,” she said.", "trooper"),
        ("TIDEWELL (AP) — A welder won.\n\n“It leaks,” said Ida Brook, 59.", "welder"),
        ("The mayor is tired. Ida Brook wants to go. “It leaks,” she said.", "mayor"),
        ("Ida Brook came. She is the mayor of Hull. “It leaks,” she said.", "mayor of Hull"),
        ("Ida Brook looks up. The farmer is tired. “It leaks,” she says.", "farmer"),
        ("“It leaks,” says Ida Brook. This mother of two has been there.", "mother of two"),
        (
            "Education Cabinet Secretary Ida Brook came. “It leaks,” the CS said.",
            "Education Cabinet Secretary",
        ),
        ("Mayor Ida Brook came. She is a nurse. “It leaks,” she said.", "Mayor"),
        ("Ida Brook met a trooper.\n\nTom Hale, 41, came. “It leaks,” he said.", "trooper"),
        ("Ida Brook met her brother.\n\nTom Hale, 41, came. “It leaks,” he said.", None),
        ("A Waitoru dairy owner has won.\n\nIda Brook, 41, came. “It leaks,” she said.", "dairy owner"),
    ],
)
def test_an_office_that_stands_in_another_sentence(text: str, office: str | None) -> None:
    one = next(each for each in proposed(text) if each.is_direct)
    assert one.office == office
