"""What somebody is whom a story calls by it in a place where it does not name them, when all of it is read."""

from __future__ import annotations

import pytest

from tests.importing.proposals.test_proposing import proposed


@pytest.mark.parametrize(
    ("text", "office"),
    [
        (
            "The former head of the Quay was warned.\n\nTom Hale, a clerk, met Ida Brook.\n\n“No,” Ms Brook said.",
            "former head of the Quay",
        ),
        (
            "The mayor said that it was late. Speaking on her way, Ida Brook said it was “far too late”.",
            "mayor",
        ),
        ("The mother of a boy of ten wept.\n\nReading a letter, Ida Brook said: “It leaks.”", "mother"),
        ("Tom Brook was alive. His mother wept.\n\n“It leaks,” said Ida Brook.", "mother"),
        ("Ida Brook is here.\n\nAt 82 the writer is late. “It leaks,” she says.", "writer"),
        ("The pilot was late. “It leaks,” one of them, Ida Brook, said.", None),
        ("The father of a boy of ten wept.\n\nReading her letter, Dame Ida Brook said: “It leaks.”", None),
        ("Tom Hale was alive. His mother wept.\n\n“It leaks,” said Ida Brook.", None),
    ],
)
def test_an_office_by_which_the_story_calls_somebody_elsewhere(text: str, office: str | None) -> None:
    one = [each for each in proposed(text) if each.is_direct][-1]
    assert one.who is not None
    assert (one.who.name, one.office) == ("Ida Brook", office)


def test_whom_a_story_begins_with_has_said_what_it_begins_with() -> None:
    text = "The prime minister said it was “late”.\n\nMayor Tom Hale came.\n\n“It leaks,” Ida Brook said."
    first, last = proposed(text)
    assert first.who is last.who
