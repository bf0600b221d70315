"""Ranks and forms of address beside what somebody is."""

from __future__ import annotations

import pytest

from pullquote.importing.proposals.offices.ranks import is_rank, lasting, without_rank, without_style


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("government spokesman Col.", "government spokesman"),
        ("harbour master Captain", "harbour master"),
        ("Attorney General", "Attorney General"),
        ("Maj. Gen.", "Maj. Gen."),
        ("Police Lt.", "Police Lt."),
        ("mayor", "mayor"),
    ],
)
def test_a_rank_behind_an_office_is_cut_off(title: str, office: str) -> None:
    assert without_rank(title) == office


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("new mayor", "mayor"),
        ("beaten finalist", "finalist"),
        ("first minister", "first minister"),
        ("New mayor", "New mayor"),
        ("mayor", "mayor"),
    ],
)
def test_how_somebody_is_for_now_is_no_part_of_an_office(title: str, office: str) -> None:
    assert " ".join(lasting(title.split())) == office


@pytest.mark.parametrize(
    ("before", "left", "is_style"),
    [
        ("Then Mr ", "Then ", False),
        ("Then the Rev Dr ", "Then the ", True),
        ("Vicar the Rev ", "Vicar ", True),
        ("Then 13-year-old ", "Then ", False),
        ("Then mayor ", "Then mayor ", False),
    ],
)
def test_what_stands_right_before_a_name_and_is_no_office(before: str, left: str, is_style: bool) -> None:
    start, styled = without_style(f"{before}Ida Brook said so.", len(before))
    assert (before[:start], styled) == (left, is_style)


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Major", True), ("Detective Superintendent", True), ("Cllr", True), ("Judge", False), ("Mayor", False)],
)
def test_what_is_no_more_than_a_rank(title: str, expected: bool) -> None:
    assert is_rank(title) == expected
