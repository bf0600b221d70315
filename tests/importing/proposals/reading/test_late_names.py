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
        ("Not so, says Ida Brook. The historian was there. “It is a receipt,” she says.", "historian"),
        ("It was thought up by a nurse. “It leaks,” explains Dr Ida Brook.", "nurse"),
        ("It angered its prime minister.\n\nSpeaking at sea, Ida Brook said: “It leaks.”", "prime minister"),
        ("A farmer near Hull has lost a barn. “It leaks,” Ida Brook tells us.", "farmer"),
        ("It rained, and the mayor wears a scarf. “It leaks,” explains Ida Brook.", "mayor"),
        (
            "Profits fell, its chief executive said on Tuesday.\n\n“It leaks,” Ida Brook said.",
            "chief executive",
        ),
        (
            "Nobody was more surprised than their bassist when it was done.\n\n“It leaks,” says Ida Brook.",
            "bassist",
        ),
        (
            "It was noon when the minister for ports appeared to stop. “It is,” said Ida Brook.",
            "minister for ports",
        ),
        ("The bassist saw the drummer go when it was done. “It leaks,” says Ida Brook.", "bassist"),
        ("Tom Hale won.\n\nHis wife was not surprised. “It leaks,” said Ida Brook.", "wife"),
        ("Tom Hale won.\n\nHis wife, Ana, was not surprised. “It leaks,” said Ida Brook.", None),
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


@pytest.mark.parametrize(
    ("text", "office"),
    [
        (
            "CHAIR: Good day.\n\nIda Brook: Ida Brook, head of the Quay.\n\nCHAIR: Thank you.",
            "head of the Quay",
        ),
        (
            "Chair: Ms Brook, you are the head of the Quay.\n\nIda Brook: Yes.\n\nChair: Thank you.",
            "head of the Quay",
        ),
        ("Tom Hale: With me is ecologist Dr Ida Brook.\n\nIda Brook: Yes.\n\nTom Hale: Well.", "ecologist"),
        ("Tom Hale: When?\n\nIda Brook: Now.\n\nTom Hale: Why?", None),
    ],
)
def test_an_office_that_the_lines_of_an_interview_say(text: str, office: str | None) -> None:
    one = next(each for each in proposed(text) if each.who is not None and each.who.name == "Ida Brook")
    assert one.office == office


def test_who_is_called_by_an_office_in_front_of_a_line() -> None:
    text = "Remarks by Press Secretary Ida Brook\n\nTHE PRESS SECRETARY: No.\n\nREPORTER: Why?\n\nTHE PRESS SECRETARY: Ask."
    assert {each.who.name for each in proposed(text) if each.who is not None} == {"Ida Brook"}
