"""The offices that stand beside a name."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.offices.beside import is_personal, is_style, of_one, offices_beside
from pullquote.importing.proposals.offices.office import Office


@pytest.mark.parametrize(
    ("text", "by_place", "offices"),
    [
        ("Mayor Ida Brook said so.", False, ["Mayor"]),
        ("Then Ida Brook, the harbour master, said so.", False, ["harbour master"]),
        ("Mayor Ida Brook, a former nurse, said so.", False, ["Mayor", "former nurse"]),
        ("Ida Brook had been a nurse for six weeks.", False, []),
        ("Ida Brook had been a nurse for six weeks.", True, ["nurse"]),
        ("The report, written by retired wembler Ida Brook, came.", True, ["retired wembler"]),
        ("Its chief wembler, Ida Brook, said so.", True, ["chief wembler"]),
        ("Prof Ida Brook, the harbour master, said so.", True, ["Prof", "harbour master"]),
        ("Its head of research is Ida Brook, 61.", True, ["head of research"]),
        ("Ida Brook, our head of mission, said so.", True, ["head of mission"]),
        ("The board named Ida Brook as its new chief risk officer.", True, ["chief risk officer"]),
        ("Then Ida Brook said so.", True, []),
        ("For Ida Brook, the sound of spring was late.", True, []),
        ("For Ida Brook, the harbour master, it was late.", True, ["harbour master"]),
        ("Ida Brook, who directs it and was the trial’s investigator, said so.", True, ["investigator"]),
        ("Ida Brook, who will stay on as chair, said so.", True, ["chair"]),
        ("He left on Sunday Ida Brook said so.", True, []),
    ],
)
def test_before_and_behind_a_name(text: str, by_place: bool, offices: list[str]) -> None:
    start = text.index("Ida Brook")
    place = start, start + len("Ida Brook")
    assert [
        each.title for each in offices_beside(text, place, [], is_open=by_place, by_place=by_place)
    ] == offices


@pytest.mark.parametrize(("title", "expected"), [("Prof", True), ("Prof.", True), ("Mayor", False)])
def test_how_somebody_is_addressed(title: str, expected: bool) -> None:
    assert is_style(Office(title, 0, len(title))) == expected


@pytest.mark.parametrize(("title", "expected"), [("Prof", True), ("elder brother", True), ("Mayor", False)])
def test_what_somebody_is_called_personally(title: str, expected: bool) -> None:
    assert is_personal(title) == expected


def test_forms_of_address_between_an_office_and_a_name() -> None:
    text = "The head of the family, Gogo Ida Brook, said so."
    start = text.index("Ida Brook")
    titles = [("Gogo", start - 5, start - 1)]
    (found,) = offices_beside(text, (start, start + 9), titles, is_open=True, by_place=True)
    assert found.title == "head of the family"


@pytest.mark.parametrize(
    ("title", "one"),
    [
        ("co-founders", "co-founder"),
        ("joint presidents", "joint president"),
        ("head of schools", "head of schools"),
        ("boss", "boss"),
    ],
)
def test_the_office_of_several_is_that_of_each(title: str, one: str) -> None:
    assert of_one(Office(title, 0, len(title))).title == one
