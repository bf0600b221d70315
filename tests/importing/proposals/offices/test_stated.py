"""The offices that a text says in other words than those beside a name."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.offices.stated import (
    indefinite_offices,
    may_say,
    office_appointed,
    office_named_by,
    office_said,
    office_taken,
    opening_office,
)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("The bank appointed Ida Brook as its new chief risk officer.", "chief risk officer"),
        ("The club chose Ida Brook to be captain.", "captain"),
        (
            "Ida Brook’s appointment as artistic director of the Quay was late.",
            "artistic director of the Quay",
        ),
        ("The bank saw Ida Brook as its chief risk officer.", None),
        ("The bank appointed Ida Brook as its first.", None),
    ],
)
def test_to_which_somebody_is_appointed(text: str, office: str | None) -> None:
    found = office_appointed(text, text.index("Ida Brook") + len("Ida Brook"))
    assert (found and found.title) == office


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("The trust’s head of collections is Ida Brook.", "head of collections"),
        ("The new coxswain will be Ida Brook.", "coxswain"),
        ("The attendant on the ferry introduces herself as Ida Brook.", "attendant on the ferry"),
        ("The owner of the yard, who gave her name as Ida Brook.", "owner of the yard"),
        ("The engineer, who asked to be called only Ida Brook.", "engineer"),
        ("The answer is Ida Brook.", None),
        ("The mayor thanked Ida Brook.", None),
    ],
)
def test_by_which_a_sentence_names_somebody(text: str, office: str | None) -> None:
    found = office_named_by(text, text.index("Ida Brook"))
    assert (found and found.title) == office


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("A former state trooper pleaded guilty.", "former state trooper"),
        ("TIDEWELL (NPA) — A cafeteria worker who won was back.", "cafeteria worker"),
        ("Eventually a junior whip was found.", "junior whip"),
        ("A grieving widow has called for lights.", "widow"),
        ("A boat sank.", None),
        ("The mayor left.", "mayor"),
        ("HULL (NPA) — THE First Minister was accused.", "First Minister"),
        ("The owner of a block of flats where four died was warned.", "owner of a block of flats"),
        ("The mother of a boy killed by a driver has told him.", "mother"),
        ("A former manager at the Ports Agency has said so.", "former manager at the Ports Agency"),
        ("The boat was found.", None),
    ],
)
def test_with_whom_a_story_begins(text: str, office: str | None) -> None:
    found = opening_office(text)
    assert (found and found.title) == office
    assert found is None or text[found.start :].lower().startswith(("a ", "the "))


def test_of_whom_the_first_paragraph_tells_without_a_name() -> None:
    text = "A boat was found by a dog walker and a welder.\n\nIda Brook saw a nurse."
    assert [each.title for each in indefinite_offices(text)] == ["dog walker", "welder"]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Ida Brook, who took over as chief executive in April.", "chief executive"),
        ("Ida Brook has stepped down as tower captain after 36 years.", "tower captain"),
        ("Ida Brook, who was at the bank, joins in January as director of Quay.", "director of Quay"),
        ("Ida Brook, 51, starts next week as its editor.", "editor"),
        ("Ida Brook resigned as a trustee.", None),
        ("Ida Brook works as hard.", None),
    ],
)
def test_which_somebody_takes_or_leaves(text: str, office: str | None) -> None:
    found = office_taken(text, len("Ida Brook"))
    assert (found and found.title) == office


@pytest.mark.parametrize(
    ("text", "subject", "office"),
    [
        ("She is the treasurer of the club.", "She", "treasurer of the club"),
        ("The 54-year-old, a welder from Hull, has a cat.", "The 54-year-old", "welder"),
        ("This mother of two has been fighting.", None, "mother of two"),
        ("As head of the school, she came.", "she", "head of the school"),
        ("A former nurse, she came.", "she", "former nurse"),
        ("She is late.", "She", None),
        ("This was late.", None, None),
    ],
)
def test_what_a_sentence_says_of_a_subject_that_it_does_not_name(
    text: str, subject: str | None, office: str | None
) -> None:
    span = None if subject is None else (text.index(subject), text.index(subject) + len(subject))
    assert may_say(text, 0)
    found = office_said(text, 0, span)
    assert (found and found.title) == office


def test_other_sentences_are_not_looked_at() -> None:
    assert not may_say("Then she left.", 0)
