"""Whom a text names: names behind titles and brackets, couples and relatives, companies by what they are called."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.reading.mentions import mentions_in
from pullquote.importing.proposals.reading.people import KnownNames


def names(text: str) -> list[str]:
    """Everybody whom a text names, once, in order."""
    found = mentions_in(text, [(0, len(text))], KnownNames())
    return list(dict.fromkeys(each.who.name for each in found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lady (Ida) Brook has died.", ["Ida Brook"]),
        ("A leader, Chief (Mrs) Ngozi Okereke, agreed.", ["Ngozi Okereke"]),
        ("The spokesman Will Hale said so.", ["Will Hale"]),
        ("Losing captain Farheen Sheikh said so.", ["Farheen Sheikh"]),
        ("Its other founder, Mrinal Sen, said so.", ["Mrinal Sen"]),
        ("Leader of the Opposition R. Manivannan said so.", ["R. Manivannan"]),
        ("Head Boy Arjun Nair said so.", ["Arjun Nair"]),
        ("Young Toby Marsh said so.", ["Toby Marsh"]),
        ("Andre Hale, D-3rd Ward, said so.", ["Andre Hale"]),
        ("Bel Ransome doesn’t mind.", ["Bel Ransome"]),
        ("She was born Ida Mary Fane. Ida Brook said so.", ["Ida Brook"]),
        ("\x01\x01\x01 said its head of repairs Zorvane Lyle.", ["Zorvane Lyle"]),
        ("Zorvane Park came. Park said so.", ["Zorvane Park"]),
    ],
)
def test_names_without_what_is_no_part_of_them(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ben and Carly Hale came.", ["Ben Hale", "Carly Hale"]),
        ("Tom Brook left. Tom and Carly Hale came.", ["Tom Brook", "Carly Hale"]),
        ("Tom Hale died, said the couple’s son, Ben.", ["Tom Hale", "Ben Hale"]),
        ("Tom Hale, whose father Ben came, left.", ["Tom Hale", "Ben Hale"]),
        ("Three-year-old Ida Hale woke. Her mother, Carly, wept.", ["Ida Hale", "Carly Hale"]),
        ("Ida Hale woke. Her mother, Carly, wept.", ["Ida Hale", "Carly"]),
    ],
)
def test_couples_and_relatives_by_the_family_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was seen by Lakshmamma, a flower seller, at noon.", ["Lakshmamma"]),
        ("One of them, Egidio, had counted it.", ["Egidio"]),
        ("It came from a human being called Sandra.", ["Sandra"]),
        ("Her name is Sandra.", ["Sandra"]),
    ],
)
def test_names_of_one_word(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The manufacturer, Korvex, said so.", ["Korvex"]),
        ("Shares in Hallam Kitchens fell.", ["Hallam Kitchens"]),
        ("Chime, the company behind the bells, said so.", ["Chime"]),
        ("Callaway Motors sank. Callaway said so.", ["Callaway Motors"]),
        ("He is the president of Universities Together, said a friend.", []),
        ("The client Tarkhan Rail Group said so.", ["Tarkhan Rail Group"]),
    ],
)
def test_companies(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_who_is_called_mrs_is_the_woman_of_two() -> None:
    text = "Jamie Hale died. Jamie’s mother, Dawn Hale, wept. Mrs Hale said so."
    *_, last = mentions_in(text, [(0, len(text))], KnownNames())
    assert last.who.name == "Dawn Hale"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Hale sisters came. Ida spoke.", ["Ida Hale"]),
        (
            "Tom Hale left two sons, Ben and Jack. Ben said so. Jack said so.",
            ["Tom Hale", "Ben Hale", "Jack Hale"],
        ),
        ("Tom Hale’s father Ben came.", ["Tom Hale", "Ben Hale"]),
        ("Peadar Mac Suibhne came. His sister Ida spoke.", ["Peadar Mac Suibhne", "Ida Mac Suibhne"]),
    ],
)
def test_families(text: str, expected: list[str]) -> None:
    assert [each for each in names(text) if each != "Hale"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zubin Contractor came. Contractor said so.", ["Zubin Contractor"]),
        ("The skipper Will Harcombe was out.", ["Will Harcombe"]),
        ("The priest, Don Fabio Locatelli, came.", ["Fabio Locatelli"]),
        ("Senator Ida Brook (PRP, Cross Delta) spoke.", ["Ida Brook"]),
        ("The Charities Regulator said so.", ["Charities Regulator"]),
        ("LAHORE: Ida Brook spoke.", ["Ida Brook"]),
        ("GENEVA (UNP) — Ida Brook spoke.", ["Ida Brook"]),
    ],
)
def test_titles_brackets_and_datelines(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_of_one_family_name_the_one_who_has_the_title() -> None:
    text = "Tom Hale came. His cousin, Ben Hale, a priest, came too. Father Hale spoke."
    *_, last = mentions_in(text, [(0, len(text))], KnownNames())
    assert last.who.name == "Ben Hale"


@pytest.mark.parametrize(
    ("called", "says"),
    [
        ("Kestrel CEO", "Kestrel"),
        ("Nato Secretary General", "Nato"),
        ("Deputy Pentagon Press Secretary", "the Pentagon"),
        ("Deputy Treasury Secretary", "the Treasury"),
        ("BBC Director General", "the BBC"),
    ],
)
def test_a_body_may_speak_that_an_office_has_named(called: str, says: str) -> None:
    body = says.removeprefix("the ")
    assert body in names(f"{called} Ida Brook spoke on Monday. \x01\x01\x01 {says} said.")


def test_a_rank_is_nobody() -> None:
    assert names("DSP Ida Brook spoke on Monday. \x01\x01\x01 the DSP said.") == ["Ida Brook"]
